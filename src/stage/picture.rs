//! Pictures of a screen, made from its cells: SVG, HTML, text, and ANSI text.
//!
//! Text stays text; a run of cells of one style is one element; wide characters take the two cells they take.

mod svg;

use std::fmt::Write as _;
use std::path::Path;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::simulation::rows;
use crate::ui::widget::text::width;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Svg,
    Html,
    Text,
    /// Text with escape sequences for its styles.
    Ansi,
}

impl Format {
    /// The format that a file's name asks for: `.svg`, `.html`, `.txt`, `.ansi`.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "svg" => Some(Self::Svg),
            "html" => Some(Self::Html),
            "txt" => Some(Self::Text),
            "ansi" => Some(Self::Ansi),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    Dark,
    Light,
}

struct PaperColours {
    ground: &'static str,
    ink: &'static str,
    ansi: [&'static str; 16],
}

const DARK: PaperColours = PaperColours {
    ground: "#14171c",
    ink: "#d8dde6",
    ansi: [
        "#3b4252", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4", "#7f8796", "#ff7b86",
        "#a9d68a", "#f0d08c", "#7cc0ff", "#d69bea", "#6ccad6", "#ffffff",
    ],
};

const LIGHT: PaperColours = PaperColours {
    ground: "#fcfcfa",
    ink: "#20252d",
    ansi: [
        "#23262e", "#b3261e", "#1e7a34", "#7a5b00", "#1d4fb8", "#8a2a9b", "#00707d", "#6b7079", "#5f6570", "#c9352b",
        "#2a8f42", "#8c6a00", "#2c63d6", "#9d3aaf", "#00818f", "#000000",
    ],
};

/// How much of a dimmed letter is drawn.
const DIMMED: f32 = 0.65;

/// The look of a cell: letters and background as `#rrggbb`, and what else is done to the letters.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Look {
    ink: String,
    ground: String,
    modifier: Modifier,
}

/// Cells side by side that look the same.
struct StyledRun {
    column: u16,
    cells: u16,
    wide: bool,
    text: String,
    look: Look,
}

pub fn picture(buffer: &Buffer, format: Format, paper: Paper, title: &str) -> String {
    match format {
        Format::Svg => svg::svg(buffer, palette(paper), title),
        Format::Html => html(buffer, paper, title),
        Format::Text => rows(buffer).join("\n") + "\n",
        Format::Ansi => ansi(buffer),
    }
}

fn runs(cells: &[Cell], palette: &PaperColours) -> Vec<StyledRun> {
    let mut runs: Vec<StyledRun> = Vec::new();
    let mut covered = 0;
    for (column, cell) in (0u16..).zip(cells) {
        if covered > 0 {
            covered -= 1;
            continue;
        }
        let taken = u16::try_from(width(cell.symbol())).unwrap_or(1).max(1);
        covered = taken - 1;
        let look = look(cell, palette);
        match runs.last_mut() {
            // A wide character is a run of its own, so that what follows it stands in its cell whatever the font.
            Some(run) if taken == 1 && !run.wide && run.look == look => {
                run.text.push_str(cell.symbol());
                run.cells += 1;
            }
            _ => runs.push(StyledRun {
                column,
                cells: taken,
                wide: taken > 1,
                text: cell.symbol().to_owned(),
                look,
            }),
        }
    }
    // Blanks are drawn only where they have a background or a line.
    let seen = |run: &StyledRun| {
        let blank = run.text.trim().is_empty();
        !blank || run.look.ground != palette.ground || run.look.modifier.contains(Modifier::UNDERLINED)
    };
    runs.retain(seen);
    runs
}

fn lines<'a>(buffer: &'a Buffer, palette: &'a PaperColours) -> impl Iterator<Item = (u16, Vec<StyledRun>)> + 'a {
    let width = usize::from(buffer.area.width).max(1);
    let rows = buffer.content.chunks(width);
    (0u16..).zip(rows.map(|cells| runs(cells, palette)))
}

fn palette(paper: Paper) -> &'static PaperColours {
    match paper {
        Paper::Dark => &DARK,
        Paper::Light => &LIGHT,
    }
}

/// The place of a colour among the sixteen; the terminal's own has none.
pub fn index(colour: Color) -> Option<usize> {
    Some(match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        _ => return None,
    })
}

/// A colour as `#rrggbb`; the terminal's own is what `own` says.
fn hex(colour: Color, own: &str, palette: &PaperColours) -> String {
    if let Color::Rgb(red, green, blue) = colour {
        return format!("#{red:02x}{green:02x}{blue:02x}");
    }
    let named = index(colour).and_then(|i| palette.ansi.get(i)).copied();
    named.unwrap_or(own).to_owned()
}

fn look(cell: &Cell, palette: &PaperColours) -> Look {
    let (ink, ground) = (
        hex(cell.fg, palette.ink, palette),
        hex(cell.bg, palette.ground, palette),
    );
    let reversed = cell.modifier.contains(Modifier::REVERSED);
    let (ink, ground) = if reversed { (ground, ink) } else { (ink, ground) };
    Look {
        ink,
        ground,
        modifier: cell.modifier.difference(Modifier::REVERSED),
    }
}

fn safe(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn html(buffer: &Buffer, paper: Paper, title: &str) -> String {
    let palette = palette(paper);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{0}</title>\n<pre role=\"img\" \
         aria-label=\"{0}\" style=\"background:{1};color:{2};font-family:monospace;padding:1em;display:inline-block\">\n",
        safe(title),
        palette.ground,
        palette.ink
    );
    for (_, runs) in lines(buffer, palette) {
        let mut at = 0;
        for run in runs {
            let Look { ink, ground, modifier } = &run.look;
            let mut style = String::new();
            if ink != palette.ink {
                let _ = write!(style, "color:{ink};");
            }
            if ground != palette.ground {
                let _ = write!(style, "background:{ground};");
            }
            if modifier.contains(Modifier::BOLD) {
                style.push_str("font-weight:bold;");
            }
            if modifier.contains(Modifier::UNDERLINED) {
                style.push_str("text-decoration:underline;");
            }
            if modifier.contains(Modifier::DIM) {
                let _ = write!(style, "opacity:{DIMMED};");
            }
            out.push_str(&" ".repeat(usize::from(run.column.saturating_sub(at))));
            at = run.column + run.cells;
            let text = safe(&run.text);
            let _ = match style.as_str() {
                "" => write!(out, "{text}"),
                style => write!(out, "<span style=\"{style}\">{text}</span>"),
            };
        }
        out.push('\n');
    }
    out.push_str("</pre>\n</html>\n");
    out
}

/// The codes of a colour: `base` is 30 for letters and 40 for backgrounds.
fn codes(colour: Color, base: usize) -> Option<String> {
    if let Color::Rgb(red, green, blue) = colour {
        return Some(format!("{};2;{red};{green};{blue}", base + 8));
    }
    index(colour).map(|i| (if i < 8 { base + i } else { base + 52 + i }).to_string())
}

fn ansi(buffer: &Buffer) -> String {
    let mut out = String::new();
    let width = usize::from(buffer.area.width).max(1);
    for cells in buffer.content.chunks(width) {
        let mut last = String::new();
        let mut covered = 0;
        let own = |cell: &Cell| cell.symbol() == " " && codes(cell.bg, 40).is_none() && cell.modifier.is_empty();
        let end = cells.iter().rposition(|cell| !own(cell)).map_or(0, |at| at + 1);
        for cell in cells.iter().take(end) {
            if covered > 0 {
                covered -= 1;
                continue;
            }
            covered = self::width(cell.symbol()).saturating_sub(1);
            let modifiers = [
                (Modifier::BOLD, "1"),
                (Modifier::DIM, "2"),
                (Modifier::UNDERLINED, "4"),
                (Modifier::REVERSED, "7"),
            ];
            let attributes = modifiers.into_iter().filter(|(one, _)| cell.modifier.contains(*one));
            let attributes = attributes.map(|(_, code)| code.to_owned());
            let colours = codes(cell.fg, 30).into_iter().chain(codes(cell.bg, 40));
            let style = attributes.chain(colours).collect::<Vec<_>>().join(";");
            if style != last {
                let reset = if last.is_empty() { "" } else { "\u{1b}[0m" };
                let begin = if style.is_empty() {
                    String::new()
                } else {
                    format!("\u{1b}[{style}m")
                };
                let _ = write!(out, "{reset}{begin}");
                last = style;
            }
            out.push_str(cell.symbol());
        }
        if !last.is_empty() {
            out.push_str("\u{1b}[0m");
        }
        out.push('\n');
    }
    out
}
