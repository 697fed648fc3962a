//! Rows of an answer, and how much of the list they are.

use std::ops::Deref;

use super::text::at_least;

/// Why an empty answer may not be what it seems (R27): the end of a sentence.
pub const MISSING_SCOPE: &str = "a connected app without the scope gets the same answer.";

/// The sentence for an empty answer that may not be what it seems: `nothing` is what was seen of it.
pub fn not_verified(nothing: &str) -> String {
    format!("{nothing} is visible. Not verified: {MISSING_SCOPE}")
}

/// The same as a part of a sentence: `nothing` is what was seen, and where.
pub fn may_be_hidden(nothing: &str) -> String {
    format!("{nothing}, and {}", MISSING_SCOPE.trim_end_matches('.'))
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Coverage {
    /// A row that is not in the answer does not exist.
    #[default]
    Complete,
    /// The answer is empty, and a connected app without the scope for the list gets the same answer (R27).
    Unverified,
    /// Rows may be missing. The sentence says why, and is fit to be shown.
    Partial(String),
    /// Nobody read it.
    Unread,
}

impl Coverage {
    pub fn is_complete(&self) -> bool {
        *self == Self::Complete
    }

    /// Why rows may be missing; `None` unless it is [`Coverage::Partial`].
    pub fn partial_reason(&self) -> Option<&str> {
        match self {
            Self::Partial(why) => Some(why),
            Self::Complete | Self::Unverified | Self::Unread => None,
        }
    }

    /// Why rows may be missing of a list that had to be read: `unread` where nobody did.
    pub fn gap<'a>(&'a self, unread: &'a str) -> Option<&'a str> {
        if *self == Self::Unread {
            Some(unread)
        } else {
            self.partial_reason()
        }
    }

    /// Whether rows may be missing of a list that had to be read.
    pub fn lacks_rows(&self) -> bool {
        matches!(self, Self::Partial(_) | Self::Unread)
    }

    pub fn from_reason(gap: Option<&str>) -> Self {
        gap.map_or(Self::Complete, |why| Self::Partial(why.to_owned()))
    }

    /// Complete, unless a connected app (`limited_by_scopes`) got no rows: that proves nothing.
    pub fn unverified_if_empty(limited_by_scopes: bool, rows: usize) -> Self {
        if limited_by_scopes && rows == 0 {
            Self::Unverified
        } else {
            Self::Complete
        }
    }

    /// The coverage of two answers that make one list. Of two reasons the first stays.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Complete, other) | (Self::Unverified | Self::Unread, other @ Self::Partial(_)) => other,
            (own, _) => own,
        }
    }
}

/// Rows of a list, and how much of it they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<T> {
    /// The rows that came, each once.
    pub rows: Vec<T>,
    pub coverage: Coverage,
}

impl<T> Listing<T> {
    /// Rows of which some may be missing; the sentence says why.
    pub fn partial(rows: Vec<T>, why: impl Into<String>) -> Self {
        Self {
            rows,
            coverage: Coverage::Partial(why.into()),
        }
    }

    /// A list that nobody read.
    pub fn unread() -> Self {
        Self {
            rows: Vec::new(),
            coverage: Coverage::Unread,
        }
    }

    /// Marks an empty list as unverified where a connected app (`limited_by_scopes`) got it.
    #[must_use]
    pub fn unverified_if_empty(mut self, limited_by_scopes: bool) -> Self {
        self.coverage = self
            .coverage
            .and(Coverage::unverified_if_empty(limited_by_scopes, self.rows.len()));
        self
    }

    pub fn map<U>(self, rows: impl FnOnce(Vec<T>) -> Vec<U>) -> Listing<U> {
        Listing {
            rows: rows(self.rows),
            coverage: self.coverage,
        }
    }

    /// Whether every row is here, and an empty list means that there is none.
    pub fn is_complete(&self) -> bool {
        self.coverage.is_complete()
    }
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> From<Vec<T>> for Listing<T> {
    fn from(rows: Vec<T>) -> Self {
        Self {
            rows,
            coverage: Coverage::Complete,
        }
    }
}

impl<T> Deref for Listing<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.rows
    }
}

impl<'a, T> IntoIterator for &'a Listing<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}

impl<T> IntoIterator for Listing<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

/// How long a list is, where its rows are not read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Rows that are known to be there.
    pub n: u64,
    pub coverage: Coverage,
}

impl Counted {
    /// How many rows of a list are `wanted`: as sure as the list is.
    pub fn of<T>(list: &Listing<T>, wanted: impl Fn(&&T) -> bool) -> Self {
        Self {
            n: list.iter().filter(wanted).count() as u64,
            coverage: list.coverage.clone(),
        }
    }

    /// The count of two lists together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            n: self.n + other.n,
            coverage: self.coverage.and(other.coverage),
        }
    }

    /// The number of rows that are seen; `None` where none is, and there may be some.
    pub fn verified_count(&self) -> Option<u64> {
        (self.n > 0 || self.coverage.is_complete()).then_some(self.n)
    }

    /// `12`, or `12+` where more may be there; `None` where nobody knows.
    pub fn words(&self) -> Option<String> {
        let says_nothing = matches!(self.coverage, Coverage::Unverified | Coverage::Unread);
        let more = if self.coverage.is_complete() { "" } else { "+" };
        (self.n > 0 || !says_nothing).then(|| format!("{}{more}", self.n))
    }

    /// `1 API`, `12 APIs`, or `12+ APIs` where more may be there.
    pub fn nouns(&self, one: &str, many: &str) -> String {
        let n = usize::try_from(self.n).unwrap_or(usize::MAX);
        at_least(n, !self.coverage.is_complete(), one, many)
    }

    /// The count of a whole list; zero is unverified for a connected app (`limited_by_scopes`).
    pub fn unverified_if_empty(n: u64, limited_by_scopes: bool) -> Self {
        let coverage = Coverage::unverified_if_empty(limited_by_scopes, usize::from(n > 0));
        Self { n, coverage }
    }

    /// Takes zero for verified where another count shows that the app has the scope (R27).
    #[must_use]
    pub fn verified(mut self, scope_shown: impl FnOnce() -> bool) -> Self {
        if self.coverage == Coverage::Unverified && scope_shown() {
            self.coverage = Coverage::Complete;
        }
        self
    }
}

impl From<u64> for Counted {
    fn from(n: u64) -> Self {
        Self {
            n,
            coverage: Coverage::Complete,
        }
    }
}

impl<T> From<&Listing<T>> for Counted {
    fn from(list: &Listing<T>) -> Self {
        Self::of(list, |_| true)
    }
}
