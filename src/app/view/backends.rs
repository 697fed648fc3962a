//! Backends to sign in to: the one that is open, and the profiles that lead to others.

use std::borrow::Cow;

use super::{Cell, View, ViewShape};
use crate::app::connection::Mode;
use crate::app::line::{Line, Tone};
use crate::app::list::column::{Col, Column, fixed, grows};
use crate::app::list::{List, RowId};
use crate::app::model::Model;

const COLUMNS: &[Column] = &[grows(Col::Name, "", 30), fixed(Col::Type, "", 9, 1)];

#[derive(Debug)]
pub struct BackendsView;

impl View for BackendsView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Sign in".into()
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Centered
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let open = model.live.as_ref().map(|live| &live.profile);
        let other = |at: &usize| model.profiles.get(*at).map(|entry| &entry.shown) != open;
        let profiles = (0..model.profiles.len()).filter(other).map(RowId::Profile);
        std::iter::once(RowId::Home).chain(profiles).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        match row {
            RowId::Home => Some(open_backend(model, col)),
            RowId::Profile(at) => {
                let entry = model.profiles.get(at)?;
                Some(match col {
                    Col::Name => Cell::plain(format!("{}  {}", entry.shown, entry.host)),
                    _ => Cell::plain(Mode::Live.label(!entry.write)),
                })
            }
            _ => None,
        }
    }

    fn notes(&self, model: &Model) -> Vec<Line> {
        let lines = if model.mode.is_live() {
            [
                "",
                "LIVE is your organization on Anypoint Platform itself.",
                "amtui never shows the demo in its place.",
                "",
                if model.read_only {
                    "It is read-only: --write or the profile allows changes."
                } else {
                    "Changes are allowed. You can't undo them."
                },
            ]
        } else {
            [
                "",
                "The demo and files work offline.",
                "Nothing leaves this computer.",
                "",
                match model.mode {
                    _ if model.audience.watched => "Your changes here are not kept.",
                    Mode::Demo => "Your changes are kept for next time.",
                    _ => "Your changes are saved in the organization file.",
                },
            ]
        };
        lines.map(|line| Line::text(Tone::Dim, line)).into()
    }
}

fn open_backend(model: &Model, col: Col) -> Cell<'_> {
    match (col, model.mode) {
        (Col::Name, Mode::Demo) => Cell::plain("Demo organization (offline, built in)"),
        (Col::Name, Mode::Live | Mode::DryRun) => {
            let live = model.live.as_ref();
            let (profile, host) = live.map_or(("", ""), |live| (&*live.profile, &*live.host));
            Cell::plain(format!("{profile}  {host}"))
        }
        (Col::Name, Mode::File) => Cell::plain(format!("Organization file {} (offline)", model.file)),
        (_, mode) => Cell::plain(mode.label(model.read_only)),
    }
}
