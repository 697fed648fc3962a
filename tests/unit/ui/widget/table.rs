//! Columns that have room, and rows that are seen.

use amtui::app::list::column::{Col, Column, EXTRA, fixed, grows, number, whole, wide};
use amtui::app::model::shown::Shown;
use amtui::app::view::ShownCell;
use amtui::ui::theme::{Depth, Theme, ThemeName};
use amtui::ui::widget::table::{Table, fit, kept, table};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

const COLUMNS: [Column; 3] = [
    grows(Col::Name, "NAME", 6),
    fixed(Col::Type, "TYPE", 4, 1),
    number(Col::Apis, "N", 3, 2),
];

/// The columns that are kept, and where they stand.
fn placed(columns: &[Column], room: u16, content: &[u16]) -> Vec<(usize, u16, u16)> {
    let all: Vec<usize> = (0..columns.len()).collect();
    fit(columns, &kept(columns, &all, room, content), room, content, |at| {
        content[at]
    })
}

#[test]
fn columns_take_what_they_need_and_are_dropped_by_rank_where_room_is_short() {
    let fit = |room, content: [u16; 3]| placed(&COLUMNS, room, &content);
    assert_eq!(fit(20, [6, 4, 1]), [(0, 0, 6), (1, 8, 4), (2, 14, 1)]);
    assert_eq!(fit(30, [9, 6, 1]), [(0, 0, 9), (1, 11, 6), (2, 19, 1)]);
    // Where room is short a number stands closer.
    assert_eq!(fit(19, [9, 6, 1]), [(0, 0, 9), (1, 11, 6), (2, 18, 1)]);
    assert_eq!(fit(17, [9, 6, 1]), [(0, 0, 9), (1, 11, 4), (2, 16, 1)]);
    assert_eq!(fit(14, [90, 90, 90]), [(0, 0, 8), (1, 10, 4)]);
    assert_eq!(fit(7, [9, 9, 9]), [(0, 0, 7)]);
    assert_eq!(fit(0, [9, 9, 9]), [(0, 0, 0)]);
}

#[test]
fn an_extra_column_goes_before_a_name_is_cut_and_what_stays_whole_is_served_first() {
    let extra = [grows(Col::Name, "NAME", 6), fixed(Col::Type, "TYPE", 4, EXTRA)];
    assert_eq!(placed(&extra, 18, &[12, 4]), [(0, 0, 12), (1, 14, 4)]);
    assert_eq!(placed(&extra, 17, &[12, 4]), [(0, 0, 12)]);
    let both = [whole(Col::Name, "NAME", 6, 0), wide(Col::Origin, "FROM", 10, 1)];
    assert_eq!(placed(&both, 24, &[12, 40]), [(0, 0, 12), (1, 14, 10)]);
}

#[test]
fn only_the_rows_that_are_seen_are_asked_for() {
    let theme = Theme::load(&ThemeName::Mono, Depth::Sixteen, true).expect("the theme is right");
    let mut buf = Buffer::empty(Rect::new(0, 0, 14, 3));
    let mut asked = Vec::new();
    let it = Table {
        columns: &COLUMNS[..1],
        shown: &[0],
        widest: &[0],
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
