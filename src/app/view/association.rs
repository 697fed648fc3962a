//! Why nothing is deleted in a list that says what is used where.

use crate::app::action::Action;
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::domain::{EnvironmentId, ProviderRef};

/// Says how the client provider is taken out of the environment, and how `deleted` is deleted everywhere.
pub fn taken_out(provider: ProviderRef, environment: EnvironmentId, deleted: RowId, model: &Model) -> String {
    let noun = deleted.noun().unwrap_or_default();
    let name = model.thing_name(deleted);
    let delete = format!("To delete the {noun}: :{} {name}", Action::Delete.name());
    if provider == ProviderRef::BuiltIn {
        return delete;
    }
    let edit = model.key_of(Action::Edit);
    let place = model.thing_name(RowId::Environment(environment));
    format!(
        "{edit} takes {} out of {place}. {delete}",
        model.provider_name(provider)
    )
}
