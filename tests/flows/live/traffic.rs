//! Reading the platform row by row: progress, stopping, rate limits and refusals.

use std::collections::BTreeSet;
use std::time::Duration;

use amtui::app::msg::{Effect, Msg};
use amtui::app::request::Ticket;
use amtui::backend::rest::TimeSource;

use super::backend::{LiveDriver, Terms, ZETA, at_zeta};
use crate::driver::unix;
use crate::fake_platform::Fault;

/// Signed in, on the way to the client providers, with everything held back that is asked.
fn on_the_way() -> LiveDriver {
    let mut s = LiveDriver::of(Terms {
        open: None,
        ..Terms::default()
    });
    s.d.hold = true;
    s.d.keys("Enter 7").wait(200);
    s
}

/// How many environments are read, as the screen says it.
fn read(s: &LiveDriver) -> Option<u32> {
    let screen = s.d.screen();
    let (before, _) = screen.split_once(" of 4 environments read")?;
    before.rsplit(' ').next()?.parse().ok()
}

#[test]
fn environments_come_one_by_one_and_are_counted() {
    let mut s = on_the_way();
    let mut counts = Vec::new();
    while s.d.waits() {
        s.d.answer();
        s.d.wait(200);
        counts.extend(read(&s));
    }
    counts.dedup();
    assert_eq!(counts, [0, 1, 2, 3]);
    s.d.see("Client Providers (3)").see_not("environments read");
}

#[test]
fn escape_forgets_exactly_what_is_awaited_and_what_came_stays() {
    let mut s = on_the_way();
    while read(&s) != Some(2) {
        s.d.answer();
        s.d.wait(200);
    }
    let awaited: BTreeSet<Ticket> = s.d.awaited().into_iter().collect();
    assert!(!awaited.is_empty());
    s.d.keys("Esc").see("Stopped loading. Press r to go on.");
    let forgotten: Vec<BTreeSet<Ticket>> = s.d.effects.iter().filter_map(forgotten).collect();
    assert_eq!(forgotten, [awaited]);
    // What comes all the same is late: the screen stays as it is.
    s.d.wait(5000);
    let before = s.d.screen();
    while s.d.waits() {
        s.d.answer();
    }
    assert_eq!(s.d.screen(), before);
    s.d.see("Not up to date: Stopped loading. Press r to go on.").see(ZETA);
    // What was read before is there to work with.
    s.d.keys("4")
        .see("Environments (4)")
        .see("Env 0")
        .see("Alpha AM")
        .keys("7");
    s.d.hold = false;
    s.d.keys("r")
        .see_not("environments read")
        .keys("G Enter")
        .see("OIDC DCR");
}

fn forgotten(effect: &Effect) -> Option<BTreeSet<Ticket>> {
    match effect {
        Effect::Cancel(tickets) => Some(tickets.iter().copied().collect()),
        _ => None,
    }
}

#[test]
fn what_cannot_be_read_is_named_with_its_reason() {
    let mut s = LiveDriver::of(Terms::default());
    let part = "environments/0b000000-0000-4000-8000-000000000001/apis";
    s.answers(99, ("GET", part), 403, "no way");
    s.d.keys("r")
        .see("3 of 4 environments read. Press r to try the others again.");
    s.d.keys("G D").wait(600);
    s.d.see("Impact incomplete")
        .see("Not read: Env 1: Not allowed: no way (403).")
        .see("Checked 3 of 4 environments");
    s.d.text(ZETA).see("(tick needed)");
    s.d.keys("Esc");
    s.fake.mend();
    s.d.wait(5000).keys("r").see_not("environments read");
}

#[test]
fn a_rate_limit_is_told_while_it_lasts_and_then_it_goes_on() {
    let mut s = LiveDriver::of(Terms::default());
    s.fake.plan(
        1,
        "GET",
        "clientProviders?",
        Fault::Answer(429, "slow down", Some(unix() + 7)),
    );
    s.d.hold = true;
    s.d.keys("r");
    let told = loop {
        s.d.answer();
        if let Some(until) = s.limits.received().pop() {
            break until;
        }
    };
    assert_eq!((told, s.clock.waited()), (unix() + 7, vec![Duration::from_secs(7)]));
    s.d.send(Msg::RateLimited(told));
    s.d.wait(500).see("Too many requests. Continues at 06:02:18.").see(ZETA);
    s.d.seconds(6).see("Continues at 06:02:18.");
    s.d.seconds(1).see_not("Too many requests");
    s.d.hold = false;
    s.d.answer();
    s.d.see("Client Providers (3)").see("2 of 25 external providers used");
}

#[test]
fn a_rate_limit_that_lasts_long_is_told_and_nothing_is_asked_until_it_ends() {
    let mut s = LiveDriver::of(Terms::default());
    s.fake.plan(
        1,
        "GET",
        "clientProviders?",
        Fault::Answer(429, "", Some(unix() + 3600)),
    );
    s.d.keys("r");
    for until in s.limits.received() {
        s.d.send(Msg::RateLimited(until));
    }
    s.d.wait(500)
        .see("Too many requests. Nothing is read before 07:02:11.")
        .see(ZETA);
    s.fake.seen();
    s.d.keys("r").wait(500);
    assert!(
        s.fake.seen().is_empty(),
        "the backend asks for nothing before the limit ends"
    );
    s.clock.wait(Duration::from_secs(3600));
    s.d.seconds(3600).keys("r").see("2 of 25 external providers used");
}

#[test]
fn a_delete_waits_for_the_limit_before_it_is_read_once_more() {
    let mut s = LiveDriver::of(at_zeta());
    s.confirm();
    s.fake.plan(
        1,
        "GET",
        super::backend::PROVIDER,
        Fault::Answer(429, "", Some(unix() + 5)),
    );
    s.d.fire().see("Deleted client provider 'zeta IdP'.");
    assert_eq!(s.clock.waited(), [Duration::from_secs(5)]);
    assert_eq!(s.fake.writes().len(), 1);
}
