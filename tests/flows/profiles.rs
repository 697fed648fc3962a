//! Going to the platform from the sign-in page.

use amtui::app::Badge;
use amtui::app::live::{Connected, Listed, Live};
use amtui::app::msg::{Effect, Msg, Recording, Reply, Request, Ticket};
use amtui::domain::Error;
use amtui::domain::login::Asks;

use crate::awaited::{command, session_ends, ticket};
use crate::driver::{Driver, How, client_providers};

fn listed(name: &str, write: bool) -> Listed {
    Listed {
        name: name.into(),
        shown: name.into(),
        host: format!("{name}.example.com"),
        write,
    }
}

fn sign_in_page() -> Driver {
    let mut d = Driver::start(How::default());
    d.send(Msg::Profiles(Ok(vec![
        listed("acme-eu", false),
        listed("acme-us", true),
    ])));
    d
}

fn connected(asks: Asks) -> Msg {
    Msg::Connected(Ok(Box::new(Connected {
        badge: Badge::Live,
        live: Live {
            profile: "acme-us".into(),
            host: "acme-us.example.com".into(),
            asks,
            ..Live::default()
        },
        read_only: false,
        says: Vec::new(),
    })))
}

#[test]
fn profiles_stand_below_the_demo_and_one_is_opened() {
    let mut d = sign_in_page();
    d.see("> Demo organization")
        .see("acme-eu  acme-eu.example.com")
        .see("[LIVE RO]");
    d.keys("j j Enter");
    assert!(d.effects.contains(&Effect::Connect("acme-us".into())));
    d.send(connected(Asks::Nothing));
    d.see("[LIVE]").see("acme-us  acme-us.example.com").see_not("Demo");
    assert!(matches!(d.requests.last(), Some(Request::SignIn(_))), "all is given");
}

#[test]
fn what_is_missing_is_asked_for() {
    let mut d = sign_in_page();
    d.send(connected(Asks::ClientSecret {
        client_id: "app-1".into(),
    }));
    d.see("Sign in to acme-us.example.com")
        .see("app-1")
        .see("Client Secret*");
    assert_eq!(d.requests, [], "nobody is asked before that");
}

#[test]
fn what_cannot_be_opened_leaves_one_where_one_is() {
    let mut d = sign_in_page();
    d.send(Msg::Connected(Err("The profile acme-us is not there.".into())));
    d.see("The profile acme-us is not there.")
        .see("> Demo organization")
        .see("[DEMO]");
    let mut d = Driver::start(How::default());
    d.send(Msg::Profiles(Err("config.toml:3: there is no region eu9.".into())));
    d.see("config.toml:3: there is no region eu9.")
        .see("> Demo organization");
}

#[test]
fn what_is_recorded_does_not_become_the_platform_unasked() {
    let mut d = sign_in_page();
    d.send(Msg::Recording(Ok(Recording::Began)));
    d.keys("j Enter").see("What is recorded would show your users");
    assert!(!d.effects.iter().any(|e| matches!(e, Effect::Connect(_))));
}

/// On the platform, while the demo has not answered yet what `ask` asked of it.
fn demo_owes_an_answer(ask: fn(&mut Driver), is: fn(&Request) -> bool) -> (Driver, Ticket) {
    let mut d = Driver::start(client_providers());
    let ana = d.app.world.account.clone().unwrap();
    d.hold = true;
    ask(&mut d);
    let late = ticket(&d, is);
    session_ends(&mut d);
    d.send(connected(Asks::Nothing));
    let sign_in = Ticket(u64::try_from(d.requests.len()).unwrap());
    d.send(Msg::Reply(sign_in, Ok(Reply::SignedIn(ana))));
    d.keys("7");
    while d.awaited().iter().any(|ticket| *ticket > sign_in) {
        let ticket = *d.awaited().last().unwrap();
        d.answer_to(ticket);
    }
    d.see("[LIVE]").see("Okta Production");
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
    d.send(Msg::Reply(late, Ok(Reply::StartedOver)));
    d.see("In the demo: The organization is as it was at first.")
        .see("Delete client provider");
    assert_eq!(d.requests.len(), asked);
}

#[test]
fn what_the_demo_could_not_undo_is_told_as_of_the_demo() {
    let undo = |d: &mut Driver| {
        d.keys("u");
    };
    let (mut d, late) = demo_owes_an_answer(undo, |r| *r == Request::Undo);
    let asked = d.requests.len();
    d.send(Msg::Reply(late, Err(Error::Rejected("nothing is left to undo".into()))));
    d.see("In the demo: ").see("nothing is left to undo");
    assert_eq!(d.requests.len(), asked);
}
