//! What changed between two states of an organization, in lines.

use crate::app::line::{Line, Tone};
use crate::domain::compare::{Comparison, Difference, DifferenceKind, ItemValue};

/// Everything that a comparison brought.
pub fn changes(found: &Comparison) -> Vec<Line> {
    let notes = found.notes().into_iter().map(|note| Line::text(Tone::Warning, note));
    let none = found
        .differences
        .is_empty()
        .then(|| Line::text(Tone::Good, "No differences."));
    notes
        .chain(none)
        .chain(found.differences.iter().flat_map(difference))
        .collect()
}

/// What happened to which, and below it what was and what is.
fn difference(one: &Difference) -> Vec<Line> {
    let tone = match one.how {
        how if how.is_more() => Tone::Good,
        how if how.is_less() => Tone::Bad,
        DifferenceKind::NotCompared => Tone::Warning,
        _ => Tone::Plain,
    };
    let place = one.shown_place();
    let comma = if place.is_empty() { "" } else { ", " };
    let head = format!("{}: {}{comma}{place}", one.words(), one.subject.shown());
    let mut lines = vec![Line::text(tone, head)];
    let told = |told: &Option<ItemValue>| match told {
        None if one.setting.is_some() => Some("(not set)".to_owned()),
        told => told.as_ref().map(ItemValue::shown),
    };
    let below = |text: String| Line::text(Tone::Dim, format!("  {text}")).below();
    match (told(&one.before), told(&one.after)) {
        (Some(was), Some(is)) if one.how != DifferenceKind::NotCompared => lines.push(below(format!("{was} -> {is}"))),
        (was, is) => {
            lines.extend(was.map(|was| below(format!("before: {was}"))));
            lines.extend(is.map(|is| below(format!("after: {is}"))));
        }
    }
    lines
}
