//! Where the columns of lists stand, and which of them are seen.

use std::cell::Cell;

use amtui::app::Place;
use amtui::app::msg::{Msg, ScreenSettings};
use amtui::ui::layout;
use ratatui::layout::Rect;

use crate::driver::{Driver, StartOptions, client_providers};

/// A place by what opens it, and the keys to the list there.
type List = (&'static str, &'static str);

const LISTS: [List; 24] = [
    ("business-groups", ""),
    ("business-groups", "j Enter Tab Tab"),
    ("users", ""),
    ("users", "j Enter"),
    ("users", "j Enter Tab"),
    ("teams", ""),
    ("teams", "j j Enter"),
    ("teams", "j j Enter Tab"),
    ("environments", ""),
    ("environments", "j Enter Tab"),
    ("environments", "j Enter Tab Tab"),
    ("roles", ""),
    ("roles", "j Enter"),
    ("identity-providers", ""),
    ("client-providers", ""),
    ("client-providers", "j j j Enter Tab"),
    ("client-providers", "j j j Enter Tab Tab"),
    ("client-providers", "j j j Enter Tab Tab Tab"),
    ("client-providers", "j j Enter m"),
    ("business-groups", "Enter Tab Tab G Enter"),
    ("connected-apps", ""),
    ("audit-logs", ""),
    ("api-manager", ""),
    ("client-applications", ""),
];

fn each(sizes: &[(u16, u16)], then: impl Fn(&mut Driver, &str)) {
    for (place, keys) in LISTS {
        for (width, height) in sizes {
            let mut d = Driver::start(StartOptions {
                open: Some(Place::parse(place).unwrap()),
                ..client_providers()
            });
            d.size(*width, *height);
            if !keys.is_empty() {
                d.keys(keys);
            }
            d.wait(600);
            if d.app.page().unwrap().pane().is_some_and(|pane| !pane.is_text()) {
                then(&mut d, &format!("{place} {keys} {width}x{height}"));
            }
        }
    }
}

/// The rows of the list that has the keys.
fn rows(d: &Driver) -> Rect {
    let (page, model) = (d.app.page().unwrap(), d.app.model());
    let frames = layout::panes(model, page, layout::screen(&d.app));
    let frame = frames.into_iter().find(|(at, _)| *at == page.focus).unwrap().1;
    layout::rows(model, page.pane().unwrap(), frame)
}

/// The row of the titles.
fn titles(d: &mut Driver) -> String {
    let rows = rows(d);
    let screen = d.screen();
    let line: Vec<char> = screen.lines().nth(usize::from(rows.y - 1)).unwrap().chars().collect();
    let cells = line.iter().skip(usize::from(rows.x)).take(usize::from(rows.width));
    cells.collect::<String>()
}

#[test]
fn no_column_moves_while_somebody_scrolls() {
    each(&[(60, 16), (80, 24), (120, 16)], |d, at| {
        let before = titles(d);
        for keys in ["j", "Ctrl-D", "Ctrl-D", "Ctrl-D", "G", "g g"] {
            d.keys(keys);
            assert_eq!(titles(d), before, "{at}: {keys}\n{}", d.screen());
        }
    });
}

#[test]
fn a_move_in_a_list_draws_two_rows_and_what_tells_of_them() {
    let (few, all) = (Cell::new(0), Cell::new(0));
    each(&[(60, 16), (80, 24), (120, 36)], |d, at| {
        d.screen();
        for key in "j j k Ctrl-D Ctrl-U G k k H M L z z j / e Enter n j Esc N v j v j Space j".split(' ') {
            // The driver draws it whole as well, and compares.
            d.keys(key).screen();
        }
        d.keys("Esc Esc g g").screen();
        d.keys("j").screen();
        let height = usize::from(d.app.model().size.height);
        let preview = d.shows("─ Preview: ");
        let drawn = d.drawn_rows();
        assert!(preview || drawn == height || drawn <= 5, "{at}: {drawn} rows");
        all.set(all.get() + 1);
        few.set(few.get() + usize::from(drawn < height));
    });
    // All but those in a popup.
    assert!(few.get() * 10 > all.get() * 9, "{} of {}", few.get(), all.get());
}

#[test]
fn a_preview_stands_beside_a_list_from_110_columns_on_until_a_key_hides_it() {
    let mut d = Driver::start(client_providers());
    d.size(109, 36).send(Msg::Preferences(ScreenSettings {
        preview: Some(true),
        ..ScreenSettings::default()
    }));
    d.see_not("Preview:").size(110, 36).see("─ Preview: Any");
    d.size(160, 36).see("DEFAULT IN").see("Preview: Anypoint (built-in)");
    d.keys("p").see_not("Preview").size(110, 36).see_not("Preview");
    d.keys("p").see("─ Preview: Any");
}

#[test]
fn a_list_beside_a_preview_keeps_the_columns_that_it_has_at_80_columns() {
    let previews = Cell::new(0);
    each(&[(80, 24)], |d, at| {
        let before = titles(d);
        d.send(Msg::Preferences(ScreenSettings {
            preview: Some(true),
            ..ScreenSettings::default()
        }));
        for width in [110, 120, 160] {
            d.size(width, 36);
            if !d.shows("─ Preview: ") {
                continue;
            }
            previews.set(previews.get() + 1);
            let after = titles(d);
            for title in before.split_whitespace() {
                assert!(after.contains(title), "{at}, {width} columns: {title}\n{}", d.screen());
            }
        }
    });
    // Eleven lists, at three widths.
    assert_eq!(previews.get(), 33);
}

#[test]
fn no_column_is_hidden_beside_space_that_it_fits_into() {
    each(&[(80, 24), (120, 36), (160, 50)], |d, at| {
        let room = rows(d).width - 3;
        let pane = d.app.page().unwrap().pane().unwrap();
        let columns = layout::table_columns(d.app.model(), pane);
        let placed = columns.placed(room);
        let used = placed.last().map_or(0, |(last, _)| last.x + last.width);
        for hidden in columns
            .shown
            .iter()
            .filter(|at| !placed.iter().any(|(seen, _)| seen.at == **at))
        {
            let column = columns.all[*hidden];
            let title = u16::try_from(column.title.len()).unwrap();
            let least = columns.widest[*hidden].max(title).min(column.width);
            assert!(
                used + 2 + least > room,
                "{at}: {} needs {least}, and {used} of {room} are used",
                column.title
            );
        }
    });
}

#[test]
fn the_sort_arrow_touches_no_other_title_and_its_direction_moves_no_column() {
    each(&[(80, 24), (120, 36)], |d, at| {
        for _ in 0..7 {
            d.keys("s");
            let up = titles(d);
            d.keys("S");
            let down = titles(d);
            let signs = ['▲', '▼'];
            assert_eq!(up.replace(signs, "*"), down.replace(signs, "*"), "{at}");
            for titles in [up, down] {
                let found = titles.find(signs);
                let Some((before, after)) = found.map(|found| titles.split_at(found)) else {
                    continue;
                };
                let after = after.trim_start_matches(signs);
                let beside = [before.ends_with(' '), after.is_empty() || after.starts_with(' ')];
                assert_ne!(beside, [false, false], "{at}: {titles}");
            }
            d.keys("S");
        }
    });
}

#[test]
fn no_two_rows_look_the_same() {
    each(&[(80, 24), (120, 36)], |d, at| {
        let rows = rows(d);
        let screen = d.screen();
        let lines = screen.lines().skip(usize::from(rows.y)).take(usize::from(rows.height));
        let cells = |line: &str| -> String { line.chars().skip(usize::from(rows.x + 1)).collect() };
        let mut texts: Vec<String> = lines
            .map(|line| cells(line).replace(['│', '┃'], "").trim().to_owned())
            .collect();
        texts.retain(|text| !text.is_empty());
        let all = texts.len();
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), all, "{at}\n{screen}");
    });
}
