//! What may follow the name of a column in a filter.

/// The values that a column takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// Any words.
    Text,
    /// Any text, and one word with a meaning of its own.
    TextOr(&'static str),
    Number,
    /// A number, or these words.
    NumberOr(&'static str),
    /// How long ago something happened.
    Age,
    /// When something happened.
    Moment,
    /// The beginning of one of these.
    OneOf(&'static [&'static str]),
}

impl Values {
    /// Whether a filter may ask for `wanted`, which is folded.
    pub fn take(self, wanted: &str) -> bool {
        wanted.is_empty()
            || is_unknown(wanted)
            || match self {
                Self::Text | Self::TextOr(_) => true,
                Self::Number => comparison(wanted).is_some(),
                Self::NumberOr(words) => comparison(wanted).is_some() || begins(words, wanted),
                Self::Age => "never".starts_with(wanted) || age(wanted).is_some(),
                Self::Moment => "today".starts_with(wanted) || is_date(wanted) || within(wanted).is_some(),
                Self::OneOf(words) => words.iter().any(|word| begins(&word.to_lowercase(), wanted)),
            }
    }

    /// What they are, for a sentence that says what a column takes.
    pub fn words(self) -> String {
        match self {
            Self::Text => "words".into(),
            Self::TextOr(word) => format!("words, or {word}"),
            Self::Number => "a number, as 5, >5 or <=5, or unknown".into(),
            Self::NumberOr(words) => format!("a number, as 5, >5 or <=5, \"{words}\" or unknown"),
            Self::Age => "an age, as >90d, <2w or >3m, or never or unknown".into(),
            Self::Moment => "today, a date, as 2026-11, or an age, as <7d or >12h".into(),
            Self::OneOf(words) => format!("{} or unknown", words.join(", ")),
        }
    }
}

/// Whether a text or one of its words begins so.
pub fn begins(text: &str, wanted: &str) -> bool {
    text.starts_with(wanted) || text.contains(&format!(" {wanted}"))
}

/// Whether a filter asks for what nobody knows.
pub fn is_unknown(wanted: &str) -> bool {
    !wanted.is_empty() && "unknown".starts_with(wanted)
}

/// `>90d`, `<2w`, `>3m` or `90d`, which is `>90d`: whether longer ago is meant, and how many days. A month has 30.
pub fn age(wanted: &str) -> Option<(bool, i64)> {
    let (longer, length) = match wanted.split_at_checked(1)? {
        ("<", length) => (false, length),
        (">", length) => (true, length),
        _ => (true, wanted),
    };
    let (number, days) = match length.char_indices().next_back()? {
        (at, 'd') => (length.get(..at)?, 1),
        (at, 'w') => (length.get(..at)?, 7),
        (at, 'm') => (length.get(..at)?, 30),
        _ => (length, 1),
    };
    Some((longer, i64::from(number.parse::<u32>().ok()?) * days))
}

/// `<7d` or `>12h`: whether longer ago is meant, and how many seconds.
pub fn within(wanted: &str) -> Option<(bool, i64)> {
    let (sign, length) = wanted.split_at_checked(1)?;
    let (number, seconds) = match (length.strip_suffix('d'), length.strip_suffix('h')) {
        (Some(days), _) => (days, 86_400),
        (_, Some(hours)) => (hours, 3_600),
        _ => return None,
    };
    let longer = matches!(sign, "<" | ">").then_some(sign == ">")?;
    Some((longer, i64::from(number.parse::<u32>().ok()?) * seconds))
}

/// The beginning of a date or a time, as `2026-11` or `11-24 09:15`.
pub fn is_date(wanted: &str) -> bool {
    wanted.starts_with(|c: char| c.is_ascii_digit())
        && wanted
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | ' '))
}

/// `5`, `>5`, `>=5`, `<5`, `<=5` or `=5`: the sign and the number.
pub fn comparison(wanted: &str) -> Option<(&'static str, u64)> {
    let sign = [">=", "<=", ">", "<", "=", ""]
        .into_iter()
        .find(|sign| wanted.starts_with(sign))?;
    Some((sign, wanted.strip_prefix(sign)?.parse().ok()?))
}
