//! Tours for people who know the way: skipped steps stay skipped, no key is lost.

use amtui::app::key::Key;
use amtui::app::msg::Msg;
use amtui::app::viewport::Size;
use amtui::stage::playback::Playback;
use amtui::stage::tour::{Tour, TourName};

use super::tour::{press, settle, staged};

/// A tour that waits at its first step, with everything arrived.
fn begun(name: TourName) -> Playback {
    let tour = Tour::parse(name.text()).unwrap();
    let mut play = staged(tour, false, Size { width: 80, height: 24 });
    settle(&mut play);
    play
}

fn shown(name: TourName, steps: usize) -> Playback {
    let mut play = begun(name);
    for _ in 0..steps {
        press(&mut play, "Ctrl-N");
    }
    play
}

fn keys(play: &mut Playback, names: &str) {
    for name in names.split(' ') {
        press(play, name);
    }
}

fn text(play: &mut Playback, text: &str) {
    for c in text.chars() {
        play.handle(Msg::Key(Key::char(c)));
        settle(play);
    }
}

fn title(play: &Playback) -> String {
    play.coach_box().map(|words| words.title).unwrap_or_default()
}

fn at(play: &Playback, step: usize) {
    assert!(title(play).starts_with(&format!("Tour {step} of")), "{}", title(play));
}

#[test]
fn who_deletes_at_once_is_not_asked_to_look_at_the_impact_first() {
    let mut play = shown(TourName::Delete, 5);
    at(&play, 6);
    keys(&mut play, "D");
    at(&play, 8);
}

#[test]
fn who_deletes_from_the_list_is_not_asked_to_open_the_provider() {
    let mut play = shown(TourName::Delete, 4);
    at(&play, 5);
    keys(&mut play, "j j j D");
    at(&play, 8);
    // Another one is not what the tour is about.
    let mut play = shown(TourName::Delete, 4);
    keys(&mut play, "j D");
    at(&play, 5);
}

#[test]
fn who_undoes_at_once_is_not_asked_to_look_at_the_environments_first() {
    let mut play = shown(TourName::Delete, 10);
    at(&play, 11);
    keys(&mut play, "u");
    assert_eq!(title(&play), "Tour: Delete a client provider");
}

#[test]
fn who_wanders_about_stays_at_the_step() {
    let mut play = shown(TourName::Delete, 4);
    for key in ["4", "1", "j", "7", "i", "Esc", "7"] {
        keys(&mut play, key);
        at(&play, 5);
    }
    // Client providers are deleted in the root alone.
    let mut play = shown(TourName::Delete, 2);
    keys(&mut play, "7");
    at(&play, 3);
}

#[test]
fn who_leaves_the_default_as_it_is_goes_on_all_the_same() {
    let mut play = shown(TourName::Provider, 4);
    at(&play, 5);
    keys(&mut play, "4 Home e j j j Space Ctrl-S");
    at(&play, 7);
    for _ in 0..3 {
        play.advance_to(play.simulation.now() + std::time::Duration::from_secs(1));
    }
    keys(&mut play, "Enter");
    at(&play, 8);
}

/// Answers take 250 ms on this stage: nobody waits for them who knows the way.
#[test]
fn keys_that_come_while_answers_are_on_their_way_are_not_lost() {
    let mut play = begun(TourName::Delete);
    for name in "Enter Enter Enter b Home Enter 7 j j j Enter i D".split(' ') {
        play.handle(Msg::Key(Key::parse(name).unwrap()));
    }
    settle(&mut play);
    at(&play, 8);
    text(&mut play, "Okta Production");
    keys(&mut play, "Enter");
    at(&play, 10);
}

#[test]
fn a_key_during_a_step_that_is_shown_comes_after_it() {
    let mut play = begun(TourName::Delete);
    keys(&mut play, "Ctrl-N Ctrl-N");
    at(&play, 3);
    play.handle(Msg::Key(Key::ctrl('n')));
    play.handle(Msg::Key(Key::char('7')));
    settle(&mut play);
    at(&play, 5);
}
