//! What is known of one organization: its names, ids, entitlements and client.

use super::{View, ViewShape};
use crate::app::access_read::AccessRead;
use crate::app::action::Action;
use crate::app::line::{Line, Tone};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::operation::Operation;
use crate::domain::{OrgId, Organization, Tree, Untrusted, rules};

#[derive(Debug)]
pub struct SettingsView(pub OrgId);

impl View for SettingsView {
    fn tab(&self) -> &'static str {
        "Settings"
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let root = model.data.tree.get().and_then(Tree::root);
        // Who may not read users sees the name alone.
        let may = |root: &&Organization| {
            model
                .who()
                .is_ok_and(|who| rules::read_access(who.account, root).is_ok())
        };
        let users = root.filter(may).map(|root| AccessRead::Users(root.id).into());
        [Resource::Tree, Resource::Environments]
            .into_iter()
            .chain(users)
            .collect()
    }

    fn operation(&self, action: Action, _: &List, _: &Model) -> Option<Result<Operation, String>> {
        (action == Action::Add).then_some(Ok(Operation::AddGroup(self.0)))
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Text
    }

    fn lines(&self, model: &Model) -> Option<Vec<Line>> {
        Some(settings(model, self.0))
    }
}

/// The owner, who opens where the users were read.
fn owner(model: &Model, organization: &Organization) -> Line {
    let Some(name) = &organization.owner else {
        // The platform tells an owner where it likes.
        let none = if model.mode.is_live() { "(unknown)" } else { "(not set)" };
        return Line::pair("Owner", none);
    };
    let line = Line::pair("Owner", name.shown());
    let root = model.data.tree.get().and_then(Tree::root);
    let users = root.and_then(|root| model.data.access.users(root.id));
    let user = users
        .into_iter()
        .flat_map(|users| users.iter())
        .find(|user| user.username == *name);
    match user {
        Some(user) => line.naming(RowId::User(user.id)),
        None => line,
    }
}

fn settings(model: &Model, id: OrgId) -> Vec<Line> {
    let Some(tree) = model.data.tree.get() else {
        return Vec::new();
    };
    let Some(organization) = tree.get(id) else {
        return vec![Line::text(Tone::Warning, "This organization no longer exists.")];
    };
    let shown = |t: &Option<Untrusted>| t.as_ref().map_or("(not set)".into(), |t| t.shown().into_owned());
    let mut lines = vec![
        Line::pair("Name", organization.name.shown()),
        Line::pair("Type", organization.kind()),
        Line::pair("Id", organization.id.to_string()),
        owner(model, organization),
    ];
    if organization.is_root() {
        lines.push(Line::pair("Domain", shown(&organization.domain)));
    } else {
        let above = organization.parents.iter().filter_map(|id| tree.get(*id));
        lines.extend(above.map(|above| Line::pair("Below", above.name.shown()).naming(RowId::Org(above.id))));
    }
    lines.push(Line::pair("Client ID", shown(&organization.client_id)));
    if organization.has_secret {
        let may = model.who().and_then(|who| rules::reveal_secret(who, id)).is_ok();
        let value = if may {
            "******** (set; :reveal shows it)"
        } else {
            "******** (set)"
        };
        lines.push(Line::pair("Client Secret", value));
    }
    for (name, on) in &organization.entitlements {
        let mark = if *on { 'x' } else { ' ' };
        lines.push(Line::text(
            Tone::Plain,
            format!("[{mark}] Entitlement {}", name.shown()),
        ));
    }
    lines
}
