//! What the mouse does: the same as the keys that the thing under it stands for.

use std::time::Duration;

use super::action::Action;
use super::list::RowId;
use super::msg::Mouse;
use super::target::Target;
use super::view::kind::PaneKind;
use super::{App, location};

/// Two clicks on one thing within this time open it.
const DOUBLE: Duration = Duration::from_millis(400);
/// Rows a turn of the wheel.
const WHEEL: usize = 3;

impl App {
    pub(super) fn mouse(&mut self, mouse: Mouse, target: Target) {
        if self.too_small() {
            return;
        }
        self.input.chord.clear();
        match mouse {
            Mouse::WheelDown | Mouse::WheelUp => {
                let action = if mouse == Mouse::WheelDown {
                    Action::Down
                } else {
                    Action::Up
                };
                if let (Target::Pane(pane, _), None) = (target, self.router.overlays.last()) {
                    self.focus(pane);
                }
                for _ in 0..WHEEL {
                    self.go(action);
                }
            }
            Mouse::Click => self.click(target),
        }
    }

    fn click(&mut self, target: Target) {
        self.let_go();
        let now = self.model.now;
        self.model.notices.seen(now);
        if let Some(dialog) = self.dialog_mut() {
            dialog.touched(now);
        }
        let now = now.mono;
        let twice = self
            .input
            .last_click
            .is_some_and(|(last, at)| last == target && now.saturating_sub(at) < DOUBLE);
        self.input.last_click = (!twice).then_some((target, now));
        match target {
            Target::Nothing => {}
            Target::Outside => {
                // What holds work is left by its keys alone.
                if !self.router.overlays.is_empty()
                    && self.dialog().is_none()
                    && self.form().is_none()
                    && !self.holds_work()
                {
                    self.close_overlay();
                }
            }
            Target::Nav(number) => {
                if let Some((_, _, action)) = location::ENTRIES.iter().find(|(n, _, _)| *n == number) {
                    self.act(*action, None);
                }
            }
            Target::Crumb(at) => self.crumb(at),
            Target::Do(action) => self.act(action, None),
            Target::Control(control) => self.click_control(control),
            Target::Item(item) => self.click_item(item),
            Target::Head(column) => self.sort_by(column),
            Target::Pane(pane, row) => {
                let kind = self.page().and_then(|p| p.panes.get(pane)).map(|p| p.kind);
                if let Some(PaneKind::DeleteButton(id)) = kind {
                    // It is about the page, whatever row is selected there.
                    let operation = self.about(Action::Delete, RowId::Provider(id));
                    let operation = operation.and_then(|operation| self.allowed(operation));
                    return self.start_or_say(operation, None);
                }
                self.focus(pane);
                self.pick(row, twice);
            }
            Target::Row(row) => self.pick(Some(row), twice),
        }
    }

    fn pick(&mut self, row: Option<usize>, twice: bool) {
        self.settle();
        let rows = self.viewport.rows;
        if let (Some(row), Some(pane)) = (row, self.pane_mut()) {
            pane.list.select(row, rows);
            self.mark_dirty();
            if twice {
                self.act(Action::Open, None);
            }
        }
    }
}
