//! Labels and values on every page: one column of values, and no id or time in two parts.

use std::collections::BTreeSet;

use amtui::app::Place;
use amtui::app::msg::{Msg, ScreenSettings};
use amtui::app::view::preview::preview;
use amtui::ui::theme::{Depth, Theme, ThemeName};

use super::drawn::Drawn;
use super::{Driver, StartOptions, at};

const SIZES: [(u16, u16); 4] = [(80, 24), (110, 30), (120, 36), (160, 50)];
/// A list is walked up to this row, and the pages of so many rows are opened.
const ROWS: usize = 12;
const PAGES: usize = 4;

/// The rows inside a frame, from the top.
type Rows = Vec<String>;
type Pairs = Vec<(String, String)>;

fn is_code(word: &str) -> bool {
    let id = word.len() >= 32 && word.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
    id || (word.len() == 20 && word.contains('T') && word.ends_with('Z'))
}

fn first_cell(text: &str) -> Option<usize> {
    text.chars().position(|c| c != ' ' && c != '▌')
}

/// Where the values begin that are seen: behind their labels, or below them.
fn columns(rows: &Rows, pairs: &Pairs) -> BTreeSet<(usize, String)> {
    let mut columns = BTreeSet::new();
    let mut from = 0;
    for (label, value) in pairs {
        let rest = |row: &String| {
            let rest = row.strip_prefix(label.as_str())?;
            (rest.is_empty() || rest.starts_with(' ')).then(|| rest.to_owned())
        };
        let found = rows.iter().skip(from).position(|row| rest(row).is_some());
        let Some(at) = found.map(|at| from + at) else {
            continue;
        };
        from = at + 1;
        let beside = first_cell(&rest(&rows[at]).unwrap()).map(|x| label.chars().count() + x);
        let begin = value.chars().take(4).collect::<String>();
        let column = match (beside, rows.get(from)) {
            (Some(x), _) => Some(x),
            (None, below) => below.and_then(|row| first_cell(row)),
        };
        let room = rows[0].chars().count();
        let is_wide = value.split(' ').any(|word| word.chars().count() > room * 2 / 5 - 2);
        let indent = label.len() - label.trim_start().len();
        // A word that the column has no room for.
        if beside.is_none() && is_wide && column.is_some_and(|x| x <= indent + 2) {
            continue;
        }
        if let Some(x) = column {
            let row = &rows[if beside.is_some() { at } else { from }];
            let there: String = row.chars().skip(x).collect();
            assert!(
                there.starts_with(begin.trim_end()),
                "{label}: {value} is not in\n{}",
                rows.join("\n")
            );
            columns.insert((
                x,
                if columns.iter().any(|(at, _)| *at == x) {
                    String::new()
                } else {
                    label.clone()
                },
            ));
        }
    }
    let mut seen = BTreeSet::new();
    columns.retain(|(x, _)| seen.insert(*x));
    columns
}

/// What is wrong with a frame that shows these pairs.
fn fault(rows: &Rows, pairs: &Pairs, is_preview: bool) -> Option<String> {
    let columns = columns(rows, pairs);
    if columns.len() > 1 {
        return Some(format!("several columns, {columns:?}"));
    }
    let all = rows.join("\n");
    let seen = |label: &str| rows.iter().any(|row| row.starts_with(label));
    let pairs = pairs.iter().filter(|(label, _)| seen(label));
    let words = pairs.flat_map(|(_, value)| value.split([' ', '(', ')']));
    let short = |code: &str| match code.split_once('T') {
        Some((day, time)) => format!("{day} {}", time.split_at(5).0),
        None => code.split_at(8).0.to_owned(),
    };
    let shown = |code: &str| all.contains(code) || (is_preview && all.contains(&short(code)));
    let mut broken = words.filter(|word| is_code(word) && !shown(word));
    broken.next().map(|code| format!("{code} is broken"))
}

fn look(d: &Driver, theme: &Theme, here: &str, faults: &mut Vec<String>) {
    let model = d.app.model();
    let page = d.app.page().unwrap();
    let frames = Drawn::of(d, theme).panes();
    let check = |rows: &Rows, pairs: &Pairs, is_preview: bool| {
        let fault = fault(rows, pairs, is_preview)?;
        Some(format!("{here}: {fault}\n{}", rows.join("\n")))
    };
    for (title, rows) in &frames {
        if title.contains("Preview: ") {
            let facts = preview(model, page.subject().unwrap());
            let pairs = facts.into_iter().filter(|fact| !fact.label.is_empty());
            let pairs = pairs.map(|fact| (fact.label.to_owned(), fact.value)).collect();
            let rows = rows.iter().map(|row| row.chars().skip(1).collect()).collect();
            faults.extend(check(&rows, &pairs, true));
        }
    }
    for (_, rows) in &frames {
        let rows: Rows = rows.iter().map(|row| row.chars().skip(2).collect()).collect();
        let cut = rows.iter().find(|row| {
            // An id behind a name may be cut: the status shows all of it.
            let word = row
                .split("  ")
                .map(str::trim)
                .find(|word| word.ends_with('…') && !word.contains(' '));
            rows[0].starts_with("FIELD") && word.is_some_and(|word| word.len() > 20 && word.matches('-').count() > 2)
        });
        faults.extend(cut.map(|row| format!("{here}: an id is cut: {row}")));
    }
    for pane in page.panes.iter().filter(|pane| pane.is_text()) {
        let pairs = pane
            .lines
            .iter()
            .filter(|line| !line.value.is_empty() && line.row.is_none());
        let pairs: Pairs = pairs.map(|line| (line.label.clone(), line.value.clone())).collect();
        let inside =
            |(_, rows): &(String, Rows)| rows.iter().map(|row| row.chars().skip(2).collect()).collect::<Rows>();
        let first = pairs.first().map_or("", |(label, _)| label);
        let frame = frames
            .iter()
            .map(inside)
            .find(|rows| rows.iter().any(|row| row.starts_with(first)));
        if let Some(rows) = frame.filter(|_| !first.is_empty()) {
            faults.extend(check(&rows, &pairs, false));
        }
    }
}

#[test]
fn values_stand_in_one_column_and_no_id_or_time_in_two_parts_on_every_page() {
    let theme = Theme::load(&ThemeName::Dark, Depth::True, false).unwrap();
    let mut faults = Vec::new();
    for (name, location) in Place::lists() {
        let mut d = Driver::start(at(Place::List(location)));
        d.send(Msg::Preferences(ScreenSettings {
            preview: Some(true),
            ..ScreenSettings::default()
        }));
        let sizes = |d: &mut Driver, here: &str, faults: &mut Vec<String>| {
            for (width, height) in SIZES {
                d.size(width, height).wait(600);
                look(d, &theme, &format!("{here} {width}x{height}"), faults);
            }
        };
        let rows = d.app.page().unwrap().pane().unwrap().list.rows.len().min(ROWS);
        for row in 0..rows {
            sizes(&mut d, &format!("{name}, row {row}"), &mut faults);
            if row < PAGES {
                d.keys("Enter").wait(600);
                for tab in 0..d.app.page().unwrap().panes.len() {
                    sizes(&mut d, &format!("{name}, page {row}, tab {tab}"), &mut faults);
                    d.keys("Tab");
                }
                d.keys("Esc").wait(600);
            }
            d.keys("j");
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n\n"));
}

#[test]
fn a_list_without_rows_has_the_room_of_a_preview() {
    let mut d = Driver::start(StartOptions {
        user: Some("carol.wu"),
        ..at(Place::parse("client-providers").unwrap())
    });
    d.send(Msg::Preferences(ScreenSettings {
        preview: Some(true),
        ..ScreenSettings::default()
    }));
    d.size(120, 36).see("carol.wu does not have it.");
}

#[test]
fn the_audit_beside_a_preview_cuts_no_user() {
    let mut d = Driver::start(at(Place::parse("audit-logs").unwrap()));
    d.send(Msg::Preferences(ScreenSettings {
        preview: Some(true),
        ..ScreenSettings::default()
    }));
    d.size(120, 36)
        .keys("j j")
        .see("Preview: Login")
        .see("svc.monitoring ┃")
        .see("2026-11-23 02:59");
}
