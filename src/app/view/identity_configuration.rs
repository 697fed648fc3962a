//! The configuration of an identity provider, as its type has it. No secret is among it.

use super::identity_providers::changes;
use super::{View, ViewShape};
use crate::app::access_read::AccessRead;
use crate::app::action::Action;
use crate::app::line::{Line, Tone};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::operation::Operation;
use crate::domain::identity_provider::{IdentityProviderDetails, IdentitySettings};
use crate::domain::{IdentityProviderRef, Tree};

#[derive(Debug)]
pub struct IdentityConfigurationView(pub IdentityProviderRef);

impl View for IdentityConfigurationView {
    fn tab(&self) -> &'static str {
        "Configuration"
    }

    fn read(&self, _: &Model) -> Option<AccessRead> {
        Some(AccessRead::IdentityProvider(self.0))
    }

    fn resources(&self, _: &Model, _: &List) -> Vec<Resource> {
        vec![
            AccessRead::IdentityProvider(self.0).into(),
            AccessRead::IdentityProviders.into(),
            AccessRead::IdentitySettings.into(),
        ]
    }

    fn operation(&self, action: Action, _: &List, _: &Model) -> Option<Result<Operation, String>> {
        changes(action)
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Text
    }

    fn lines(&self, model: &Model) -> Option<Vec<Line>> {
        let access = &model.data.access;
        let details = access.identity_details(self.0);
        let root = model.data.tree.get().and_then(Tree::root);
        // All of them belong to the root.
        let place = root.map(|root| Line::pair("Organization", root.name.shown()).naming(RowId::Org(root.id)));
        let mut lines = details.map_or_else(Vec::new, |details| configuration(details, place));
        if let Some(settings) = access.identity_settings().filter(|_| !lines.is_empty()) {
            lines.extend(switches(settings));
        }
        Some(lines)
    }
}

fn configuration(details: &IdentityProviderDetails, place: Option<Line>) -> Vec<Line> {
    let provider = &details.provider;
    let mut lines = vec![
        Line::pair("Name", provider.name.shown()),
        Line::pair("Type", provider.kind.label()),
    ];
    lines.extend(place);
    let IdentityProviderRef::External(id) = provider.id else {
        lines.push(Line::blank());
        lines.push(Line::text(
            Tone::Plain,
            "Users with a password of Anypoint Platform sign in here.",
        ));
        return lines;
    };
    lines.push(Line::pair("Id", id.to_string()));
    lines.push(Line::pair(
        "Sign-in",
        match details.login_disabled {
            Some(true) => "disabled: nobody can sign in through it",
            Some(false) => "enabled",
            None => "unknown",
        },
    ));
    lines.push(Line::blank());
    lines.push(Line::text(Tone::Heading, provider.kind.label()));
    let setting = |(label, value): &(&str, crate::domain::Untrusted)| Line::pair(&format!("  {label}"), value.shown());
    lines.extend(details.settings.iter().map(setting));
    lines
}

/// What holds for all identity providers.
fn switches(settings: &IdentitySettings) -> Vec<Line> {
    let switch = |on| match on {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unknown",
    };
    vec![
        Line::blank(),
        Line::text(Tone::Heading, "All identity providers"),
        Line::pair(
            "  New users without single sign-on",
            switch(settings.allow_new_non_sso_users),
        ),
        Line::pair(
            "  Bypass expiration (its meaning isn't documented)",
            switch(settings.bypass_expiration),
        ),
    ]
}
