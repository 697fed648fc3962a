//! The bytes of frames: what ratatui would draw, and a terminal that reads them shows it.

use amtui::app::viewport::Size;
use amtui::shell::screen::{Screen, take_changes};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

const SIZE: Size = Size { width: 36, height: 3 };

/// Words and the style that they are drawn in, at a place.
type Drawing = Vec<(u16, u16, String, Style)>;

fn buffer(drawing: &Drawing) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
    draw(drawing, &mut buffer);
    buffer
}

fn draw(drawing: &Drawing, buffer: &mut Buffer) {
    for (x, y, words, style) in drawing {
        buffer.set_string(*x, *y, words, *style);
    }
}

/// What every terminal shows alike.
const PLAIN: [&str; 8] = ["a", "b", " ", "  ", "─", "▌", "abcdefghijkl", "            "];

/// What they may not: wide and combining characters, emoji, and what has no width.
const RARE: [&str; 9] = [
    "日",
    "本語",
    "é",
    "e\u{301}",
    "⌨\u{fe0f}",
    "👩\u{200d}🔬",
    "ｶﾞ",
    "\u{200b}",
    "🇨🇭",
];

fn style() -> impl Strategy<Value = Style> {
    let colours = [Color::Reset, Color::Red, Color::LightBlue, Color::Rgb(1, 20, 255)];
    let attributes = [
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::ITALIC,
        Modifier::UNDERLINED,
        Modifier::REVERSED,
    ];
    let one = prop::sample::select(colours.to_vec());
    let attributes = prop::sample::subsequence(attributes.to_vec(), 0..=3);
    (one.clone(), one, attributes).prop_map(|(fg, bg, attributes)| {
        let attributes: Modifier = attributes.into_iter().collect();
        Style::new().fg(fg).bg(bg).add_modifier(attributes)
    })
}

fn drawing(pieces: Vec<&'static str>) -> impl Strategy<Value = Drawing> {
    let words = prop::collection::vec(prop::sample::select(pieces), 0..6);
    let words = words.prop_map(|pieces| pieces.concat());
    prop::collection::vec((0..SIZE.width, 0..SIZE.height, words, style()), 0..5)
}

fn any_drawing() -> impl Strategy<Value = Drawing> {
    drawing([PLAIN.as_slice(), &RARE].concat())
}

fn colour(colour: Color) -> vt100::Color {
    match colour {
        Color::Red => vt100::Color::Idx(1),
        Color::LightBlue => vt100::Color::Idx(12),
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
        _ => vt100::Color::Default,
    }
}

/// Fails where the terminal shows something else than what was drawn. The ink of a blank isn't seen.
fn compare(terminal: &vt100::Screen, drawn: &Buffer) -> Result<(), TestCaseError> {
    for at in drawn.area.positions() {
        let (cell, shown) = (&drawn[at], terminal.cell(at.y, at.x).unwrap());
        let symbol = if shown.has_contents() { shown.contents() } else { " " };
        let of = |attribute| cell.modifier.contains(attribute);
        prop_assert_eq!(symbol, cell.symbol(), "at {}", at);
        prop_assert_eq!(shown.bgcolor(), colour(cell.bg), "background at {}", at);
        prop_assert_eq!(shown.inverse(), of(Modifier::REVERSED), "at {}", at);
        prop_assert_eq!(shown.underline(), of(Modifier::UNDERLINED), "at {}", at);
        if symbol != " " || shown.inverse() || shown.underline() {
            prop_assert_eq!(shown.fgcolor(), colour(cell.fg), "letters at {}", at);
            // The emulator can't be bold and dim at once.
            let bold = shown.bold() || of(Modifier::BOLD | Modifier::DIM);
            let dim = shown.dim() || of(Modifier::BOLD | Modifier::DIM);
            prop_assert_eq!(bold, of(Modifier::BOLD), "at {}", at);
            prop_assert_eq!(dim, of(Modifier::DIM), "at {}", at);
            prop_assert_eq!(shown.italic(), of(Modifier::ITALIC), "at {}", at);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_cells_that_change_are_those_that_ratatui_finds(before in any_drawing(), after in any_drawing()) {
        let (before, after) = (buffer(&before), buffer(&after));
        let mut own = Vec::new();
        let mut shown = before.clone();
        take_changes(&mut shown, &after, 0..SIZE.height, |at, cell| own.push((at.x, at.y, cell)));
        prop_assert_eq!(own, before.diff(&after));
        prop_assert_eq!(shown, after);
    }

    #[test]
    fn a_terminal_shows_each_frame_as_it_was_drawn(frames in prop::collection::vec(drawing(PLAIN.to_vec()), 1..6)) {
        let mut screen = Screen::unseen(SIZE);
        screen.copy(true);
        let [rows, columns] = [SIZE.height, SIZE.width].map(|cells| cells.try_into().unwrap());
        let mut terminal = vt100::Parser::new(rows, columns, 0);
        for frame in &frames {
            screen.draw(|kept| kept.draw(|buffer| { draw(frame, buffer); None })).unwrap();
            terminal.process(&screen.copied());
            compare(terminal.screen(), &buffer(frame))?;
        }
    }
}

/// The bytes of the second of two frames.
fn second(frames: [(&Drawing, Option<Position>); 2]) -> String {
    let mut screen = Screen::unseen(SIZE);
    screen.copy(true);
    for (drawing, cursor) in frames {
        screen.copied();
        let drawn = |buffer: &mut Buffer| {
            draw(drawing, buffer);
            cursor
        };
        screen.draw(|kept| kept.draw(drawn)).unwrap();
    }
    String::from_utf8(screen.copied()).unwrap()
}

#[test]
fn a_frame_says_what_changes_and_no_more() {
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let none = Drawing::new();
    let word = |style| vec![(2, 1, "a b".to_owned(), style)];
    let at = Position { x: 5, y: 1 };
    assert_eq!(second([(&word(bold), Some(at)), (&word(bold), Some(at))]), "");
    assert_eq!(second([(&none, None), (&word(bold), None)]), "\x1b[2;3H\x1b[1ma b");
    // The cursor stands where the word ends.
    assert_eq!(
        second([(&none, Some(at)), (&word(bold), Some(at))]),
        "\x1b[3G\x1b[1ma b"
    );
    // A style that ends is not said before something is drawn without it.
    assert_eq!(
        second([(&word(bold), None), (&word(Style::new()), None)]),
        "\x1b[3G\x1b[ma b"
    );
    let red = bold.bg(Color::Red);
    assert_eq!(
        second([(&word(red), None), (&word(Style::new().bg(Color::Red)), None)]),
        "\x1b[3G\x1b[22ma b"
    );
}

#[test]
fn a_few_cells_that_stay_are_written_again_where_a_move_takes_as_many_bytes() {
    let plain = |words: &str| vec![(0, 0, words.to_owned(), Style::new())];
    let bytes = |before: &str, after: &str| second([(&plain(before), None), (&plain(after), None)]);
    assert_eq!(bytes("aabcdaa", "xabcdxa"), "\x1b[1Gxabcdx");
    assert_eq!(bytes("aabcdeaa", "xabcdexa"), "\x1b[1Gx\x1b[7Gx");
    // A character of two cells is never written over.
    assert_eq!(bytes("a日a", "x日x"), "\x1b[1Gx\x1b[4Gx");
    // Another ink would take more.
    let bold = (1, 0, "b".to_owned(), Style::new().add_modifier(Modifier::BOLD));
    let framed = |words: &str| [plain(words), vec![bold.clone()]].concat();
    assert_eq!(
        second([(&framed("aba"), None), (&framed("xbx"), None)]),
        "\x1b[1Gx\x1b[3Gx"
    );
}

#[test]
fn many_blanks_are_erased_where_that_takes_fewer_bytes() {
    let plain = |words: &str| vec![(0, 0, words.to_owned(), Style::new())];
    let bytes = |before: &str, after: &str| second([(&plain(before), None), (&plain(after), None)]);
    assert_eq!(bytes("abcd", ""), "\x1b[1G    ");
    assert_eq!(bytes("abcde", ""), "\x1b[1G\x1b[5X");
    let many = "b".repeat(12);
    assert_eq!(bytes(&many, "a"), "\x1b[1Ga\x1b[11X");
    // Text that follows needs a move over them.
    assert_eq!(
        bytes(&format!("{many}c"), &format!("{:12}d", "")),
        "\x1b[1G\x1b[12X\x1b[12Cd"
    );
    assert_eq!(bytes(&"b".repeat(8), "        d"), "\x1b[1G        d");
    // A background is painted.
    let red = |words: &str| vec![(0, 0, words.to_owned(), Style::new().bg(Color::Red))];
    let frames = [(&red("abcdef"), None), (&red("      "), None)];
    assert_eq!(second(frames), "\x1b[1G      ");
}

#[test]
fn a_frame_of_many_bytes_is_one_synchronized_update() {
    let mut screen = Screen::unseen(Size { width: 80, height: 24 });
    screen.copy(true);
    let mut bytes = |row: &str| {
        let drawn = |buffer: &mut Buffer| {
            (0..24).for_each(|y| buffer.set_string(0, y, row, Style::new()));
            None
        };
        screen.draw(|kept| kept.draw(drawn)).unwrap();
        screen.copied()
    };
    let (begin, end) = (b"\x1b[?2026h", b"\x1b[?2026l");
    let first = bytes(&"x".repeat(80));
    assert!(first.len() > 24 * 80 && first.starts_with(begin) && first.ends_with(end));
    let second = bytes(&format!("{}y", "x".repeat(79)));
    assert!(
        second.starts_with(b"\x1b[1;80Hy\x1b[2;80Hy"),
        "{}",
        second.escape_ascii()
    );
}
