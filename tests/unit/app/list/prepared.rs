//! The texts that a filter searches outlive an answer, each beside its row.

use amtui::app::list::RowId;
use amtui::app::list::column::{Col, Column, grows};
use amtui::app::list::prepared::{Prepared, TextState};
use amtui::app::list::query::Query;

const COLUMNS: &[Column] = &[grows(Col::Name, "NAME", 20)];

fn state(revision: u64, masked: bool) -> TextState {
    TextState {
        revision,
        masked,
        offset: 0,
        columns: COLUMNS,
    }
}

fn rows(lines: impl IntoIterator<Item = usize>) -> Vec<RowId> {
    lines.into_iter().map(RowId::Line).collect()
}

/// The text of a row as it is now.
fn text(now: &str) -> impl Fn(RowId) -> String + '_ {
    move |row| match row {
        RowId::Line(at) => format!("row-{at} {now}\n"),
        _ => String::new(),
    }
}

fn found(prepared: &Prepared, filter: &str) -> Vec<RowId> {
    prepared.found(&Query::of(filter, COLUMNS), COLUMNS, |_, _, _| None)
}

#[test]
fn after_an_answer_the_old_text_of_a_row_is_searched_until_the_new_one_is_there() {
    let all = rows(0..9);
    let mut prepared = Prepared::default().kept(state(1, false), &all, None, text("old"));
    assert!(prepared.is_whole());
    prepared = prepared.kept(state(2, false), &all, Some(4), text("new"));
    assert!(!prepared.is_whole());
    assert_eq!(found(&prepared, "row"), all);
    assert_eq!(found(&prepared, "new"), rows(0..4));
    prepared = prepared.kept(state(2, false), &all, Some(4), text("new"));
    prepared = prepared.kept(state(2, false), &all, Some(4), text("new"));
    assert!(prepared.is_whole());
    assert_eq!(found(&prepared, "new"), all);
    assert_eq!(found(&prepared, "old"), []);
}

#[test]
fn what_an_answer_brings_is_prepared_first_and_what_it_takes_is_gone() {
    let old = rows((0..3).chain(6..9));
    for (new, searched) in [
        (rows(0..9), rows(0..9)),
        (rows(3..9), rows(3..9)),
        (rows([0, 1, 8]), rows([0, 1, 8])),
        (rows((0..3).chain([7, 6, 8])), rows((0..3).chain([7, 6, 8]))),
        (rows([]), rows([])),
        (rows((0..3).chain(0..3)), rows((0..3).chain(0..3))),
    ] {
        let prepared = Prepared::default().kept(state(1, false), &old, None, text("old"));
        let prepared = prepared.kept(state(2, false), &new, Some(3), text("new"));
        assert_eq!(found(&prepared, "row"), searched);
        for row in &new {
            let RowId::Line(at) = row else { continue };
            let of_row = found(&prepared, &format!("row-{at}"));
            assert!(of_row.iter().all(|one| one == row), "{at}: {of_row:?}");
        }
    }
}

#[test]
fn texts_of_other_names_are_not_kept() {
    let all = rows(0..9);
    let prepared = Prepared::default().kept(state(1, false), &all, None, text("plain"));
    let prepared = prepared.kept(state(2, true), &all, Some(4), text("masked"));
    assert_eq!(found(&prepared, "row"), rows(0..4));
    assert_eq!(found(&prepared, "plain"), []);
}
