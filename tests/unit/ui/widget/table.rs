//! Columns that have room, and rows that are seen.

use amtui::app::list::column::{Col, Column, EXTRA, fixed, grows, number, whole, wide};
use amtui::app::model::shown::Shown;
use amtui::app::view::ShownCell;
use amtui::ui::theme::{Depth, Theme, ThemeName};
use amtui::ui::widget::columns::Columns;
use amtui::ui::widget::table::{Table, table};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

const COLUMNS: [Column; 3] = [
    grows(Col::Name, "NAME", 6),
    fixed(Col::Type, "TYPE", 4, 1),
    number(Col::Apis, "N", 3, 2),
];

/// The columns that have room, and where they stand.
fn placed(all: &[Column], room: u16, widest: &[u16]) -> Vec<(usize, u16, u16)> {
    places(all, room, widest, None)
}

fn places(all: &[Column], room: u16, widest: &[u16], sorted: Option<usize>) -> Vec<(usize, u16, u16)> {
    let columns = Columns {
        shown: (0..all.len()).collect(),
        all: all.to_vec().leak(),
        widest,
        sampled: false,
        sorted,
    };
    let placed = columns.placed(room).into_iter();
    placed.map(|(place, _)| (place.at, place.x, place.width)).collect()
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
fn names_of_rows_that_are_not_measured_have_half_as_much_room_again_where_it_is_free() {
    let width = |sampled, room| {
        let columns = Columns {
            all: &COLUMNS,
            shown: vec![0, 1, 2],
            widest: &[20, 10, 3],
            sampled,
            sorted: None,
        };
        columns.placed(room)[0].0.width
    };
    assert_eq!([width(false, 80), width(true, 80)], [20, 30]);
    assert_eq!([width(false, 42), width(true, 42)], [20, 25]);
    assert_eq!([width(false, 30), width(true, 30)], [20, 20]);
}

#[test]
fn only_the_rows_that_are_seen_are_asked_for() {
    let theme = Theme::load(&ThemeName::Mono, Depth::Sixteen, true).expect("the theme is right");
    let mut buf = Buffer::empty(Rect::new(0, 0, 14, 3));
    let mut asked = Vec::new();
    let columns = Columns {
        all: &COLUMNS[..1],
        shown: vec![0],
        widest: &[0],
        sampled: false,
        sorted: None,
    };
    let it = Table {
        columns: &columns.placed(11),
        sorted: None,
        head: true,
        reverse: false,
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

#[test]
fn the_sorted_column_has_a_cell_for_the_arrow_that_no_other_column_takes() {
    assert_eq!(
        places(&COLUMNS, 30, &[4, 4, 1], None),
        [(0, 0, 4), (1, 6, 4), (2, 12, 1)]
    );
    assert_eq!(
        places(&COLUMNS, 30, &[4, 4, 1], Some(1)),
        [(0, 0, 4), (1, 6, 5), (2, 13, 1)]
    );
    assert_eq!(
        places(&COLUMNS, 30, &[4, 4, 1], Some(2)),
        [(0, 0, 4), (1, 6, 4), (2, 12, 2)]
    );
}

#[test]
fn a_column_of_a_high_rank_is_seen_where_one_of_a_lower_rank_has_no_room() {
    let columns = [
        grows(Col::Name, "NAME", 6),
        fixed(Col::Type, "TYPE", 12, 1),
        fixed(Col::Id, "ID", 3, 2),
    ];
    assert_eq!(placed(&columns, 13, &[6, 12, 3]), [(0, 0, 6), (2, 8, 3)]);
}

/// The rows of a table of two columns, as they are drawn.
fn drawn(columns: [Column; 2], widest: &[u16], rows: &[[&'static str; 2]]) -> Vec<String> {
    let theme = Theme::load(&ThemeName::Mono, Depth::Sixteen, true).expect("the theme is right");
    let area = Rect::new(0, 0, 17, 2);
    let mut buf = Buffer::empty(area);
    let columns = Columns {
        all: columns.to_vec().leak(),
        shown: vec![0, 1],
        widest,
        sampled: false,
        sorted: None,
    };
    let it = Table {
        columns: &columns.placed(14),
        sorted: None,
        head: false,
        reverse: false,
        top: 0,
        len: rows.len(),
        selected: None,
        marked: &[],
        sought: &[],
        focused: true,
    };
    table(&mut buf, area, &theme, &it, |row, col| ShownCell {
        text: Shown::from(rows[row][col]),
        ..ShownCell::default()
    });
    let line = |y| (0..17).map(|x| buf[(x, y)].symbol()).collect::<String>();
    (0..2).map(|y| line(y).trim_end().to_owned()).collect()
}

#[test]
fn a_long_cell_runs_on_over_blanks_beside_it_and_is_cut_where_the_next_text_begins() {
    let name = grows(Col::Name, "NAME", 6);
    let words = [name, fixed(Col::Type, "TYPE", 4, 1)];
    let rows = [["a long one", "new"], ["a long one", ""]];
    assert_eq!(drawn(words, &[6, 4], &rows), ["  a lon…  new", "  a long one"]);
    let numbers = [name, number(Col::Apis, "APIS", 4, 1)];
    let rows = [["a long one", "7"], ["a long one", "7000"]];
    assert_eq!(drawn(numbers, &[6, 4], &rows), ["  a long one 7", "  a long… 7000"]);
    // A number that is words runs on to the left.
    let rows = [["a", "many of them"], ["seven", "many of"]];
    assert_eq!(drawn(numbers, &[6, 4], &rows), ["  a  many of …", "  seven  many…"]);
}
