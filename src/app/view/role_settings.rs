//! What is known of one role beside its members and permissions.

use super::facts::{Fact, Facts};
use super::who::{refusal, text_words, time_words};
use crate::app::access_read::AccessRead;
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::{OrgId, RoleGroup, RoleGroupId};

#[derive(Debug)]
pub struct RoleSettings(pub OrgId, pub RoleGroupId);

impl Facts for RoleSettings {
    fn resources(&self, _: &Model) -> Vec<Resource> {
        vec![AccessRead::Roles(self.0).into(), Resource::Tree]
    }

    fn facts(&self, model: &Model) -> Vec<Fact> {
        let role = model.data.access.role(self.0, self.1);
        role.map_or_else(Vec::new, |role| facts(model, self.0, role))
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::Roles(self.0))
    }

    fn none(&self) -> &'static str {
        "This role is not among those that were read."
    }
}

pub fn facts(model: &Model, organization: OrgId, role: &RoleGroup) -> Vec<Fact> {
    let group = RowId::Org(organization);
    let kind = match role.editable {
        Some(true) => "custom",
        Some(false) => "default: it can't be deleted",
        None => "unknown",
    };
    vec![
        Fact::new("Name", role.name.shown()),
        Fact::new("Id", role.id.to_string()),
        Fact::new("Organization", model.thing_name(group)).names([group]),
        Fact::new("Description", text_words(role.description.as_ref())),
        Fact::new("Type", kind),
        Fact::new("Created", time_words(role.created)),
    ]
}
