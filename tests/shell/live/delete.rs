//! Deleting a client provider on the platform: what must be given, what is sent, and what a lost answer comes to.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Live, OKTA};
use crate::fake::Fault;

const PROVIDER: &str = "clientProviders/2e50e859";
const DELETE: [&str; 5] = ["providers", "delete", "Okta Production", "--confirm", "Okta Production"];

#[test]
fn a_provider_is_deleted_once_and_its_configuration_kept() {
    let live = Live::new();
    let said = live.run(&[&DELETE[..], &["--write", "--json"]].concat());
    assert_eq!((said.code, &*said.err), (0, ""));
    live.deleted_once();
    assert!(!live.has_okta());
    let told: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        (&told["deleted"], &told["id"]),
        (&"Okta Production".into(), &OKTA.into())
    );
    let kept = fs::read_to_string(told["keptIn"].as_str().unwrap()).unwrap();
    assert!(
        kept.contains("Okta Production") && !kept.contains("demo-secret"),
        "{kept}"
    );
    let again = live.run(&[&DELETE[..], &["--write"]].concat());
    assert_eq!(
        (again.code, &*again.err),
        (3, "amtui: There is no client provider 'Okta Production'.\n")
    );
    assert_eq!((live.fake.writes(), live.copies()), (vec![], 1));
}

#[test]
fn what_is_not_allowed_or_not_confirmed_is_not_sent() {
    let live = Live::with("client_id = \"app-1\"\nprotected = true\n");
    let write = [&DELETE[..], &["--write"]].concat();
    for (arguments, why) in [
        (&DELETE[..], "--write"),
        (&write, "--confirm-organization"),
        (
            &[&write[..], &["--confirm-organization", "Acme"]].concat(),
            "which is protected",
        ),
        (
            &[
                "providers",
                "delete",
                "Okta Production",
                "--write",
                "--confirm-organization",
                "Acme Corp",
            ],
            "--confirm \"NAME\"",
        ),
        (
            &[
                "providers",
                "delete",
                "Anypoint (built-in)",
                "--write",
                "--confirm",
                "Anypoint (built-in)",
            ],
            "cannot be deleted",
        ),
    ] {
        let said = live.run(arguments);
        assert_eq!(said.code, 3, "{arguments:?}: {}", said.err);
        assert!(said.err.contains(why), "{arguments:?}: {}", said.err);
        live.untouched();
    }
    let said = live.run(&[&write[..], &["--confirm-organization", "Acme Corp"]].concat());
    assert_eq!(said.code, 0, "{}", said.err);
    live.deleted_once();
}

#[test]
fn a_dry_run_tells_what_it_would_send_and_sends_nothing() {
    let live = Live::new();
    let root = live.fake.world(|world| world.root());
    let path = format!("/accounts/api/organizations/{root}/clientProviders/{OKTA}");
    let said = live.run(&[&DELETE[..], &["--dry-run"]].concat());
    assert_eq!(
        (said.code, &*said.out, &*said.err),
        (
            0,
            &*format!("DELETE {path}\n"),
            "Dry run: nothing was sent, and nothing was deleted.\n"
        )
    );
    let said = live.run(&[&DELETE[..], &["--dry-run", "--json"]].concat());
    let told: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        (said.code, told),
        (0, json!({"method": "DELETE", "path": path, "body": null}))
    );
    live.untouched();
    let on_a_file = live.run_with(&[&DELETE[..], &["--dry-run"]].concat(), &[]);
    assert!(
        on_a_file.code == 2 && on_a_file.err.contains("--dry-run needs --profile"),
        "{}",
        on_a_file.err
    );
}

#[test]
fn a_lost_answer_is_looked_after_and_never_sent_again() {
    let write = [&DELETE[..], &["--write"]].concat();
    // It was done, and the answer was lost.
    let live = Live::new();
    live.fake.plan(1, "DELETE", PROVIDER, Fault::DropAfter);
    let said = live.run(&write);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.err.contains("The answer was lost:") && said.err.contains("'Okta Production' is not there any more."),
        "{}",
        said.err
    );
    assert_eq!(said.out, format!("Okta Production\t{OKTA}\n"));
    live.deleted_once();
    assert!(!live.has_okta() && live.copies() == 1);

    // It was not done.
    let live = Live::new();
    live.fake.plan(1, "DELETE", PROVIDER, Fault::Answer(500, "{}", None));
    let said = live.run(&write);
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(
        said.err
            .contains("'Okta Production' was not deleted: it is still there."),
        "{}",
        said.err
    );
    let seen = live.fake.seen();
    let at = seen.iter().position(|s| s.method == "DELETE").unwrap();
    assert_eq!(
        seen[at + 1..].iter().map(|s| &*s.method).collect::<Vec<_>>(),
        ["GET"; 3]
    );
    assert!(live.has_okta() && said.out.is_empty());

    // Nobody knows: its applications are counted and it is read before it is deleted, and nothing afterwards.
    let live = Live::new();
    live.fake.plan(1, "DELETE", PROVIDER, Fault::DropAfter);
    live.fake.plan(2, "GET", PROVIDER, Fault::Delay(Duration::ZERO));
    live.fake.plan(9, "GET", PROVIDER, Fault::Answer(500, "{}", None));
    let said = live.run(&write);
    assert_eq!(said.code, 5, "{}", said.err);
    assert!(
        said.err.contains("It is not known whether anything changed."),
        "{}",
        said.err
    );
    live.deleted_once();
}

#[test]
fn an_impact_that_is_not_whole_stops_it_until_it_is_accepted() {
    let live = Live::new();
    let write = [&DELETE[..], &["--write"]].concat();
    let fail = || live.fake.plan(1, "GET", "/apis?", Fault::Answer(500, "{}", None));
    fail();
    let said = live.run(&["providers", "impact", "Okta Production", "--json"]);
    let told: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        (said.code, &told["complete"], &told["read"]),
        (6, &false.into(), &11.into())
    );
    fail();
    let said = live.run(&write);
    assert_eq!(said.code, 6);
    assert!(
        said.err
            .contains("Nothing was deleted: 11 of 12 environments could be read. --accept-incomplete"),
        "{}",
        said.err
    );
    live.untouched();
    fail();
    let said = live.run(&[&write[..], &["--accept-incomplete"]].concat());
    assert_eq!(said.code, 0, "{}", said.err);
    live.deleted_once();
}
