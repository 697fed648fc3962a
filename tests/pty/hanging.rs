//! A platform that never answers: what a person asks for goes first, and Esc cancels.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::fake_platform::{FakePlatform, Fault};
use crate::live::{APP, start};
use crate::terminal::Terminal;
use crate::{demo, quit};

/// The list of client providers, with nothing answered of what the environments use.
fn list(fake: &FakePlatform, fault: Fault) -> Terminal {
    fake.plan(usize::MAX, "GET", "/apimanager/", fault);
    let secret = [("AMTUI_CLIENT_SECRET", "hush-app")];
    let mut t = start(fake, APP, &["--open", "client-providers"], &secret);
    t.wait_for("Client Providers (7)").wait_for("  27 ");
    wait_for_requests(fake, |under_way| under_way >= 6);
    t
}

/// Waits until so many requests are under way.
fn wait_for_requests(fake: &FakePlatform, wanted: fn(usize) -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !wanted(fake.busy()) {
        assert!(Instant::now() < end, "{} requests are under way", fake.busy());
        std::thread::yield_now();
    }
}

#[test]
fn the_page_of_a_client_provider_opens_while_every_environment_hangs() {
    let fake = FakePlatform::of(&demo());
    let gate = Arc::new(Mutex::new(()));
    let held = gate.lock().unwrap();
    let mut t = list(&fake, Fault::Held(Arc::clone(&gate)));
    t.keys("jj")
        .wait_for("▌ Legacy OpenAM")
        .keys("\r")
        .wait_for("am.acme.example");
    t.wait_for("0 of 12 environments read");
    drop(held);
    t.wait_until("every environment", |screen| {
        !screen.contents().contains("environments read")
    });
    t.keys("q").wait_for("Client Providers (7)");
    quit(&mut t);
}

#[test]
fn escape_hangs_up_on_requests_that_have_no_answer() {
    let fake = FakePlatform::of(&demo());
    let mut t = list(&fake, Fault::Silent);
    t.wait_for("Esc stops it").keys("\x1b").wait_for("Stopped loading.");
    wait_for_requests(&fake, |under_way| under_way == 0);
    fake.mend();
    // Only now it is known how many environments use it.
    t.keys("r").wait_for(" 3   14   27 ");
    quit(&mut t);
}
