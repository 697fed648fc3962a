//! Going to the platform from the sign-in page.

use amtui::app::Mode;
use amtui::app::connection::{LiveBackend, OpenedBackend, ProfileEntry};
use amtui::app::msg::{Effect, Msg, Recording};
use amtui::app::request::{Reply, Request, Ticket};
use amtui::domain::Error;
use amtui::domain::login::SignInPrompt;

use crate::awaited::{command, session_ends, ticket};
use crate::driver::{Driver, StartOptions, client_providers};

pub fn listed(name: &str, write: bool) -> ProfileEntry {
    ProfileEntry {
        name: name.into(),
        shown: name.into(),
        host: format!("{name}.example.com"),
        write,
    }
}

fn sign_in_page() -> Driver {
    let mut d = Driver::start(StartOptions::default());
    list_profiles(&mut d);
    d
}

fn list_profiles(d: &mut Driver) {
    d.send(Msg::Profiles(vec![listed("acme-eu", false), listed("acme-us", true)]));
}

/// The profile that was chosen with this ticket is open.
fn opened(ticket: Ticket, profile: &str, asks: SignInPrompt) -> Msg {
    let backend = OpenedBackend {
        mode: Mode::Live,
        live: LiveBackend {
            profile: profile.into(),
            host: format!("{profile}.example.com"),
            asks,
            ..LiveBackend::default()
        },
        read_only: false,
        says: Vec::new(),
    };
    Msg::Connected(ticket, Ok(Box::new(backend)))
}

/// The tickets of all profiles that were chosen.
fn chosen(d: &Driver) -> Vec<Ticket> {
    let connects = d.effects.iter().filter_map(|effect| match effect {
        Effect::Connect(ticket, _) => Some(*ticket),
        _ => None,
    });
    connects.collect()
}

/// Chooses the second profile, which opens at once.
fn connect(d: &mut Driver, asks: SignInPrompt) {
    d.keys("j j Enter");
    let ticket = *chosen(d).last().unwrap();
    d.send(opened(ticket, "acme-us", asks));
}

#[test]
fn profiles_stand_below_the_demo_and_one_is_opened() {
    let mut d = sign_in_page();
    d.see("▌ Demo organization")
        .see("acme-eu  acme-eu.example.com")
        .see("[LIVE RO]");
    connect(&mut d, SignInPrompt::Nothing);
    let asked = d
        .effects
        .iter()
        .any(|e| matches!(e, Effect::Connect(_, name) if name == "acme-us"));
    assert!(asked);
    d.see(" LIVE ").see("acme-us  acme-us.example.com").see_not("Demo");
    assert!(matches!(d.requests.last(), Some(Request::SignIn(_))), "all is given");
}

#[test]
fn what_is_missing_is_asked_for() {
    let mut d = sign_in_page();
    let client_id = "app-1".into();
    connect(&mut d, SignInPrompt::ClientSecret { client_id });
    d.see("Sign in to acme-us.example.com")
        .see("app-1")
        .see("Client Secret*");
    assert_eq!(d.requests, [], "nobody is asked before that");
}

#[test]
fn what_cannot_be_opened_leaves_one_where_one_is() {
    let mut d = sign_in_page();
    d.keys("j j Enter");
    let why = "The profile acme-us is not there.";
    d.send(Msg::Connected(chosen(&d)[0], Err(why.into())));
    d.see("The profile acme-us is not there.")
        .see("▌ acme-us")
        .see(" DEMO ");
    let mut d = Driver::start(StartOptions::default());
    d.send(Msg::Mistakes(vec!["config.toml:3: there is no region eu9.".into()]));
    d.see("config.toml:3  there is no region eu9.").see("Sign in");
}

#[test]
fn what_is_recorded_does_not_become_the_platform_unasked() {
    let mut d = sign_in_page();
    d.send(Msg::Recording(Ok(Recording::Began)));
    d.keys("j Enter").see("The recording would show accounts");
    assert!(!d.effects.iter().any(|e| matches!(e, Effect::Connect(..))));
}

/// On the platform, while the demo has not answered yet what `ask` asked of it.
fn demo_owes_an_answer(ask: fn(&mut Driver), is: fn(&Request) -> bool) -> (Driver, Ticket) {
    let mut d = Driver::start(client_providers());
    let ana = d.app.model().account.clone().unwrap();
    d.hold = true;
    ask(&mut d);
    let late = ticket(&d, is);
    session_ends(&mut d);
    list_profiles(&mut d);
    connect(&mut d, SignInPrompt::Nothing);
    let sign_in = *d.awaited().last().unwrap();
    d.send(Msg::Reply(sign_in, Ok(Reply::SignedIn(ana))));
    d.keys("7");
    while d.awaited().iter().any(|ticket| *ticket > sign_in) {
        let ticket = *d.awaited().last().unwrap();
        d.answer_to(ticket);
    }
    d.see(" LIVE ").see("Okta Production");
    (d, late)
}

#[test]
fn starting_the_demo_over_late_leaves_the_dialog_on_the_platform_alone() {
    let fresh = |d: &mut Driver| {
        command(d, "fresh");
        d.keys("j Enter");
    };
    let (mut d, late) = demo_owes_an_answer(fresh, |r| *r == Request::StartOver);
    d.keys("j j D").see("Delete client provider");
    let asked = d.requests.len();
    d.send(Msg::Reply(late, Ok(Reply::StartedOver("Demo reset".into()))));
    d.see("In the demo: Demo reset.").see("Delete client provider");
    assert_eq!(d.requests.len(), asked);
}

#[test]
fn what_the_demo_could_not_undo_is_told_as_of_the_demo() {
    let undo = |d: &mut Driver| {
        d.keys("u");
    };
    let (mut d, late) = demo_owes_an_answer(undo, |r| *r == Request::Undo(1));
    let asked = d.requests.len();
    d.send(Msg::Reply(late, Err(Error::Rejected("nothing is left to undo".into()))));
    d.see("In the demo: ").see("nothing is left to undo");
    assert_eq!(d.requests.len(), asked);
}

#[test]
fn the_profile_that_was_chosen_last_is_opened_whichever_answers_last() {
    let mut d = sign_in_page();
    d.keys("j Enter k j j Enter");
    let [first, last] = chosen(&d)[..] else {
        panic!("two profiles are chosen");
    };
    let failed = Msg::Connected(first, Err("The profile acme-eu is not there.".into()));
    for late in [failed, opened(first, "acme-eu", SignInPrompt::Nothing)] {
        d.send(late);
        d.see(" DEMO ").see_not("acme-eu is not there");
    }
    d.send(opened(last, "acme-us", SignInPrompt::Nothing));
    d.see(" LIVE ").see("acme-us.example.com");
    d.send(opened(first, "acme-eu", SignInPrompt::Nothing));
    d.see("acme-us.example.com");
}

#[test]
fn a_profile_that_takes_long_to_open_is_told_and_given_up_with_escape() {
    let mut d = sign_in_page();
    d.keys("j Enter")
        .wait(400)
        .see("Opening profile acme-eu, 0 s. Esc stops it.");
    d.keys("Esc").see("Stopped opening profile acme-eu.").see_not("Opening");
    d.send(opened(chosen(&d)[0], "acme-eu", SignInPrompt::Nothing));
    d.see(" DEMO ").see("▌ acme-eu");
}

#[test]
fn who_signs_in_to_the_demo_while_a_profile_opens_stays_there() {
    let mut d = sign_in_page();
    d.keys("j Enter k Enter Enter").see("Anypoint Platform");
    d.send(opened(chosen(&d)[0], "acme-eu", SignInPrompt::Nothing));
    d.see(" DEMO ").see("Anypoint Platform");
}

#[test]
fn a_recording_that_began_while_a_profile_opens_does_not_become_the_platform_unasked() {
    let mut d = sign_in_page();
    d.keys("j Enter");
    d.send(Msg::Recording(Ok(Recording::Began)));
    d.see("Stopped opening profile acme-eu.");
    d.send(opened(chosen(&d)[0], "acme-eu", SignInPrompt::Nothing));
    d.see(" DEMO ");
}
