//! The program as lines of text: prints the state, and reads typed lines. Imports `app` and `domain`.

mod answer;
mod command;
mod dialog;
mod help;
mod numbers;
mod page;
mod scene;
mod spoken;
mod steps;
pub mod way;

use std::time::Duration;

use crate::app::App;
use crate::app::list::RowId;
use crate::app::model::shown::Shown;
use crate::app::msg::Msg;
use crate::app::target::Target;
use crate::app::viewport::{Size, Viewport};
use scene::Scene;

/// How many rows are printed at once.
pub const PART: usize = 20;
/// How long nothing is said while something is on its way, and how often something is said after that.
const SILENCE: Duration = Duration::from_secs(1);
const REMINDER: Duration = Duration::from_secs(5);
/// Nobody hears what a line would confirm in less than this.
const HEARD: Duration = Duration::from_millis(300);
/// More lines than these are not told unless they are asked for.
const FEW: usize = 5;

/// The screen size that the state works with: large enough for every page, too narrow for previews.
pub const SIZE: Size = Size { width: 100, height: 40 };

/// What a line leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Send(Msg),
    Say(Shown<'static>),
    Leave,
}

/// What the next line is asked for with.
#[derive(Debug, PartialEq, Eq)]
pub struct Prompt {
    pub words: Shown<'static>,
    /// Whether the line is a secret: nobody sees it typed.
    pub secret: bool,
}

/// What the next line answers, where the state alone doesn't say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Asked {
    #[default]
    Command,
    /// The text of a form's field, by its place.
    Text(usize),
    /// One of the options of a form's field.
    Option(usize),
    /// Whether to leave although something is lost.
    Leave,
}

/// What came since the last lines were told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Heard {
    #[default]
    Nothing,
    Line,
    /// A line that asked the state for something.
    Request,
}

/// Tells the state in lines, and makes messages of lines that are typed.
#[derive(Debug, Default)]
pub struct Conversation {
    /// Where the lines belong that were told last.
    key: String,
    told: Vec<Shown<'static>>,
    /// The same of the page, where a popup stands over it.
    below: (String, Vec<Shown<'static>>),
    told_at: Duration,
    /// What stands over every page.
    heading: Shown<'static>,
    /// The first row of the printed part.
    from: usize,
    messages: u64,
    asked: Asked,
    /// The row that was chosen in so many words.
    chosen: Option<RowId>,
    /// The row that `show` asked for. Its facts are printed when they arrive.
    shows: Option<RowId>,
    heard: Heard,
    /// Whether the next telling repeats everything.
    repeats: bool,
    /// Since when something is on its way that was not told, and when that was said last.
    waits: Option<(Duration, Duration)>,
    /// Whether the end of the input was just told what it would lose.
    warned: bool,
}

/// What is seen of the state: all of it.
pub fn seen(app: &App) -> Viewport {
    let newest = app.model().notices.queue().last();
    Viewport {
        rows: PART,
        columns: u32::MAX,
        fits: true,
        preview: false,
        tall_status: false,
        notices: newest.map_or(0, |(number, _)| number),
    }
}

fn leaves(line: &str) -> Vec<Step> {
    if matches!(line, "quit" | "q") {
        return vec![Step::Leave];
    }
    vec![Step::Say("You stay here.".into())]
}

impl Conversation {
    /// What a typed line leads to.
    pub fn hear(&mut self, app: &App, line: &str) -> Vec<Step> {
        let mut steps = self.meant(app, line);
        if steps.iter().any(|step| matches!(step, Step::Send(_))) {
            self.heard = Heard::Request;
        }
        // A click on a row and one of the line before are no double click.
        if app.overlays().is_empty() {
            steps.insert(0, steps::click(Target::Nothing));
        }
        steps
    }

    fn meant(&mut self, app: &App, line: &str) -> Vec<Step> {
        self.heard = Heard::Line;
        self.warned = false;
        let line = line.trim_matches(|c: char| c.is_control());
        match std::mem::take(&mut self.asked) {
            Asked::Leave => leaves(line.trim()),
            Asked::Text(at) if app.overlays().form().is_some() => answer::text(at, line),
            Asked::Option(at) => answer::option(app, at, line.trim()),
            Asked::Command | Asked::Text(_) => match Scene::of(app) {
                Scene::Page(page) => self.command(app, page, line.trim()),
                Scene::Popup(popup) => self.answer(app, popup, line),
                Scene::Nothing => Vec::new(),
            },
        }
    }

    /// Ctrl-C: cancels what is open, and leaves where nothing is.
    pub fn interrupt(&mut self, app: &App) -> Vec<Step> {
        self.heard = Heard::Line;
        (self.asked, self.warned) = (Asked::Command, false);
        let open = !app.overlays().is_empty() || app.loading_since().is_some() || app.takes_snapshot();
        // The state knows how soon a second one leaves in any case.
        if open || app.awaits_change() {
            vec![Step::Send(Msg::Interrupt)]
        } else {
            vec![Step::Leave]
        }
    }

    /// Ctrl-D: the end of the input. The second one in a row leaves in any case.
    pub fn end_of_input(&mut self, app: &App) -> Vec<Step> {
        self.heard = Heard::Line;
        if std::mem::take(&mut self.warned) {
            return vec![Step::Leave];
        }
        let steps = self.leave(app);
        self.warned = steps != [Step::Leave];
        steps
    }

    /// Leaves, or asks first where something would be lost.
    fn leave(&mut self, app: &App) -> Vec<Step> {
        let lost: Shown<'static> = if app.awaits_change() {
            "A change is in progress. You would leave without its answer.".into()
        } else if app.holds_work() {
            "You would lose what you typed.".into()
        } else if app.takes_snapshot() {
            "A snapshot is being taken. You would leave without it.".into()
        } else if let Some(lost) = app.model().undo_ends() {
            app.model().show(format!("Before you leave: {lost}.")).into_owned()
        } else {
            return vec![Step::Leave];
        };
        self.asked = Asked::Leave;
        vec![Step::Say(lost.then(" Enter quit to leave, or an empty line to stay."))]
    }

    /// What is new in the state, a line each.
    pub fn tell(&mut self, app: &App) -> Vec<Shown<'static>> {
        let now = app.model().now.mono;
        let mut out = self.news(app);
        let scene = Scene::of(app);
        let key = scene.key(app);
        let moved = key != self.key;
        if moved {
            (self.from, self.shows) = (0, None);
            self.chosen = self.chosen.filter(|_| self.key.is_empty());
            if !matches!(scene, Scene::Popup(_)) || self.asked != Asked::Leave {
                self.asked = Asked::Command;
            }
        }
        if scene::is_busy(app) {
            let (since, said) = *self.waits.get_or_insert((now, now));
            let due = if said == since { SILENCE } else { REMINDER };
            let due = now.saturating_sub(said) >= due;
            // Who went on meanwhile hears where they are.
            let went_on = said != since && (moved || self.heard != Heard::Nothing);
            let asked = said != since && (self.repeats || self.shows.is_some());
            if !due && !went_on && !asked {
                return out;
            }
            if due {
                self.waits = Some((since, now));
                out.push(scene::progress(app, now.saturating_sub(since)));
            }
            // What is there already need not wait for the rest.
            if !scene.has_rows(app) && !self.repeats {
                return out;
            }
        } else {
            self.waits = None;
        }
        let lines = scene.lines(app, self.from);
        if moved || self.repeats {
            let heading = scene::heading(app);
            if heading != self.heading {
                out.push(heading.clone());
                self.heading = heading;
            }
            let same = key == self.below.0 && !self.repeats;
            let is_new = |line: &&Shown<'_>| !self.below.1.contains(line);
            let new = lines.iter().filter(is_new).count();
            if same && new <= FEW {
                // Who closes a popup knows the page below it.
                let first = lines.iter().take(1);
                let rest = lines.iter().skip(1).filter(is_new);
                out.extend(first.chain(rest).cloned());
                out.push("Enter list to hear all of it.".into());
            } else {
                out.extend(lines.iter().cloned());
            }
            self.told_at = now;
        } else {
            let is_new = |line: &&Shown<'_>| !self.told.contains(line) && !line.starts_with(page::ACTIONS);
            let new: Vec<_> = lines.iter().filter(is_new).cloned().collect();
            if !new.is_empty() && matches!(scene, Scene::Popup(_)) {
                self.told_at = now;
            }
            if self.heard != Heard::Nothing || new.len() <= FEW {
                out.extend(new);
            } else {
                out.push("What is shown here has changed. Enter list to hear it.".into());
            }
        }
        if let Scene::Page(page) = scene {
            self.below = (key.clone(), lines.clone());
            let facts = page.pane().zip(self.shows.take());
            out.extend(
                facts
                    .into_iter()
                    .flat_map(|(pane, row)| page::facts(app.model(), pane, row)),
            );
        }
        (self.key, self.told) = (key, lines);
        if out.is_empty() && self.heard == Heard::Request {
            out.push("Nothing changed here.".into());
        }
        (self.heard, self.repeats) = (Heard::Nothing, false);
        out
    }

    /// What was said since the last time.
    fn news(&mut self, app: &App) -> Vec<Shown<'static>> {
        let notices = &app.model().notices;
        let new = notices.count().saturating_sub(self.messages);
        self.messages = notices.count();
        let new = usize::try_from(new).unwrap_or(usize::MAX);
        let all: Vec<_> = notices.all().collect();
        let first = all.len().saturating_sub(new);
        let said = all.into_iter().skip(first);
        said.map(|notice| spoken::spoken(app.model(), &notice.text)).collect()
    }

    /// Whether a line would come before what it answers is told: it mostly takes a moment.
    pub fn waits(&self) -> bool {
        self.waits.is_some_and(|(since, said)| since == said)
    }

    /// What the next line is asked for with.
    pub fn prompt(&self, app: &App) -> Prompt {
        let plain = |words: Shown<'static>| Prompt { words, secret: false };
        match (self.asked, app.overlays().form()) {
            (Asked::Text(at), Some(form)) => dialog::field_prompt(form, at).unwrap_or_else(|| plain("> ".into())),
            _ => plain("> ".into()),
        }
    }
}
