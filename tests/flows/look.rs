//! What is drawn, cell by cell.

use amtui::app::{Location, Place};

use crate::driver::{Driver, StartOptions, client_providers};

/// The styles of the row that holds `text`, from the mark of the selection to the frame.
fn styles_of_the_selected_row(d: &Driver, text: &str) -> String {
    let (screen, styles) = (d.screen(), d.styles());
    let (row, mark, end) = screen
        .lines()
        .zip(styles.lines())
        .find_map(|(line, row)| {
            let cells: Vec<char> = line.chars().collect();
            let (before, _) = line.split_once(&format!("> {text}"))?;
            let mark = before.chars().count();
            // The last cell before the frame belongs to the scrollbar.
            let frame = cells.iter().skip(mark).position(|c| *c == '│')?;
            Some((row, mark, mark + frame - 1))
        })
        .unwrap_or_else(|| panic!("{text} is not selected:\n{screen}"));
    row.chars().skip(mark).take(end - mark).collect()
}

#[test]
fn a_selected_row_is_drawn_in_one_style_whatever_its_cells_say() {
    let at = |place| StartOptions {
        open: Some(place),
        ..client_providers()
    };
    let okta = || Place::Provider("Okta Production".into());
    let cases = [
        (Place::List(Location::ApiManager), "", "orders-api"),
        (Place::List(Location::ApiManager), "G", "vision-api"),
        (Place::List(Location::Environments), "j", "Staging"),
        (okta(), "i j j", "!"),
        (Place::List(Location::BusinessGroups), "j", "  - Retail"),
    ];
    for (place, keys, text) in cases {
        let mut d = Driver::start(at(place));
        d.size(120, 36);
        if !keys.is_empty() {
            d.keys(keys);
        }
        let styles = styles_of_the_selected_row(&d, text);
        let first = styles.chars().next().unwrap();
        assert!(
            first != '.' && styles.chars().all(|c| c == first),
            "{text}: {styles}\n{}",
            d.screen()
        );
    }
}
