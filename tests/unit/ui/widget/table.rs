//! Columns that have room, and rows that are seen.

use amtui::app::list::column::{Col, Column, fixed, grows, number};
use amtui::app::model::shown::Shown;
use amtui::app::view::ShownCell;
use amtui::ui::theme::{Depth, Theme, ThemeName};
use amtui::ui::widget::table::{Table, fit, table};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

const COLUMNS: [Column; 3] = [
    grows(Col::Name, "NAME", 6),
    fixed(Col::Type, "TYPE", 4, 1),
    number(Col::Apis, "N", 3, 2),
];

#[test]
fn columns_are_dropped_by_rank_and_what_is_left_over_goes_to_what_would_be_cut() {
    let fit = |room, content: [u16; 3]| fit(&COLUMNS, &[0, 1, 2], room, |i| content[i]);
    assert_eq!(fit(20, [6, 4, 1]), [(0, 0, 6), (1, 8, 4), (2, 14, 3)]);
    // The last column gives the cell that its title and content don't need.
    assert_eq!(fit(20, [9, 6, 1]), [(0, 0, 9), (1, 11, 5), (2, 18, 2)]);
    assert_eq!(fit(30, [9, 6, 1]), [(0, 0, 9), (1, 11, 6), (2, 19, 3)]);
    assert_eq!(fit(14, [90, 90, 90]), [(0, 0, 8), (1, 10, 4)]);
    assert_eq!(fit(7, [9, 9, 9]), [(0, 0, 7)]);
    assert_eq!(fit(0, [9, 9, 9]), [(0, 0, 0)]);
}

#[test]
fn only_the_rows_that_are_seen_are_asked_for() {
    let theme = Theme::load(&ThemeName::Mono, Depth::Sixteen, true).expect("the theme is right");
    let mut buf = Buffer::empty(Rect::new(0, 0, 14, 3));
    let mut asked = Vec::new();
    let it = Table {
        columns: &COLUMNS[..1],
        shown: &[0],
        head: true,
        sort: None,
        top: 5,
        len: 9,
        selected: Some(6),
        marked: &[],
        sought: &[],
        focused: true,
    };
    let cursor = table(&mut buf, Rect::new(0, 0, 14, 3), &theme, &it, |row, _| {
        asked.push(row);
        ShownCell {
            text: Shown::from("row ").then(row),
            ..ShownCell::default()
        }
    });
    assert_eq!(asked, [5, 6]);
    assert_eq!(cursor, Some(Position::new(0, 2)));
    let text: Vec<String> = (0..3)
        .map(|y| (0..14).map(|x| buf[(x, y)].symbol()).collect())
        .collect();
    assert_eq!(text, ["  NAME        ", "  row 5      |", "> row 6      #"]);
}
