//! Pictures as SVG: text as text on a fixed grid, and frames as paths that meet.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use super::{DIMMED, PaperColours, StyledRun, lines, safe};

const CELL: (f32, f32) = (8.4, 17.0);
const LETTER: f32 = 14.0;
const MARGIN: f32 = 10.0;
/// The width of a line, and of a heavy one.
const LINE: f32 = 1.2;
const HEAVY: f32 = 2.6;

/// The strokes of a colour, by their width.
type Strokes = BTreeMap<(String, bool), String>;

/// The stroke of a character that frames are made of, in a cell at `x` and `y`, and whether it is heavy.
fn stroke(sign: char, x: f32, y: f32) -> Option<(String, bool)> {
    let (cell, line) = CELL;
    let (middle, half) = (x + cell / 2.0, y + line / 2.0);
    let (right, bottom) = (x + cell, y + line);
    let corner = |from: (f32, f32), to: (f32, f32)| {
        format!(
            "M{:.1} {:.1}Q{middle:.1} {half:.1} {:.1} {:.1}",
            from.0, from.1, to.0, to.1
        )
    };
    Some(match sign {
        '─' => (format!("M{x:.1} {half:.1}H{right:.1}"), false),
        '│' => (format!("M{middle:.1} {y:.1}V{bottom:.1}"), false),
        '━' => (format!("M{x:.1} {half:.1}H{right:.1}"), true),
        '┃' => (format!("M{middle:.1} {y:.1}V{bottom:.1}"), true),
        '╭' => (corner((middle, bottom), (right, half)), false),
        '╮' => (corner((x, half), (middle, bottom)), false),
        '╰' => (corner((middle, y), (right, half)), false),
        '╯' => (corner((x, half), (middle, y)), false),
        _ => return None,
    })
}

/// Adds a stroke to those of its colour; one that goes on where the last ended makes that longer.
fn add(strokes: &mut Strokes, colour: &str, path: &str, heavy: bool) {
    let all = strokes.entry((colour.to_owned(), heavy)).or_default();
    if let Some((start, end)) = path.split_once('H') {
        let place = start.trim_start_matches('M').split_once(' ');
        let goes_on = place.is_some_and(|(x, _)| all.ends_with(&format!("H{x}")));
        if goes_on && all.rsplit('M').next().is_some_and(|last| same_row(last, start)) {
            all.truncate(all.rfind('H').unwrap_or(all.len()));
            let _ = write!(all, "H{end}");
            return;
        }
    }
    all.push_str(path);
}

fn same_row(last: &str, start: &str) -> bool {
    let row = |text: &str| {
        text.split_once(' ')
            .map(|(_, y)| y.split('H').next().map(str::to_owned))
    };
    row(last) == row(start)
}

/// Takes the characters of frames out of a run: they are drawn as strokes, and the bar of the selection as a box.
fn take_strokes(run: &mut StyledRun, top: f32, strokes: &mut Strokes, out: &mut String) {
    let (cell, line) = CELL;
    let mut text = String::with_capacity(run.text.len());
    for (at, sign) in (0u16..).zip(run.text.chars()) {
        let x = MARGIN + f32::from(run.column + at) * cell;
        if let Some((path, heavy)) = stroke(sign, x, top) {
            add(strokes, &run.look.ink, &path, heavy);
            text.push(' ');
        } else if sign == '▌' {
            let wide = cell * 0.4;
            let _ = writeln!(
                out,
                "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{line}\" fill=\"{}\"/>",
                run.look.ink
            );
            text.push(' ');
        } else {
            text.push(sign);
        }
    }
    run.text = text;
}

pub(super) fn svg(buffer: &Buffer, palette: &PaperColours, title: &str) -> String {
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
    let mut strokes = Strokes::new();
    for (row, mut runs) in lines(buffer, palette) {
        let top = MARGIN + f32::from(row) * line;
        backgrounds(&runs, top, palette, &mut out);
        for run in &mut runs {
            if !run.wide {
                take_strokes(run, top, &mut strokes, &mut out);
            }
            text(run, top, &mut out);
        }
    }
    for ((colour, heavy), path) in strokes {
        let width = if heavy { HEAVY } else { LINE };
        let _ = writeln!(
            out,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>"
        );
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// The backgrounds of a row: one box for cells side by side of one colour.
fn backgrounds(runs: &[StyledRun], top: f32, palette: &PaperColours, out: &mut String) {
    let (cell, line) = CELL;
    let mut boxes: Vec<(u16, u16, &str)> = Vec::new();
    for run in runs.iter().filter(|run| run.look.ground != palette.ground) {
        match boxes.last_mut() {
            Some((_, end, colour)) if *end == run.column && *colour == run.look.ground => *end += run.cells,
            _ => boxes.push((run.column, run.column + run.cells, &run.look.ground)),
        }
    }
    for (from, to, colour) in boxes {
        let (x, wide) = (MARGIN + f32::from(from) * cell, f32::from(to - from) * cell);
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{line}\" fill=\"{colour}\"/>"
        );
    }
}

fn text(run: &StyledRun, top: f32, out: &mut String) {
    let (cell, line) = CELL;
    let under = run.look.modifier.contains(Modifier::UNDERLINED);
    // Blanks at the ends are drawn only where a line stands below them.
    let words = if under { run.text.as_str() } else { run.text.trim() };
    if words.is_empty() {
        return;
    }
    let before = if under {
        0
    } else {
        u16::try_from(run.text.chars().count() - run.text.trim_start().chars().count()).unwrap_or(0)
    };
    let cells = if run.wide {
        run.cells
    } else {
        u16::try_from(words.chars().count()).unwrap_or(run.cells)
    };
    let (x, wide) = (MARGIN + f32::from(run.column + before) * cell, f32::from(cells) * cell);
    let bold = if run.look.modifier.contains(Modifier::BOLD) {
        " font-weight=\"bold\""
    } else {
        ""
    };
    let under = if under { " text-decoration=\"underline\"" } else { "" };
    let dim = if run.look.modifier.contains(Modifier::DIM) {
        format!(" fill-opacity=\"{DIMMED}\"")
    } else {
        String::new()
    };
    // The length is said so that every font keeps to the grid.
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{wide:.1}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{dim}{bold}{under}>{}</text>",
        top + line * 0.76,
        run.look.ink,
        safe(words)
    );
}
