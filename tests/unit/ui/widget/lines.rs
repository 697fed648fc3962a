//! Labels and values below each other.

use amtui::app::line::Line;
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
        labels: 1 << 9,
        show,
    }
    .seen(area);
    seen.into_iter().map(|(at, row)| (at, row.to_string())).collect()
}

#[test]
fn nothing_is_cut_and_values_stand_under_values() {
    let all = [
        ("  Id", "a value of several words"),
        ("  Id", "2e50e859-0042-46ff"),
        ("one two three four", ""),
        ("  A long label", "and its value"),
    ];
    let rows: Vec<_> = seen(&lines(&all), Rect::new(0, 0, 25, 10))
        .into_iter()
        .map(|(_, r)| r)
        .collect();
    let wanted = [
        "  Id       a value of",
        "           several",
        "           words",
        "  Id",
        "    2e50e859-0042-46ff",
        "one two three four",
        "  A long label",
        "    and its value",
    ];
    assert_eq!(rows, wanted);
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
