//! What every page and popup can see: data, account, place, and how the program was started.

pub mod audit_watch;
pub mod command_lines;
pub mod data;
pub mod key_trail;
pub mod mask;
mod names;
pub mod notices;
mod preview;
pub mod remote;
pub mod resource;
pub mod shown;
pub mod theme_name;
mod unused;

use std::collections::BTreeSet;
use std::time::Duration;

use super::action::Action;
use super::connection::{LiveBackend, Mode, ProfileEntry};
use super::keymap::Keymap;
use super::line::Tone;
use super::list::column::ChosenColumns;
use super::msg::{Recording, ScreenSettings};
use super::request::Reply;
use super::start::Start;
use super::time::Now;
use super::viewport::{NAV_WIDTH, Size, Viewport};
use crate::domain::rules::{self, Actor, Refusal, Visibility};
use crate::domain::{
    Account, Environment, EnvironmentId, Error, OrgId, Organization, ProviderRef, ProviderRow, Untrusted,
};
use audit_watch::AuditWatch;
use command_lines::CommandLines;
use data::Data;
use key_trail::KeyTrail;
use mask::Mask;
use notices::Notices;
use resource::Resource;
use theme_name::ThemeName;

/// What every page and popup can see. They change it only through the state machine.
#[derive(Debug)]
pub struct Model {
    pub data: Data,
    pub account: Option<Account>,
    /// The organization they work in.
    pub organization: Option<OrgId>,
    pub mode: Mode,
    /// The name of the organization file, fit to be shown; empty for the demo.
    pub file: String,
    /// The platform's organization, where it is one.
    pub live: Option<LiveBackend>,
    /// The profiles that lead to the platform, but for the one that is open.
    pub profiles: Vec<ProfileEntry>,
    /// Until when the platform answers no more requests, in Unix seconds, as it said last.
    pub limited: Option<i64>,
    pub read_only: bool,
    pub accounts: Vec<Account>,
    pub keymap: Keymap,
    pub notices: Notices,
    /// Whether lists have a preview beside them, where there is room.
    pub preview: bool,
    /// What the last frame showed.
    pub seen: Viewport,
    /// The person's own themes.
    pub themes: Vec<ThemeName>,
    /// The columns that the person chose for lists.
    pub columns: Vec<ChosenColumns>,
    /// The keys pressed last, while they are shown.
    pub trail: Option<KeyTrail>,
    /// The stand-ins, while they are shown.
    pub mask: Option<Mask>,
    /// Since when what is on screen is recorded, and for how long it was before that.
    pub recorded: Option<(Duration, Duration)>,
    pub audience: Audience,
    pub audit: AuditWatch,
    pub size: Size,
    pub now: Now,
    /// The command lines that were run.
    pub lines: CommandLines,
}

/// Who may look on, as the program was started.
#[derive(Clone, Copy, Debug)]
pub struct Audience {
    /// Others watch whatever is shown: a tape or a tour.
    pub watched: bool,
    /// An organization of one's own may be recorded as it is.
    pub unmasked: bool,
}

impl Model {
    /// The model before anything is read.
    pub fn new(start: &Start) -> Self {
        Self {
            data: Data::default(),
            account: None,
            organization: None,
            mode: start.mode,
            file: start.file.clone(),
            live: start.live.clone(),
            profiles: Vec::new(),
            limited: None,
            read_only: start.read_only,
            accounts: start.accounts.clone(),
            keymap: start.keymap.clone(),
            notices: Notices::default(),
            preview: false,
            seen: Viewport::default(),
            themes: Vec::new(),
            columns: Vec::new(),
            trail: start.show.keys.then(KeyTrail::default),
            mask: start.show.mask.then(Mask::default),
            recorded: None,
            audience: Audience {
                watched: start.watched,
                unmasked: start.show.unmasked,
            },
            audit: AuditWatch::default(),
            size: Size { width: 80, height: 24 },
            now: Now::default(),
            lines: CommandLines::default(),
        }
    }

    /// Takes in who can sign in.
    pub(super) fn list_accounts(&mut self, accounts: Result<Reply, Error>) {
        match accounts {
            Ok(Reply::Accounts(accounts)) => self.accounts = accounts,
            Ok(_) => {}
            Err(error) => self.notify(Tone::Bad, error.to_string()),
        }
        // The rows of the page follow from it.
        self.data.revision += 1;
    }

    /// Keeps a command line. What is run where others may look on isn't kept for the next session.
    pub(super) fn keep_line(&mut self, line: String) {
        self.lines.keep(line, self.is_watched());
    }

    /// The command line that was run so many lines ago.
    pub(super) fn earlier_line(&self, back: usize) -> Option<&str> {
        self.lines.back(back, self.is_watched())
    }

    /// Takes in what a person's own files say of the screen. Returns who signs in, where nobody is and nobody is asked.
    pub(super) fn prefer(&mut self, settings: ScreenSettings) -> Option<(Untrusted, usize)> {
        self.preview = settings.preview.unwrap_or(self.preview);
        (self.themes, self.columns) = (settings.themes, settings.columns);
        self.read_only |= settings.read_only;
        let nobody = self.account.is_none() && self.live.is_none();
        settings.sign_in_as.filter(|_| nobody)
    }

    /// The organization one works in.
    pub fn current_organization(&self) -> Option<&Organization> {
        self.data.organization(self.organization?)
    }

    /// Whether this is the organization you work in, or one below it.
    pub fn is_current_or_below(&self, id: OrgId) -> bool {
        let below = |here| self.data.organization(id).is_some_and(|o| o.parents.contains(&here));
        self.current_organization()
            .is_some_and(|here| here.id == id || below(here.id))
    }

    /// The client providers as they are seen from here, the built-in one first; `None` until they are read.
    pub fn client_providers(&self) -> Option<&[ProviderRow]> {
        Some(self.data.providers.get(&self.organization?)?.get()?)
    }

    /// The words behind what was done: how `what` is taken back; nothing where no key does that.
    pub fn undo_words(&self, what: &str) -> String {
        // The platform takes nothing back.
        let key = self.keymap.key_of(Action::Undo).filter(|_| !self.mode.is_live());
        key.map_or(String::new(), |key| format!(" {key} undoes {what}."))
    }

    /// Shows stand-ins for users, ids and hosts, or stops.
    pub(super) fn toggle_mask(&mut self) {
        let masked = self.mask.take().is_none();
        self.mask = masked.then(Mask::default);
        if self.recorded.is_some() {
            let text = if masked {
                "Hidden from now on. The recording so far shows accounts, ids and hosts."
            } else {
                "Accounts, ids and hosts are no longer hidden in the recording."
            };
            self.notify(Tone::Warning, text);
        }
    }

    pub(super) fn toggle_keys(&mut self) {
        let shown = self.trail.take().is_none();
        self.trail = shown.then(KeyTrail::default);
    }

    /// What went wrong, and the key that may help: for where that key reads again.
    pub fn message(&self, error: &Error) -> String {
        match (error.remedy(), self.keymap.key_of(Action::Reload)) {
            (Some(remedy), Some(key)) => format!("{error} Press {key} to {remedy}."),
            _ => error.to_string(),
        }
    }

    /// The key that asks for `action`, or the command where no key does.
    pub fn key_of(&self, action: Action) -> String {
        let key = self.keymap.key_of(action);
        key.unwrap_or_else(|| format!(":{}", action.name()))
    }

    /// How the backend is called in a sentence.
    pub fn backend_name(&self) -> String {
        match (self.mode, &self.live) {
            (Mode::Live | Mode::DryRun, Some(live)) if live.profile.is_empty() => live.host.clone(),
            (Mode::Live | Mode::DryRun, Some(live)) => format!("profile {}", live.profile),
            (Mode::File, _) => self.file.clone(),
            _ => "the demo".into(),
        }
    }

    /// What may be seen of the client providers here; `None` until that is known.
    pub fn view(&self) -> Option<Visibility> {
        let tree = self.data.tree.get()?;
        Some(rules::providers_view(self.account.as_ref()?, tree, self.organization?))
    }

    /// Whether everything of the client providers may be seen.
    pub fn sees_all(&self) -> bool {
        self.view() == Some(Visibility::Full)
    }

    /// How long the platform answers no requests yet.
    pub fn limited_for(&self) -> Option<Duration> {
        let left = self.limited?.saturating_sub(self.now.unix);
        (left > 0).then(|| Duration::from_secs(left.unsigned_abs()))
    }

    /// Who wants something done, for the rules.
    ///
    /// # Errors
    /// Nobody is signed in, or the organizations are not read yet.
    pub fn who(&self) -> Result<Actor<'_>, Refusal> {
        let (Some(account), Some(tree)) = (&self.account, self.data.tree.get()) else {
            return Err(Refusal::NotSeen);
        };
        Ok(Actor {
            account,
            tree,
            read_only: self.read_only,
        })
    }

    /// Whether the nav is shown beside the pages that have one.
    pub fn has_nav(&self) -> bool {
        self.size.width >= NAV_WIDTH
    }

    /// The pieces that say where providers are used.
    pub(super) fn usage_resources(&self) -> Vec<Resource> {
        let environments = self.data.environments.get().into_iter().flatten();
        let uses = environments.map(|e| Resource::Use(e.id));
        std::iter::once(Resource::Environments).chain(uses).collect()
    }

    /// The same for a certain one: what happens to API instances is told by their policies.
    pub(super) fn impact_resources(&self, provider: ProviderRef) -> Vec<Resource> {
        let mut resources = self.usage_resources();
        resources.extend(self.data.protections_of(|api| api.provider == provider));
        resources.extend(self.data.witness(provider));
        resources
    }

    /// The environments of a business group.
    pub(super) fn environments_of(&self, group: OrgId) -> impl Iterator<Item = &Environment> {
        let all = self.data.environments.get().into_iter().flatten();
        all.filter(move |e| e.organization == group)
    }

    /// The resources that say what a business group holds.
    pub(super) fn resources_in_group(&self, group: OrgId) -> Vec<Resource> {
        self.resources_in(self.environments_of(group).map(|e| e.id))
    }

    /// The resources that say what these environments hold.
    pub(super) fn resources_in(&self, environments: impl IntoIterator<Item = EnvironmentId>) -> Vec<Resource> {
        let environments: BTreeSet<EnvironmentId> = environments.into_iter().collect();
        let inside = self.data.protections_in(&environments);
        let uses = environments.iter().map(|id| Resource::Use(*id));
        std::iter::once(Resource::Environments)
            .chain(uses)
            .chain(inside)
            .collect()
    }

    /// What those who watch must know: that it is recorded, and that it is masked.
    pub fn stage_badges(&self) -> String {
        let recorded = self.recorded_for().map(|taken| {
            let taken = taken.as_secs();
            format!("[REC {:02}:{:02}]", taken / 60, taken % 60)
        });
        let masked = self.mask.as_ref().map(|_| "[MASKED]".to_owned());
        recorded.into_iter().chain(masked).collect::<Vec<_>>().join(" ")
    }

    /// When something of it changes by itself.
    pub(super) fn deadline(&self) -> Option<Duration> {
        let now = self.now.mono;
        // The time beside `REC` counts seconds.
        let second = Duration::from_secs(1);
        let recorded = self.recorded_for().map(|taken| {
            let whole = Duration::from_secs(taken.as_secs());
            now + (whole + second).saturating_sub(taken)
        });
        let limited = self.limited_for().map(|left| now + left);
        let trail = self.trail.as_ref().and_then(KeyTrail::expires);
        let times = [recorded, limited, trail, self.notices.expires(), self.audit.deadline()];
        times.into_iter().flatten().min()
    }

    /// For how long what is on screen has been recorded.
    pub fn recorded_for(&self) -> Option<Duration> {
        let (since, before) = self.recorded?;
        Some(self.now.mono.saturating_sub(since) + before)
    }

    /// Whether what is on screen may be recorded.
    pub fn may_record(&self) -> bool {
        self.mode.may_record(self.mask.is_some(), self.audience.unmasked)
    }

    /// Whether a recording may show users, ids and hosts as they are.
    pub fn may_record_unmasked(&self) -> bool {
        self.mode.may_record(false, self.audience.unmasked)
    }

    /// Whether a recording is going on that must not show the platform.
    pub(super) fn would_record_people(&self) -> bool {
        let may = Mode::Live.may_record(self.mask.is_some(), self.audience.unmasked);
        self.recorded.is_some() && !may
    }

    /// Takes note of what became of a recording.
    pub fn recording(&mut self, what: Result<Recording, String>) {
        self.recorded = match &what {
            Ok(Recording::Began) => Some((self.now.mono, Duration::ZERO)),
            Ok(Recording::GoesOn(before)) => Some((self.now.mono, *before)),
            Ok(Recording::Ended(_) | Recording::Over) | Err(_) => None,
        };
        match what {
            Ok(Recording::Began) => self.notices.hide(),
            Ok(Recording::Ended(file)) => self.notify(Tone::Good, format!("Recorded in {file}.")),
            Err(why) => self.notify(Tone::Bad, why),
            Ok(Recording::GoesOn(_) | Recording::Over) => {}
        }
    }

    /// Whether anybody may look on: a tape, a tour, a recording or stand-ins.
    pub fn is_watched(&self) -> bool {
        self.audience.watched || self.mask.is_some() || self.recorded.is_some()
    }

    /// The local time of day at a moment, told in the zone that is known now.
    pub fn clock(&self, at: Now) -> String {
        let offset = self.now.offset;
        Now { offset, ..at }.clock()
    }

    /// Says something in the status row.
    pub fn notify(&mut self, tone: Tone, text: impl Into<String>) {
        self.notices.notify(tone, text, self.now);
    }

    /// Says what is to be thought about, each by itself.
    pub(super) fn warn(&mut self, texts: Vec<String>) {
        for text in texts {
            self.notify(Tone::Warning, text);
        }
    }

    /// Says what became of something that the person asked for: it stays until it is read.
    pub fn outcome(&mut self, tone: Tone, text: impl Into<String>) {
        self.notices.outcome(tone, text, self.now, None);
    }

    /// Tells the mask every word that is known now.
    pub(super) fn learn_mask(&mut self) {
        let Some(mask) = &mut self.mask else {
            return;
        };
        let accounts = self.accounts.iter().chain(&self.account);
        let live = self.live.iter().map(|live| live.host.as_str());
        let profiles = self.profiles.iter().map(|entry| entry.host.as_str());
        let hosts: Vec<&str> = live.chain(profiles).collect();
        mask.learn(&self.data, accounts, &hosts);
    }
}
