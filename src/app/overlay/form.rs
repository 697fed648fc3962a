//! A form: sections, fields and buttons, what was typed, and what is wrong with it. Nothing typed is lost but by its person.

mod fill;
mod item;
mod sign_in;
mod subject;

use crate::app::action::Action;
use crate::app::component::{Command, Component, Cx, Leave, NotSaved, Outcome};
use crate::app::field;
use crate::app::key::{Code, Key};
use crate::app::keymap::Context;
use crate::app::line::Tone;
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::request::Reply;
use crate::app::target::{Control, Target};
use crate::domain::Error;
use crate::domain::login::Login;

pub use item::{Button, Entry, Field, FormItem};
pub use subject::{FormSubject, Owner};

/// How many fields a page key goes on.
const PAGE: usize = 5;

#[derive(Debug)]
pub struct Form {
    /// What stands over it: `Add OIDC client provider`.
    pub title: String,
    pub subject: FormSubject,
    pub items: Vec<FormItem>,
    pub focus: usize,
    /// What is said in its last row: how many fields are wrong, what an issuer said.
    pub note: Option<String>,
    /// What is said there as long as nothing else is.
    pub standing: Option<&'static str>,
    /// Whether what it says may have been saved already.
    pub doubt: bool,
    /// Whether somebody else changed what it is about, so that this is to be read anew.
    pub outdated: bool,
    /// While it is asked whether to discard: whether `[ Discard ]` has the keys.
    pub discard: Option<bool>,
}

impl Form {
    pub fn in_field(&self) -> bool {
        let text = matches!(
            self.focused(),
            Some(FormItem::Field(Field {
                entry: Entry::Text(_) | Entry::Secret { .. },
                ..
            }))
        );
        text && self.discard.is_none()
    }

    pub fn in_secret(&self) -> bool {
        let secret = matches!(
            self.focused(),
            Some(FormItem::Field(Field {
                entry: Entry::Secret { .. },
                ..
            }))
        );
        secret && self.discard.is_none()
    }

    /// Whether it is about something that is not there yet.
    pub fn is_new(&self) -> bool {
        match &self.subject {
            FormSubject::Provider { draft, .. } => draft.base.is_none(),
            FormSubject::Environment { .. } | FormSubject::Group { .. } | FormSubject::SignIn(_) => true,
            FormSubject::EnvironmentName { .. } | FormSubject::GroupSettings { .. } => false,
        }
    }

    pub fn focused(&self) -> Option<&FormItem> {
        self.items.get(self.focus)
    }

    fn entry_mut(&mut self) -> Option<&mut Entry> {
        match self.items.get_mut(self.focus)? {
            FormItem::Field(field) if self.discard.is_none() => Some(&mut field.entry),
            _ => None,
        }
    }

    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.items.iter().filter_map(|item| match item {
            FormItem::Field(field) => Some(field),
            _ => None,
        })
    }

    pub(super) fn fields_mut(&mut self) -> impl Iterator<Item = &mut Field> {
        self.items.iter_mut().filter_map(|item| match item {
            FormItem::Field(field) => Some(field),
            _ => None,
        })
    }

    /// Whether a row can have the keys.
    fn stops(item: &FormItem) -> bool {
        match item {
            FormItem::Section { open, .. } => open.is_some(),
            FormItem::Field(field) => !field.folded && !matches!(field.entry, Entry::Fixed(_)),
            FormItem::Button(_) => true,
        }
    }

    /// Gives the keys to a row, where it can have them; the field that had them is checked.
    pub fn focus_on(&mut self, at: usize) {
        if self.items.get(at).is_some_and(Self::stops) && at != self.focus {
            self.check_focused();
            self.focus = at;
        }
    }

    fn turn(&mut self, forward: bool) {
        let n = self.items.len().max(1);
        let step = if forward { 1 } else { n - 1 };
        let mut at = self.focus;
        for _ in 0..n {
            at = (at + step) % n;
            if self.items.get(at).is_some_and(Self::stops) {
                break;
            }
        }
        self.focus_on(at);
    }

    /// What was said of a field is about what stood there.
    fn edited(&mut self) {
        self.note = None;
        if let Some(FormItem::Field(field)) = self.items.get_mut(self.focus) {
            field.problem = None;
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Outcome {
        if let Some(discard) = self.discard {
            return self.asked_to_discard(action, discard);
        }
        match action {
            Action::Close | Action::Cancel => self.leave_form(),
            Action::Submit => self.submit(cx),
            Action::Next | Action::Previous | Action::Down | Action::Up => {
                let sideways = cx.key.filter(|k| matches!(k.code, Code::Left | Code::Right));
                match (sideways, self.items.get_mut(self.focus)) {
                    (
                        Some(key),
                        Some(FormItem::Field(Field {
                            entry: Entry::Choice { options, at },
                            ..
                        })),
                    ) => choose(options.len(), at, key.code == Code::Right),
                    _ => self.turn(matches!(action, Action::Next | Action::Down)),
                }
                Outcome::done()
            }
            Action::PageDown | Action::PageUp => {
                for _ in 0..PAGE {
                    self.turn(action == Action::PageDown);
                }
                Outcome::done()
            }
            Action::Run => self.go_on(),
            // Enter goes on from field to field; Space changes a switch or a choice.
            Action::Press
                if cx.key.is_some_and(|k| k.code == Code::Enter)
                    && matches!(self.focused(), Some(FormItem::Field(_))) =>
            {
                self.go_on()
            }
            Action::Press => self.press(cx),
            _ => Outcome::done(),
        }
    }

    /// To the next row; after the last field to the button that goes on with the form.
    fn go_on(&mut self) -> Outcome {
        self.turn(true);
        if matches!(self.focused(), Some(FormItem::Button(Button::Cancel))) {
            self.turn(true);
        }
        Outcome::done()
    }

    fn press(&mut self, cx: &Cx<'_>) -> Outcome {
        let focus = self.focus;
        match self.items.get_mut(focus) {
            Some(FormItem::Section { open: Some(open), .. }) => {
                *open = !*open;
                let folded = !*open;
                let section = self.items.iter_mut().skip(focus + 1);
                for item in section.take_while(|item| !matches!(item, FormItem::Section { .. } | FormItem::Button(_))) {
                    if let FormItem::Field(field) = item {
                        field.folded = folded;
                    }
                }
                Outcome::done()
            }
            Some(FormItem::Field(Field {
                entry: Entry::Switch(on),
                ..
            })) => {
                *on = !*on;
                self.edited();
                self.check_focused();
                Outcome::done()
            }
            Some(FormItem::Field(Field {
                entry: Entry::Choice { options, at },
                ..
            })) => {
                choose(options.len(), at, true);
                Outcome::done()
            }
            Some(FormItem::Button(Button::Submit)) => self.submit(cx),
            Some(FormItem::Button(Button::Cancel)) => self.leave_form(),
            Some(FormItem::Button(Button::FromIssuer)) => self.ask_issuer(cx),
            _ => Outcome::done(),
        }
    }

    /// Goes on to the review, or signs in, where everything is right.
    fn submit(&mut self, cx: &Cx<'_>) -> Outcome {
        if !self.check() {
            return Outcome::done();
        }
        if let Some(credentials) = self.credentials() {
            return Command::SignIn(Login::Typed(credentials)).into();
        }
        let Some(mut set) = self.changes(cx.model) else {
            let text = "No changes to save.";
            return Command::Notify(Tone::Plain, text.into()).into();
        };
        if self.doubt {
            set.accept = Some("Save although it may already be saved");
        }
        Command::Review(Box::new(set)).into()
    }

    fn leave_form(&mut self) -> Outcome {
        if self.dirty() == 0 {
            return Command::CloseOverlay.into();
        }
        self.discard = Some(false);
        Outcome::done()
    }

    fn asked_to_discard(&mut self, action: Action, discard: bool) -> Outcome {
        match action {
            Action::Next | Action::Previous | Action::Down | Action::Up => self.discard = Some(!discard),
            Action::Press | Action::Run if discard => return Command::CloseOverlay.into(),
            Action::Press | Action::Run | Action::Close | Action::Cancel => self.discard = None,
            _ => {}
        }
        Outcome::done()
    }
}

impl Component for Form {
    fn on(&mut self, action: Action, cx: &Cx<'_>) -> Outcome {
        let outcome = self.act(action, cx);
        self.follow();
        outcome
    }

    fn click(&mut self, target: Target, cx: &Cx<'_>) -> Outcome {
        match target {
            Target::Item(at) if self.discard.is_none() && self.items.get(at).is_some_and(Self::stops) => {
                self.focus_on(at);
                let outcome = if self.in_field() {
                    Outcome::done()
                } else {
                    self.press(cx)
                };
                self.follow();
                outcome
            }
            Target::Control(control) if self.discard.take().is_some() && control == Control::Confirm => {
                Command::CloseOverlay.into()
            }
            _ => Outcome::done(),
        }
    }

    fn answer(&mut self, result: Result<Reply, Error>, _: &Cx<'_>) -> Outcome {
        match result {
            Ok(Reply::Discovered(discovery)) => self.discovered(&discovery),
            Ok(_) => self.note = Some("The issuer's answer can't be read. Not filled in.".into()),
            Err(error) => self.note = Some(format!("Not filled in. {error}")),
        }
        Outcome::done()
    }

    /// A provider that somebody else changed was read: the form follows.
    fn arrived(&mut self, resource: Resource, model: &Model) {
        let (Resource::Provider(_, provider), Some(here)) = (resource, model.organization) else {
            return;
        };
        let detail = model
            .data
            .details
            .get(&(here, provider))
            .and_then(|detail| detail.get());
        if let Some(detail) = detail.filter(|detail| detail.config.is_some())
            && self.outdated
            && self.edits() == Some(provider)
        {
            self.rebase(detail.clone());
        }
    }

    fn not_saved(&mut self, what: NotSaved, cx: &Cx<'_>) -> Outcome {
        self.doubt |= what.in_doubt.is_some();
        self.outdated |= what.outdated;
        if let Some(said) = what.in_doubt {
            let what_now = if what.only_secrets {
                ". Secrets can't be read back: save them again to be sure."
            } else {
                ": look at the list before you save it again."
            };
            self.note = Some(format!("{said}{what_now}"));
        }
        match (self.edits(), cx.model.organization) {
            (Some(provider), Some(here)) if what.outdated => {
                Command::Read(vec![Resource::Provider(here, provider)]).into()
            }
            _ => Outcome::done(),
        }
    }

    fn contexts(&self) -> &'static [Context] {
        if self.in_field() {
            &[Context::Form, Context::Field, Context::Always]
        } else {
            &[Context::Form, Context::Dialog, Context::Always]
        }
    }

    fn edit(&mut self, key: Key, _: &Cx<'_>) -> Outcome {
        let taken = match self.entry_mut() {
            Some(Entry::Text(input)) => field::edit(input, key),
            Some(Entry::Secret { input, .. }) => input.edit(key),
            _ => false,
        };
        if taken {
            self.edited();
        }
        Outcome::done()
    }

    fn paste(&mut self, text: &str, _: &Cx<'_>) -> Outcome {
        let pasted = match self.entry_mut() {
            Some(Entry::Text(input)) => field::paste(input, text),
            Some(Entry::Secret { input, .. }) => input.paste(text),
            _ => return Outcome::Ignored,
        };
        match pasted {
            Ok(()) => self.edited(),
            Err(why) => return Command::Notify(Tone::Warning, why.into()).into(),
        }
        Outcome::done()
    }

    fn types_secret(&self) -> bool {
        self.in_secret()
    }

    fn leave(&self) -> Leave {
        if self.dirty() > 0 { Leave::Unsaved } else { Leave::Kept }
    }
}

fn choose(options: usize, at: &mut usize, forward: bool) {
    let n = options.max(1);
    *at = if forward { *at + 1 } else { *at + n - 1 } % n;
}
