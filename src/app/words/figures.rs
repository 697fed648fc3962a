//! The three figures of an impact: environments, APIs and client applications.

use crate::app::line::{Line, Tone};
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::remote::{Remote, RemoteState};
use crate::domain::ProviderRef;
use crate::domain::impact::{Impact, Unseen};
use crate::domain::listing::MISSING_SCOPE;

/// A number, what is counted, and what becomes of that.
struct Figure {
    tone: Tone,
    number: String,
    words: String,
}

impl Figure {
    /// A number that may be higher ends in `+`; `[one, several, none]` are the words behind it.
    fn of(n: usize, more: bool, [one, several, none]: [String; 3]) -> Self {
        let (tone, words) = match (n, more) {
            (0, true) => (Tone::Warning, none),
            (0, false) => (Tone::Good, none),
            (1, false) => (Tone::Bad, one),
            _ => (Tone::Bad, several),
        };
        let more = if more { "+" } else { "" };
        Self {
            tone,
            number: format!("{n}{more}"),
            words,
        }
    }

    fn unknown(words: String) -> Self {
        Self {
            tone: Tone::Bad,
            number: "?".into(),
            words,
        }
    }
}

/// The tabs of a client provider that list what the figures count.
pub const TABS: [&str; 3] = ["Environments", "APIs", "Client Applications"];

/// The lines of the three figures, their numbers below each other.
pub fn figures(model: &Model, provider: ProviderRef, impact: &Impact) -> Vec<Line> {
    let all = [environments(impact), apis(impact), applications(model, provider)];
    let width = all.iter().map(|one| one.number.len()).max().unwrap_or(0);
    let line = |(one, tab): (&Figure, &'static str)| Line {
        names: Some(RowId::Tab(tab)),
        ..Line::figure(one.tone, &format!("{:>width$}", one.number), &one.words)
    };
    all.iter().zip(TABS).map(line).collect()
}

fn none_yet(more: bool, noun: &str, none: &str) -> String {
    let found = if more { "found so far" } else { none };
    format!("{noun} {found}")
}

fn environments(impact: &Impact) -> Figure {
    let more = impact.may_miss(Unseen::Providers);
    let default = match impact.default_in() {
        0 => "none".to_owned(),
        n => n.to_string(),
    };
    let words = [
        format!("environment affected (default in {default})"),
        format!("environments affected (default in {default})"),
        none_yet(more, "environments", "have it"),
    ];
    Figure::of(impact.environments.len(), more, words)
}

fn apis(impact: &Impact) -> Figure {
    let unlisted = !impact.agents_not_read.is_empty();
    let more = impact.may_miss(Unseen::Apis) || unlisted;
    let effects = impact.effects();
    let story = effects.story();
    let none = none_yet(more, "APIs", "use it");
    let doubt = if unlisted {
        "; MCP servers and agents not looked at"
    } else {
        ""
    };
    let words = [
        format!("API: {story}"),
        format!("APIs: {story}"),
        format!("{none}{doubt}"),
    ];
    Figure::of(effects.affected(), more, words)
}

fn applications(model: &Model, provider: ProviderRef) -> Figure {
    let read = model.data.counts.get(&provider);
    if let Some(error) = read.and_then(RemoteState::error) {
        return Figure::unknown(format!("applications could not be counted: {error}"));
    }
    let Some(count) = read.and_then(Remote::get) else {
        return Figure::unknown("applications not counted yet".into());
    };
    let n = usize::try_from(count.n).unwrap_or(usize::MAX);
    let doubted = n == 0 && model.data.doubts_count(provider);
    let gap = count.coverage.partial_reason();
    if let Some(why) = gap.filter(|_| n == 0) {
        return Figure::unknown(format!("applications could not be counted: {why}"));
    }
    let missing = gap
        .map(|why| format!(". Not all are counted. {why}"))
        .unwrap_or_default();
    let none = if doubted {
        format!("none is visible. Not verified: {MISSING_SCOPE}")
    } else {
        format!("registered through it{missing}")
    };
    let words = [
        format!("application loses its registration{missing}"),
        format!("applications lose their registration{missing}"),
        format!("applications {none}"),
    ];
    Figure::of(n, doubted || gap.is_some(), words)
}
