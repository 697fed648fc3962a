//! The panes of the main page about an organization, and the lists that they follow from.

use std::borrow::Cow;

use super::audit::audit_read;
use super::environments::{coverage_in, is_in_scope};
use super::scope::Scope;
use super::{View, ViewShape};
use crate::app::access_read::{AccessRead, AuditRead};
use crate::app::connection::Mode;
use crate::app::line::Line;
use crate::app::list::List;
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::{Environment, EnvironmentUse, Error, OrgId, Tree};

#[derive(Debug)]
pub struct OverviewView {
    pub title: fn(&Model) -> Cow<'static, str>,
    pub lines: fn(&Model) -> Vec<Line>,
}

impl View for OverviewView {
    fn title(&self, model: &Model) -> Cow<'static, str> {
        (self.title)(model)
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Text
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        reads(model)
    }

    /// Who goes there begins to read it.
    fn in_view(&self, model: &Model, _: &List) -> Vec<Resource> {
        lists(model)
    }

    /// All of it is many requests on the platform, and a while in a large file.
    fn waits_for_focus(&self, model: &Model) -> bool {
        model.mode != Mode::Demo
    }

    fn lines(&self, model: &Model) -> Option<Vec<Line>> {
        Some((self.lines)(model))
    }
}

/// The lists that it begins with: as many in any organization.
pub(super) fn lists(model: &Model) -> Vec<Resource> {
    let Some(here) = model.organization else {
        return Vec::new();
    };
    let access = [
        AccessRead::Users(here),
        AccessRead::Teams,
        AccessRead::IdentityProviders,
        AccessRead::ConnectedApps(here),
        AccessRead::Permissions,
    ];
    let audit = whole_audit(model).map(AccessRead::Audit);
    let access = access.into_iter().chain(owners(model, here)).chain(audit);
    let first = [Resource::Providers(here), Resource::Environments];
    first.into_iter().chain(access.map(Resource::from)).collect()
}

/// All that it follows from: the lists, what environments use, and who administers.
pub(super) fn reads(model: &Model) -> Vec<Resource> {
    let all = lists(model).into_iter().chain(model.usage_resources());
    let all = all.chain(model.administrator_resources());
    all.chain(model.unused_resources()).collect()
}

/// The environments that the page speaks of; `None` while one may be missing.
pub(super) fn environments_here(model: &Model) -> Option<impl Iterator<Item = &Environment>> {
    let all = model.data.environments.get()?.iter();
    let whole = coverage_in(model, Scope::Here).is_complete();
    whole.then(|| all.filter(|environment| is_in_scope(model, Scope::Here, environment)))
}

/// What an environment uses, where every API instance in it is read.
pub(super) fn apis_in<'a>(model: &'a Model, environment: &Environment) -> Option<&'a EnvironmentUse> {
    let uses = model.data.environment_use(environment.id)?;
    (!model.data.hides_apis(uses)).then_some(uses.as_ref())
}

/// Whether this is a business group, and not the root.
pub(super) fn is_group(model: &Model) -> bool {
    model.current_organization().is_some_and(|here| !here.is_root())
}

/// Whether the account administers the root, and so sees every business group.
pub(super) fn sees_every_group(model: &Model) -> bool {
    let root = model.data.tree.get().and_then(Tree::root);
    root.zip(model.account.as_ref())
        .is_some_and(|(root, account)| account.administers(root))
}

/// Who could see what is unknown: `None` where the account may see it, or where any of it may still come.
pub(super) fn who_sees(model: &Model) -> Option<String> {
    let here = model.current_organization()?;
    let may = model.account.as_ref()?.administers(here);
    let refused = |read: &Resource| {
        let error = model.data.error(*read);
        matches!(
            error,
            Some(Error::Refused(_) | Error::Forbidden(_) | Error::NotFound(_) | Error::NotRead(_))
        )
    };
    let answered = |read: &Resource| model.data.has(*read) || refused(read);
    let refused = !may && reads(model).iter().all(answered);
    refused.then(|| format!("administrators of {}", here.name.shown()))
}

/// The audit as it usually is; `None` while a part of it was chosen.
pub(super) fn whole_audit(model: &Model) -> Option<AuditRead> {
    let chosen = model.audit.period.is_some() || model.audit.is_narrowed();
    audit_read(model).filter(|_| !chosen)
}

/// Owners of apps may be users of the root.
pub(super) fn owners(model: &Model, here: OrgId) -> Option<AccessRead> {
    let root = model.data.tree.get()?.root()?.id;
    (root != here).then_some(AccessRead::Users(root))
}

/// Whether a list is there, and whole.
pub(super) fn answer(model: &Model, read: AccessRead) -> bool {
    model.data.has(read.into()) && model.data.access.coverage(read).is_complete()
}
