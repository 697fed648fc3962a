//! Each fault of the platform or the network: its error, and what was sent until then.

use std::sync::Arc;
use std::time::Duration;

use amtui::backend::Backend;
use amtui::backend::rest::{Limits, RestBackend};
use amtui::domain::change::{Change, Object};
use amtui::domain::{Error, ProviderKind};
use serde_json::{Value, json};

use super::users::{ada, bearer, config};
use crate::asks::{add, associate, create_environment, delete_environment, edit, reassign, rename_environment, text};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::{FREE, ROOT, changeable, environment, external, org, provider, zeta};
use crate::generate::id;

const PROVIDER: &str = "/clientProviders/0c000000-0000-4000-8000-000000000000";

/// What reads meet: how it is broken, how often, and what follows.
fn read(fault: Fault, times: usize) -> (Result<usize, Error>, usize, Vec<Duration>) {
    let fake = FakePlatform::of(&changeable());
    let (backend, clock) = ada(&fake);
    fake.plan(times, "GET", "clientProviders?", fault);
    let rows = backend.providers(org(3)).map(|rows| rows.len());
    (rows, fake.seen().len(), clock.waited())
}

#[test]
fn reads_are_asked_again_where_that_can_help() {
    let passing = [
        Fault::DropBefore,
        Fault::DropAfter,
        Fault::Truncated,
        Fault::Answer(502, "<html><title>Bad Gateway</title></html>", None),
        Fault::Answer(503, "", None),
        Fault::Answer(504, "{", None),
    ];
    for fault in passing {
        let (rows, asked, waited) = read(fault.clone(), 2);
        assert_eq!((rows, asked), (Ok(5), 3), "{fault:?}");
        assert_eq!(waited, [500, 1000].map(Duration::from_millis), "{fault:?}");
        let (rows, asked, _) = read(fault.clone(), 9);
        assert!(
            matches!(rows, Err(Error::Network(_) | Error::Failed(_))),
            "{fault:?} {rows:?}"
        );
        assert_eq!(asked, 4, "{fault:?}");
    }
}

#[test]
fn a_body_that_does_not_come_to_its_end_is_not_waited_for_for_ever() {
    let fake = FakePlatform::of(&changeable());
    let mut config = config(fake.url(), bearer("ada"), Arc::default());
    config.limits.answer = Duration::from_millis(300);
    let backend = RestBackend::new(config).unwrap();
    backend.sign_in(&"ada".into()).unwrap();
    fake.seen();
    fake.plan(9, "GET", "clientProviders?", Fault::Stalled);
    let rows = backend.providers(org(ROOT));
    assert_eq!(rows, Err(Error::Network("it took too long".into())));
    assert_eq!(fake.seen().len(), 4);
}

#[test]
fn what_asking_again_does_not_help_is_told_in_a_sentence() {
    let cases = [
        (500, "<html><h1>Oh no</h1></html>", "No usable answer: Oh no (500)."),
        (
            200,
            "{\"data\":",
            "No usable answer: the answer is no whole JSON, line 1, column 8.",
        ),
        (
            200,
            "",
            "No usable answer: the answer is no whole JSON, line 1, column 0.",
        ),
        (
            200,
            "{\"data\": \"hush\"}",
            "No usable answer: the answer has another shape than expected, line 1, column 15.",
        ),
        (
            400,
            "{\"errors\":[{\"dataPath\":\".limit\",\"message\":\"is odd\"}]}",
            "The platform refused this: .limit is odd (400).",
        ),
        (403, "", "Not allowed: it answered 403 forbidden."),
        (401, "Unauthorized", "Not allowed: Unauthorized (401)."),
        (404, "gone", "This organization is not there any more."),
        (
            405,
            "no",
            "Not allowed: this is done in the root organization only: no (405).",
        ),
        (418, "\u{1b}[2Jtea", "The platform refused this: <U+001B>[2Jtea (418)."),
        (
            302,
            "",
            "No usable answer: it answered 302 and redirected to another address.",
        ),
    ];
    for (status, body, says) in cases {
        let (rows, _, waited) = read(Fault::Answer(status, body, None), 1);
        assert_eq!(rows.unwrap_err().to_string(), says);
        assert!(waited.is_empty(), "{status}");
    }
}

#[test]
fn reads_wait_for_the_end_of_a_rate_limit_and_not_for_ever() {
    const NOW: i64 = 1_767_225_600;
    let limit = |reset| Fault::Answer(429, "slow down", reset);
    let (rows, asked, waited) = read(limit(Some(NOW + 7)), 1);
    assert_eq!((rows, asked, waited), (Ok(5), 2, vec![Duration::from_secs(7)]));
    let (rows, _, waited) = read(limit(None), 1);
    assert_eq!((rows, waited), (Ok(5), vec![Duration::from_secs(5)]));
    let far = Err(Error::RateLimited { until: NOW + 3600 });
    assert_eq!(read(limit(Some(NOW + 3600)), 1), (far, 1, vec![]));
    let (rows, asked, waited) = read(limit(None), 9);
    assert!(matches!(rows, Err(Error::RateLimited { .. })), "{rows:?}");
    assert_eq!((asked, waited.len()), (3, 2));
    let (rows, asked, _) = read(limit(Some(NOW - 1)), 1);
    assert_eq!((rows, asked), (Ok(5), 2), "a limit that ended");
}

/// One change of each kind that the platform has a call for, with the one request that makes it.
fn changes(backend: &RestBackend) -> Vec<(Change, &'static str, &'static str)> {
    vec![
        (zeta(), "DELETE", PROVIDER),
        (add(ProviderKind::Oidc, "Okta"), "POST", "clientProviders"),
        (edit(backend, 0, &[("/name", text("Zeta"))]), "PATCH", PROVIDER),
        (associate(3, &[0, 1, 2], &[0]), "PUT", "clientManagementProviders"),
        (create_environment(ROOT, "QA", &[]), "POST", "environments"),
        (rename_environment(3, "Env 3", "QA"), "PUT", "environments"),
        (delete_environment(3, "Env 3"), "DELETE", "environments"),
        (reassign(FREE, Some(1)), "PATCH", "apis/16"),
    ]
}

/// Makes each change on a platform of its own, broken like this, and looks what was asked.
fn each_change(fault: &Fault, check: impl Fn(&Result<(), Error>, &[Duration], bool)) {
    let count = changes(&ada(&FakePlatform::of(&changeable())).0).len();
    for n in 0..count {
        let fake = FakePlatform::of(&changeable());
        let (backend, clock) = ada(&fake);
        let (change, method, part) = changes(&backend).swap_remove(n);
        let before = fake.model(|w| w.file.clone());
        fake.seen();
        fake.plan(9, method, part, fault.clone());
        let done = backend.change(&change).map(|_| ());
        let writes = fake.writes();
        assert_eq!(writes.len(), 1, "{fault:?} {writes:?}");
        assert!(writes[0].starts_with(method) && writes[0].contains(part), "{writes:?}");
        let same = before == fake.model(|w| w.file.clone());
        check(&done, &clock.waited(), same);
        assert!(!format!("{done:?} {backend:?}").contains("hush"));
    }
}

#[test]
fn what_may_have_happened_is_looked_up_and_never_sent_again() {
    for (fault, made) in [
        (Fault::DropBefore, false),
        (Fault::DropAfter, true),
        (Fault::Answer(500, "<html>", None), false),
        (Fault::Answer(502, "", None), false),
        (Fault::Answer(503, "{\"message\":\"busy\"}", None), false),
        (Fault::Answer(302, "", None), false),
    ] {
        each_change(&fault, |done, _, same| {
            assert_eq!(!same, made, "{fault:?}");
            assert_eq!(done.is_ok(), made, "{fault:?} {done:?}");
            assert!(
                matches!(done, Ok(()) | Err(Error::NotDone(_) | Error::OutcomeUnknown(_))),
                "{fault:?} {done:?}"
            );
        });
    }
}

#[test]
fn what_was_refused_did_not_happen_and_is_not_sent_again() {
    type Fits = fn(&Error) -> bool;
    let cases: [(u16, Fits); 7] = [
        (400, |e| matches!(e, Error::Rejected(_))),
        (401, |e| matches!(e, Error::Forbidden(_))),
        (403, |e| matches!(e, Error::Forbidden(_))),
        (404, |e| matches!(e, Error::NotFound(_) | Error::NotDone(_))),
        (405, |e| matches!(e, Error::Forbidden(_))),
        (418, |e| matches!(e, Error::Rejected(_))),
        (429, |e| matches!(e, Error::RateLimited { .. })),
    ];
    for (status, fits) in cases {
        let fault = Fault::Answer(status, "{\"message\":\"No\"}", None);
        each_change(&fault, |done, waited, same| {
            let why = done.as_ref().unwrap_err();
            assert!(waited.is_empty(), "nothing that writes is waited for");
            assert!(fits(why) && !why.outcome_unknown(), "{status} {why:?}");
            assert!(same);
        });
    }
}

#[test]
fn a_change_whose_answer_comes_without_its_body_is_looked_up() {
    each_change(&Fault::Truncated, |done, _, same| {
        assert_eq!(*done, Ok(()));
        assert!(!same);
    });
}

#[test]
fn an_environment_whose_id_is_not_told_is_found_by_its_name_among_the_new_ones() {
    let listed = |names: &[&str]| -> &'static str {
        let row = |(n, name): (usize, &&str)| json!({"id": id("0b", 0x90 + n), "organizationId": id("0a", ROOT), "name": name});
        let data: Vec<Value> = names.iter().enumerate().map(row).collect();
        Box::leak(json!({"total": data.len(), "data": data}).to_string().into_boxed_str())
    };
    let create = |now: &[&str]| {
        let fake = FakePlatform::of(&changeable());
        let (backend, _) = ada(&fake);
        fake.plan(1, "POST", "/environments", Fault::Answer(201, "", None));
        fake.plan(1, "GET", "/environments?", Fault::Answer(200, listed(&["QA"]), None));
        fake.plan(3, "GET", "/environments?", Fault::Answer(200, listed(now), None));
        backend.change(&create_environment(ROOT, "QA", &[]))
    };
    // Another one came first, and the name was taken.
    let made = create(&["QA", "Alpha", "QA-1"]).unwrap();
    assert_eq!(made.object, Object::Environment(environment(0x92)), "{made:?}");
    let why = create(&["QA", "Alpha"]).unwrap_err().to_string();
    assert!(why.contains("its id is not known"), "{why}");
}

#[test]
fn an_environment_whose_list_was_refused_is_told_to_be_there() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    fake.plan(1, "PUT", "clientManagementProviders", Fault::Answer(403, "No", None));
    let why = backend.change(&create_environment(ROOT, "QA", &[1])).unwrap_err();
    assert!(why.outcome_unknown());
    assert_eq!(
        why.to_string(),
        "Environment 'QA' was created, and its client providers were not set: Not allowed: No (403)."
    );
    assert_eq!(fake.writes().len(), 2);
    assert_eq!(backend.environments().unwrap().len(), 5);
}

#[test]
fn time_runs_out_for_reads_as_no_answer_and_changes_are_looked_up() {
    let fake = FakePlatform::of(&changeable());
    let mut config = config(fake.url(), bearer("ada"), Arc::default());
    config.limits = Limits {
        answer: Duration::from_millis(300),
        ..Limits::default()
    };
    let backend = RestBackend::new(config).unwrap();
    backend.sign_in(&"ada".into()).unwrap();
    fake.plan(1, "DELETE", PROVIDER, Fault::Silent);
    let not_done = "'zeta IdP' was not deleted: it is still there. The request failed: it took too long.";
    assert_eq!(backend.change(&zeta()), Err(Error::NotDone(not_done.into())));
    fake.plan(4, "GET", "clientProviders?", Fault::Delay(Duration::from_millis(700)));
    assert_eq!(
        backend.providers(org(ROOT)),
        Err(Error::Network("it took too long".into()))
    );
}

#[test]
fn nobody_there_is_no_answer_also_for_a_change() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    fake.plan(1, "GET", PROVIDER, Fault::DropAfter);
    let url = fake.url();
    drop(fake);
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let none = RestBackend::new(config(format!("http://{closed}"), bearer("ada"), Arc::default())).unwrap();
    assert_eq!(
        none.accounts(),
        Err(Error::Network("the connection was refused".into()))
    );
    assert!(url.starts_with("http://127."));
    drop(backend);
}

#[test]
fn an_answer_without_end_is_left() {
    let fake = FakePlatform::of(&changeable());
    let mut config = config(fake.url(), bearer("ada"), Arc::default());
    config.limits.largest = 1 << 20;
    let backend = RestBackend::new(config).unwrap();
    backend.sign_in(&"ada".into()).unwrap();
    let large: &'static str = Box::leak("x".repeat(2 << 20).into_boxed_str());
    for gzip in [false, true] {
        if gzip {
            fake.compress();
        }
        fake.seen();
        fake.plan(1, "GET", "clientProviders?", Fault::Answer(200, large, None));
        let why = backend.providers(org(ROOT)).unwrap_err();
        assert_eq!(why, Error::Network("the answer is larger than 1 MB".into()));
        assert_eq!(fake.seen().len(), 1, "asking again would not make it smaller");
    }
    assert!(backend.providers(org(ROOT)).is_ok(), "packed answers are read");
}

#[test]
fn what_is_locked_is_refused_by_the_platform_in_its_words() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    let why = backend.change(&reassign(crate::fixture::GROUPED, Some(1))).unwrap_err();
    assert_eq!(
        why,
        Error::Rejected("The client provider cannot be changed (400)".into())
    );
    assert_eq!(
        backend.environment_use(environment(3)).unwrap().apis[3].provider,
        external(0)
    );
    assert_eq!(
        backend.environment_use(environment(3)).unwrap().providers[0],
        provider(0)
    );
}
