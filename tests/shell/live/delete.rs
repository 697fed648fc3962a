//! Deleting on the platform by the command line: confirmation, request, lost answers.

use std::fs;
use std::fs::{File, OpenOptions};
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Live, OKTA};
use crate::fake_platform::Fault;

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
            "can't be deleted",
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
    let root = live.fake.model(|model| model.root());
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
        said.out.starts_with(&format!("Okta Production\t{OKTA}\t")) && said.out.contains("/deleted/"),
        "where its configuration is kept is told: {}",
        said.out
    );
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

    // Nobody knows: its applications are counted twice and it is read before it is deleted, and nothing afterwards.
    let live = Live::new();
    live.fake.plan(1, "DELETE", PROVIDER, Fault::DropAfter);
    live.fake.plan(3, "GET", PROVIDER, Fault::Delay(Duration::ZERO));
    live.fake.plan(9, "GET", PROVIDER, Fault::Answer(500, "{}", None));
    let said = live.run(&write);
    assert_eq!(said.code, 5, "{}", said.err);
    assert!(
        said.err.contains("It is not known whether anything changed: ") && said.err.contains("was kept in ~/"),
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
            .contains("Not deleted: 11 of 12 environments could be read. --accept-incomplete"),
        "{}",
        said.err
    );
    live.untouched();
    fail();
    let said = live.run(&[&write[..], &["--accept-incomplete"]].concat());
    let told = "Impact incomplete: 11 of 12 environments could be read.\n";
    assert_eq!((said.code, &*said.err), (0, told));
    live.deleted_once();
}

#[test]
fn policies_that_cannot_be_read_stop_it_and_are_told_with_the_reason() {
    let live = Live::new();
    let policies = Fault::Answer(403, "", None);
    live.fake.plan(99, "GET", "/apis/1601/policies", policies);
    let said = live.run(&["providers", "impact", "Okta Production", "--json"]);
    let told: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.code, &told["complete"]), (6, &false.into()));
    assert_eq!((&told["read"], &told["effects"]["unread"]), (&12.into(), &1.into()));
    assert_eq!(told["contracts"], Value::Null, "some are not read");
    assert!(
        said.err
            .contains("Impact incomplete: the policies of 1 API could not be read: Not allowed"),
        "{}",
        said.err
    );
    let said = live.run(&[&DELETE[..], &["--write"]].concat());
    assert_eq!(said.code, 6, "{}", said.err);
    live.untouched();
}

const LOGIN: &str = "<html><head><title>Sign in</title></head><body>Who are you?</body></html>";

#[test]
fn an_answer_that_is_not_the_contract_s_is_not_taken_for_deleted() {
    let write = [&DELETE[..], &["--write"]].concat();
    for (status, body) in [(200, LOGIN), (202, "")] {
        let live = Live::new();
        live.fake.plan(1, "DELETE", PROVIDER, Fault::Answer(status, body, None));
        let said = live.run(&write);
        assert_eq!((said.code, &*said.out), (3, ""), "{status} {body}: {}", said.err);
        let why = format!("the answer ({status}) does not say that it was done");
        assert!(
            said.err
                .contains("'Okta Production' was not deleted: it is still there.")
                && said.err.contains(&why),
            "{}",
            said.err
        );
        live.deleted_once();
        assert!(live.has_okta());
    }
    let live = Live::new();
    live.fake.plan(1, "DELETE", PROVIDER, Fault::DoneBut(202, ""));
    let said = live.run(&write);
    assert_eq!((said.code, &*said.err), (0, ""));
    assert!(!live.has_okta());
    // It is said to be deleted, and it is there.
    let live = Live::new();
    live.fake.plan(1, "DELETE", PROVIDER, Fault::Answer(204, "", None));
    let said = live.run(&write);
    assert_eq!((said.code, &*said.out), (5, ""), "{}", said.err);
    assert!(
        said.err.contains("It is not known whether anything changed"),
        "{}",
        said.err
    );
}

#[test]
fn a_provider_for_entra_id_is_deleted_by_name_and_by_id() {
    const ENTRA: &str = "6c56d7da-ace2-4b63-bd64-1629dd7186db";
    for named in ["Entra ID Workforce", ENTRA] {
        let live = Live::new();
        let arguments = [
            "providers",
            "delete",
            named,
            "--confirm",
            "Entra ID Workforce",
            "--write",
        ];
        let said = live.run(&arguments);
        assert_eq!((said.code, &*said.err), (0, ""));
        let left = live.fake.model(|model| model.file["clientProviders"].to_string());
        assert!(!left.contains(ENTRA));
    }
}

#[test]
fn in_a_business_group_nothing_is_deleted() {
    let live = Live::new();
    let arguments = [&["--profile", "acme"], &DELETE[..], &["--write"]].concat();
    let run = |organization: &str| {
        let variables = [("AMTUI_CLIENT_SECRET", "hush-app"), ("ANYPOINT_ORG", organization)];
        live.run_with(&arguments, &variables)
    };
    for group in ["Retail EU", "9b70bf21-c0f1-4f0a-87be-e8b19690e141"] {
        let said = run(group);
        assert_eq!((said.code, &*said.out), (3, ""), "{}", said.err);
        assert!(
            said.err
                .contains("Not deleted: ANYPOINT_ORG names the business group 'Retail EU'"),
            "{}",
            said.err
        );
        live.untouched();
    }
    let said = run("Acme Corp");
    assert_eq!((said.code, &*said.err), (0, ""));
    live.deleted_once();
}

/// Outputs that take nothing: a disk that is full, and a reader that is gone.
fn outputs() -> [Stdio; 2] {
    let full: File = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let (reader, closed) = std::io::pipe().unwrap();
    drop(reader);
    [full.into(), closed.into()]
}

#[test]
fn the_exit_code_says_that_it_was_deleted_also_where_the_words_cannot_be_written() {
    let write = [&["--profile", "acme"], &DELETE[..], &["--write"]].concat();
    for json in [false, true] {
        for output in outputs() {
            let live = Live::new();
            let mut command = live.command(&write, &[("AMTUI_CLIENT_SECRET", "hush-app")]);
            command.args(json.then_some("--json")).stdout(output);
            let ended = command.output().unwrap();
            let err = String::from_utf8(ended.stderr).unwrap();
            assert_eq!(ended.status.code(), Some(0), "{err}");
            assert!(
                err.starts_with("amtui: Client provider 'Okta Production' was deleted. The output can't be written"),
                "{err}"
            );
            live.deleted_once();
            assert!(!live.has_okta());
        }
    }
    // What is not known stays so.
    let [full, _] = outputs();
    let live = Live::new();
    live.fake.plan(1, "DELETE", PROVIDER, Fault::Answer(204, "", None));
    let mut command = live.command(&write, &[("AMTUI_CLIENT_SECRET", "hush-app")]);
    assert_eq!(command.stdout(full).output().unwrap().status.code(), Some(5));
}
