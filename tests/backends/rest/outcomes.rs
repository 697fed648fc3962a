//! A change with an unexpected answer is looked up by reading, and never sent again.

use std::sync::Arc;

use amtui::backend::Backend;
use amtui::backend::rest::RestBackend;
use amtui::domain::change::Change;
use amtui::domain::login::{Credentials, Login};
use amtui::domain::secret::Secret;
use amtui::domain::{Error, ProviderKind};
use serde_json::Value;

use super::users::{ada, config};
use crate::asks::{add, associate, associate_anew, create_environment, delete_environment, edit, reassign};
use crate::asks::{rename_environment, text};
use crate::directory::{delete, set};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::access::SALES;
use crate::fixture::{BANK, FREE, ROOT, accessible, environment, external, org, target, zeta};

const LOGIN: &str = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Who are you?</body></html>";

/// No contract has any of these for the change that it answers.
const WRONG: [(u16, &str); 10] = [
    (200, LOGIN),
    (200, ""),
    (200, "{}"),
    (200, r#"{"status":500,"message":"Oh no"}"#),
    (200, "[]"),
    (201, LOGIN),
    (201, "{}"),
    (202, ""),
    (203, "null"),
    (206, "{}"),
];

/// A change, and the request that makes it.
struct Write {
    what: &'static str,
    request: (&'static str, &'static str),
    make: fn(&RestBackend) -> Result<(), Error>,
}

const fn write(
    what: &'static str,
    request: (&'static str, &'static str),
    make: fn(&RestBackend) -> Result<(), Error>,
) -> Write {
    Write { what, request, make }
}

fn change(backend: &RestBackend, change: &Change) -> Result<(), Error> {
    backend.change(change).map(drop)
}

const ZETA: &str = "clientProviders/0c000000";
const ENV_3: &str = "environments/0b000000-0000-4000-8000-000000000003";

/// Every change that the platform has a call for.
const WRITES: [Write; 11] = [
    write("delete a client provider", ("DELETE", ZETA), |backend| {
        backend.change(&zeta()).map(drop)
    }),
    write("add a client provider", ("POST", "clientProviders"), |backend| {
        change(backend, &add(ProviderKind::Oidc, "Okta"))
    }),
    write("edit a client provider", ("PATCH", ZETA), |backend| {
        change(backend, &edit(backend, 0, &[("/name", text("Zeta"))]))
    }),
    write(
        "associate client providers",
        ("PUT", "clientManagementProviders"),
        |backend| change(backend, &associate(3, &[0, 1, 2], &[0])),
    ),
    write("set a default", ("PUT", "clientManagementProviders"), |backend| {
        change(backend, &associate_anew(3, &[0, 1, 2], &[1, 0, 2]))
    }),
    write("create an environment", ("POST", "environments"), |backend| {
        change(backend, &create_environment(ROOT, "QA", &[]))
    }),
    write("rename an environment", ("PUT", ENV_3), |backend| {
        change(backend, &rename_environment(3, "Env 3", "QA"))
    }),
    write("delete an environment", ("DELETE", ENV_3), |backend| {
        change(backend, &delete_environment(3, "Env 3"))
    }),
    write("reassign an API", ("PATCH", "apis/16"), |backend| {
        change(backend, &reassign(FREE, Some(1)))
    }),
    write("disable a user", ("PUT", "/users/u-cy"), |backend| {
        change(backend, &set("cy", false))
    }),
    write("delete a team", ("DELETE", "/teams/0d000000"), |backend| {
        change(backend, &delete(SALES, "Sales", &[]))
    }),
];

/// Makes a change whose one answer is this, and says whether anything changed.
fn made(write: &Write, fault: Fault) -> (Result<(), Error>, bool, FakePlatform) {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    let (method, part) = write.request;
    fake.plan(1, method, part, fault);
    let done = (write.make)(&backend);
    let writes = fake.writes();
    assert_eq!(writes.len(), 1, "{}: {writes:?}", write.what);
    let changed = fake.model(|model| model.file.clone()) != accessible();
    (done, changed, fake)
}

#[test]
fn an_answer_that_is_not_the_contract_s_is_never_taken_for_done() {
    for write in &WRITES {
        for (status, body) in WRONG {
            let (done, changed, _) = made(write, Fault::Answer(status, body, None));
            assert!(
                matches!(
                    done,
                    Err(Error::NotDone(_) | Error::OutcomeUnknown(_) | Error::PartlyApplied(_))
                ) && !changed,
                "{}, answered {status} {body:?}: {done:?}",
                write.what
            );
        }
    }
}

#[test]
fn what_was_done_is_found_out_whatever_was_answered() {
    for write in &WRITES {
        for (status, body) in WRONG {
            let (done, changed, _) = made(write, Fault::DoneBut(status, body));
            assert!(
                done == Ok(()) && changed,
                "{}, answered {status} {body:?}: {done:?}",
                write.what
            );
        }
        let (done, changed, _) = made(write, Fault::DropAfter);
        assert!(done == Ok(()) && changed, "{}, lost: {done:?}", write.what);
    }
}

#[test]
fn where_it_cannot_be_read_what_became_of_it_it_is_unknown() {
    for write in &WRITES {
        let fake = FakePlatform::of(&accessible());
        let (backend, _) = ada(&fake);
        let (method, part) = write.request;
        fake.plan_after(write.request, 99, ("GET", ""), Fault::Answer(500, "Oh no", None));
        fake.plan(1, method, part, Fault::DoneBut(200, LOGIN));
        let done = (write.make)(&backend);
        assert!(
            matches!(done, Err(Error::OutcomeUnknown(_))),
            "{}: {done:?}",
            write.what
        );
        assert_eq!(fake.writes().len(), 1);
    }
}

#[test]
fn what_was_not_done_is_told_with_the_reason() {
    let says = |n: usize, fault| made(&WRITES[n], fault).0.unwrap_err().to_string();
    let accepted = || Fault::Answer(202, "", None);
    assert_eq!(
        says(0, accepted()),
        "'zeta IdP' was not deleted: it is still there. The request failed: the answer (202) does not say that it was done."
    );
    assert_eq!(
        says(2, Fault::Answer(503, "Busy", None)),
        "Client provider 'zeta IdP' was not changed: it is as it was. The request failed: Busy (503)."
    );
    assert_eq!(
        says(6, accepted()),
        "Environment 'Env 3' was not changed: it is as it was. The request failed: the answer (202) does not say that it was \
         done."
    );
    assert_eq!(
        says(1, accepted()),
        "It is not known whether anything changed: the answer (202) does not say that it was done, and the list does not \
         have it."
    );
}

#[test]
fn a_deletion_is_told_once_the_provider_cannot_be_read_any_more() {
    let (done, changed, fake) = made(&WRITES[0], Fault::Pass);
    assert!(done == Ok(()) && changed);
    drop(fake);
    // The platform says that it is done, and it is not.
    for n in [0, 7] {
        let (done, changed, _) = made(&WRITES[n], Fault::Answer(204, "", None));
        assert!(
            matches!(&done, Err(Error::OutcomeUnknown(why)) if why.contains("still there")),
            "{done:?}"
        );
        assert!(!changed);
    }
}

#[test]
fn a_deletion_that_takes_a_moment_is_waited_for() {
    let fake = FakePlatform::of(&accessible());
    let (backend, clock) = ada(&fake);
    let old: &'static str = Box::leak(accessible()["clientProviders"][0].to_string().into_boxed_str());
    fake.plan_after(("DELETE", ZETA), 1, ("GET", ZETA), Fault::Answer(200, old, None));
    assert!(backend.change(&zeta()).is_ok());
    assert_eq!(clock.waited().len(), 1);
}

#[test]
fn a_deletion_that_the_platform_confirmed_is_done_also_where_nothing_can_be_read_afterwards() {
    for n in [0, 7] {
        let fake = FakePlatform::of(&accessible());
        let (backend, _) = ada(&fake);
        fake.plan_after(WRITES[n].request, 99, ("GET", ""), Fault::Answer(500, "Oh no", None));
        assert_eq!((WRITES[n].make)(&backend), Ok(()), "{}", WRITES[n].what);
    }
}

#[test]
fn an_environment_of_which_it_is_not_known_whether_its_list_was_set_is_told_to_be_there() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    let put = ("PUT", "clientManagementProviders");
    fake.plan(1, put.0, put.1, Fault::DoneBut(200, LOGIN));
    fake.plan_after(put, 99, ("GET", ""), Fault::Answer(403, "No", None));
    let why = backend.change(&create_environment(ROOT, "QA", &[1])).unwrap_err();
    assert!(why.outcome_unknown());
    assert_eq!(
        why.to_string(),
        "Environment 'QA' was created, and it is not known whether its client providers were set: the answer (200) does not \
         say that it was done, and it could not be read: Not allowed: No (403)."
    );
}

#[test]
fn a_list_does_not_tell_entra_id_and_it_can_be_deleted_all_the_same() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    let rows = backend.providers(org(ROOT)).unwrap();
    let row = rows.iter().find(|row| row.id == external(2)).unwrap();
    assert_eq!(row.kind, ProviderKind::Oidc, "what the list says");
    let deleted = backend.change(&target(2, "Entra", row.kind.clone()));
    assert!(deleted.is_ok(), "{deleted:?}");
    let left = fake.model(|model| model.file["clientProviders"].clone());
    assert!(
        left.as_array()
            .is_some_and(|all| all.iter().all(|one: &Value| one["name"] != "Entra"))
    );
}

#[test]
fn an_environment_is_gone_only_where_it_is_not_found_itself() {
    for part in ["/policies", "/contracts", "/apis?", "/clientManagementProviders"] {
        let fake = FakePlatform::of(&accessible());
        let (backend, _) = ada(&fake);
        backend.environments().unwrap();
        fake.plan(99, "GET", part, Fault::Answer(404, "", None));
        let uses = backend.environment_use(environment(3));
        assert!(!matches!(uses, Err(Error::NotFound(_))), "{part}: {uses:?}");
    }
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    backend.environments().unwrap();
    backend.change(&delete_environment(3, "Env 3")).unwrap();
    let uses = backend.environment_use(environment(3));
    assert!(matches!(uses, Err(Error::NotFound(_))), "{uses:?}");
}

#[test]
fn the_client_providers_of_an_environment_that_was_only_found_by_its_name_are_left_alone() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    fake.plan(1, "POST", "environments", Fault::DropAfter);
    let why = backend.change(&create_environment(ROOT, "QA", &[1])).unwrap_err();
    assert!(matches!(why, Error::PartlyApplied(_)), "{why:?}");
    assert!(why.to_string().contains("its client providers were not set"), "{why}");
    assert_eq!(fake.writes().len(), 1);
}

#[test]
fn of_two_new_environments_that_may_be_the_one_none_is_taken() {
    for name in ["QA", "QA-1"] {
        let fake = FakePlatform::of(&accessible());
        let (backend, _) = ada(&fake);
        fake.plan(1, "POST", "environments", Fault::DropAfter);
        fake.edit("/environments", move |_, body| {
            let rows = body["data"].as_array_mut();
            if let Some(rows) = rows
                && let Some(mut new) = rows.iter().find(|row| row["name"] == "QA").cloned()
            {
                new["id"] = "0b000000-0000-4000-8000-0000000000ff".into();
                new["name"] = name.into();
                rows.push(new);
                body["total"] = (body["total"].as_u64().unwrap() + 1).into();
            }
        });
        let why = backend.change(&create_environment(ROOT, "QA", &[])).unwrap_err();
        assert!(
            matches!(&why, Error::OutcomeUnknown(why) if why.contains("several")),
            "{name}: {why:?}"
        );
    }
}

/// The first client provider or environment 3 with this name, as an answer.
fn now_named(mut row: Value, name: &str) -> Fault {
    row["name"] = name.into();
    Fault::Answer(200, Box::leak(row.to_string().into_boxed_str()), None)
}

#[test]
fn a_confirmed_edit_is_not_told_as_saved_where_a_reading_shows_something_else() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    let change = edit(&backend, 0, &[("/name", text("Zeta"))]);
    let other = now_named(accessible()["clientProviders"][0].clone(), "Omega");
    fake.plan_after(("PATCH", ZETA), 99, ("GET", ZETA), other);
    let why = backend.change(&change).unwrap_err();
    assert!(why.outcome_unknown());
    assert_eq!(
        why.to_string(),
        "Client provider 'zeta IdP' has other values than were sent, although the platform confirmed the change."
    );
}

#[test]
fn a_confirmed_rename_is_told_with_the_name_that_is_read() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    fake.plan(1, "PUT", ENV_3, Fault::Answer(204, "", None));
    let other = now_named(accessible()["environments"][3].clone(), "QA-x");
    fake.plan_after(("PUT", ENV_3), 99, ("GET", ENV_3), other);
    let done = backend.change(&rename_environment(3, "Env 3", "QA")).unwrap();
    assert_eq!(done.name.raw(), "QA-x");
}

#[test]
fn an_empty_list_does_not_tell_an_app_that_its_change_was_not_made() {
    let fake = FakePlatform::of(&accessible());
    let app = Credentials::ConnectedApp {
        client_id: "app-1".into(),
        client_secret: Secret::new("hush-app".into()),
    };
    let backend = RestBackend::new(config(fake.url(), app, Arc::default())).unwrap();
    backend.sign_in(&Login::Given).unwrap();
    let empty = r#"{"suggestedClientManagementProviderIds":[]}"#;
    let list = "clientManagementProviders";
    fake.plan(99, "GET", list, Fault::Answer(200, empty, None));
    fake.plan(1, "PUT", list, Fault::DropAfter);
    let why = backend.change(&associate(3, &[], &[0, 1])).unwrap_err();
    assert!(matches!(why, Error::OutcomeUnknown(_)), "{why:?}");
}

#[test]
fn an_outcome_tells_environments_of_one_name_apart() {
    let mut file = accessible();
    file["environments"][0]["name"] = "Production".into();
    file["environments"][3]["name"] = "Production".into();
    let fake = FakePlatform::of(&file);
    let (home, _) = ada(&fake);
    // As the program has it by then.
    home.tree().unwrap();
    home.environments().unwrap();
    let says = |request: (&'static str, &'static str), change: &Change| {
        fake.plan(1, request.0, request.1, Fault::Answer(202, "", None));
        home.change(change).unwrap_err().to_string()
    };
    let done = |told: &str, wanted: &str| assert!(told.starts_with(wanted), "{told}");
    let not_changed = "Environment 'Acme / Production' was not changed: it is as it was.";
    done(
        &says(("PUT", ENV_3), &rename_environment(3, "Production", "QA")),
        not_changed,
    );
    done(
        &says(("PUT", "clientManagementProviders"), &associate(3, &[0, 1, 2], &[0])),
        not_changed,
    );
    done(
        &says(("DELETE", ENV_3), &delete_environment(3, "Production")),
        "'Acme / Production' was not deleted: it is still there.",
    );
    fake.plan(1, "PUT", "clientManagementProviders", Fault::Answer(202, "", None));
    let created = home.change(&create_environment(BANK, "Production", &[0]));
    done(
        &created.unwrap_err().to_string(),
        "Environment 'Bank / Production' was created, and its client providers were not set:",
    );
}
