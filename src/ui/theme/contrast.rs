//! The contrast of letters with what they are drawn on.

use ratatui::style::Style;

use super::{Depth, Theme, ThemeName, ThemeRole, channels};

/// Red, green and blue, from 0 to 1.
pub type Channels = [f64; 3];

/// What frames and bars are drawn in: no letter is.
pub const LINES: [&str; 4] = ["border", "border-focused", "scroll", "bar-unfocused"];
/// The page behind a dialog is there to be seen, and not to be read.
pub const BEHIND: &str = "backdrop";

/// The least contrast that letters need, and lines.
const READABLE: (f64, f64) = (4.5, 3.0);

/// The contrast of two colours by WCAG 2.2, from 1 to 21.
pub fn contrast(one: Channels, other: Channels) -> f64 {
    let luminance = |colour: Channels| {
        let [red, green, blue] = colour.map(|c| {
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The roles that have a colour of their own, each with the styles that it has on the rows where it stands.
pub fn on_rows(theme: &Theme) -> impl Iterator<Item = (&'static str, Style)> {
    let rows = [ThemeRole::Ground, ThemeRole::Selection, ThemeRole::SelectionUnfocused];
    let rows = rows.map(|role| theme.style(role));
    let [page, ..] = rows;
    let own = ThemeRole::ALL.iter().map(|(name, role)| (*name, theme.style(*role)));
    let own = own.filter(|(_, style)| style.fg.is_some());
    own.flat_map(move |(role, style)| {
        let letters = !LINES.contains(&role) && role != BEHIND;
        // What has no background of its own is drawn on that of the row, and lines only on the page's. A row with letters of
        // its own replaces those.
        let over = move |row: Style| if letters && row.fg.is_none() { row } else { page };
        rows.map(|row| (role, page.patch(over(row)).patch(style)))
    })
}

/// What of a theme is hard to read, as a sentence without its name; nothing where all is readable or the terminal decides.
pub fn warning(name: &ThemeName) -> Option<String> {
    let theme = Theme::load(name, Depth::True, false).ok()?;
    let mut faint: Vec<(&str, f64)> = Vec::new();
    for (role, style) in on_rows(&theme) {
        let (letters, lines) = READABLE;
        let least = if LINES.contains(&role) || role == BEHIND {
            lines
        } else {
            letters
        };
        let part = |channel| f64::from(channel) / 255.0;
        let found = channels(style.fg).zip(channels(style.bg));
        let Some(found) = found.map(|(ink, ground)| contrast(ink.map(part), ground.map(part))) else {
            continue;
        };
        match faint.last_mut() {
            _ if found >= least => {}
            Some((before, lowest)) if *before == role => *lowest = lowest.min(found),
            _ => faint.push((role, found)),
        }
    }
    let faint: Vec<String> = faint.iter().map(|(role, found)| format!("{role} {found:.1}")).collect();
    let all = faint.join(", ");
    (!faint.is_empty()).then(|| format!("too little contrast: {all}. Letters need 4.5, lines 3."))
}
