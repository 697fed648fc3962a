//! Pictures of a screen, made from its cells: SVG, HTML, text, and ANSI text.
//!
//! Text stays text; a run of cells of one style is one element; wide characters take the two cells they take.

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
    ground: "#1b1f27",
    ink: "#d7dae0",
    ansi: [
        "#3b4252", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4", "#7f8796", "#ff7b86",
        "#a9d68a", "#f0d08c", "#7cc0ff", "#d69bea", "#6ccad6", "#ffffff",
    ],
};

const LIGHT: PaperColours = PaperColours {
    ground: "#fbfbf8",
    ink: "#23262e",
    ansi: [
        "#23262e", "#b3261e", "#1e7a34", "#7a5b00", "#1d4fb8", "#8a2a9b", "#00707d", "#6b7079", "#5f6570", "#c9352b",
        "#2a8f42", "#8c6a00", "#2c63d6", "#9d3aaf", "#00818f", "#000000",
    ],
};

const CELL: (f32, f32) = (8.4, 17.0);
const LETTER: f32 = 14.0;
const MARGIN: f32 = 10.0;
/// How much of a dimmed letter is drawn.
const DIMMED: f32 = 0.65;

struct StyledRun {
    column: u16,
    cells: u16,
    wide: bool,
    text: String,
    fg: Color,
    modifier: Modifier,
}
pub fn picture(buffer: &Buffer, format: Format, paper: Paper, title: &str) -> String {
    match format {
        Format::Svg => svg(buffer, paper, title),
        Format::Html => html(buffer, paper, title),
        Format::Text => rows(buffer).join("\n") + "\n",
        Format::Ansi => ansi(buffer),
    }
}

fn runs(cells: &[Cell]) -> Vec<StyledRun> {
    let mut runs: Vec<StyledRun> = Vec::new();
    let mut covered = 0;
    for (column, cell) in (0u16..).zip(cells) {
        if covered > 0 {
            covered -= 1;
            continue;
        }
        let taken = u16::try_from(width(cell.symbol())).unwrap_or(1).max(1);
        covered = taken - 1;
        match runs.last_mut() {
            // A wide character is a run of its own, so that what follows it stands in its cell whatever the font.
            Some(run) if taken == 1 && !run.wide && run.fg == cell.fg && run.modifier == cell.modifier => {
                run.text.push_str(cell.symbol());
                run.cells += 1;
            }
            _ => runs.push(StyledRun {
                column,
                cells: taken,
                wide: taken > 1,
                text: cell.symbol().to_owned(),
                fg: cell.fg,
                modifier: cell.modifier,
            }),
        }
    }
    // Blanks are drawn only where they are reversed or underlined.
    let seen = |run: &StyledRun| {
        !run.text.trim().is_empty() || run.modifier.intersects(Modifier::REVERSED | Modifier::UNDERLINED)
    };
    runs.retain(seen);
    runs
}

fn lines(buffer: &Buffer) -> impl Iterator<Item = (u16, Vec<StyledRun>)> {
    let width = usize::from(buffer.area.width).max(1);
    (0u16..).zip(buffer.content.chunks(width).map(runs))
}

fn palette(paper: Paper) -> &'static PaperColours {
    match paper {
        Paper::Dark => &DARK,
        Paper::Light => &LIGHT,
    }
}

/// The place of a colour among the sixteen; the terminal's own has none.
fn index(colour: Color) -> Option<usize> {
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

fn colours(run: &StyledRun, palette: &PaperColours) -> (&'static str, &'static str) {
    let fg = index(run.fg)
        .and_then(|i| palette.ansi.get(i))
        .copied()
        .unwrap_or(palette.ink);
    if run.modifier.contains(Modifier::REVERSED) {
        (palette.ground, fg)
    } else {
        (fg, palette.ground)
    }
}

fn safe(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn svg(buffer: &Buffer, paper: Paper, title: &str) -> String {
    let palette = palette(paper);
    let (cell, line) = CELL;
    let across = f32::from(buffer.area.width) * cell + 2.0 * MARGIN;
    let down = f32::from(buffer.area.height) * line + 2.0 * MARGIN;
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{across:.1}\" height=\"{down:.1}\" viewBox=\"0 0 \
         {across:.1} {down:.1}\">\n<title>{}</title>\n<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{}\"/>\n<g \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"{LETTER}\" \
         xml:space=\"preserve\">",
        safe(title),
        palette.ground
    );
    for (row, runs) in lines(buffer) {
        let top = MARGIN + f32::from(row) * line;
        for run in runs {
            let (ink, ground) = colours(&run, palette);
            let (x, wide) = (MARGIN + f32::from(run.column) * cell, f32::from(run.cells) * cell);
            if ground != palette.ground {
                let _ = writeln!(
                    out,
                    "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{line}\" fill=\"{ground}\"/>"
                );
            }
            let bold = if run.modifier.contains(Modifier::BOLD) {
                " font-weight=\"bold\""
            } else {
                ""
            };
            let under = if run.modifier.contains(Modifier::UNDERLINED) {
                " text-decoration=\"underline\""
            } else {
                ""
            };
            let dim = if run.modifier.contains(Modifier::DIM) {
                format!(" fill-opacity=\"{DIMMED}\"")
            } else {
                String::new()
            };
            // The length is said so that every font keeps to the grid.
            let _ = writeln!(
                out,
                "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{wide:.1}\" lengthAdjust=\"spacingAndGlyphs\" \
                 fill=\"{ink}\"{dim}{bold}{under}>{}</text>",
                top + line * 0.76,
                safe(&run.text)
            );
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
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
    for (_, runs) in lines(buffer) {
        let mut at = 0;
        for run in runs {
            let (ink, ground) = colours(&run, palette);
            let mut style = String::new();
            if ink != palette.ink {
                let _ = write!(style, "color:{ink};");
            }
            if ground != palette.ground {
                let _ = write!(style, "background:{ground};");
            }
            if run.modifier.contains(Modifier::BOLD) {
                style.push_str("font-weight:bold;");
            }
            if run.modifier.contains(Modifier::UNDERLINED) {
                style.push_str("text-decoration:underline;");
            }
            if run.modifier.contains(Modifier::DIM) {
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

fn ansi(buffer: &Buffer) -> String {
    let mut out = String::new();
    for (_, runs) in lines(buffer) {
        let mut at = 0;
        for run in runs {
            out.push_str(&" ".repeat(usize::from(run.column.saturating_sub(at))));
            at = run.column + run.cells;
            let mut codes = Vec::new();
            for (modifier, code) in [
                (Modifier::BOLD, "1"),
                (Modifier::DIM, "2"),
                (Modifier::UNDERLINED, "4"),
                (Modifier::REVERSED, "7"),
            ] {
                if run.modifier.contains(modifier) {
                    codes.push(code.to_owned());
                }
            }
            codes.extend(index(run.fg).map(|i| (if i < 8 { 30 + i } else { 82 + i }).to_string()));
            let _ = if codes.is_empty() {
                write!(out, "{}", run.text)
            } else {
                write!(out, "\u{1b}[{}m{}\u{1b}[0m", codes.join(";"), run.text)
            };
        }
        out.push('\n');
    }
    out
}
