//! The last row: the keys that do something here, those that matter most.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::layout;
use super::theme::{Theme, ThemeRole};
use super::widget::text;
use crate::app::App;
use crate::app::action::Action;
use crate::app::keymap::{Binding, Context};
use crate::app::location::{Location, NAV};
use crate::app::model::shown::Shown;
use crate::app::offers::is_offered;
use crate::app::operation::Operation;
use crate::app::overlay::Overlay;
use crate::app::overlay::form::{Entry, Field, FormItem, FormSubject};
use crate::app::page::Page;
use crate::app::target::Control;

/// The hints that may be offered, by rank, with the places of their bindings in the keymap. The words of those that hold for
/// every row are known.
#[derive(Debug)]
pub struct HintList {
    contexts: &'static [Context],
    all: Vec<(usize, Option<HintWords>)>,
}

impl HintList {
    pub fn of(app: &App, page: &Page) -> Self {
        let contexts = app.contexts();
        let named = |b: &Binding| b.rank > 0 || matches!(b.action, Action::Help | Action::Close);
        let here = |b: &Binding| contexts.contains(&b.context) && (is_about_row(b.action) || is_offered(app, page, b));
        let all = app.model().keymap.all().enumerate();
        let mut all: Vec<(usize, &Binding)> = all.filter(|(_, b)| named(b) && here(b)).collect();
        all.sort_by_key(|(_, b)| (b.action != Action::Help, b.rank));
        let words = |b: &Binding| (!is_about_row(b.action)).then(|| hint(app, b));
        let all = all.into_iter().map(|(at, b)| (at, words(b))).collect();
        Self { contexts, all }
    }

    /// Follows a move of the selection: another row may be in another context.
    pub fn follow(&mut self, app: &App, page: &Page) {
        if self.contexts != app.contexts() {
            *self = Self::of(app, page);
        }
    }

    /// Those that are offered where the selection is.
    fn offered<'a>(&self, app: &'a App, page: &Page) -> impl Iterator<Item = (&'a Binding, HintWords)> {
        let mut last = None;
        let all = self
            .all
            .iter()
            .filter_map(|(at, words)| Some((app.model().keymap.all().nth(*at)?, words)));
        // Help has a key of its own in fields: where both hold, the first says enough.
        let offered = all.filter(move |(b, words)| {
            (words.is_some() || is_offered(app, page, b)) && last.replace(b.action) != Some(b.action)
        });
        offered.map(|(b, words)| (b, words.clone().unwrap_or_else(|| hint(app, b))))
    }
}

/// The hints that fit, with their places: `? help` at the right edge, the others by rank. What depends on the selected row
/// stands behind what doesn't, and what has a name is last.
pub fn hints<'a>(app: &'a App, page: &Page, area: Rect, list: &HintList) -> Vec<(&'a Binding, Shown<'static>, Rect)> {
    let at = text::after(layout::parts(page, area).hints, 1);
    let mut left = at.width;
    let mut fitting = Vec::new();
    for (binding, (words, name)) in list.offered(app, page) {
        // No hint takes less.
        if left < LEAST {
            break;
        }
        let of_name = name.as_ref().map_or(0, |name| text::cells(name));
        let spare = name.as_ref().map_or(0, |_| USUAL.saturating_sub(of_name));
        let width = text::cells(&words) + name.as_ref().map_or(0, |_| 1 + of_name.min(NAME));
        if width + spare + 2 <= left {
            left -= width + spare + 2;
            fitting.push((binding, words, name, width));
        }
    }
    // As the selection moves, those that hold for every row stay where they are. Those with a name are the last.
    fitting.sort_by_key(|(binding, _, name, _)| (name.is_some(), follows_selection(binding.action)));
    let mut x = at.x;
    let mut placed = Vec::new();
    for (binding, words, name, short) in fitting {
        // A name takes what the others leave.
        let words = match name {
            Some(name) => words
                .then(" ")
                .then(text::cut(&name, usize::from(NAME + left)).into_owned()),
            None => words,
        };
        let width = text::cells(&words);
        left = left.saturating_sub(width.saturating_sub(short));
        let place = if binding.action == Action::Help {
            Rect {
                x: (at.x + at.width).saturating_sub(width + 1),
                width,
                ..at
            }
        } else {
            let here = Rect { x, width, ..at };
            x += width + 2;
            here
        };
        placed.push((binding, words, place));
    }
    placed
}

/// Whether it depends on the selected row that an action is offered.
fn follows_selection(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::Edit | A::Rename | A::MoveDependents | A::Mark | A::Enable | A::Disable | A::Impact
    )
}

/// Whether the selected row decides if an action is offered, or what it is about.
fn is_about_row(action: Action) -> bool {
    use Action as A;
    follows_selection(action) || matches!(action, A::Open | A::Add | A::Delete | A::Json)
}

/// Cells of a name in a hint: the other hints need room too.
const NAME: u16 = 20;
/// The fewest cells that a hint takes: a key, a word of two letters and the blanks around them.
const LEAST: u16 = 6;
/// A name of up to so many cells leaves the same hints beside it.
const USUAL: u16 = 16;

/// What a key does to a box.
const TICK: &str = "tick the box";

/// A hint, and the name that stands behind it.
type HintWords = (Shown<'static>, Option<Shown<'static>>);

/// What a key would do to what is selected, and the name of what would be gone or would not be expected.
fn operation_words(app: &App, operation: &Operation, label: &str) -> HintWords {
    let words = match operation {
        Operation::EnvironmentProviders(_) => "client providers".into(),
        Operation::ProviderEnvironments(_) => "environments".into(),
        Operation::Reassign(apis) if apis.len() > 1 => Shown::from("client provider of ").then(apis.len()),
        Operation::Reassign(_) => "client provider".into(),
        Operation::EnableUsers(_, enabled) => if *enabled {
            "enable marked users"
        } else {
            "disable marked users"
        }
        .into(),
        _ => match operation.subject() {
            Some(row) => {
                let below = if matches!(operation, Operation::AddGroup(_)) {
                    " below"
                } else {
                    ""
                };
                let model = app.model();
                let name = model.show(model.thing_name(row));
                return (model.show(label.to_owned()).then(below), Some(name.into_owned()));
            }
            None => app.model().show(label.to_owned()),
        },
    };
    (words, None)
}

fn hint(app: &App, binding: &Binding) -> HintWords {
    let key = app.model().show(binding.first_key()).then(" ");
    let about = matches!(binding.action, Action::Add | Action::Edit | Action::Delete) && app.overlays().is_empty();
    let status = matches!(binding.action, Action::Enable | Action::Disable) && app.overlays().is_empty();
    let operation = (about || status).then(|| app.operation(binding.action).ok()).flatten();
    let several = |operation: &Operation| matches!(operation, Operation::EnableUsers(users, _) if users.len() > 1);
    if let Some(operation) = operation.filter(|operation| about || several(operation)) {
        let (words, name) = operation_words(app, &operation, &binding.label);
        return (key.then(words), name);
    }
    let entry = app
        .nav()
        .filter(|_| app.overlays().is_empty())
        .and_then(|at| NAV.get(at));
    if let (Action::Open, Some(entry)) = (binding.action, entry) {
        return (key.then("open"), Some(entry.title.into()));
    }
    let label = match (binding.action, app.overlays().last()) {
        (Action::Close, Some(Overlay::Help(_) | Overlay::Viewer(_))) => "close",
        (Action::Close, Some(Overlay::Browser(_))) => "stop",
        (Action::Open, Some(Overlay::Browser(_))) => "copy the address",
        (Action::Open, Some(Overlay::Menu(_))) => "select",
        (Action::Open | Action::Run, Some(Overlay::Pick(_))) => "choose",
        (Action::Run, Some(Overlay::Find(_))) => "open",
        (Action::Next, Some(Overlay::Find(_))) => "load the rest",
        (Action::Next, Some(Overlay::Palette(_))) => "complete",
        (Action::Run, Some(Overlay::Palette(_))) => "run",
        (Action::Submit, Some(Overlay::Review(_))) => "to the button",
        (Action::Press, Some(Overlay::Review(review))) if review.focus == Control::Accept => TICK,
        (Action::Press, Some(Overlay::Delete(dialog))) if dialog.focus == Control::Accept => {
            if dialog.accepted() {
                "untick the box"
            } else {
                TICK
            }
        }
        (Action::Close, Some(Overlay::Review(review))) if review.is_over() => "close",
        (Action::Submit, Some(Overlay::Form(form))) if matches!(form.subject, FormSubject::SignIn(_)) => "sign in",
        (Action::Press, Some(Overlay::Form(form))) => match form.focused() {
            Some(FormItem::Field(Field {
                entry: Entry::Choice { .. } | Entry::Switch(_),
                ..
            })) => return ("Space change  Enter next".into(), None),
            _ => &binding.label,
        },
        (Action::Open, None) if app.page().is_some_and(|p| p.at == Location::Accounts) => "sign in",
        _ => &binding.label,
    };
    (key.then(app.model().show(label)), None)
}

/// The last row.
pub(super) fn draw(buf: &mut Buffer, app: &App, page: &Page, theme: &Theme, area: Rect, list: &HintList) {
    for (binding, words, at) in hints(app, page, area, list) {
        let style = if binding.danger {
            ThemeRole::Danger
        } else {
            ThemeRole::Label
        };
        let key = binding.first_key();
        text::put(buf, at, &words, theme.style(style));
        let width = text::cells(&key).min(at.width);
        buf.set_style(Rect { width, ..at }, theme.style(ThemeRole::Key));
    }
}
