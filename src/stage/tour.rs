//! Guided tours: data files that say, step by step, what to do, and the state that shows that it is done (`stage.md` P3).

use serde::Deserialize;

use super::tape::Tape;
use crate::app::App;
use crate::app::nav::At;
use crate::app::pane::PaneKind;
use crate::app::target::Control;
use crate::domain::Organization;

/// The tour of the platform's own way to delete a client provider.
pub const DELETE: &str = include_str!("../../assets/tours/delete.toml");

/// Lines of a step, and the characters of each, that find room in its box.
pub const LINES: usize = 3;
/// See [`LINES`].
pub const COLUMNS: usize = 50;

/// A tour.
#[derive(Clone, Debug)]
pub struct Tour {
    /// What it shows.
    pub title: String,
    /// Played before anybody looks.
    pub begin: Tape,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it is about, in a few words.
    pub title: String,
    /// What to do and why.
    pub say: Vec<String>,
    /// What it speaks of: the box never covers that.
    pub look: Look,
    /// The keys that do it.
    pub keys: Tape,
    /// Whether it may be left out: then it is done where the next step is.
    pub optional: bool,
    needs: Done,
    done: Done,
}

/// What a step speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Look {
    /// The selected row.
    Row,
    /// The field of a dialog, and what is said below it.
    Field,
    /// The buttons of a dialog.
    Buttons,
    /// The first row: where one works.
    Top,
}

/// The state that completes a step: all that is named must hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Done {
    at: Option<Place>,
    organization: Option<Root>,
    provider: Option<String>,
    pane: Option<Part>,
    dialog: Option<bool>,
    typed: Option<String>,
    ready: Option<bool>,
    gone: Option<String>,
    there: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Place {
    Products,
    BusinessGroups,
    Environments,
    ClientProviders,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Root {
    Root,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Part {
    Impact,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    begin: String,
    step: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    title: String,
    say: Vec<String>,
    look: Look,
    keys: String,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    needs: Done,
    done: Done,
}

impl Tour {
    /// Reads a tour.
    ///
    /// # Errors
    /// Everything that is wrong with it, a sentence each.
    pub fn parse(text: &str) -> Result<Self, Vec<String>> {
        let file: File = toml::from_str(text).map_err(|e| vec![e.message().to_owned()])?;
        let mut problems = Vec::new();
        let mut tape = |name: &str, text: &str| match Tape::parse(text) {
            Ok(tape) => Some(tape),
            Err(why) => {
                problems.extend(why.into_iter().map(|why| format!("the keys of \"{name}\", line {why}")));
                None
            }
        };
        let begin = tape("begin", &file.begin);
        let mut steps = Vec::new();
        for row in file.step {
            let keys = tape(&row.title, &row.keys);
            let Some(keys) = keys else { continue };
            steps.push(Step {
                title: row.title,
                say: row.say,
                look: row.look,
                keys,
                optional: row.optional,
                needs: row.needs,
                done: row.done,
            });
        }
        for step in &steps {
            if step.say.len() > LINES || step.say.iter().any(|line| line.chars().count() > COLUMNS) {
                let why = format!(
                    "\"{}\" says more than {LINES} lines of {COLUMNS} characters.",
                    step.title
                );
                problems.push(why);
            }
        }
        match begin.filter(|_| problems.is_empty()) {
            Some(begin) => Ok(Self {
                title: file.title,
                begin,
                steps,
            }),
            None => Err(problems),
        }
    }
}

impl Step {
    /// Whether the state is the one that this step leads to.
    #[must_use]
    pub fn is_done(&self, app: &App) -> bool {
        self.done.holds(app)
    }

    /// Whether the state is the one that this step is about.
    #[must_use]
    pub fn can_begin(&self, app: &App) -> bool {
        self.needs.holds(app)
    }
}

impl Done {
    fn holds(&self, app: &App) -> bool {
        let done = self;
        let page = app.page();
        let at = |wanted: &Place| {
            let wanted = match wanted {
                Place::Products => At::Products,
                Place::BusinessGroups => At::BusinessGroups,
                Place::Environments => At::Environments,
                Place::ClientProviders => At::ClientProviders,
            };
            app.overlays.is_empty() && page.is_some_and(|p| p.at == wanted)
        };
        let root = |_: &Root| app.overlays.is_empty() && app.world.here().is_some_and(Organization::is_root);
        let provider = |name: &String| match page.map(|p| p.at) {
            Some(At::ClientProvider(id)) => app.world.data.provider(id).is_some_and(|row| row.name.raw() == name),
            _ => false,
        };
        let impact = |_: &Part| {
            page.and_then(|p| p.pane())
                .is_some_and(|p| matches!(p.kind, PaneKind::Impact(_)))
        };
        let dialog = app.dialog();
        let typed = |text: &String| dialog.is_some_and(|d| d.input.value() == text);
        let ready = |ready: &bool| dialog.is_some_and(|d| d.focus == Control::Confirm) == *ready;
        let listed = |name: &String| {
            let rows = app
                .world
                .organization
                .and_then(|here| app.world.data.providers.get(&here));
            rows.is_some_and(|r| matches!(r, crate::app::remote::Remote::Ready(rows) if rows.iter().any(|row| row.name.raw() == name)))
        };
        done.at.as_ref().is_none_or(at)
            && done.organization.as_ref().is_none_or(root)
            && done.provider.as_ref().is_none_or(provider)
            && done.pane.as_ref().is_none_or(impact)
            && done.dialog.is_none_or(|open| dialog.is_some() == open)
            && done.typed.as_ref().is_none_or(typed)
            && done.ready.as_ref().is_none_or(ready)
            && done
                .gone
                .as_ref()
                .is_none_or(|name| dialog.is_none() && !app.world.data.traces.is_empty() && !listed(name))
            && done
                .there
                .as_ref()
                .is_none_or(|name| app.world.data.traces.is_empty() && listed(name))
    }
}
