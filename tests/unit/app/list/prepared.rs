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

fn found(prepared: &mut Prepared, filter: &str) -> Vec<RowId> {
    prepared.found(filter, &Query::of(filter, COLUMNS), COLUMNS, |_, _, _| None)
}

#[test]
fn after_an_answer_the_old_text_of_a_row_is_searched_until_the_new_one_is_there() {
    let all = rows(0..9);
    let mut prepared = Prepared::default().kept(state(1, false), &all, None, text("old"));
    assert!(prepared.is_whole());
    prepared = prepared.kept(state(2, false), &all, Some(4), text("new"));
    assert!(!prepared.is_whole());
    assert_eq!(found(&mut prepared, "row"), all);
    assert_eq!(found(&mut prepared, "new"), rows(0..4));
    prepared = prepared.kept(state(2, false), &all, Some(4), text("new"));
    prepared = prepared.kept(state(2, false), &all, Some(4), text("new"));
    assert!(prepared.is_whole());
    assert_eq!(found(&mut prepared, "new"), all);
    assert_eq!(found(&mut prepared, "old"), []);
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
        let mut prepared = prepared.kept(state(2, false), &new, Some(3), text("new"));
        assert_eq!(found(&mut prepared, "row"), searched);
        for row in &new {
            let RowId::Line(at) = row else { continue };
            let of_row = found(&mut prepared, &format!("row-{at}"));
            assert!(of_row.iter().all(|one| one == row), "{at}: {of_row:?}");
        }
    }
}

#[test]
fn texts_of_other_names_are_not_kept() {
    let all = rows(0..9);
    let prepared = Prepared::default().kept(state(1, false), &all, None, text("plain"));
    let mut prepared = prepared.kept(state(2, true), &all, Some(4), text("masked"));
    assert_eq!(found(&mut prepared, "row"), rows(0..4));
    assert_eq!(found(&mut prepared, "plain"), []);
}

#[test]
fn letter_by_letter_finds_what_the_whole_filter_finds() {
    let all = rows(0..200);
    for filter in [
        "row-1",
        "row-1 9",
        "!row-1 new",
        "~r1w",
        "name:row-19",
        "!name:row-1",
        "\"row-12 n",
        "row:1",
        "new://x",
        "zzz",
    ] {
        let whole = || Prepared::default().kept(state(1, false), &all, None, text("new"));
        let mut typed = whole();
        for end in 1..=filter.len() {
            let part = filter.get(..end).unwrap();
            assert_eq!(found(&mut typed, part), found(&mut whole(), part), "{part}");
        }
        // A letter is taken back.
        let shorter = filter.get(..filter.len() - 1).unwrap();
        assert_eq!(found(&mut typed, shorter), found(&mut whole(), shorter), "{shorter}");
        // An answer changes the texts.
        typed = typed.kept(state(2, false), &all, None, text("row-1 zzz"));
        let mut fresh = Prepared::default().kept(state(2, false), &all, None, text("row-1 zzz"));
        assert_eq!(found(&mut typed, filter), found(&mut fresh, filter), "{filter}");
    }
}
