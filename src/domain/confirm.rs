//! The text that confirms a deletion, and how far typed text is from it (docs/guide.md, D6-D9).

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::text::{Untrusted, escape, mixes_scripts, normal};

/// Names wider than this, in cells, are not asked for.
const WIDEST: usize = 120;
/// Characters of an id that must be typed, where they identify it.
const ID_START: usize = 8;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmation {
    Name(Untrusted),
    Id {
        /// The id, or its first 8 characters.
        text: String,
        why: IdReason,
    },
}

/// Why a name cannot serve as confirmation (D8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdReason {
    Empty,
    Hidden,
    Scripts,
    Long,
    Shared,
    Unlisted,
    /// A stand-in is shown for a part of it.
    Masked,
}

impl fmt::Display for IdReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "its name is empty",
            Self::Hidden => "its name contains characters that can't be seen or typed",
            Self::Scripts => "its name mixes alphabets whose letters look alike",
            Self::Long => "its name is very long",
            Self::Shared => "another one has the same name",
            Self::Unlisted => "not all others are listed, and one may have the same name",
            Self::Masked => "a part of its name is masked",
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextMatch {
    Match,
    /// A beginning of it: so many of so many characters.
    Partial(usize, usize),
    /// Something else, from character `at` (counted from 1) on.
    Differs {
        at: usize,
        /// What is asked there; `None` past its end.
        want: Option<String>,
        have: String,
    },
}

impl Confirmation {
    /// Chooses what must be typed. `others` are names and ids that could be confused with it.
    pub fn new<'a>(name: &Untrusted, id: &str, others: impl Iterator<Item = (&'a Untrusted, String)>) -> Self {
        let wanted = normal(name.raw());
        let others: Vec<_> = others.collect();
        let why = if wanted.is_empty() {
            IdReason::Empty
        } else if escape(name.raw()) != name.raw() {
            IdReason::Hidden
        } else if mixes_scripts(name.raw()) {
            IdReason::Scripts
        } else if name.raw().width() > WIDEST {
            IdReason::Long
        } else if others.iter().any(|(other, _)| normal(other.raw()) == wanted) {
            IdReason::Shared
        } else {
            return Self::Name(name.clone());
        };
        let start: String = id.chars().take(ID_START).collect();
        let ambiguous = others.iter().any(|(_, other)| other.starts_with(&start));
        let text = if ambiguous { id.to_owned() } else { start };
        Self::Id { text, why }
    }

    /// The same where the screen masks the name: the whole id must be typed.
    #[must_use]
    pub fn hidden_name(self, id: &str) -> Self {
        self.by_id(id, IdReason::Masked)
    }

    /// The same where not all others are listed: a start of the id may be another one's as well.
    #[must_use]
    pub fn of_part(self, id: &str) -> Self {
        self.by_id(id, IdReason::Unlisted)
    }

    fn by_id(self, id: &str, why: IdReason) -> Self {
        let why = match self {
            Self::Name(_) => why,
            Self::Id { why, .. } => why,
        };
        Self::Id {
            text: id.to_owned(),
            why,
        }
    }

    fn wanted(&self) -> String {
        match self {
            Self::Name(name) => normal(name.raw()),
            Self::Id { text, .. } => text.clone(),
        }
    }

    /// What is asked for, as a noun: `name` or `id`.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Name(_) => "name",
            Self::Id { .. } => "id",
        }
    }

    /// Whether `typed` confirms: NFC of the trimmed text equals NFC of the trimmed name, case and inside exact.
    pub fn matches(&self, typed: &str) -> bool {
        let wanted = self.wanted();
        !wanted.is_empty() && normal(typed) == wanted
    }

    pub fn compare(&self, typed: &str) -> TextMatch {
        if self.matches(typed) {
            return TextMatch::Match;
        }
        let wanted = self.wanted();
        // A blank at the end may be the one inside the name that comes next: it counts until something differs.
        let typed: String = typed.trim_start().nfc().collect();
        let (mut want, mut have) = (wanted.graphemes(true), typed.graphemes(true));
        let mut same = 0;
        loop {
            match (want.next(), have.next()) {
                (Some(w), Some(h)) if w == h => same += 1,
                (_, None) => return TextMatch::Partial(same, wanted.graphemes(true).count()),
                (w, Some(h)) => {
                    return TextMatch::Differs {
                        at: same + 1,
                        want: w.map(str::to_owned),
                        have: h.to_owned(),
                    };
                }
            }
        }
    }

    /// How many cells of the typed text are right, from its beginning.
    pub fn right_cells(&self, typed: &str) -> usize {
        let right = match self.compare(typed) {
            TextMatch::Match => return typed.width(),
            TextMatch::Partial(n, _) => n,
            TextMatch::Differs { at, .. } => at.saturating_sub(1),
        };
        // Blanks before it don't count, and take cells.
        let before = typed.len() - typed.trim_start().len();
        let clusters = typed.trim_start().graphemes(true).take(right);
        before + clusters.map(UnicodeWidthStr::width).sum::<usize>()
    }

    /// The sentence that tells the person how far they are, and the way on from there (D9).
    pub fn feedback(&self, typed: &str, way: &str) -> String {
        let noun = self.noun();
        match self.compare(typed) {
            TextMatch::Match if noun == "name" => format!("Name matches. {way}"),
            TextMatch::Match => format!("Id matches. {way}"),
            TextMatch::Partial(n, m) => format!("{n} of {m} characters"),
            TextMatch::Differs { at, want, have } => {
                let want = want.map_or_else(|| "ends".into(), |w| format!("has '{}'", show(&w)));
                format!(
                    "Differs at character {at}: the {noun} {want}, you have '{}'.",
                    show(&have)
                )
            }
        }
    }
}

/// One character as it is shown between quotes: a single blank is itself there.
fn show(cluster: &str) -> std::borrow::Cow<'_, str> {
    if cluster == " " { " ".into() } else { escape(cluster) }
}
