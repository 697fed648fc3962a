//! Reads of users, teams, permissions, apps and the audit log: what they tell, and what they keep.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use amtui::backend::administrators::read_administrators;
use amtui::backend::rest::{Observer, RequestRecord, RestBackend};
use amtui::backend::{AccessReads, Backend, ReadOnly};
use amtui::domain::audit::AuditQuery;
use amtui::domain::change::Change;
use amtui::domain::grant::HolderKind;
use amtui::domain::login::Login;
use amtui::domain::time::UnixTime;
use amtui::domain::{Coverage, Error, IdentityProviderRef, Listing};
use serde_json::json;

use super::parts::backend;
use super::users::{ada, bearer, config, parallel};
use crate::directory::delete;
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::access::{
    EUROPE, PLATFORM, SALES, VIEW_APIS, app, identity_provider, permission, role, team, user,
};
use crate::fixture::{BANK, RETAIL, ROOT, SHOPS, accessible, org};
use crate::generate::id;

type Read = fn(&dyn AccessReads) -> Result<(String, Coverage), Error>;

fn told<T: Debug>(list: Result<Listing<T>, Error>) -> Result<(String, Coverage), Error> {
    list.map(|list| (format!("{list:?}"), list.coverage))
}

fn shown<T: Debug>(one: Result<T, Error>) -> Result<(String, Coverage), Error> {
    one.map(|one| (format!("{one:?}"), Coverage::Complete))
}

fn entries() -> AuditQuery {
    AuditQuery::since(org(ROOT), UnixTime::parse("2025-01-01T00:00:00Z").unwrap(), 1000)
}

/// Every list, a part of the path that is asked, and the scope that it needs.
const LISTS: [(&str, &str, Read); 19] = [
    ("/users?", "read:orgusers", |b| {
        told(b.users(org(ROOT)).map(|all| Listing::clone(&all)))
    }),
    ("/members?", "read:orgusers", |b| {
        told(b.users(org(RETAIL)).map(|all| Listing::clone(&all)))
    }),
    ("u-dee/teams?", "view:access_controls", |b| {
        told(b.user_teams(user("dee")))
    }),
    ("u-dee/rolegroups?", "view:access_controls", |b| {
        told(b.user_role_groups(user("dee")))
    }),
    ("u-dee/roles?", "view:access_controls", |b| {
        told(b.user_grants(user("dee")))
    }),
    ("teams=true", "view:access_controls", |b| {
        told(b.effective_grants(user("dee")))
    }),
    ("/teams?", "view:access_controls", |b| {
        told(b.teams().map(|all| Listing::clone(&all)))
    }),
    ("/members?", "view:access_controls", |b| {
        told(b.team_members(team(PLATFORM)))
    }),
    ("/roles?", "view:access_controls", |b| {
        told(b.team_grants(team(PLATFORM)))
    }),
    ("/groupmappings?", "view:access_controls", |b| {
        told(b.team_mappings(team(EUROPE)))
    }),
    ("/rolegroups?", "view:access_controls", |b| {
        told(b.role_groups(org(ROOT)))
    }),
    ("/roles?", "view:access_controls", |b| {
        told(b.role_group_grants(org(ROOT), role(0)))
    }),
    ("/users?", "view:access_controls", |b| {
        told(b.role_group_members(org(ROOT), role(0)))
    }),
    ("api/roles?", "view:access_controls", |b| {
        told(b.permissions().map(|all| Listing::clone(&all)))
    }),
    ("users/search", "view:access_controls", |b| {
        told(b.holders(HolderKind::User, permission(VIEW_APIS), org(ROOT)))
    }),
    ("/identityProviders?", "view:identityproviders", |b| {
        told(b.identity_providers())
    }),
    ("/connectedApplications?", "read:orgconnapps", |b| {
        told(b.connected_apps(org(ROOT)).map(|all| Listing::clone(&all)))
    }),
    ("/scopes?", "read:orgconnapps", |b| {
        told(b.app_scopes(org(ROOT), app(1)))
    }),
    ("/query?", "read:audit_logs", |b| {
        told(b.audit(&entries()).map(|all| Listing::clone(&all)))
    }),
];

/// What is no list, and the searches that differ from the one above.
const OTHERS: [Read; 9] = [
    |b| shown(b.user(user("cy"))),
    |b| shown(b.team(team(PLATFORM))),
    |b| told(b.holders(HolderKind::Team, permission(VIEW_APIS), org(ROOT))),
    |b| told(b.holders(HolderKind::RoleGroup, permission(VIEW_APIS), org(ROOT))),
    |b| shown(b.identity_provider(IdentityProviderRef::External(identity_provider(1)))),
    |b| told(b.identity_provider_keys(identity_provider(0))),
    |b| shown(b.identity_settings()),
    |b| told(b.app_authorizations(org(ROOT))),
    |b| shown(b.audit_values(org(ROOT))),
];

fn every() -> impl Iterator<Item = Read> {
    LISTS.into_iter().map(|(_, _, read)| read).chain(OTHERS)
}

/// Keeps what a log would.
#[derive(Default)]
struct Log(Mutex<Vec<RequestRecord>>);

impl Observer for Log {
    fn asked(&self, asked: &RequestRecord) {
        self.0.lock().unwrap().push(asked.clone());
    }

    fn limited(&self, _: i64) {}
}

#[test]
fn no_secret_is_kept_logged_or_shown() {
    let fake = FakePlatform::of(&accessible());
    let log = Arc::new(Log::default());
    let mut config = config(fake.url(), bearer("ada"), Arc::default());
    config.observer = Arc::clone(&log) as Arc<dyn Observer>;
    let backend = RestBackend::new(config).unwrap();
    backend.sign_in(&Login::Given).unwrap();
    for read in every() {
        let (text, _) = read(&backend).unwrap();
        assert!(!text.contains("hush"), "{text}");
    }
    backend.change(&delete(SALES, "Sales", &[])).unwrap();
    assert!(
        fake.model(|model| model.told.matches("hush-access").count()) > 10,
        "the platform told some"
    );
    let paths: BTreeSet<String> = log.0.lock().unwrap().iter().map(|one| one.path.clone()).collect();
    let names = ["u-", "app1", "hush", "0a000000", "0d000000", "1a000000"];
    assert!(
        !paths.iter().any(|path| names.iter().any(|name| path.contains(name))),
        "{paths:?}"
    );
    assert!(
        paths.contains("/accounts/api/organizations/{id}/connectedApplications/{id}/scopes"),
        "{paths:?}"
    );
    assert!(!format!("{backend:?}").contains("hush"));
    // An error quotes nothing of an answer that has another form.
    fake.edit("/users/u-cy", |_, user| user["id"] = json!({"secret": "hush-odd"}));
    let odd = backend.user(user("cy")).unwrap_err();
    assert!(!format!("{odd:?} {odd}").contains("hush"), "{odd}");
}

#[test]
fn reading_is_allowed_where_nothing_may_be_changed_and_is_asked_again() {
    for dry_run in [false, true] {
        let fake = FakePlatform::of(&accessible());
        let mut config = config(fake.url(), bearer("ada"), Arc::default());
        config.dry_run = dry_run;
        let backend = ReadOnly(RestBackend::new(config).unwrap());
        backend.sign_in(&Login::Given).unwrap();
        for part in ["/search", "/query?"] {
            for fault in [Fault::DropAfter, Fault::Truncated, Fault::Answer(502, "", None)] {
                fake.plan(1, "POST", part, fault);
            }
        }
        for read in every() {
            read(&backend).unwrap();
        }
        assert_eq!(fake.writes(), [""; 0]);
    }
}

#[test]
fn a_dry_run_tells_what_a_change_would_send() {
    let fake = FakePlatform::of(&accessible());
    let mut config = config(fake.url(), bearer("ada"), Arc::default());
    config.dry_run = true;
    let backend = RestBackend::new(config).unwrap();
    backend.sign_in(&Login::Given).unwrap();
    let unsent = match backend.change(&delete(SALES, "Sales", &[])) {
        Err(Error::DryRun(unsent)) => unsent.request,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        unsent,
        format!("DELETE /accounts/api/organizations/{}/teams/{}", org(ROOT), team(SALES))
    );
    assert_eq!(fake.writes(), [""; 0]);
}

#[test]
fn a_refusal_names_the_scope_that_an_app_may_lack() {
    for (part, scope, read) in LISTS {
        let fake = FakePlatform::of(&accessible());
        let app = backend(&fake, "app");
        for method in ["GET", "POST"] {
            fake.plan(99, method, part, Fault::Answer(403, "", None));
        }
        let why = read(&app).unwrap_err().to_string();
        assert!(why.contains(&format!("may lack the scope {scope},")), "{part}: {why}");
        fake.mend();
        for method in ["GET", "POST"] {
            fake.plan(99, method, part, Fault::Answer(403, "", None));
        }
        let why = read(&backend(&fake, "ada")).unwrap_err().to_string();
        assert_eq!(why, "Not allowed: it answered 403 forbidden.", "a person has no scopes");
    }
}

// R27
#[test]
fn an_empty_list_is_unverified_until_rows_have_shown_the_scope() {
    for (part, _, read) in LISTS {
        let fake = FakePlatform::of(&accessible());
        fake.edit(part, |_, body| *body = json!({"data": [], "total": 0}));
        let (_, coverage) = read(&backend(&fake, "app")).unwrap();
        assert_eq!(coverage, Coverage::Unverified, "{part}");
        let (_, coverage) = read(&backend(&fake, "ada")).unwrap();
        assert_eq!(coverage, Coverage::Complete, "{part}: a person is told what there is");
    }
    let fake = FakePlatform::of(&accessible());
    let app = backend(&fake, "app");
    let members = |app: &RestBackend| {
        let list = app.user_teams(user("ada")).unwrap();
        (list.len(), list.coverage)
    };
    assert_eq!(members(&app), (0, Coverage::Unverified));
    app.teams().unwrap();
    assert_eq!(members(&app), (0, Coverage::Complete), "the teams show the scope");
    assert_eq!(
        app.team_mappings(team(SALES)).unwrap().coverage,
        Coverage::Unverified,
        "mappings may be refused alone"
    );
    assert_eq!(
        app.role_groups(org(2)).unwrap().coverage,
        Coverage::Unverified,
        "a scope is granted for an organization"
    );
}

#[test]
fn identity_providers_are_asked_for_at_the_root_alone() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    backend.identity_providers().unwrap();
    backend.identity_settings().unwrap();
    assert!(fake.seen().iter().all(|seen| seen.path.contains(&id("0a", ROOT))));
    fake.plan(
        1,
        "GET",
        "identityProviders",
        Fault::Answer(405, "Method Not Allowed", None),
    );
    assert!(
        matches!(backend.identity_providers(), Err(Error::Forbidden(why)) if why.contains("in the root organization only"))
    );
}

#[test]
fn an_id_that_could_lead_elsewhere_is_not_asked_for() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    for odd in ["../../me", "u-cy/roles", "u?x=1", "%2e", "a#b"] {
        assert!(
            matches!(backend.user(odd.parse().unwrap()), Err(Error::Failed(_))),
            "{odd}"
        );
        assert!(backend.user_grants(odd.parse().unwrap()).is_err(), "{odd}");
        assert!(backend.app_scopes(org(ROOT), odd.parse().unwrap()).is_err(), "{odd}");
        let provider = IdentityProviderRef::External(odd.parse().unwrap());
        assert!(backend.identity_provider(provider).is_err(), "{odd}");
    }
    assert_eq!(fake.seen().len(), 0);
}

#[test]
fn the_audit_log_is_waited_for_until_its_minute_ends_and_nothing_else_is() {
    let fake = FakePlatform::of(&accessible());
    let (backend, clock) = ada(&fake);
    fake.plan(1, "POST", "/query?", Fault::Answer(503, "", None));
    assert_eq!(backend.audit(&entries()).unwrap().len(), 4);
    assert_eq!(clock.waited(), [Duration::from_secs(60)]);
    fake.plan(9, "POST", "/query?", Fault::Answer(503, "", None));
    assert!(matches!(backend.audit(&entries()), Err(Error::RateLimited { until }) if until % 60 == 0));
    clock.waited();
    backend.teams().unwrap();
    assert_eq!(clock.waited().len(), 0, "other lists have another limit");
}

#[test]
fn a_demand_to_sign_in_again_changes_nothing() {
    for (status, body) in [(302, ""), (403, r#"{"error":"You must reauthenticate"}"#)] {
        let fake = FakePlatform::of(&accessible());
        let (backend, _) = ada(&fake);
        fake.plan(1, "PUT", "/users/u-cy", Fault::Answer(status, body, None));
        let change = Change::SetUserEnabled {
            user: user("cy"),
            was: "cy".into(),
            enabled: false,
        };
        let refused = backend.change(&change).unwrap_err();
        let said = match &refused {
            Error::NotDone(why) => why.contains("asks you to sign out and in again"),
            Error::Forbidden(why) => why.contains("reauthenticate"),
            _ => false,
        };
        assert!(said, "{refused:?}");
        assert_eq!(fake.writes().len(), 1);
        assert_eq!(backend.user(user("cy")).unwrap().enabled, Some(true));
    }
}

#[test]
fn an_audit_log_that_stops_counting_is_read_to_its_end() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    fake.edit("/query?", |_, body| {
        body["total"] = 2.into();
        body["capped"] = true.into();
    });
    let all = backend.audit(&entries()).unwrap();
    assert_eq!((all.len(), all.is_complete()), (4, true));
}

#[test]
fn a_period_of_the_audit_lasts_to_the_end_of_its_last_second() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    let query = AuditQuery {
        to: UnixTime::parse("2025-12-03T23:59:59Z"),
        ..entries()
    };
    backend.audit(&query).unwrap();
    let asked = fake.seen();
    assert_eq!(asked.last().unwrap().body["endDate"], "2025-12-03T23:59:59.999Z");
}

#[test]
fn a_role_that_administers_another_organization_is_asked_for_in_its_own() {
    let mut file = accessible();
    let places = [RETAIL, SHOPS, BANK].map(org);
    for place in places {
        let grant = json!({"roleGroupId": role(0), "permissionId": permission(0), "organizationId": place});
        file["grants"].as_array_mut().unwrap().push(grant);
    }
    let fake = FakePlatform::of(&file);
    let (backend, _) = ada(&fake);
    let tree = backend.tree().unwrap();
    let found = read_administrators(&backend, &tree, (8, parallel)).unwrap();
    assert_eq!(found.coverage, Coverage::Complete);
    assert_eq!(found.of(user("cy")), Some(places.to_vec()));
    let seen = fake.seen();
    let lists = seen.iter().filter(|seen| seen.path.contains("/rolegroups?")).count();
    assert!(
        lists <= places.len() + tree.len(),
        "each likely one, and all of them once: {lists}"
    );
}
