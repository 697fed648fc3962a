//! Lines of facts: a provider's configuration, its impact, an organization's settings.

mod administrators;
mod changes;
mod figures;
mod impact;
mod some;
mod team;

use super::line::{Line, Tone};
use crate::domain::text::escape;

pub use administrators::{AdministratorsAmong, administrator_resources, administrators_among};
pub use changes::changes;
pub use figures::figures;
pub use impact::{
    assumption_line, checked_line, contents, names_by_list, no_dependents, provider_losses, tell_once, unlisted_line,
    unread_lines,
};
pub use team::is_place_named;

pub fn json(text: &str) -> Vec<Line> {
    // Indentation is ours; what follows it is not.
    let line = |text: &str| {
        let body = text.trim_start_matches(' ');
        Line::text(
            Tone::Json,
            format!("{}{}", " ".repeat(text.len() - body.len()), escape(body)),
        )
    };
    text.lines().map(line).collect()
}
