//! What the signed-in account may read and change here, screen by screen.

use std::borrow::Cow;

use super::{Cell, View, ViewShape};
use crate::app::access_read::AccessRead;
use crate::app::line::{Line, Tone};
use crate::app::list::column::{Col, Column, fixed, wide};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::access::{AccessEvidence, MayDo, ScreenAccess, screen_access};

const COLUMNS: &[Column] = &[
    fixed(Col::Name, "SCREEN", 25, 0),
    fixed(Col::Permission, "MAY READ", 10, 0),
    fixed(Col::Action, "MAY CHANGE", 10, 1),
    wide(Col::Note, "WHY", 20, 2),
];

/// What is said where amtui changes nothing, whatever somebody may do.
const SHOWN: &str = "shown only";

#[derive(Debug)]
pub struct ScreenAccessView;

/// Nothing before it is known who is signed in, and where.
fn rows(model: &Model) -> Vec<ScreenAccess> {
    let known = model.account.as_ref().zip(model.current_organization());
    let Some(((account, here), tree)) = known.zip(model.data.tree.get()) else {
        return Vec::new();
    };
    let who = if account.app {
        AccessEvidence::App(model.data.access.own_scopes())
    } else {
        AccessEvidence::User(account)
    };
    screen_access(who, here, tree)
}

fn verdict(verdict: Option<MayDo>) -> Cell<'static> {
    match verdict {
        None => Cell::dim(SHOWN),
        Some(yes @ MayDo::Yes) => Cell::of(yes.label(), Tone::Good),
        Some(no @ MayDo::No) => Cell::of(no.label(), Tone::Bad),
        Some(other @ (MayDo::Part | MayDo::Unknown)) => Cell::of(other.label(), Tone::Warning),
    }
}

impl View for ScreenAccessView {
    fn title(&self, model: &Model) -> Cow<'static, str> {
        let here = model.current_organization().map(|here| here.name.shown());
        here.map_or_else(|| "Your access".into(), |name| format!("Your access in {name}").into())
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Uncounted
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let app = model.account.as_ref().is_some_and(|account| account.app);
        let own = app.then(|| AccessRead::OwnScopes.into());
        [Resource::Tree].into_iter().chain(own).collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        (0..rows(model).len()).map(RowId::Entry).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let row = rows(model).into_iter().nth(row.entry()?)?;
        Some(match col {
            Col::Name => Cell::plain(row.screen),
            Col::Permission => verdict(Some(row.read)),
            // What the program itself refuses isn't a question of permissions.
            Col::Action if model.read_only && row.change.is_some() => Cell::dim("read-only"),
            Col::Action => verdict(row.change),
            _ => Cell::dim(row.why),
        })
    }

    fn leads_to(&self, _: &Model, _: RowId) -> Option<Vec<RowId>> {
        Some(Vec::new())
    }

    fn detail(&self) -> Option<Col> {
        Some(Col::Note)
    }

    fn notes(&self, model: &Model) -> Vec<Line> {
        let text = match &model.account {
            Some(account) if account.limited_by_scopes && !account.app => {
                "This follows from your roles. The scopes of the app that signed you in may allow less."
            }
            Some(account) if account.app => {
                "An app's scopes hold for single organizations and environments. An empty list of a screen that says \
                 no, or that can't be told, proves nothing."
            }
            _ if model.mode.is_live() => "Roles are a hint: the platform decides each time.",
            _ => "",
        };
        let text = (!text.is_empty()).then(|| Line::text(Tone::Dim, text));
        let shown = rows(model).iter().any(|row| row.change.is_none());
        let shown = shown.then(|| format!("{SHOWN}: amtui doesn't change it. On the platform you may be able to."));
        let shown = shown.map(|words| Line::text(Tone::Dim, words));
        text.into_iter().chain(shown).collect()
    }

    fn none(&self, _: &Model) -> &'static str {
        super::NOT_LOADED
    }
}
