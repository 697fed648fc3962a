//! The guided tours: each step is reached by its own keys, and its box covers nothing it speaks of.

use std::fs;
use std::path::{Path, PathBuf};

use amtui::app::key::Key;
use amtui::app::msg::Msg;
use amtui::app::viewport::Size;
use amtui::shell::simulation::SimulationOptions;
use amtui::stage::playback::{Playback, PlaybackStep};
use amtui::stage::tour::{Tour, TourName};

use super::theme;

/// Every tour in `assets/tours`, with its file's name.
pub fn tours() -> Vec<(String, Tour)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/tours");
    let files = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let tour = Tour::parse(&text).unwrap_or_else(|e| panic!("{}: {e:?}", path.display()));
        (path.file_stem().unwrap().to_string_lossy().into_owned(), tour)
    };
    files.map(read).collect()
}

/// The same on a stage.
pub fn staged(tour: Tour, alone: bool, size: Size) -> Playback {
    let options = SimulationOptions {
        alone,
        ..SimulationOptions::default()
    };
    Playback::tour(tour, options.builder(size).unwrap(), theme(), alone)
}

fn delete() -> Tour {
    Tour::parse(TourName::Delete.text()).unwrap()
}

/// The tour of a delete, for somebody who presses the keys.
fn tour(size: Size) -> Playback {
    staged(delete(), false, size)
}

/// Plays a tour by its own keys; `look` sees it at each frame.
pub fn guide(tour: Tour, size: Size, look: impl FnMut(&Playback)) -> Playback {
    play_out(staged(tour, true, size), look)
}

fn play_out(mut play: Playback, mut look: impl FnMut(&Playback)) -> Playback {
    let size = play.simulation.app.model().size;
    loop {
        match play.next_step() {
            PlaybackStep::Draw => look(&play),
            PlaybackStep::Wait(Some(until)) => play.advance_to(until),
            PlaybackStep::Wait(None) => panic!("a tour alone waits for nobody"),
            PlaybackStep::End => return play,
            PlaybackStep::Failed { line, pattern, screen } => panic!("step {line}, {pattern}, at {size:?}:\n{screen}"),
            _ => {}
        }
    }
}

#[test]
fn every_tour_has_a_name_that_asks_for_it() {
    let mut files: Vec<String> = tours().into_iter().map(|(name, _)| name).collect();
    files.sort();
    assert_eq!(files, TourName::ALL.map(|(name, _)| name));
    for (name, found) in TourName::ALL {
        assert_eq!(TourName::parse(name), Ok(found));
    }
    assert_eq!(
        TourName::parse("x"),
        Err("the tours are access, delete, provider.".into())
    );
    assert_eq!(
        TourName::parse("delte"),
        Err("the tours are access, delete, provider. Did you mean delete?".into())
    );
}

#[test]
fn a_word_that_no_state_has_is_refused() {
    for (word, wrong) in [
        ("done = { at = \"environments\" }", "done = { att = \"environments\" }"),
        ("done = { at = \"environments\" }", "done = { at = \"environment\" }"),
        (
            "name = \"orders-api 1.0.0 (blue)\"",
            "named = \"orders-api 1.0.0 (blue)\"",
        ),
        ("look = \"buttons\"", "look = \"button\""),
    ] {
        let mut texts = TourName::ALL.iter().rev().map(|(_, tour)| tour.text());
        let text = texts.find(|text| text.contains(word)).expect(word);
        let problems = Tour::parse(&text.replace(word, wrong)).unwrap_err();
        assert!(problems[0].contains("unknown"), "{problems:?}");
    }
}

#[test]
fn each_step_of_every_tour_is_reached_by_its_own_keys() {
    for (_, tour) in tours() {
        let mut titles = Vec::new();
        let play = guide(tour.clone(), Size { width: 80, height: 24 }, |play| {
            let title = play.coach_box().unwrap().title;
            if titles.last() != Some(&title) {
                titles.push(title);
            }
        });
        let mut wanted: Vec<String> = (1..)
            .zip(&tour.steps)
            .map(|(n, s)| format!("Tour {n} of {}: {}", tour.steps.len(), s.title))
            .collect();
        wanted.push(format!("Tour: {}", tour.title));
        assert_eq!(titles, wanted);
        assert!(
            play.simulation.app.model().data.changes().next().is_none(),
            "it was taken back"
        );
        let rows = play.simulation.app.model().data.providers.values().next().unwrap();
        let names: Vec<&str> = rows.get().unwrap().iter().map(|r| r.name.raw()).collect();
        assert!(
            names.contains(&"Okta Production") && !names.contains(&"Okta Next"),
            "{names:?}"
        );
    }
}

#[test]
fn every_tour_runs_to_its_end_with_the_mask_on() {
    for (name, tour) in tours() {
        for size in [Size { width: 80, height: 24 }, Size { width: 120, height: 36 }] {
            let mut play = staged(tour.clone(), true, size);
            play.simulation.app.present(false, true);
            let mut last = String::new();
            play_out(play, |play| {
                let screen = shown(play);
                assert!(
                    screen.contains("[MASKED]") && !screen.contains("victor.lang"),
                    "{name}\n{screen}"
                );
                last = play.coach_box().unwrap().title;
            });
            assert_eq!(last, format!("Tour: {}", tour.title), "{name}");
        }
    }
}

#[test]
fn the_tour_of_a_delete_begins_in_a_business_group() {
    let play = tour(Size { width: 80, height: 24 });
    assert!(play.coach_box().unwrap().title.starts_with("Tour 1 of"));
    let mut seen = String::new();
    guide(delete(), Size { width: 80, height: 24 }, |play| {
        if play.coach_box().unwrap().title.starts_with("Tour 2") && seen.is_empty() {
            let here = play
                .simulation
                .app
                .model()
                .current_organization()
                .map(amtui::domain::Organization::is_root);
            seen = format!("{here:?}");
        }
    });
    assert!(seen == "Some(false)" || seen == "None", "{seen}");
}

#[test]
fn nobody_who_does_what_a_tour_asks_for_is_told_to_have_left() {
    for (name, tour) in tours() {
        guide(tour.clone(), Size { width: 80, height: 24 }, |play| {
            let words = play.coach_box().unwrap();
            assert!(!words.lines[0].starts_with("You left"), "{name} {words:?}");
        });
        // The same where somebody presses the keys, and answers take their time.
        let mut play = staged(tour, false, Size { width: 80, height: 24 });
        let mut keys = Vec::new();
        while !play.coach_box().unwrap().title.starts_with("Tour: ") {
            let words = play.coach_box().unwrap();
            assert!(!words.lines[0].starts_with("You left"), "{name} {words:?} {keys:?}");
            keys.push(words.title);
            press(&mut play, "Ctrl-N");
        }
    }
}

#[test]
fn going_back_in_a_tour_restores_the_state() {
    for (name, tour) in tours() {
        let steps = tour.steps.len();
        let mut play = staged(tour, false, Size { width: 80, height: 24 });
        settle(&mut play);
        let mut screens = Vec::new();
        for _ in 0..steps {
            screens.push(page(&play));
            assert!(play.handle(Msg::Key(Key::ctrl('n'))));
            settle(&mut play);
        }
        // Everything is undone; one step back it is not, and so on.
        for n in (steps - 3..steps).rev() {
            play.handle(Msg::Key(Key::ctrl('p')));
            settle(&mut play);
            let title = play.coach_box().unwrap().title;
            assert!(title.starts_with(&format!("Tour {} ", n + 1)), "{name}: {title}");
            assert_eq!(page(&play), screens[n], "{name}, step {}", n + 1);
        }
    }
}

/// The screen but for its last rows, where notices come and go, and for the time of day: that goes on.
fn page(play: &Playback) -> Vec<String> {
    let rows = amtui::stage::simulation::rows(&play.simulation.draw(&theme()).0);
    let time = regex_lite::Regex::new(r"\d\d:\d\d:\d\d").unwrap();
    let timeless = |row: &String| time.replace_all(row, "hh:mm:ss").into_owned();
    rows.iter().take(22).map(timeless).collect()
}

pub fn settle(play: &mut Playback) {
    for _ in 0..10_000 {
        match play.next_step() {
            PlaybackStep::Wait(None) => match play.due() {
                Some(due) if due < play.simulation.now() + std::time::Duration::from_secs(1) => play.advance_to(due),
                _ => return,
            },
            PlaybackStep::Wait(Some(until)) => play.advance_to(until),
            _ => {}
        }
    }
    panic!("it never settles");
}

#[test]
fn a_step_is_shown_from_its_beginning_however_often_and_from_wherever() {
    let mut play = tour(Size { width: 80, height: 24 });
    settle(&mut play);
    let show = Msg::Key(Key::ctrl('n'));
    for _ in 0..8 {
        play.handle(show.clone());
    }
    settle(&mut play);
    assert!(
        play.coach_box().unwrap().title.starts_with("Tour 2"),
        "{:?}",
        play.coach_box()
    );
    // Gone astray, and back by showing it.
    for key in ["4", "j", "Enter"] {
        play.handle(Msg::Key(Key::parse(key).unwrap()));
        settle(&mut play);
    }
    play.handle(show);
    settle(&mut play);
    assert!(
        play.coach_box().unwrap().title.starts_with("Tour 3"),
        "{:?}",
        play.coach_box()
    );
}

#[test]
fn who_types_the_right_name_at_once_leaves_the_wrong_one_out() {
    let mut play = tour(Size { width: 80, height: 24 });
    settle(&mut play);
    for _ in 0..7 {
        play.handle(Msg::Key(Key::ctrl('n')));
        settle(&mut play);
    }
    assert!(
        play.coach_box().unwrap().title.starts_with("Tour 8"),
        "{:?}",
        play.coach_box()
    );
    for c in "Okta Production".chars() {
        play.handle(Msg::Key(Key::char(c)));
        settle(&mut play);
    }
    play.handle(Msg::Key(Key::parse("Enter").unwrap()));
    settle(&mut play);
    assert!(
        play.coach_box().unwrap().title.starts_with("Tour 10"),
        "{:?}",
        play.coach_box()
    );
}

#[test]
fn going_back_keeps_the_mask_on() {
    let mut play = tour(Size { width: 80, height: 24 });
    settle(&mut play);
    for key in ["F4", "Ctrl-N", "Ctrl-P"] {
        play.handle(Msg::Key(Key::parse(key).unwrap()));
        settle(&mut play);
    }
    let rows = amtui::stage::simulation::rows(&play.simulation.draw(&theme()).0).join("\n");
    assert!(rows.contains("[MASKED]") && !rows.contains("ana.ortiz"), "{rows}");
}

/// A tour that somebody is at the third step of: in Access Management, where they press keys of their own.
fn at_the_third_step() -> Playback {
    let mut play = tour(Size { width: 80, height: 24 });
    settle(&mut play);
    for _ in 0..2 {
        play.handle(Msg::Key(Key::ctrl('n')));
        settle(&mut play);
    }
    play
}

pub fn press(play: &mut Playback, key: &str) -> String {
    assert!(play.handle(Msg::Key(Key::parse(key).unwrap())));
    settle(play);
    shown(play)
}

/// The screen with all that is said over it.
pub fn shown(play: &Playback) -> String {
    super::rows_of(play).join("\n")
}

#[test]
fn f2_pauses_the_tour_and_goes_on_with_it() {
    let mut play = at_the_third_step();
    let paused = press(&mut play, "F2");
    assert!(
        paused.contains("Tour paused at step 3 of 12. F2 continues, Ctrl-C twice leaves") && play.coach_box().is_none(),
        "{paused}"
    );
    // What is done meanwhile, even what the step asks for, does not move the tour.
    for key in ["b", "Home", "Enter", "7"] {
        press(&mut play, key);
    }
    assert!(shown(&play).contains("paused at step 3"), "{}", shown(&play));
    let on = press(&mut play, "F2");
    assert!(!on.contains("paused") && on.contains("Tour 5 of 12"), "{on}");
}

#[test]
fn ctrl_c_twice_leaves_the_tour() {
    let mut play = at_the_third_step();
    press(&mut play, "F2");
    press(&mut play, "Ctrl-C");
    play.handle(Msg::Key(Key::parse("Ctrl-C").unwrap()));
    let ended = (0..10).any(|_| matches!(play.next_step(), PlaybackStep::End));
    assert!(ended);
}

/// Answers take 250 ms on this stage, and the first step is done only when one has come.
#[test]
fn ctrl_n_waits_until_what_it_showed_has_arrived() {
    let mut play = tour(Size { width: 80, height: 24 });
    settle(&mut play);
    let mut now = play.simulation.now();
    for _ in 0..40 {
        play.handle(Msg::Key(Key::ctrl('n')));
        now += std::time::Duration::from_millis(120);
        while play.simulation.now() < now {
            if let PlaybackStep::Wait(until) = play.next_step() {
                play.advance_to(until.into_iter().chain(play.due()).min().unwrap_or(now).min(now));
            }
        }
    }
    let title = play.coach_box().unwrap().title;
    assert!(!title.starts_with("Tour 1 "), "{title}");
}

#[test]
fn who_leaves_the_dialog_is_told_how_to_come_back() {
    let mut play = tour(Size { width: 80, height: 24 });
    settle(&mut play);
    for _ in 0..9 {
        press(&mut play, "Ctrl-N");
    }
    assert!(shown(&play).contains("Tour 10 of 12"), "{}", shown(&play));
    let left = press(&mut play, "Esc");
    assert!(left.contains("You left the page of this step."), "{left}");
    let back = press(&mut play, "Ctrl-N");
    assert!(back.contains("Tour 11 of 12"), "{back}");
}

#[test]
fn a_recording_s_time_goes_on_where_a_step_is_shown_again() {
    let mut play = tour(Size { width: 80, height: 24 });
    settle(&mut play);
    play.simulation
        .send(Msg::Recording(Ok(amtui::app::msg::Recording::Began)));
    for _ in 0..4 {
        press(&mut play, "Ctrl-N");
    }
    let before = play.simulation.app.model().recorded_for().unwrap();
    press(&mut play, "Ctrl-P");
    assert!(play.simulation.app.model().recorded_for().unwrap() >= before);
}
