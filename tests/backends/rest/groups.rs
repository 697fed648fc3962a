//! Business groups on the platform: what is sent, who is refused, and what lost answers mean.

use std::sync::Arc;

use amtui::backend::rest::RestBackend;
use amtui::backend::{Backend, ReadOnly};
use amtui::domain::change::{Change, Object, Seen};
use amtui::domain::login::Login;
use amtui::domain::rules::Refusal;
use amtui::domain::{Error, OrgId};
use serde_json::{Value, json};

use super::signing::app;
use super::users::{FrozenClock, ada, bearer, config};
use crate::asks::{create_group, delete_group, edit_group};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::{BANK, RETAIL, ROOT, SHOPS, changeable, org};
use crate::suite::refusal;

fn sent(fake: &FakePlatform) -> Vec<(String, Value)> {
    let seen = fake.seen().into_iter().filter(|seen| seen.method != "GET");
    seen.map(|seen| (format!("{} {}", seen.method, seen.path), seen.body))
        .collect()
}

fn path(group: usize) -> String {
    format!("/accounts/api/organizations/{}", org(group))
}

/// One of each kind, and the request it takes.
fn every() -> [(Change, (&'static str, &'static str)); 3] {
    [
        (
            create_group(BANK, "Cards", "cy"),
            ("POST", "/accounts/api/organizations"),
        ),
        (
            edit_group(RETAIL, "Retail", "Stores", None),
            ("PUT", "/accounts/api/organizations/"),
        ),
        (delete_group(SHOPS, "Shops"), ("DELETE", "/accounts/api/organizations/")),
    ]
}

#[test]
fn only_what_the_platform_takes_is_sent_and_no_entitlement_of_the_root() {
    let mut file = changeable();
    file["organization"]["subOrganizations"][1]["entitlements"] =
        json!({"createSubOrgs": true, "hybrid": {"enabled": true}, "vCoresProduction": {"assigned": 2}});
    let fake = FakePlatform::of(&file);
    let (backend, _) = ada(&fake);
    let id = |name: &str| fake.model(|model| model.user(name).unwrap()["id"].clone());
    let cards = backend.change(&create_group(BANK, "Cards", "cy")).unwrap();
    assert_eq!(
        sent(&fake),
        [(
            "POST /accounts/api/organizations".to_owned(),
            json!({"name": "Cards", "parentOrganizationId": org(BANK), "ownerId": id("cy"),
                "entitlements": {"createEnvironments": true, "createSubOrgs": false, "globalDeployment": false}})
        )]
    );
    let Object::Group(new) = cards.object else {
        panic!("{cards:?}");
    };
    assert_eq!(backend.tree().unwrap().get(new).unwrap().owner, Some("cy".into()));
    // A new name leaves the owner, the session timeout and what the group may do.
    let owner = fake.model(|model| model.place(&org(BANK).to_string()).unwrap().0["ownerId"].clone());
    fake.seen();
    backend.change(&edit_group(BANK, "Bank", "Banking", None)).unwrap();
    let kept = json!({"createSubOrgs": true, "vCoresProduction": {"assigned": 2}});
    let body = json!({"name": "Banking", "ownerId": owner, "sessionTimeout": 60, "entitlements": kept});
    assert_eq!(sent(&fake), [(format!("PUT {}", path(BANK)), body)]);
    backend.change(&delete_group(SHOPS, "Shops")).unwrap();
    assert_eq!(sent(&fake), [(format!("DELETE {}", path(SHOPS)), Value::Null)]);
    assert_eq!(backend.tree().unwrap().get(org(SHOPS)), None);
}

#[test]
fn a_new_owner_is_sent_by_their_id_and_owns_the_group_from_then_on() {
    let mut file = changeable();
    let of_root = [
        "hybrid",
        "flexGateway",
        "omniGateway",
        "serviceMesh",
        "workerLoggingOverride",
        "runtimeFabric",
        "designCenter",
    ];
    let mut entitlements = json!({"createSubOrgs": true, "vCoresProduction": {"assigned": 2}});
    let kept = entitlements.clone();
    for name in of_root {
        entitlements[name] = json!({"enabled": true});
    }
    file["organization"]["subOrganizations"][0]["entitlements"] = entitlements;
    let fake = FakePlatform::of(&file);
    let (backend, _) = ada(&fake);
    let owner = |backend: &RestBackend| backend.tree().unwrap().get(org(RETAIL)).unwrap().owner.clone();
    assert_eq!(owner(&backend), Some("ben".into()));
    let made = backend.change(&edit_group(RETAIL, "Retail", "Retail", Some((Some("ben"), "cy"))));
    assert_eq!(made.unwrap().object, Object::Group(org(RETAIL)));
    let id = fake.model(|model| model.user("cy").unwrap()["id"].clone());
    let body = json!({"name": "Retail", "ownerId": id, "sessionTimeout": 60, "entitlements": kept});
    assert_eq!(sent(&fake), [(format!("PUT {}", path(RETAIL)), body)]);
    assert_eq!(owner(&backend), Some("cy".into()));
    assert_eq!(
        owner(&ada(&fake).0),
        Some("cy".into()),
        "a new session finds it as well"
    );
}

#[test]
fn an_app_on_its_own_behalf_is_told_before_it_tries() {
    let fake = FakePlatform::of(&changeable());
    let backend = RestBackend::new(config(fake.url(), app(), Arc::new(FrozenClock::default()))).unwrap();
    backend.sign_in(&Login::Given).unwrap();
    for (change, _) in every() {
        assert_eq!(refusal(backend.change(&change)), Refusal::AppOnItsOwn);
    }
    assert_eq!(fake.writes(), [""; 0]);
}

#[test]
fn what_is_read_only_or_a_dry_run_sends_nothing() {
    let fake = FakePlatform::of(&changeable());
    let mut dry = config(fake.url(), bearer("ada"), Arc::new(FrozenClock::default()));
    dry.dry_run = true;
    let dry = RestBackend::new(dry).unwrap();
    dry.sign_in(&Login::Given).unwrap();
    let read_only = ReadOnly(ada(&fake).0);
    for (change, (method, path)) in every() {
        match dry.change(&change) {
            Err(Error::DryRun(unsent)) => {
                assert!(unsent.request.starts_with(&format!("{method} {path}")), "{unsent:?}");
            }
            other => panic!("{other:?}"),
        }
        assert!(matches!(read_only.change(&change), Err(Error::Refused(_))));
    }
    assert_eq!(fake.writes(), [""; 0]);
}

#[test]
fn an_accepted_change_counts_once_it_is_found() {
    for (change, (method, part)) in every() {
        let fake = FakePlatform::of(&changeable());
        let (backend, _) = ada(&fake);
        fake.plan(1, method, part, Fault::DoneBut(202, ""));
        let said = change.clone();
        assert!(backend.change(&change).is_ok(), "{said:?}");
        assert_eq!(fake.writes().len(), 1);

        let fake = FakePlatform::of(&changeable());
        let (backend, clock) = ada(&fake);
        fake.plan(1, method, part, Fault::Answer(202, "", None));
        let why = backend.change(&change).unwrap_err();
        let told = why.to_string();
        let wanted = if method == "POST" {
            "The platform accepted business group 'Cards', and its id is not known: the list does not have it. It may be \
             listed only after you sign in again."
        } else {
            "It is not known whether anything changed: the platform accepted it, and may do it later, and it is "
        };
        assert!(told.starts_with(wanted) && why.outcome_unknown(), "{told}");
        assert_eq!(
            (clock.waited().len(), fake.writes().len()),
            (2, 1),
            "it is looked for, and not sent again"
        );
    }
}

#[test]
fn a_lost_answer_is_looked_up_and_the_change_is_not_repeated() {
    for (change, (method, part)) in every() {
        let fake = FakePlatform::of(&changeable());
        let (backend, _) = ada(&fake);
        for fault in [Fault::DropAfter, Fault::Truncated, Fault::DoneBut(503, "")] {
            fake.plan(1, method, part, fault);
        }
        assert!(backend.change(&change).is_ok(), "{change:?}");
        assert_eq!(fake.writes().len(), 1);

        let fake = FakePlatform::of(&changeable());
        let (backend, _) = ada(&fake);
        fake.plan(1, method, part, Fault::DropBefore);
        match (method, backend.change(&change).unwrap_err()) {
            ("POST", Error::OutcomeUnknown(_)) | ("PUT" | "DELETE", Error::NotDone(_)) => {}
            other => panic!("{other:?}"),
        }
        assert_eq!(fake.writes().len(), 1);
    }
}

#[test]
fn what_the_platform_refuses_is_told_and_nothing_is_looked_for() {
    for (change, (method, part)) in every() {
        let fake = FakePlatform::of(&changeable());
        let (backend, _) = ada(&fake);
        let no = r#"{"message":"Only an admin of the parent sub organization can update the entitlements"}"#;
        fake.plan(1, method, part, Fault::Answer(403, no, None));
        let why = backend.change(&change).unwrap_err().to_string();
        assert!(why.starts_with("Not allowed: Only an admin of the parent"), "{why}");
    }
}

#[test]
fn a_group_that_went_or_was_renamed_is_left_alone() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    for (change, says) in [
        (
            edit_group(BANK, "Old", "New", None),
            "Not saved: business group 'Old' is now named 'Bank'.",
        ),
        (
            delete_group(BANK, "Old"),
            "Not deleted: business group 'Old' is now named 'Bank'.",
        ),
    ] {
        assert_eq!(backend.change(&change).unwrap_err(), Error::Changed(says.into()));
    }
    let nowhere = Change::DeleteGroup {
        group: OrgId(uuid::Uuid::from_u128(7)),
        was: "Old".into(),
        seen: Seen::default(),
    };
    assert_eq!(
        backend.change(&nowhere).unwrap_err(),
        Error::NotFound("Business group 'Old'".into())
    );
    assert!(matches!(
        refusal(backend.change(&delete_group(ROOT, "Acme"))),
        Refusal::RootStays
    ));
    assert_eq!(fake.writes(), [""; 0]);
}

#[test]
fn a_group_is_not_deleted_while_a_part_of_the_tree_hides_what_is_below_it() {
    let unseen = Refusal::GroupsUnseen { group: "Retail".into() };
    let holds = Refusal::HoldsGroups {
        group: "Retail".into(),
        below: 1,
    };
    for (below, refused) in [
        (Value::Null, Some(unseen)),
        (json!([org(SHOPS)]), Some(holds)),
        (json!([]), None),
    ] {
        let fake = FakePlatform::of(&changeable());
        fake.plan(9, "GET", "/hierarchy", Fault::Answer(403, "", None));
        fake.edit("/api/me", |_, me| {
            let groups = me["user"]["memberOfOrganizations"].as_array_mut().unwrap();
            groups.retain(|group| group["id"] != json!(org(SHOPS)));
        });
        let told = below.clone();
        fake.edit("/accounts/api/organizations/", move |asked, node| {
            if asked == path(RETAIL) {
                node["subOrganizationIds"] = told.clone();
            }
        });
        let (backend, _) = ada(&fake);
        let answer = backend.change(&delete_group(RETAIL, "Retail"));
        match refused {
            Some(why) => assert_eq!((refusal(answer), fake.writes()), (why, vec![]), "{below}"),
            None => assert_eq!(fake.writes(), [format!("DELETE {}", path(RETAIL))], "{answer:?}"),
        }
    }
}
