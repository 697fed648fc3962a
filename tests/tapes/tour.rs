//! The guided tour: each step is reached by its own keys, and its box covers nothing it speaks of.

use amtui::app::key::Key;
use amtui::app::msg::{Msg, Size};
use amtui::shell::perform::Stage;
use amtui::stage::coach;
use amtui::stage::performance::{Performance, Step};
use amtui::stage::tour::{self, Tour};

use super::theme;

fn tour(alone: bool, size: Size) -> Performance {
    let tour = Tour::parse(tour::DELETE).unwrap();
    let stage = Stage {
        alone,
        ..Stage::default()
    };
    Performance::tour(tour, stage.builder(size).unwrap(), theme(), alone)
}

/// Plays the tour by its own keys; `look` sees it at each frame.
fn guide(size: Size, mut look: impl FnMut(&Performance)) -> Performance {
    let mut play = tour(true, size);
    loop {
        match play.go_on() {
            Step::Draw => look(&play),
            Step::Wait(Some(until)) => play.pass(until),
            Step::Wait(None) => panic!("a tour alone waits for nobody"),
            Step::End => return play,
            Step::Failed { line, pattern, screen } => panic!("step {line}, {pattern}, at {size:?}:\n{screen}"),
            _ => {}
        }
    }
}

#[test]
fn each_step_of_the_tour_is_reached_by_its_own_keys() {
    let mut titles = Vec::new();
    let play = guide(Size { width: 80, height: 24 }, |play| {
        let title = play.words().unwrap().title;
        if titles.last() != Some(&title) {
            titles.push(title);
        }
    });
    let steps = Tour::parse(tour::DELETE).unwrap().steps;
    let mut wanted: Vec<String> = (1..)
        .zip(&steps)
        .map(|(n, s)| format!("Tour {n} of {}: {}", steps.len(), s.title))
        .collect();
    wanted.push("Tour: Delete a client provider".into());
    assert_eq!(titles, wanted);
    let rows = play
        .theatre
        .app
        .world
        .data
        .providers
        .values()
        .next()
        .unwrap()
        .get()
        .unwrap();
    assert!(
        rows.iter().any(|r| r.name.raw() == "Okta Production"),
        "it was taken back"
    );
}

#[test]
fn the_tour_begins_in_a_business_group() {
    let play = tour(false, Size { width: 80, height: 24 });
    assert!(play.words().unwrap().title.starts_with("Tour 1 of"));
    let mut seen = String::new();
    guide(Size { width: 80, height: 24 }, |play| {
        if play.words().unwrap().title.starts_with("Tour 2") && seen.is_empty() {
            let here = play.theatre.app.world.here().map(amtui::domain::Organization::is_root);
            seen = format!("{here:?}");
        }
    });
    assert!(seen == "Some(false)" || seen == "None", "{seen}");
}

#[test]
fn the_box_of_the_tour_never_covers_what_it_speaks_of() {
    for (width, height) in [(60, 16), (60, 60), (80, 24), (100, 20), (120, 36), (200, 60), (200, 16)] {
        guide(Size { width, height }, |play| {
            let words = play.words().unwrap();
            let area = ratatui::layout::Rect::new(0, 0, width, height);
            let target = coach::target(&play.theatre.app, words.look);
            let at = coach::place(area, target, words.lines.len());
            assert!(
                !at.is_empty() && at.intersection(area) == at,
                "{width}x{height} {words:?} {at:?}"
            );
            assert!(
                at.intersection(target).is_empty(),
                "{width}x{height} {words:?} {at:?} {target:?}"
            );
        });
    }
}

#[test]
fn going_back_in_the_tour_restores_the_state() {
    let mut play = tour(false, Size { width: 80, height: 24 });
    settle(&mut play);
    let mut screens = Vec::new();
    for _ in 0..10 {
        screens.push(amtui::stage::theatre::rows(&play.theatre.draw(&theme()).0));
        assert!(play.real(Msg::Key(Key::ctrl('n'))));
        settle(&mut play);
    }
    assert!(play.words().unwrap().title.starts_with("Tour 11"), "{:?}", play.words());
    // The delete is done; one step back it is not.
    play.real(Msg::Key(Key::ctrl('p')));
    settle(&mut play);
    assert!(play.words().unwrap().title.starts_with("Tour 10"), "{:?}", play.words());
    let shown = amtui::stage::theatre::rows(&play.theatre.draw(&theme()).0);
    assert!(shown.iter().any(|r| r.contains("[>Delete<]")), "{shown:#?}");
}

fn settle(play: &mut Performance) {
    for _ in 0..10_000 {
        match play.go_on() {
            Step::Wait(None) => match play.due() {
                Some(due) if due < play.theatre.now() + std::time::Duration::from_secs(1) => play.pass(due),
                _ => return,
            },
            Step::Wait(Some(until)) => play.pass(until),
            _ => {}
        }
    }
    panic!("it never settles");
}

#[test]
fn a_step_is_shown_from_its_beginning_however_often_and_from_wherever() {
    let mut play = tour(false, Size { width: 80, height: 24 });
    settle(&mut play);
    let show = Msg::Key(Key::ctrl('n'));
    for _ in 0..8 {
        play.real(show.clone());
    }
    settle(&mut play);
    assert!(play.words().unwrap().title.starts_with("Tour 2"), "{:?}", play.words());
    // Gone astray, and back by showing it.
    for key in ["4", "j", "Enter"] {
        play.real(Msg::Key(Key::parse(key).unwrap()));
        settle(&mut play);
    }
    play.real(show);
    settle(&mut play);
    assert!(play.words().unwrap().title.starts_with("Tour 3"), "{:?}", play.words());
}

#[test]
fn who_types_the_right_name_at_once_leaves_the_wrong_one_out() {
    let mut play = tour(false, Size { width: 80, height: 24 });
    settle(&mut play);
    for _ in 0..7 {
        play.real(Msg::Key(Key::ctrl('n')));
        settle(&mut play);
    }
    assert!(play.words().unwrap().title.starts_with("Tour 8"), "{:?}", play.words());
    for c in "Okta Production".chars() {
        play.real(Msg::Key(Key::char(c)));
        settle(&mut play);
    }
    play.real(Msg::Key(Key::parse("Enter").unwrap()));
    settle(&mut play);
    assert!(play.words().unwrap().title.starts_with("Tour 10"), "{:?}", play.words());
}

#[test]
fn going_back_keeps_the_mask_on() {
    let mut play = tour(false, Size { width: 80, height: 24 });
    settle(&mut play);
    for key in ["F4", "Ctrl-N", "Ctrl-P"] {
        play.real(Msg::Key(Key::parse(key).unwrap()));
        settle(&mut play);
    }
    let rows = amtui::stage::theatre::rows(&play.theatre.draw(&theme()).0).join("\n");
    assert!(rows.contains("[MASKED]") && !rows.contains("ana.ortiz"), "{rows}");
}
