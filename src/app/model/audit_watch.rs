//! How far back the audit is read, and whether it is followed.

use std::collections::BTreeMap;
use std::time::Duration;

use super::Model;
use crate::app::access_read::{AccessRead, AuditOnly};
use crate::app::line::Tone;
use crate::app::request::Request;
use crate::domain::audit::{AuditMember, AuditPreset, AuditQuery};
use crate::domain::change::Object;
use crate::domain::{OrgId, UnixTime, Untrusted};

/// So often it is read again while it is followed, at most.
const EVERY: Duration = Duration::from_secs(5);
/// The host that allows 700 questions to the audit a minute. Others may allow 40, and not amtui alone asks them.
const MANY: &str = "anypoint.mulesoft.com";
/// The time that a question takes of those 40, where half of them are left to others.
const QUESTION: Duration = Duration::from_secs(3);
/// A reading asks for so many pages, and for so many lists and settings before it where it narrows the question.
const PAGES: u32 = 5;
const LISTS: u32 = 4;

/// Its beginning and, where it is over, its end.
pub type AuditPeriod = (UnixTime, Option<UnixTime>);

/// A name of each member, where one is chosen.
type AuditChoice = BTreeMap<AuditMember, Untrusted>;

#[derive(Debug, Default)]
pub struct AuditWatch {
    /// The period that was chosen for Audit Logs.
    pub period: Option<AuditPeriod>,
    /// The one that was chosen last for a History, and whose.
    history: Option<(Object, AuditPeriod)>,
    /// The question that was chosen.
    pub preset: Option<AuditPreset>,
    /// Whether it came with a filter.
    filters: bool,
    /// The values that entries must have.
    pub only: AuditOnly,
    /// What was chosen so far, each once. They keep their places.
    choices: Vec<AuditChoice>,
    /// When it is read again, while it is followed.
    next: Option<Duration>,
}

/// What a person wants of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditChange {
    Follow,
    /// Of a History, or of Audit Logs.
    Period(Option<Object>, Option<AuditPeriod>),
    /// A ready-made question. What its query can't say, the filter does.
    Preset(Option<AuditPreset>, &'static str),
    /// Entries with this value alone; `None` takes the choice back.
    Only(AuditMember, Option<Untrusted>),
}

impl AuditWatch {
    /// The period that was chosen for the History of an object, or for Audit Logs.
    pub fn period_of(&self, object: Option<Object>) -> Option<AuditPeriod> {
        match object {
            None => self.period,
            Some(_) => self
                .history
                .filter(|(of, _)| Some(*of) == object)
                .map(|(_, period)| period),
        }
    }

    /// Whether entries are left out by what they are, not by their time.
    pub fn is_narrowed(&self) -> bool {
        self.preset.is_some() || self.only != AuditOnly::default()
    }

    /// Chooses a value beside those of the other members, or takes the choice back.
    fn choose(&mut self, member: AuditMember, name: Option<Untrusted>) {
        let mut choice = self.choice(self.only).cloned().unwrap_or_default();
        match name {
            Some(name) => choice.insert(member, name),
            None => choice.remove(&member),
        };
        self.only = AuditOnly::default();
        if !choice.is_empty() {
            let known = self.choices.iter().position(|one| *one == choice);
            let place = known.unwrap_or_else(|| {
                self.choices.push(choice);
                self.choices.len() - 1
            });
            self.only = AuditOnly(u32::try_from(place + 1).unwrap_or_default());
        }
    }

    fn choice(&self, only: AuditOnly) -> Option<&AuditChoice> {
        self.choices.get(usize::try_from(only.0).ok()?.checked_sub(1)?)
    }

    /// The name of the value that entries must have.
    pub fn chosen(&self, member: AuditMember) -> Option<&Untrusted> {
        self.name_in(self.only, member)
    }

    fn name_in(&self, only: AuditOnly, member: AuditMember) -> Option<&Untrusted> {
        self.choice(only)?.get(&member)
    }

    /// The same request with the names of what was chosen.
    pub(in crate::app) fn with_names(&self, request: Request) -> Request {
        let Request::Access(AccessRead::Audit(read)) = request else {
            return request;
        };
        if read.only == AuditOnly::default() {
            return request;
        }
        let names = |member| self.name_in(read.only, member).cloned().into_iter().collect();
        Request::Audit(Box::new(AuditQuery {
            products: names(AuditMember::Product),
            object_types: names(AuditMember::Type),
            actions: names(AuditMember::Action),
            ..read.query()
        }))
    }

    pub fn follows(&self) -> bool {
        self.next.is_some()
    }

    pub(super) fn deadline(&self) -> Option<Duration> {
        self.next
    }

    /// Whether it is time to read it again.
    pub fn is_due(&self, now: Duration) -> bool {
        self.next.is_some_and(|next| next <= now)
    }
}

impl Model {
    /// Values of the audit are those of one organization: a choice among them ends with it.
    pub(in crate::app) fn change_organization(&mut self, organization: Option<OrgId>) {
        if self.organization != organization {
            self.organization = organization;
            self.audit.only = AuditOnly::default();
        }
    }

    /// Goes on following the audit, or stops.
    pub(in crate::app) fn follow_audit(&mut self, on: bool) {
        let is_scarce = self.live.as_ref().is_some_and(|live| live.host != MANY);
        let questions = PAGES + self.audit.preset.map_or(0, |_| LISTS);
        let wait = if is_scarce { QUESTION * questions } else { EVERY };
        self.audit.next = on.then_some(self.now.mono + wait);
    }

    /// Makes the change, and says what the list is filtered by from then on.
    pub(in crate::app) fn change_audit(&mut self, change: AuditChange) -> Option<&'static str> {
        let mut filters = None;
        match change {
            AuditChange::Follow if self.audit.next.take().is_some() => {
                self.notify(Tone::Plain, "The audit isn't followed anymore.");
            }
            AuditChange::Follow => {
                self.follow_audit(true);
                self.notify(Tone::Plain, "Following the audit: new entries come by themselves.");
            }
            AuditChange::Period(None, period) => self.audit.period = period,
            AuditChange::Period(Some(object), period) => self.audit.history = period.map(|period| (object, period)),
            AuditChange::Preset(preset, filter) => {
                self.audit.preset = preset;
                self.audit.filters = !filter.is_empty();
                self.audit.only = AuditOnly::default();
                filters = Some(filter);
            }
            AuditChange::Only(member, name) => {
                // A question names values of its own, and so does its filter.
                self.audit.preset = None;
                filters = std::mem::take(&mut self.audit.filters).then_some("");
                self.audit.choose(member, name);
            }
        }
        self.data.revision += 1;
        filters
    }
}
