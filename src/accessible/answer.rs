//! What a line means in a popup.

use super::scene::Scene;
use super::steps::{act, click, filter, is_back, replace, select};
use super::{Asked, Conversation, HEARD, PART, Step};
use crate::app::App;
use crate::app::action::Action;
use crate::app::model::shown::Shown;
use crate::app::overlay::Overlay;
use crate::app::overlay::checklist::{Checklist, ChecklistSubject};
use crate::app::overlay::delete::{Delete, Stage};
use crate::app::overlay::form::{Button, Entry, Form, FormItem};
use crate::app::overlay::review::Review;
use crate::app::target::{Control, Target};

const CONFIRM: Target = Target::Control(Control::Confirm);
const CANCEL: Target = Target::Control(Control::Cancel);
/// What is said to a line that came before what it answers.
const UNTOLD: &str = "Not done: the line came before this was shown. Enter it again.";
/// What an entry is emptied with: an empty line leaves it as it is.
const EMPTIES: &str = "-";

/// The text of a form's field; leaving the field checks it.
pub(super) fn text(at: usize, line: &str) -> Vec<Step> {
    if line.is_empty() {
        return vec![Step::Say("It stays as it is.".into())];
    }
    // A paste of it would be refused, after the field was emptied for it.
    if line.chars().any(char::is_control) {
        return vec![Step::Say(
            "A tab or another control character can't be in it. It stays as it is.".into(),
        )];
    }
    let text = if line.trim() == EMPTIES { "" } else { line };
    let typed = [click(Target::Item(at))].into_iter().chain(replace(text));
    typed.chain([act(Action::Next)]).collect()
}

impl Conversation {
    pub(super) fn answer(&mut self, app: &App, popup: &Overlay, line: &str) -> Vec<Step> {
        let word = line.trim();
        if !self.was_told(app, popup) {
            self.repeats = true;
            return vec![Step::Say(UNTOLD.into())];
        }
        match popup {
            Overlay::Delete(dialog) => delete(app, dialog, line),
            _ if matches!(word, "?" | "help" | "list") => self.again(0),
            _ if matches!(word, "more" | "previous") => self.turn(app, word == "more"),
            _ if matches!(word, "quit" | "q") => self.leave(app),
            Overlay::Form(form) => self.form(app, form, word),
            Overlay::Review(review) => self.review(app, review, word),
            Overlay::Checklist(list) => checklist(app, list, word),
            Overlay::Secret(_) => reveal(app, word),
            _ if is_back(word) => vec![act(Action::Close)],
            Overlay::Find(_) if word.starts_with('/') => replace(word.trim_start_matches('/')),
            _ if word.starts_with('/') => filter(popup.pane(), word.trim_start_matches('/')),
            Overlay::Find(find) if word == "all" && find.may_read_more(app.model()) => vec![act(Action::Next)],
            Overlay::Menu(_) | Overlay::Pick(_) | Overlay::Find(_) => match number(word, popup) {
                Some(row) => vec![click(Target::Row(row)), act(Action::Open)],
                None => unknown(
                    app,
                    word,
                    "Enter a number of the list, / and words to filter it, or back.",
                ),
            },
            Overlay::Help(_) | Overlay::Palette(_) | Overlay::Viewer(_) | Overlay::Browser(_) => {
                unknown(app, word, "Enter more, list, / and words to filter it, or back.")
            }
        }
    }

    /// Whether what a line answers was told, and long enough ago to be heard.
    fn was_told(&self, app: &App, popup: &Overlay) -> bool {
        let heard = app.model().now.mono.saturating_sub(self.told_at) >= HEARD;
        let told = Scene::Popup(popup).key(app) == self.key;
        let matters = match popup {
            Overlay::Review(_) => true,
            Overlay::Pick(pick) => pick.is_final(),
            _ => false,
        };
        told && (heard || !matters)
    }

    /// Tells all of it again, from this row on.
    pub(super) fn again(&mut self, from: usize) -> Vec<Step> {
        self.from = from;
        self.repeats = true;
        Vec::new()
    }

    /// The part after the one that was told, or the one before it.
    pub(super) fn turn(&mut self, app: &App, forward: bool) -> Vec<Step> {
        let pane = app.overlays().last().map_or_else(|| app.page()?.pane(), Overlay::pane);
        let rows = pane.map_or(0, |pane| pane.list.rows.len());
        let to = if forward {
            self.from + PART
        } else {
            self.from.saturating_sub(PART)
        };
        match forward {
            true if to >= rows => vec![Step::Say("There is no more. Enter list to begin again.".into())],
            false if self.from == 0 => vec![Step::Say("This is the beginning.".into())],
            _ => {
                self.again(to);
                // What rows are made of is read for those in view.
                let below = app.page().filter(|_| app.overlays().is_empty());
                below.into_iter().map(|at| select(at, to)).collect()
            }
        }
    }

    fn form(&mut self, app: &App, form: &Form, word: &str) -> Vec<Step> {
        if form.discard.is_some() {
            return match word {
                "discard" => vec![click(CONFIRM)],
                "" | "keep" | "no" => vec![click(CANCEL)],
                _ => unknown(app, word, "Enter discard, or an empty line to keep editing."),
            };
        }
        match word {
            "" => return Vec::new(),
            "save" | "sign-in" | "sign in" | "create" | "submit" => return vec![act(Action::Submit)],
            _ if is_back(word) => return vec![act(Action::Close)],
            _ => {}
        }
        let at = word.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let item = at.and_then(|at| Some((at, form.items.get(at)?)));
        match item {
            Some((at, FormItem::Field(field))) if !field.folded => match &field.entry {
                Entry::Text(_) => self.ask(at, "Type the text. An empty line keeps it, and a - empties it."),
                Entry::Secret { .. } => self.ask(at, "Type it: nobody sees it. An empty line keeps it."),
                Entry::Switch(_) => vec![click(Target::Item(at))],
                Entry::Choice { options, .. } => {
                    self.asked = Asked::Option(at);
                    let option = |(n, words): (usize, &String)| {
                        Step::Say(app.model().show(format!("{}. {words}", n + 1)).into_owned())
                    };
                    let ends = Step::Say("Enter a number, or an empty line to keep it.".into());
                    options.iter().enumerate().map(option).chain([ends]).collect()
                }
                Entry::Fixed(_) => vec![Step::Say("This can't be changed here.".into())],
            },
            Some((at, FormItem::Section { open: Some(_), .. } | FormItem::Button(Button::FromIssuer))) => {
                vec![click(Target::Item(at))]
            }
            _ if word.is_empty() => Vec::new(),
            // It isn't said again: it may be a secret that was meant for a field.
            _ => vec![Step::Say(
                "That means nothing here. Enter the number of a field, save, list, or back.".into(),
            )],
        }
    }

    fn ask(&mut self, at: usize, how: &'static str) -> Vec<Step> {
        self.asked = Asked::Text(at);
        vec![Step::Say(how.into())]
    }

    fn review(&mut self, app: &App, review: &Review, word: &str) -> Vec<Step> {
        let verb = review.label().to_lowercase();
        match word {
            "" => Vec::new(),
            "accept" if review.accept.is_some() => vec![click(Target::Control(Control::Accept))],
            // What failed is sent again on its own word alone: who types ahead hasn't heard the failure.
            _ if word == verb || (word == "save" && review.finished() == 0) => {
                if !review.ready() {
                    return self.again(self.from);
                }
                vec![click(CONFIRM)]
            }
            "cancel" | "close" => vec![click(CANCEL)],
            _ if is_back(word) => vec![click(CANCEL)],
            _ => {
                let words = Shown::from("Enter ")
                    .then(app.model().show(verb))
                    .then(", more, list, or cancel.");
                vec![no_such(app, word, words)]
            }
        }
    }
}

/// Prints a secret, or leaves it.
pub(super) fn reveal(app: &App, word: &str) -> Vec<Step> {
    let Some(Overlay::Secret(shown)) = app.overlays().last() else {
        return vec![Step::Say("The secret isn't shown anymore.".into())];
    };
    let close = act(Action::Close);
    match word {
        "show" => vec![Step::Say(Shown::unmasked(shown.secret.reveal()).into_owned()), close],
        _ => vec![close, Step::Say("The secret was not printed.".into())],
    }
}

/// One of the options of a field: each press goes on by one.
pub(super) fn option(app: &App, at: usize, word: &str) -> Vec<Step> {
    let item = app.overlays().form().and_then(|form| form.items.get(at));
    let Some(FormItem::Field(field)) = item else {
        return Vec::new();
    };
    let Entry::Choice { options, at: now } = &field.entry else {
        return Vec::new();
    };
    let n = options.len();
    match word.parse::<usize>().ok().filter(|wanted| (1..=n).contains(wanted)) {
        Some(wanted) => {
            let presses = (wanted - 1 + n - now) % n;
            vec![click(Target::Item(at)); presses]
        }
        None if word.is_empty() => vec![Step::Say("It stays as it is.".into())],
        None => unknown(app, word, "It stays as it is. Enter its number again to choose."),
    }
}

/// The delete dialog takes every line as the name, until that matches.
fn delete(app: &App, dialog: &Delete, line: &str) -> Vec<Step> {
    let known = dialog.completeness_in(app.model(), app.loading_since());
    let word = line.trim();
    if word.is_empty() {
        return vec![click(CANCEL)];
    }
    if matches!(dialog.stage, Stage::OutcomeUnknown { .. }) {
        return match word {
            "check" => vec![click(CONFIRM)],
            _ => unknown(app, word, "Enter check, or an empty line to leave it."),
        };
    }
    if dialog.stage != Stage::Confirming {
        return vec![Step::Say(
            "It is in progress. Ctrl-C cancels what is not sent yet.".into(),
        )];
    }
    let typed = |control| {
        let field = [click(Target::Control(control))].into_iter();
        field.chain(replace(line)).chain([act(Action::Run)]).collect()
    };
    match dialog.needs(known) {
        None if word == "delete" => vec![click(CONFIRM)],
        None => unknown(app, word, "Not deleted. Enter delete, or an empty line to cancel."),
        Some("tick") if word == "accept" => vec![click(Target::Control(Control::Accept)), act(Action::Run)],
        Some("tick") => unknown(app, word, "Enter accept, or an empty line to cancel."),
        Some("root") => typed(Control::Guard),
        Some(_) => typed(Control::Field),
    }
}

fn checklist(app: &App, list: &Checklist, word: &str) -> Vec<Step> {
    let (name, rest) = word.split_once(' ').unwrap_or((word, ""));
    let row = |n: &str| {
        let n = n.trim().parse::<usize>().ok()?.checked_sub(1)?;
        (n < list.checks.len()).then_some(Target::Row(n))
    };
    let ordered = matches!(list.subject, ChecklistSubject::EnvironmentProviders { .. });
    let action = match name {
        "default" if ordered => Some(Action::SetDefault),
        "earlier" if ordered => Some(Action::Earlier),
        "later" if ordered => Some(Action::Later),
        _ => None,
    };
    match (word, action, row(rest), row(word)) {
        ("", ..) => Vec::new(),
        ("save" | "submit", ..) => vec![act(Action::Submit)],
        (_, Some(action), Some(row), _) => vec![click(row), act(action)],
        (_, Some(_), None, _) => unknown(app, word, "Give it the number of a row."),
        (.., Some(row)) => vec![click(row), act(Action::Mark)],
        _ if is_back(word) => vec![act(Action::Close)],
        _ => unknown(app, word, "Enter a number of the list, save, list, or back."),
    }
}

fn number(word: &str, popup: &Overlay) -> Option<usize> {
    let at = word.parse::<usize>().ok()?.checked_sub(1)?;
    (at < popup.pane()?.list.rows.len()).then_some(at)
}

/// What can be entered in place of a line that means nothing.
fn unknown(app: &App, word: &str, possible: &'static str) -> Vec<Step> {
    if word.is_empty() {
        return Vec::new();
    }
    vec![no_such(app, word, possible.into())]
}

fn no_such(app: &App, word: &str, possible: Shown<'static>) -> Step {
    let words = app.model().show(format!("'{word}' means nothing here. ")).into_owned();
    Step::Say(words.then(possible))
}
