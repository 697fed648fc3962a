//! Tapes and tours: the acceptance tests of the whole program, played without a terminal (`tests/tapes`, `assets/tours`).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::fs;
use std::path::{Path, PathBuf};

use amtui::app::msg::Size;
use amtui::shell::perform::{Stage, alone};
use amtui::shell::recorder::How;
use amtui::stage::cast::Version;
use amtui::stage::coach;
use amtui::stage::performance::{Performance, Step};
use amtui::stage::tape::Tape;
use amtui::stage::tour::{self, Tour};
use amtui::ui::theme::{Name, Theme};

fn tapes() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tapes");
    let mut tapes: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "tape"))
        .collect();
    tapes.sort();
    tapes
}

fn theme() -> Theme {
    Theme::load(Name::Dark, false).unwrap()
}

/// A tape on its stage; an organization file of the same name beside it takes the place of the demo.
fn performance(tape: Tape, path: &Path) -> Performance {
    let file = path.with_extension("json");
    let stage = Stage {
        file: file.exists().then_some(file),
        user: tape.user.clone(),
        open: tape.open.clone(),
        read_only: tape.read_only,
        alone: true,
        ..Stage::default()
    };
    let build = stage.builder(tape.size).unwrap();
    Performance::tape(tape, build, theme(), false)
}

fn play(path: &Path, record: Option<(&Path, How)>) -> anyhow::Result<()> {
    let tape = Tape::parse(&fs::read_to_string(path).unwrap()).unwrap_or_else(|e| panic!("{}: {e:?}", path.display()));
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    alone(performance(tape, path), &name, Name::Dark, false, record)
}

#[test]
fn every_tape_shows_what_it_waits_for() {
    let tapes = tapes();
    assert!(tapes.len() >= 11, "{tapes:?}");
    let failed: Vec<String> = tapes
        .iter()
        .filter_map(|t| play(t, None).err())
        .map(|e| e.to_string())
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

#[test]
fn the_same_tape_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for version in [Version::Two, Version::Three] {
        let how = How { version, force: false };
        let recorded = |name: &str| {
            let path = folder.path().join(format!("{name}-{version:?}"));
            play(
                &tapes().into_iter().find(|t| t.ends_with("delete.tape")).unwrap(),
                Some((&path, how)),
            )
            .unwrap();
            fs::read(path).unwrap()
        };
        assert_eq!(recorded("a"), recorded("b"));
    }
}

/// Replaying a recording in a terminal gives the screen that was drawn.
#[test]
fn a_recording_replays_to_the_screens_that_were_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.cast");
    let tape = tapes().into_iter().find(|t| t.ends_with("delete.tape")).unwrap();
    play(&tape, Some((&path, How::default()))).unwrap();
    // The same once more, to compare each frame with what the recording says at that time.
    let text = fs::read_to_string(&path).unwrap();
    let mut lines = text.lines();
    let header: serde_json::Value = serde_json::from_str(lines.next().unwrap()).unwrap();
    assert_eq!((&header["version"], &header["width"]), (&2.into(), &80.into()));
    let cells = |n: u16| std::num::NonZero::new(n).unwrap();
    let mut terminal = vt100::Parser::new(cells(24), cells(80), 0);
    let mut events = lines.map(|l| serde_json::from_str::<(f64, String, String)>(l).unwrap());
    let (_, code, cleared) = events.next().unwrap();
    assert_eq!(code, "o");
    assert!(cleared.contains("\x1b[?1049h") && cleared.contains("\x1b[2J"));
    let mut play = performance(Tape::parse(&fs::read_to_string(&tape).unwrap()).unwrap(), &tape);
    let mut frames = 0;
    let mut last = 0.0;
    loop {
        match play.go_on() {
            Step::Draw => {
                let (time, data) = loop {
                    let (time, code, data) = events.next().unwrap();
                    assert!(time >= last && code != "i");
                    last = time;
                    if code == "o" {
                        break (time, data);
                    }
                };
                assert!((time - play.theatre.now().as_secs_f64()).abs() < 0.001);
                terminal.process(data.as_bytes());
                let (screen, _) = play.theatre.draw(&theme());
                let drawn = amtui::stage::theatre::rows(&screen);
                let replayed: Vec<String> = terminal.screen().rows(0, 80).map(|r| r.trim_end().to_owned()).collect();
                assert_eq!(replayed, drawn);
                frames += 1;
            }
            Step::Wait(Some(until)) => play.pass(until),
            Step::End => break,
            _ => {}
        }
    }
    assert!(frames > 50, "{frames}");
    assert_eq!(
        events.filter(|(_, code, _)| code == "m").count(),
        0,
        "every mark was among the frames"
    );
}

#[test]
fn a_wait_in_vain_says_where_for_what_and_what_was_there() {
    let tape = Tape::parse("Wait+Screen /Demo/\n\nWait+Screen@2s /no such thing/").unwrap();
    let path = Path::new("none.tape");
    let error = alone(performance(tape, path), "none.tape", Name::Dark, false, None).unwrap_err();
    let said = error.to_string();
    assert!(
        said.starts_with("none.tape:3: the screen never showed /no such thing/:\n"),
        "{said}"
    );
    assert!(said.contains("Demo organization"), "{said}");
}

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
    use amtui::app::key::Key;
    use amtui::app::msg::Msg;
    let mut play = tour(false, Size { width: 80, height: 24 });
    let settle = |play: &mut Performance| {
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
    };
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
