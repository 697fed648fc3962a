//! Client management: the forms, lists and menus that deeds begin with, and what became of a change.

use super::App;
use super::action::Action;
use super::deeds::Deed;
use super::key::Key;
use super::list::RowId;
use super::msg::{Reply, Request, Ticket};
use super::nav::At;
use super::notice::Tone;
use super::overlay::Overlay;
use super::overlay::checklist::{Check, CheckId, Checklist, Subject};
use super::overlay::form::{self, Form};
use super::overlay::pick::{Choice, Pick};
use super::overlay::review::{self, Review};
use super::pane::PaneKind;
use crate::domain::change::Object;
use crate::domain::draft::Draft;
use crate::domain::impact::Trace;
use crate::domain::rules;
use crate::domain::{EnvironmentId, Error, ProviderId, ProviderKind, ProviderRef};

/// The types of the platform's menu, with its words (`domain.md` 2.2-2.5). `PingFederate` is there to say why it is not.
const TYPES: [&str; 4] = [
    "OpenID Connect Dynamic Client Registration",
    "OpenID Connect DCR for Microsoft Entra ID (Azure AD)",
    "OpenAM",
    "PingFederate",
];

fn kind(at: usize) -> ProviderKind {
    match at {
        0 => ProviderKind::Oidc,
        1 => ProviderKind::EntraId,
        2 => ProviderKind::OpenAm { version: None },
        _ => ProviderKind::PingFederate { version: None },
    }
}

impl App {
    /// Opens what a deed begins with.
    pub(super) fn begin_deed(&mut self, deed: Deed, key: Option<Key>) {
        let form = match deed {
            Deed::AddProvider => return self.overlay(Overlay::Pick(Box::new(types()))),
            Deed::EditProvider(id) => return self.with_detail(id, Action::Edit),
            Deed::Associate(id) => return self.associate(id),
            Deed::Across(id) => return self.across(id),
            Deed::Reassign => return self.reassign(),
            Deed::Retire(id) => return self.retire(id),
            Deed::Mark => return self.mark(),
            Deed::DeleteProvider(id) => return self.delete_provider(id, key),
            Deed::DeleteEnvironment(id) => return self.delete_environment(id, key),
            Deed::DeleteGroup(id) => return self.delete_group(id, key),
            Deed::AddEnvironment(id) => Some(Form::environment(&self.world, id)),
            Deed::AddGroup(id) => Some(Form::group(&self.world, id)),
            Deed::EditGroup(id) => Form::group_settings(&self.world, id),
            Deed::Rename(id) => {
                let environment = self.world.data.environment(id);
                environment.map(|e| Form::environment_name(id, &e.name))
            }
        };
        if let Some(form) = form {
            self.overlay(Overlay::Form(Box::new(form)));
        }
    }

    /// Opens the form of a provider that is read.
    pub(super) fn open_form(&mut self, provider: ProviderRef) {
        let Some(here) = self.world.organization else {
            return;
        };
        let detail = self.world.data.details.get(&(here, provider)).and_then(|d| d.get());
        if let Some(detail) = detail.filter(|d| d.config.is_some()) {
            let form = Form::provider(here, Draft::of(detail.clone()));
            self.overlay(Overlay::Form(Box::new(form)));
        }
    }

    fn associate(&mut self, id: EnvironmentId) {
        let world = &self.world;
        let (Some(environment), Some(uses)) = (world.data.environment(id), world.data.environment_use(id)) else {
            return self.world.say(
                Tone::Plain,
                "This environment is not loaded yet. Wait, then press e again.",
            );
        };
        let rows = world
            .organization
            .and_then(|here| world.data.providers.get(&here)?.get());
        let all = rows
            .into_iter()
            .flatten()
            .filter_map(|row| Option::<ProviderId>::from(row.id));
        let others = all.filter(|p| !uses.providers.contains(p));
        let check = |id: ProviderId, was: bool| Check {
            id: CheckId::Provider(id),
            name: world.provider_name(ProviderRef::External(id)),
            words: world
                .data
                .kind(ProviderRef::External(id))
                .map(|k| k.label().into_owned())
                .unwrap_or_default(),
            was,
            on: was,
        };
        let on = uses.providers.iter().map(|p| check(*p, true));
        let checks: Vec<Check> = on.chain(others.map(|p| check(p, false))).collect();
        let title = format!("Client providers of {}", environment.name.shown());
        let subject = Subject::Associate {
            environment: id,
            was: uses.providers.clone(),
        };
        self.overlay(Overlay::Checklist(Box::new(Checklist::new(title, subject, checks))));
    }

    fn across(&mut self, provider: ProviderId) {
        let world = &self.world;
        let mut checks = Vec::new();
        for environment in world.data.environments.get().into_iter().flatten() {
            let Some(uses) = world.data.environment_use(environment.id) else {
                continue;
            };
            let group = world.data.tree.get().and_then(|t| t.get(environment.organization));
            let group = group.map(|o| o.name.shown().into_owned()).unwrap_or_default();
            let default = uses.default_provider() == ProviderRef::External(provider);
            let part = if default { "  default" } else { "" };
            checks.push(Check {
                id: CheckId::Environment(environment.id),
                name: environment.name.shown().into_owned(),
                words: format!("{}  {group}{part}", environment.kind.label()),
                was: uses.providers.contains(&provider),
                on: uses.providers.contains(&provider),
            });
        }
        if !world.data.all_read {
            return self.world.say(
                Tone::Warning,
                "Not every environment is read. Press r to load them, then e again.",
            );
        }
        let title = format!(
            "Environments of {}",
            world.provider_name(ProviderRef::External(provider))
        );
        let list = Checklist::new(title, Subject::Across { provider }, checks);
        self.overlay(Overlay::Checklist(Box::new(list)));
    }

    fn retire(&mut self, provider: ProviderId) {
        if self.page().is_some_and(|p| p.at != At::Retirement(provider)) {
            self.push(At::Retirement(provider));
        }
    }

    /// Marks the selected row, or takes the mark away, and goes on to the next.
    fn mark(&mut self) {
        let rows = self.seen().rows;
        if let Some(pane) = self
            .pane_mut()
            .filter(|p| matches!(p.kind, PaneKind::Apis(_) | PaneKind::Retirement(_)))
        {
            if let Some(row @ RowId::Api(..)) = pane.list.current()
                && !pane.list.marks.remove(&row)
            {
                pane.list.marks.insert(row);
            }
            pane.list.go(Action::Down, rows);
        }
    }

    /// An action in a form, a review, a checklist or a menu of choices; says whether one of them has the keys.
    pub(super) fn in_management(&mut self, action: Action, key: Option<Key>) -> bool {
        match self.overlays.last_mut() {
            Some(Overlay::Form(form)) => {
                let step = form.act(action, key);
                self.form_step(step, key);
            }
            Some(Overlay::Review(review)) => {
                if !review.pane.list.go(action, self.seen.rows) {
                    let step = review.act(action);
                    self.review_step(step);
                }
            }
            Some(Overlay::Checklist(_)) if action == Action::Submit => self.review_checklist(key),
            Some(Overlay::Checklist(list)) => {
                if !list.act(action) {
                    return false;
                }
                self.checked();
            }
            Some(Overlay::Pick(pick)) if matches!(action, Action::Open | Action::Unfold | Action::Run) => {
                let Some(RowId::Line(line)) = pick.pane.list.current() else {
                    return true;
                };
                if let Some(choice) = pick.choice(line).cloned() {
                    self.chosen(choice, key);
                }
            }
            _ => return false,
        }
        self.stale();
        true
    }

    pub(super) fn form_step(&mut self, step: form::Step, key: Option<Key>) {
        match step {
            form::Step::Stay => {}
            form::Step::Close => self.close_overlay(),
            form::Step::Discover(issuer) => {
                let ticket = self.send(Request::Discover(issuer));
                if let Some(form) = self.form_mut() {
                    form.asked = Some(ticket);
                }
            }
            form::Step::Submit => {
                let ready = self.form_mut().is_some_and(Form::check);
                let review = self.form().filter(|_| ready).map(|form| form.review(&self.world));
                match review {
                    Some(Some(review)) => self.review(review, key),
                    Some(None) => self
                        .world
                        .say(Tone::Plain, "Nothing was changed: there is nothing to save."),
                    None => {}
                }
            }
        }
        self.stale();
    }

    fn review(&mut self, mut review: Review, key: Option<Key>) {
        review.opened_by(key, self.world.now);
        self.overlay(Overlay::Review(Box::new(review)));
    }

    /// A box was ticked: the rules may not have it.
    fn checked(&mut self) {
        let Some(Overlay::Checklist(list)) = self.overlays.last() else {
            return;
        };
        if let Some(why) = self.refused_check(list) {
            self.world.say(Tone::Warning, why);
        }
    }

    pub(super) fn review_step(&mut self, step: review::Step) {
        match step {
            review::Step::Stay => {}
            review::Step::Send(change) => {
                let ticket = self.send(Request::Change(Box::new(change)));
                let now = self.world.now;
                if let Some(review) = self.review_mut() {
                    review.went(ticket, now);
                }
            }
            review::Step::Close => {
                let said = self.review_mut().and_then(|r| r.said());
                self.close_overlay();
                self.told(said);
            }
            review::Step::Done => {
                let said = self.review_mut().and_then(|r| r.said());
                let object = self
                    .review_mut()
                    .and_then(|r| r.works.first()?.outcome.clone()?.ok())
                    .map(|d| d.object);
                self.overlays.clear();
                if let Some(object) = object {
                    self.select_object(object);
                }
                self.told(said);
            }
        }
        self.stale();
    }

    fn told(&mut self, said: Option<(Tone, String)>) {
        let Some((tone, text)) = said else {
            return;
        };
        self.reread();
        let undo = self
            .world
            .keymap
            .key_of(Action::Undo)
            .map(|key| format!(" {key} undoes it."));
        self.world.say(tone, format!("{text}{}", undo.unwrap_or_default()));
    }

    fn select_object(&mut self, object: Object) {
        let row = match object {
            Object::Provider(id) => RowId::Provider(ProviderRef::External(id)),
            Object::Environment(id) => RowId::Environment(id),
            Object::Group(id) => RowId::Org(id),
            Object::Api(environment, id) => RowId::Api(environment, id),
        };
        if let Some(pane) = self.pane_mut() {
            // A filter of the old rows must not hide the new one.
            pane.list.clear_filter();
            pane.list.marks.clear();
            pane.list.choose(row);
        }
    }

    fn chosen(&mut self, choice: Choice, key: Option<Key>) {
        match choice {
            Choice::Off(why) => self.world.say(Tone::Warning, why),
            Choice::Add(kind) => {
                self.close_overlay();
                if let Some(here) = self.world.organization {
                    let form = Form::provider(here, Draft::new(kind));
                    self.overlay(Overlay::Form(Box::new(form)));
                }
            }
            Choice::Reassign(apis, provider) => {
                self.close_overlay();
                let review = self.reassign_review(&apis, provider);
                self.review(review, key);
            }
        }
    }

    /// Takes the answer to a change or to a question to an issuer; gives it back where nobody here waits for it.
    pub(super) fn managed(&mut self, ticket: Ticket, result: Result<Reply, Error>) -> Option<Result<Reply, Error>> {
        if let Some(form) = self.form_mut().filter(|f| f.asked == Some(ticket)) {
            form.asked = None;
            match result {
                Ok(Reply::Discovered(discovery)) => form.discovered(&discovery),
                Ok(_) => form.note = Some("The answer of the issuer made no sense. Nothing was filled.".into()),
                Err(error) => form.note = Some(format!("Nothing was filled. {error}")),
            }
            self.stale();
            return None;
        }
        let Some(review) = self.review_mut().filter(|r| r.awaits(ticket)) else {
            return Some(result);
        };
        let outcome = match result {
            Ok(Reply::Changed(done)) => Ok(done),
            Ok(_) => Err(Error::Lost("it made no sense".into())),
            Err(error) => Err(error),
        };
        let trace = review.running().filter(|_| outcome.is_ok()).map(Trace::from);
        let step = review.answer(outcome);
        self.world.data.traces.extend(trace);
        self.review_step(step);
        None
    }

    /// Whether a change or an issuer's answer is on its way.
    pub(super) fn waits_for_a_change(&self) -> bool {
        self.overlays.iter().any(|overlay| match overlay {
            Overlay::Review(review) => review.busy(),
            Overlay::Form(form) => form.asked.is_some(),
            _ => false,
        })
    }

    /// The form, also where help or a review stands over it.
    #[must_use]
    pub fn form(&self) -> Option<&Form> {
        self.overlays.iter().find_map(Overlay::form)
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        self.overlays.iter_mut().find_map(Overlay::form_mut)
    }

    pub(super) fn review_mut(&mut self) -> Option<&mut Review> {
        self.overlays.iter_mut().find_map(Overlay::review_mut)
    }
}

fn types() -> Pick {
    let choice = |(at, name): (usize, &&str)| match rules::addable(&kind(at)) {
        Ok(()) => ((*name).to_owned(), String::new(), Choice::Add(kind(at))),
        Err(why) => (
            (*name).to_owned(),
            "not offered: Enter says why".to_owned(),
            Choice::Off(why.to_string()),
        ),
    };
    Pick::new(
        "Add client provider: its type",
        TYPES.iter().enumerate().map(choice).collect(),
    )
}
