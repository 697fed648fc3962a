//! Who may take a change back: the rules are asked as for the opposite change. Imports `domain`.
//!
//! What was made or edited is looked for in the file as it is; what was deleted in the file as undo would leave it, where
//! the role that somebody had in a deleted group is theirs again. Limits hold for what comes back. What only orders the
//! steps of a person, as R53 does, is not asked: undo goes back in one.

use super::JournalEntry;
use super::plan::PlanContext;
use crate::backend::precondition;
use crate::domain::change::{ChangeKind, Object};
use crate::domain::rules;
use crate::domain::{Error, ProviderRef};

/// Whether what `step` made or edited may be changed back.
pub(super) fn may_take_back(step: &JournalEntry, context: PlanContext<'_>) -> Result<(), Error> {
    let who = context.actor();
    let gone = || precondition::gone(step.object, &step.name);
    match (step.object, step.action) {
        (_, ChangeKind::Delete | ChangeKind::Undo | ChangeKind::Redo) => return Ok(()),
        (Object::Provider(id), ChangeKind::Create) => {
            rules::delete_provider(who, step.organization, ProviderRef::External(id))?;
        }
        (Object::Provider(id), ChangeKind::Edit) => {
            rules::edit_provider(who, step.organization, context.provider(id).ok_or_else(gone)?)?;
        }
        (Object::Environment(_), ChangeKind::Create) => rules::delete_environment(who, step.organization)?,
        // Its name and its list are the business of the same people.
        (Object::Environment(_), ChangeKind::Edit) => rules::change_environment(who, step.organization)?,
        (Object::Group(id), ChangeKind::Create) => rules::delete_group(who, id)?,
        (Object::Group(id), ChangeKind::Edit) => rules::edit_group(who, id)?,
        (Object::Api(environment, id), _) => {
            let there = context.environment(environment).ok_or_else(gone)?;
            let (_, api) = context.api(environment, id).ok_or_else(gone)?;
            rules::give_back(who, api, there)?;
        }
        (Object::User(_), ChangeKind::Create | ChangeKind::Edit) => {
            // Who was enabled may not be disabled by themselves: which of both it was doesn't matter here.
            rules::set_user_enabled(who, &step.name, false)?;
        }
        (Object::Team(_), ChangeKind::Create | ChangeKind::Edit) => rules::restore_team(who)?,
    }
    Ok(())
}

/// Whether what `step` deleted may come back; `context` is the file with it.
pub(super) fn may_bring_back(step: &JournalEntry, context: PlanContext<'_>) -> Result<(), Error> {
    let who = context.actor();
    match (step.object, step.action) {
        (Object::Provider(_), ChangeKind::Delete) => {
            let others = context.document.providers.len().saturating_sub(1);
            rules::add_provider(who, step.organization, others)?;
        }
        (Object::Environment(_), ChangeKind::Delete) => {
            let others = context.environments_of(step.organization).count().saturating_sub(1);
            rules::create_environment(who, step.organization, others)?;
        }
        (Object::Group(id), ChangeKind::Delete) => rules::restore_group(who, id)?,
        (Object::Team(_), ChangeKind::Delete) => rules::restore_team(who)?,
        _ => {}
    }
    Ok(())
}
