//! JSON in colour: each row of a line, and what is within a text.

use amtui::ui::theme::{Depth, Theme, ThemeName, ThemeRole};
use amtui::ui::widget::json::JsonLine;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// A letter for the role of each cell of the rows: name, text, sign, number.
fn coloured(rows: &[&str]) -> Vec<String> {
    let theme = Theme::load(&ThemeName::Dark, Depth::True, false).unwrap();
    let mut line = JsonLine::new(&rows.concat());
    let roles = [
        (ThemeRole::Accent, 'n'),
        (ThemeRole::Text, 't'),
        (ThemeRole::Muted, 's'),
        (ThemeRole::Design, '1'),
    ];
    let mut draw = |row: &&str| {
        let mut buf = Buffer::empty(Rect::new(0, 0, 40, 1));
        buf.set_string(0, 0, row, Style::new());
        line.colour(&mut buf, Rect::new(0, 0, 40, 1), row, &theme);
        let letter = |x: u16| {
            let found = roles
                .iter()
                .find(|(role, _)| theme.style(*role).fg == Some(buf[(x, 0)].fg));
            found.map_or('?', |(_, letter)| *letter)
        };
        (0..u16::try_from(row.chars().count()).unwrap()).map(letter).collect()
    };
    rows.iter().map(&mut draw).collect()
}

#[test]
fn names_texts_numbers_and_signs_are_told_apart() {
    assert_eq!(coloured(&["  \"a\": \"b\","]), ["ssnnnsstttS".to_lowercase()]);
    assert_eq!(coloured(&["\"n\": -1.5e3,"]), ["nnnss111111s"]);
    assert_eq!(coloured(&["\"on\": true"]), ["nnnnss1111"]);
    assert_eq!(coloured(&["\"list\": ["]), ["nnnnnnsss"]);
    assert_eq!(coloured(&["\"alone: 1\","]), ["tttttttttts"]);
    assert_eq!(coloured(&["},"]), ["ss"]);
}

#[test]
fn a_text_that_goes_on_in_the_next_row_and_has_quotes_in_it_stays_a_text() {
    assert_eq!(
        coloured(&["\"a\": \"say \\\"hi, ", "1\\\" and {go}\\\\\","]),
        ["nnnssttttttttttt", "ttttttttttttttts"]
    );
}

#[test]
fn without_colours_nothing_changes() {
    let theme = Theme::load(&ThemeName::Mono, Depth::Sixteen, false).unwrap();
    let row = "\"a\": [1, \"b\"]";
    let area = Rect::new(0, 0, 40, 1);
    let mut plain = Buffer::empty(area);
    plain.set_string(0, 0, row, theme.style(ThemeRole::Text));
    let mut buf = plain.clone();
    JsonLine::new(row).colour(&mut buf, area, row, &theme);
    assert_eq!(buf, plain);
}
