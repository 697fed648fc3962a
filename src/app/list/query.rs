//! The filter of a table: words, `!` for not, `~` for nearly, and `column:text` for one column.

use std::borrow::Cow;

use super::column::{Col, Column};
use super::values::{Values, begins, comparison, is_unknown};
use crate::domain::near::suggestion;
use crate::domain::text::{escape, fold};

/// Other names of columns. Each column has its title in small letters as well: `last-sign-in`.
const NAMED: [(&str, Col); 12] = [
    ("environments", Col::Environments),
    ("applications", Col::Applications),
    ("idle", Col::LastSignIn),
    ("provider", Col::Provider),
    ("app", Col::ConnectedApp),
    ("scope", Col::Scopes),
    ("unused", Col::LastUsed),
    ("policy", Col::Policy),
    ("contracts", Col::Contracts),
    ("permissions", Col::Permissions),
    ("group", Col::Group),
    ("environment", Col::Environment),
];

/// Names that ask something else about what a column has, each with a column of the only list that knows it.
const QUESTIONS: [(&str, Col, Col, Col); 1] = [("same-name", Col::Name, Col::SameName, Col::Created)];

/// What a cell says where nobody knows: no filter of its column finds it, not even one with `!`.
const UNKNOWN: [&str; 4] = ["", "-", "?", "unknown"];

/// Whether a cell says what a filter wants of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    Yes,
    No,
    /// Nobody knows: then neither `column:text` nor `!column:text` finds the row.
    Unknown,
}

impl From<bool> for Fit {
    fn from(fits: bool) -> Self {
        if fits { Self::Yes } else { Self::No }
    }
}

impl From<Option<bool>> for Fit {
    fn from(fits: Option<bool>) -> Self {
        fits.map_or(Self::Unknown, Self::from)
    }
}

/// One condition of a filter.
#[derive(Debug)]
struct FilterTerm {
    negated: bool,
    kind: FilterKind,
}

#[derive(Debug)]
enum FilterKind {
    Word(String),
    /// Its letters in this order, in one cell.
    Fuzzy(String),
    /// It stands in the row, or its letters in this order in the first cell.
    Near(String),
    /// What a column has to say, by its place and kind.
    InColumn(usize, Col, String),
    /// What no row can fit, nor its opposite.
    Wrong,
}

/// A filter, taken apart.
#[derive(Debug)]
pub struct Query {
    terms: Vec<FilterTerm>,
    /// The first column or value that isn't there.
    wrong: Option<String>,
}

impl Query {
    /// Reads a filter over a table of `columns`; `typed` is folded. A value with blanks stands in quotes.
    pub fn of(typed: &str, columns: &[Column]) -> Self {
        let mut query = Self {
            terms: Vec::new(),
            wrong: None,
        };
        for part in parts(typed) {
            let (negated, part) = match part.strip_prefix('!') {
                Some(rest) if !rest.is_empty() => (true, rest),
                _ => (false, part),
            };
            let kind = match (part.split_once(':'), part.strip_prefix('~')) {
                (Some((name, value)), _) if is_column_name(name) && !value.starts_with("//") => {
                    match in_column(name, &value.replace('"', ""), columns) {
                        Ok(kind) => kind,
                        Err(why) => {
                            let known = column_named(name, columns).is_some();
                            query.wrong.get_or_insert(why);
                            // A host with its port looks like a column with its value. So does a column that is misspelled: where
                            // that is negated, every row would fit.
                            if known || (negated && !is_host(name, value, columns)) {
                                FilterKind::Wrong
                            } else {
                                FilterKind::Word(part.to_owned())
                            }
                        }
                    }
                }
                (_, Some(letters)) => FilterKind::Fuzzy(letters.to_owned()),
                _ => FilterKind::Word(part.replace('"', "")),
            };
            query.terms.push(FilterTerm { negated, kind });
        }
        query
    }

    /// Words of which each stands in a row, or its letters in this order in the first cell.
    pub fn fuzzy(typed: &str) -> Self {
        let words = typed.split_whitespace().map(|word| FilterTerm {
            negated: false,
            kind: FilterKind::Near(word.to_owned()),
        });
        Self {
            terms: words.collect(),
            wrong: None,
        }
    }

    /// Whether something is sought in this column alone.
    pub fn names(&self, col: Col) -> bool {
        let is = |term: &FilterTerm| matches!(term.kind, FilterKind::InColumn(_, named, _) if named == col);
        self.terms.iter().any(is)
    }

    /// What is sought in this column alone.
    pub fn asked_of(&self, col: Col) -> impl Iterator<Item = &str> {
        self.terms.iter().filter_map(move |term| match &term.kind {
            FilterKind::InColumn(_, named, value) if *named == col => Some(value.as_str()),
            _ => None,
        })
    }

    /// Whether a number that may be higher tells of each term about a column if it fits.
    pub fn is_told_by(&self, col: Col, at_least: &str) -> bool {
        self.terms.iter().all(|term| match &term.kind {
            FilterKind::InColumn(_, named, value) if *named == col => {
                in_cell(at_least, value, Values::Number) != Fit::Unknown
            }
            _ => true,
        })
    }

    /// What is sought, and in which column where in one alone.
    pub fn sought(&self) -> impl Iterator<Item = (Option<usize>, &str)> {
        let terms = self.terms.iter().filter(|term| !term.negated);
        let sought = terms.map(|term| match &term.kind {
            FilterKind::Word(word) | FilterKind::Fuzzy(word) | FilterKind::Near(word) => (None, word.as_str()),
            FilterKind::InColumn(at, _, words) => (Some(*at), words.as_str()),
            FilterKind::Wrong => (None, ""),
        });
        sought.filter(|(_, word)| !word.is_empty())
    }

    /// The words that are sought in all columns.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().filter_map(|term| match &term.kind {
            FilterKind::Word(word) => Some(word.as_str()),
            _ => None,
        })
    }

    /// Whether more letters can only find less.
    pub fn has_only_words(&self) -> bool {
        let grows = |kind: &FilterKind| !matches!(kind, FilterKind::InColumn(..) | FilterKind::Wrong);
        self.terms.iter().all(|term| !term.negated && grows(&term.kind))
    }

    /// Why it finds nothing: a column or a value isn't there.
    pub fn wrong(&self) -> Option<&str> {
        self.wrong.as_deref()
    }

    /// Whether a row with this text fits; [`text_of`] makes it. `matches` may know better than the text of one column.
    pub fn fits(&self, text: &str, columns: &[Column], matches: impl Fn(Col, &str) -> Option<Fit>) -> bool {
        Self::all_fit(self.terms.iter(), text, columns, matches)
    }

    /// The same for what is sought elsewhere than in this column; the text is asked for only if anything is.
    pub fn fits_beside<'t>(
        &self,
        col: Col,
        text: impl FnOnce() -> &'t str,
        columns: &[Column],
        matches: impl Fn(Col, &str) -> Option<Fit>,
    ) -> bool {
        let elsewhere = |term: &&FilterTerm| !matches!(term.kind, FilterKind::InColumn(_, of, _) if of == col);
        let mut terms = self.terms.iter().filter(elsewhere).peekable();
        terms.peek().is_none() || Self::all_fit(terms, text(), columns, matches)
    }

    fn all_fit<'a>(
        mut terms: impl Iterator<Item = &'a FilterTerm>,
        text: &str,
        columns: &[Column],
        matches: impl Fn(Col, &str) -> Option<Fit>,
    ) -> bool {
        terms.all(|term| {
            let fit = match &term.kind {
                FilterKind::Word(word) => Fit::from(text.contains(word.as_str())),
                FilterKind::Fuzzy(letters) => text.split(BETWEEN).any(|cell| has_letters(cell, letters)).into(),
                FilterKind::Near(word) => {
                    let first = text.split([BETWEEN, '[']).next().unwrap_or_default();
                    (text.contains(word.as_str()) || has_letters(first, word)).into()
                }
                FilterKind::InColumn(at, col, value) => matches(*col, value).unwrap_or_else(|| {
                    let cell = text.split(BETWEEN).nth(*at).unwrap_or_default();
                    in_cell(
                        cell,
                        value,
                        columns.get(*at).map_or(Values::Text, |column| column.values),
                    )
                }),
                FilterKind::Wrong => Fit::Unknown,
            };
            fit == if term.negated { Fit::No } else { Fit::Yes }
        })
    }
}

/// What is sought in one column.
///
/// # Errors
/// The table doesn't have it, or it doesn't take the value: the sentence says what it takes.
fn in_column(name: &str, value: &str, columns: &[Column]) -> Result<FilterKind, String> {
    let (at, asked) = column_named(name, columns).ok_or_else(|| no_column(name, columns))?;
    let values = values(at, asked, columns);
    if values.take(value) {
        return Ok(FilterKind::InColumn(at, asked, value.to_owned()));
    }
    let value = escape(value);
    Err(format!("{name} can't be \"{value}\". It takes {}.", values.words()))
}

/// What a column takes, or what is asked about it.
fn values(at: usize, asked: Col, columns: &[Column]) -> Values {
    match columns.get(at) {
        Some(column) if column.col == asked => column.values,
        _ => Values::OneOf(&["yes", "no"]),
    }
}

/// Says that no column has this name, and which there are.
pub fn no_column(name: &str, columns: &[Column]) -> String {
    let (there, near) = (column_names(columns), suggested(name, columns));
    if there.is_empty() {
        return format!("This list has no columns, so none is named {}.", escape(name));
    }
    format!("No column is named {}. The columns are {there}.{near}", escape(name))
}

/// Whether this is a host with its port, and no column that somebody misspelled.
fn is_host(name: &str, value: &str, columns: &[Column]) -> bool {
    let port = value.split('/').next().unwrap_or_default();
    !port.is_empty() && port.chars().all(|c| c.is_ascii_digit()) && suggested(name, columns).is_empty()
}

/// The columns that somebody may have meant; nothing where none is near.
fn suggested(name: &str, columns: &[Column]) -> String {
    suggestion(name, column_names(columns).split(", "))
}

/// The place of the column of this title or other name.
pub fn column_called(name: &str, columns: &[Column]) -> Option<usize> {
    let (at, asked) = column_named(name, columns)?;
    columns.get(at).filter(|column| column.col == asked).map(|_| at)
}

fn is_column_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// A column by its title or another name: its place, and what is asked about it.
fn column_named(name: &str, columns: &[Column]) -> Option<(usize, Col)> {
    let place = |col: Col| columns.iter().position(|column| column.col == col);
    if let Some((_, about, asked, beside)) = QUESTIONS.iter().find(|(known, ..)| *known == name) {
        return Some((place(*about).filter(|_| place(*beside).is_some())?, *asked));
    }
    let other = NAMED.iter().find(|(known, _)| *known == name).map(|(_, col)| *col);
    let is = |column: &Column| column_name(column) == name || Some(column.col) == other;
    let at = columns.iter().position(is)?;
    Some((at, columns.get(at)?.col))
}

/// `LAST SIGN-IN` is `last-sign-in`, and `TIME (UTC)` is `time`.
pub fn column_name(column: &Column) -> String {
    let title = column.title.split(" (").next().unwrap_or_default();
    title.to_lowercase().replace(' ', "-")
}

/// Everything that can stand before a colon in a table of these columns, each with what may follow.
pub fn askable(columns: &[Column]) -> Vec<(String, Values)> {
    let titles = columns.iter().map(column_name).filter(|title| !title.is_empty());
    let others = NAMED.iter().map(|(name, _)| (*name).to_owned());
    let mut names: Vec<String> = Vec::new();
    for name in titles.chain(others).chain(QUESTIONS.map(|(name, ..)| name.to_owned())) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let takes = |name: String| {
        let (at, asked) = column_named(&name, columns)?;
        let values = values(at, asked, columns);
        Some((name, values))
    };
    names.into_iter().filter_map(takes).collect()
}

/// What can stand before a colon in a table of these columns.
pub fn column_names(columns: &[Column]) -> String {
    let titles = columns.iter().map(column_name).filter(|title| !title.is_empty());
    titles.collect::<Vec<_>>().join(", ")
}

/// Whether a cell says what is wanted of its column.
fn in_cell(cell: &str, wanted: &str, values: Values) -> Fit {
    if UNKNOWN.contains(&cell) {
        return if is_unknown(wanted) { Fit::Yes } else { Fit::Unknown };
    }
    if let Values::OneOf(words) = values {
        // `set` means `set up`, and not `not set`: a later word counts where none begins so.
        let first = |word: &str| {
            word.get(..wanted.len())
                .is_some_and(|part| part.eq_ignore_ascii_case(wanted))
        };
        return if words.iter().any(|word| first(word)) {
            cell.starts_with(wanted)
        } else {
            begins(cell, wanted)
        }
        .into();
    }
    let is_number = matches!(values, Values::Number | Values::NumberOr(_));
    let Some((sign, number)) = comparison(wanted).filter(|_| is_number) else {
        return wanted.split_whitespace().all(|word| cell.contains(word)).into();
    };
    let (digits, rest) = cell.split_at(cell.find(|c: char| !c.is_ascii_digit()).unwrap_or(cell.len()));
    let Ok(n) = digits.parse::<u64>() else {
        return Fit::Unknown;
    };
    let holds = |n: u64| match sign {
        ">" => n > number,
        ">=" => n >= number,
        "<" => n < number,
        "<=" => n <= number,
        _ => n == number,
    };
    // `3+` is three or any number above.
    let most = if rest.starts_with('+') { u64::MAX } else { n };
    let between = matches!(sign, "" | "=") && (n..most).contains(&number);
    Fit::from((holds(n) == holds(most) && !between).then(|| holds(n)))
}

/// Whether the letters stand in the text in this order.
fn has_letters(text: &str, letters: &str) -> bool {
    let mut rest = text.chars();
    letters.chars().all(|letter| rest.any(|c| c == letter))
}

/// Stands between the cells of a row; no cell has it.
const BETWEEN: char = '\n';

/// The text of a row that a filter searches: its cells, folded.
pub fn text_of<'t>(columns: &[Column], cell: impl Fn(Col) -> Cow<'t, str>) -> String {
    let mut text = String::new();
    for column in columns {
        text.push_str(&cell(column.col));
        text.push(BETWEEN);
    }
    fold(&text)
}

/// Parts between blanks; what stands in quotes is not taken apart.
fn parts(typed: &str) -> Vec<&str> {
    let mut quoted = false;
    let between = move |c: char| {
        quoted ^= c == '"';
        c == ' ' && !quoted
    };
    typed.split(between).filter(|part| !part.is_empty()).collect()
}
