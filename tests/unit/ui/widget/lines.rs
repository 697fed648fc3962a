//! Labels and values below each other.

use amtui::app::line::{Line, PairWidths};
use amtui::app::list::{List, RowId};
use amtui::app::model::shown::Shown;
use amtui::ui::widget::lines::Text;
use ratatui::layout::Rect;

fn lines(lines: &[(&str, &str)]) -> (Vec<Line>, List) {
    let line = |(label, value): &(&str, &str)| Line::pair(label, *value);
    let mut list = List::default();
    list.set_rows((0..lines.len()).map(RowId::Line).collect(), lines.len());
    (lines.iter().map(line).collect(), list)
}

fn seen((lines, list): &(Vec<Line>, List), area: Rect) -> Vec<(usize, String)> {
    let show = |text: &str| Shown::from(&*text.to_owned().leak());
    let seen = Text {
        lines,
        list,
        widths: PairWidths::of(lines),
        show,
    }
    .seen(area);
    seen.into_iter().map(|(at, row)| (at, row.to_string())).collect()
}

/// The rows of lines in `width` cells.
fn rows(all: &[(&str, &str)], width: u16) -> Vec<String> {
    let rows = seen(&lines(all), Rect::new(0, 0, width, 10)).into_iter();
    rows.map(|(_, row)| row).collect()
}

#[test]
fn nothing_is_cut_and_values_stand_in_one_column() {
    let all = [
        ("  Id", "a value of several words"),
        ("one two three four", ""),
        ("  A long label", "and its value"),
    ];
    let wanted = [
        "  Id  a value of",
        "      several words",
        "one two three four",
        "  A long label",
        "      and its value",
    ];
    assert_eq!(rows(&all, 25), wanted);
}

#[test]
fn an_id_or_a_time_stays_whole_and_moves_all_values() {
    let id = "2e50e859-0042-46ff-8cf8-1ad6f0c78b67";
    let wanted = ["Type  none", "Id    2e50e859-0042-46ff-8cf8-1ad6f0c78b67"];
    assert_eq!(rows(&[("Type", "none"), ("Id", id)], 48), wanted);
    // Where it would leave too little room to labels, it stands below its own.
    let wanted = ["A long label  none", "Id", "  2e50e859-0042-46ff-8cf8-1ad6f0c78b67"];
    assert_eq!(rows(&[("A long label", "none"), ("Id", id)], 45), wanted);
    let long = ("The label of a switch", "none");
    let wanted = ["The label of a switch", "      none", "Last  2026-11-24T05:18:25Z"];
    assert_eq!(rows(&[long, ("Last", "2026-11-24T05:18:25Z")], 36), wanted);
}

#[test]
fn the_selected_line_is_seen_however_tall_the_others_are() {
    let tall = "word ".repeat(20);
    let mut text = lines(&[(&tall, ""), (&tall, ""), ("last", "")]);
    text.1.select(2, 6);
    let rows = seen(&text, Rect::new(0, 0, 23, 6));
    assert!(rows.iter().any(|(at, _)| *at == 2), "{rows:?}");
    assert!(rows.len() <= 6);
}
