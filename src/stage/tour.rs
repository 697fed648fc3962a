//! Guided tours: files that say what to do, and which state shows that it is done.

mod condition;

use serde::Deserialize;

use super::tape::Tape;
use crate::app::App;
use crate::domain::near::suggestion;
use condition::Condition;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TourName {
    /// The platform's own way to delete a client provider.
    #[default]
    Delete,
    /// Adding a client provider from its issuer, and putting it to use.
    Provider,
    /// Who may delete a client provider, why, and who did.
    Access,
}

impl TourName {
    pub const ALL: [(&'static str, Self); 3] = [
        ("access", Self::Access),
        ("delete", Self::Delete),
        ("provider", Self::Provider),
    ];

    pub fn parse(word: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|(name, _)| *name == word);
        found.map(|(_, tour)| tour).ok_or_else(|| {
            let names = Self::ALL.map(|(name, _)| name);
            format!("the tours are {}.{}", names.join(", "), suggestion(word, names))
        })
    }

    /// ` Did you mean delete?`, for a file that isn't there.
    pub fn near(word: &str) -> String {
        suggestion(word, Self::ALL.map(|(name, _)| name))
    }

    pub fn text(self) -> &'static str {
        match self {
            Self::Delete => include_str!("../../assets/tours/delete.toml"),
            Self::Provider => include_str!("../../assets/tours/provider.toml"),
            Self::Access => include_str!("../../assets/tours/access.toml"),
        }
    }
}

/// Lines of a step and characters of each that fit the box.
pub const LINES: usize = 3;
pub const COLUMNS: usize = 50;

#[derive(Clone, Debug)]
pub struct Tour {
    pub title: String,
    pub begin: Tape,
    pub steps: Vec<TourStep>,
}

#[derive(Clone, Debug)]
pub struct TourStep {
    pub title: String,
    pub say: Vec<String>,
    /// The box never covers this.
    pub look: TourTarget,
    pub keys: Tape,
    needs: Condition,
    since: Option<Condition>,
    done: Condition,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TourTarget {
    Row,
    /// The focused field of a dialog or form, with the message below it.
    Field,
    Buttons,
    /// The first row, with the organization.
    Top,
    /// All rows of the list or the text that has the keys.
    List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TourFile {
    title: String,
    begin: String,
    step: Vec<StepTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepTable {
    title: String,
    say: Vec<String>,
    look: TourTarget,
    keys: String,
    #[serde(default)]
    needs: Condition,
    since: Option<Condition>,
    done: Condition,
}

impl Tour {
    /// Reads a tour.
    ///
    /// # Errors
    /// Everything that is wrong with it, a sentence each.
    pub fn parse(text: &str) -> Result<Self, Vec<String>> {
        let file: TourFile = toml::from_str(text).map_err(|e| vec![e.message().to_owned()])?;
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
            steps.push(TourStep {
                title: row.title,
                say: row.say,
                look: row.look,
                keys,
                needs: row.needs,
                since: row.since,
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

impl TourStep {
    pub fn is_done(&self, app: &App) -> bool {
        self.done.holds(app)
    }

    pub fn counts_since(&self, app: &App) -> bool {
        self.since.as_ref().is_some_and(|since| since.holds(app))
    }

    pub fn can_begin(&self, app: &App) -> bool {
        self.needs.holds(app)
    }
}
