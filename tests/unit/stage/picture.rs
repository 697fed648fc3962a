//! Pictures of a screen in each format.

use std::path::Path;

use amtui::stage::picture::{Format, Paper, picture};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

#[test]
fn a_dimmed_letter_is_dimmed_in_every_format_that_has_styles() {
    let mut buffer = Buffer::with_lines(["ab"]);
    buffer.set_style(
        ratatui::layout::Rect::new(0, 0, 1, 1),
        Style::new().add_modifier(Modifier::DIM),
    );
    for (format, wanted) in [
        (Format::Svg, "fill-opacity=\"0.65\">a</text>"),
        (Format::Html, "opacity:0.65;\">a</span>"),
        (Format::Ansi, "\u{1b}[2ma\u{1b}[0m"),
    ] {
        let drawn = picture(&buffer, format, Paper::Dark, "t");
        assert!(drawn.contains(wanted), "{drawn}");
    }
}

fn screen() -> Buffer {
    let mut buffer = Buffer::with_lines(["a<b 東x", "plain  "]);
    buffer.set_style(
        ratatui::layout::Rect::new(0, 0, 1, 1),
        Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
    );
    buffer.set_style(
        ratatui::layout::Rect::new(0, 1, 7, 1),
        Style::new().add_modifier(Modifier::REVERSED),
    );
    buffer
}

#[test]
fn a_name_says_the_format() {
    assert_eq!(Format::of(Path::new("a/b.svg")), Some(Format::Svg));
    assert_eq!(Format::of(Path::new("b.png")), None);
    assert_eq!(Format::of(Path::new("svg")), None);
}

#[test]
fn text_stays_text_and_keeps_to_the_grid() {
    let svg = picture(&screen(), Format::Svg, Paper::Light, "A \"screen\" & more");
    assert!(svg.contains("<title>A &quot;screen&quot; &amp; more</title>") && svg.contains("role=\"img\""));
    assert!(svg.contains("font-weight=\"bold\">a</text>"), "{svg}");
    assert!(svg.contains(">&lt;b</text>"), "{svg}");
    // The wide character takes two cells, and what follows it stands after both.
    assert!(svg.contains("x=\"43.6\" y=\"22.9\" textLength=\"16.8\""), "{svg}");
    assert!(svg.contains("x=\"60.4\""), "{svg}");
    assert!(svg.contains("<rect x=\"10.0\" y=\"27.0\" width=\"58.8\""), "{svg}");
}

#[test]
fn the_other_formats_say_the_same() {
    let picture = |format| picture(&screen(), format, Paper::Dark, "t");
    assert_eq!(picture(Format::Text), "a<b 東x\nplain\n");
    assert_eq!(
        picture(Format::Ansi),
        "\u{1b}[1;31ma\u{1b}[0m<b 東x\n\u{1b}[7mplain  \u{1b}[0m\n"
    );
    let html = picture(Format::Html);
    assert!(html.contains("font-weight:bold;\">a</span>&lt;b 東x\n"), "{html}");
}

#[test]
fn frames_are_strokes_that_meet_and_colours_stay_as_they_are() {
    let mut buffer = Buffer::with_lines(["╭──╮", "│ab│", "╰──╯"]);
    let ink = Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::Rgb(4, 5, 6));
    buffer.set_style(ratatui::layout::Rect::new(1, 1, 2, 1), ink);
    let svg = picture(&buffer, Format::Svg, Paper::Dark, "t");
    // One stroke for both cells of an edge, from corner to corner.
    assert!(svg.contains("M18.4 18.5H35.2"), "{svg}");
    assert!(!svg.contains(['─', '╭', '│']), "{svg}");
    assert!(
        svg.contains("fill=\"#040506\"") && svg.contains("fill=\"#010203\">ab</text>"),
        "{svg}"
    );
    let ansi = picture(&buffer, Format::Ansi, Paper::Dark, "t");
    assert!(ansi.contains("\u{1b}[38;2;1;2;3;48;2;4;5;6mab\u{1b}[0m"), "{ansi}");
}
