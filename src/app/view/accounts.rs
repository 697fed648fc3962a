//! Accounts to sign in as, where the backend has a list of them.

use std::borrow::Cow;

use super::{Cell, View, ViewShape};
use crate::app::line::{Line, Tone};
use crate::app::list::column::{Col, Column, fixed, grows};
use crate::app::list::{List, RowId};
use crate::app::model::Model;

const COLUMNS: &[Column] = &[
    fixed(Col::Name, "ACCOUNT", 16, 0),
    grows(Col::Permission, "PERMISSION", 30),
];

#[derive(Debug)]
pub struct AccountsView;

impl View for AccountsView {
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
        (0..model.accounts.len()).map(RowId::Account).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::Account(at) = row else {
            return None;
        };
        let account = model.accounts.get(at)?;
        Some(match col {
            Col::Name => Cell::plain(account.username.shown()),
            _ => Cell::plain(account.permission.as_str()),
        })
    }

    /// Every file has an account: without one it is not open yet.
    fn none(&self, _: &Model) -> &'static str {
        "Loading"
    }

    fn notes(&self, _: &Model) -> Vec<Line> {
        let lines = [
            "",
            "These accounts have no password: nobody can reach",
            "them from outside this computer.",
        ];
        lines.map(|line| Line::text(Tone::Dim, line)).into()
    }
}
