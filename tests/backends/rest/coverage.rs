//! Lists of which a part comes, and rows that cannot be understood: nobody takes them for the whole.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use amtui::backend::Backend;
use amtui::backend::rest::RestBackend;
use amtui::domain::login::Login;
use amtui::domain::{ApiId, ApplicationId, Coverage, Error, ProviderKind, ProviderRef};
use serde_json::{Value, json};

use super::users::{ada, bearer, config};
use crate::asks::{add, associate};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::{ROOT, changeable, environment, external, org, organization, used};
use crate::generate::{self, id};

/// Five of everything; pages of two. The first API has five contracts.
pub(super) fn five_of_everything() -> FakePlatform {
    let mut file = generate::organization(0, 5, 5, 25, 5);
    let contract = |n: u64| json!({"id": n, "status": "APPROVED", "applicationId": n});
    file["apis"][0]["providerId"] = id("0c", 0).into();
    file["apis"][0]["contracts"] = (1..=5).map(contract).collect();
    let fake = FakePlatform::of(&file);
    fake.model(|model| model.page = Some(2));
    fake
}

/// A list: what its path holds, where its rows stand in an answer, and how much of it is read.
pub(super) type List = (&'static str, &'static str, fn(&RestBackend) -> Coverage);

pub(super) const LISTS: [List; 4] = [
    ("environments?", "data", |backend| {
        backend.environments().unwrap().coverage
    }),
    ("clientProviders?", "data", |backend| {
        backend.providers(org(ROOT)).unwrap().coverage
    }),
    ("apis?", "assets", |backend| {
        backend.environment_use(environment(0)).unwrap().apis.coverage.clone()
    }),
    ("/apis/1/contracts", "contracts", |backend| {
        backend.protection(environment(0), ApiId(1)).unwrap().contracts.coverage
    }),
];

pub(super) fn offset(path: &str) -> usize {
    let (_, offset) = path.split_once("offset=").unwrap();
    offset.split('&').next().unwrap().parse().unwrap()
}

/// How a list does not come to its end.
#[derive(Clone, Copy, Debug)]
enum Broken {
    /// Later pages have no rows.
    Empty,
    /// Every page is the first.
    Repeats,
    /// Later pages have no rows, and say that there are no more than came.
    Shrinks,
    /// Every page is the first of a million rows.
    Endless,
}

fn break_list(fake: &FakePlatform, (part, rows, _): List, how: Broken) {
    let mut first = Value::Null;
    fake.edit(part, move |path, body| {
        let later = offset(path) > 0;
        match how {
            Broken::Empty if later => body[rows] = json!([]),
            Broken::Shrinks if later => (body[rows], body["total"]) = (json!([]), offset(path).into()),
            Broken::Repeats | Broken::Endless if later => body[rows] = first.clone(),
            _ => first = body[rows].clone(),
        }
        if let Broken::Endless = how {
            body["total"] = 1_000_000.into();
        }
    });
}

#[test]
fn a_list_that_does_not_come_to_its_end_is_a_part_and_is_left_soon() {
    for how in [Broken::Empty, Broken::Repeats, Broken::Shrinks, Broken::Endless] {
        for list in LISTS {
            let fake = five_of_everything();
            let (backend, _) = ada(&fake);
            backend.environments().unwrap();
            break_list(&fake, list, how);
            fake.seen();
            let coverage = list.2(&backend);
            let gap = coverage.partial_reason().unwrap_or_default();
            let why = if let Broken::Endless = how {
                " of 1000000 "
            } else {
                " of 5 "
            };
            assert!(gap.contains(why), "{how:?} {}: {coverage:?}", list.0);
            let asked = fake
                .seen()
                .iter()
                .filter(|s| s.path.contains(list.0) && !s.path.contains("/xapi/"))
                .count();
            assert!(asked <= 3, "{how:?} {}: {asked} requests", list.0);
        }
    }
}

#[test]
fn a_list_of_which_every_row_came_is_complete() {
    let fake = five_of_everything();
    let (backend, _) = ada(&fake);
    for list in LISTS {
        assert_eq!(list.2(&backend), Coverage::Complete, "{}", list.0);
    }
    assert!(backend.applications(external(0)).unwrap().is_complete());
}

#[test]
fn a_total_that_becomes_smaller_does_not_end_a_list() {
    for list in LISTS {
        let fake = five_of_everything();
        let (backend, _) = ada(&fake);
        fake.edit(list.0, |path, body| {
            if offset(path) > 0 {
                body["total"] = (offset(path) + 1).into();
            }
        });
        assert_eq!(list.2(&backend), Coverage::Complete, "{}", list.0);
    }
    let fake = five_of_everything();
    let (backend, _) = ada(&fake);
    fake.edit("environments?", |path, body| body["total"] = (5 - offset(path)).into());
    assert_eq!(backend.environments().unwrap().len(), 5);
}

#[test]
fn a_list_without_a_total_that_repeats_its_first_page_is_a_part() {
    let fake = FakePlatform::of(&generate::organization(0, 1, 2, 0, 300));
    let (backend, _) = ada(&fake);
    let mut first = Value::Null;
    fake.edit("/applications?", move |path, body| {
        if offset(path) == 0 {
            first = body.clone();
        }
        *body = first.clone();
    });
    let found = backend.applications(ProviderRef::BuiltIn).unwrap();
    assert!(found.coverage.partial_reason().is_some(), "{:?}", found.coverage);
    assert_eq!(fake.seen().len(), 2);
    assert!(
        backend
            .count_applications(ProviderRef::BuiltIn)
            .unwrap()
            .coverage
            .partial_reason()
            .is_some()
    );
}

#[test]
fn a_total_may_be_text() {
    for list in LISTS {
        let fake = five_of_everything();
        let (backend, _) = ada(&fake);
        backend.environments().unwrap();
        fake.edit(list.0, |_, body| body["total"] = "252".into());
        let coverage = list.2(&backend);
        let gap = coverage.partial_reason().unwrap_or_default();
        assert!(gap.contains("Only 5 of 252 "), "{}: {coverage:?}", list.0);
    }
}

#[test]
fn a_list_whose_total_cannot_be_read_is_a_part() {
    for odd in [json!({}), json!("many"), json!(-1), json!(2.5), json!([5])] {
        for list in LISTS {
            let fake = five_of_everything();
            let (backend, _) = ada(&fake);
            backend.environments().unwrap();
            let total = odd.clone();
            fake.edit(list.0, move |_, body| body["total"] = total.clone());
            let coverage = list.2(&backend);
            assert!(coverage.partial_reason().is_some(), "{odd} {}: {coverage:?}", list.0);
        }
    }
    let fake = FakePlatform::of(&organization());
    let (backend, _) = ada(&fake);
    fake.edit("0000/apis?", |_, body| body["assets"][0]["totalApis"] = "2".into());
    let used = backend.environment_use(environment(0)).unwrap();
    assert!(
        used.apis.coverage.partial_reason().is_some(),
        "one of two instances came"
    );
}

#[test]
fn an_organization_whose_parents_cannot_be_read_is_not_taken_for_the_root() {
    let fake = FakePlatform::of(&organization());
    fake.edit("/api/me", |_, me| {
        me["user"]["organization"]["parentOrganizationIds"] = "x".into();
    });
    fake.edit("/organizations/", |_, node| node["parentOrganizationIds"] = "x".into());
    let backend = RestBackend::new(config(fake.url(), bearer("ada"), Arc::default())).unwrap();
    let signed_in = backend.sign_in(&Login::Given);
    assert!(matches!(signed_in, Err(Error::Failed(_))), "{signed_in:?}");
}

#[test]
fn a_row_that_cannot_be_understood_is_left_out_and_the_rest_is_a_part() {
    for odd in [
        Value::Null,
        json!("row"),
        json!({}),
        json!({"id": {}, "providerId": [], "assetId": 7, "apis": 1}),
    ] {
        for list in LISTS {
            let fake = five_of_everything();
            let (backend, _) = ada(&fake);
            backend.environments().unwrap();
            let (rows, row) = (list.1, odd.clone());
            fake.edit(list.0, move |path, body| {
                if offset(path) == 0 {
                    body[rows][0] = row.clone();
                }
            });
            let coverage = list.2(&backend);
            let gap = coverage.partial_reason().unwrap_or_default();
            assert!(gap.contains("1 of the "), "{odd} {}: {coverage:?}", list.0);
        }
    }
}

// R14
#[test]
fn members_that_may_be_absent_may_be_null() {
    let fake = FakePlatform::of(&organization());
    fake.edit("/api/me", |_, me| {
        for name in ["memberOfOrganizations", "firstName", "properties"] {
            me["user"][name] = Value::Null;
        }
    });
    fake.edit("/hierarchy", |_, root| {
        root["subOrganizations"][1]["subOrganizations"] = Value::Null;
        for name in ["owner", "domain", "entitlements"] {
            root["subOrganizations"][1][name] = Value::Null;
        }
    });
    fake.edit("environments?", |_, body| body["data"][0]["isProduction"] = Value::Null);
    fake.edit("/apis?", |_, body| {
        body["assets"][0]["apis"][0]["assetVersion"] = Value::Null;
        body["assets"][0]["apis"][0]["instanceLabel"] = Value::Null;
    });
    let backend = RestBackend::new(config(fake.url(), bearer("ada"), Arc::default())).unwrap();
    backend.sign_in(&Login::Given).unwrap();
    assert_eq!(backend.tree().unwrap().len(), 4);
    let all = backend.environments().unwrap();
    assert_eq!((all.len(), &all.coverage), (4, &Coverage::Complete));
    let used = backend.environment_use(environment(0)).unwrap();
    assert_eq!((used.apis.len(), &used.apis.coverage), (2, &Coverage::Complete));
}

#[test]
fn ids_of_apis_and_contracts_may_be_text() {
    let fake = FakePlatform::of(&organization());
    let (backend, _) = ada(&fake);
    let before = used(&backend, environment(0)).unwrap();
    fake.edit("/apis?", |_, body| {
        for asset in body["assets"].as_array_mut().unwrap() {
            let id = asset["apis"][0]["id"].to_string();
            asset["apis"][0]["id"] = id.into();
        }
    });
    fake.edit("/contracts", |_, body| {
        for contract in body["contracts"].as_array_mut().unwrap() {
            contract["id"] = "c-9".into();
            contract["application"]["id"] = contract["application"]["id"].to_string().into();
        }
    });
    let after = used(&backend, environment(0)).unwrap();
    assert_eq!(after, before);
    assert_eq!(after.apis[0].contracts[0].application, ApplicationId(1));
}

#[test]
fn a_group_that_cannot_be_understood_does_not_take_the_others_along() {
    let fake = FakePlatform::of(&organization());
    let (backend, _) = ada(&fake);
    fake.edit("/hierarchy", |_, root| root["subOrganizations"][1]["id"] = 7.into());
    let tree = backend.tree().unwrap();
    let gap = tree.coverage().partial_reason().unwrap_or_default();
    assert_eq!(
        (tree.len(), gap),
        (3, "1 of the business groups could not be understood.")
    );
    fake.plan(1, "GET", "expandAll", Fault::Answer(403, "", None));
    assert!(
        backend.environments().unwrap().coverage.partial_reason().is_some(),
        "it is not asked for its environments"
    );
}

#[test]
fn a_group_of_ones_own_that_cannot_be_understood_is_missing_in_the_tree() {
    let fake = FakePlatform::of(&organization());
    fake.edit("/api/me", |_, me| {
        me["user"]["memberOfOrganizations"][0]["parentOrganizationIds"] = "x".into();
    });
    let backend = RestBackend::new(config(fake.url(), bearer("ben"), Arc::default())).unwrap();
    backend.sign_in(&Login::Given).unwrap();
    let tree = backend.tree().unwrap();
    assert_eq!(tree.iter().filter(|o| o.is_root()).count(), 1);
    let gap = tree.coverage().partial_reason().unwrap_or_default();
    assert_eq!(gap, "1 of the business groups could not be understood.");
}

#[test]
fn environments_of_groups_that_refuse_are_a_part() {
    let fake = FakePlatform::of(&organization());
    let (backend, _) = ada(&fake);
    fake.plan(1, "GET", "expandAll", Fault::Answer(403, "", None));
    fake.plan(1, "GET", "000000000003/environments?", Fault::Answer(403, "", None));
    let part = backend.environments().unwrap();
    assert_eq!(part.len(), 3);
    assert!(part.coverage.partial_reason().is_some());
    assert!(backend.environments().unwrap().is_complete(), "the next time they tell");
    fake.plan(1, "GET", "expandAll", Fault::Answer(403, "", None));
    fake.edit("000000000003/environments?", |_, body| body["total"] = 9.into());
    assert!(
        backend.environments().unwrap().coverage.partial_reason().is_some(),
        "one tells a part"
    );
}

#[test]
fn a_list_of_client_providers_that_was_read_in_part_is_not_replaced() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    let list = "suggestedClientManagementProviderIds";
    fake.edit("/clientManagementProviders", move |_, body| body[list][1] = Value::Null);
    assert!(
        backend
            .environment_use(environment(3))
            .unwrap()
            .providers
            .coverage
            .partial_reason()
            .is_some()
    );
    fake.seen();
    let refused = backend.change(&associate(3, &[0, 2], &[0]));
    assert!(
        matches!(&refused, Err(Error::Failed(why)) if why.contains("could be read")),
        "{refused:?}"
    );
    assert_eq!(fake.writes(), [""; 0]);
}

#[test]
fn what_is_new_is_not_looked_for_in_a_part_of_a_list() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    let once = Arc::new(AtomicBool::new(true));
    fake.edit("clientProviders?", move |_, body| {
        if once.swap(false, Ordering::SeqCst) {
            body["data"][0]["providerId"] = Value::Null;
        }
    });
    fake.plan(1, "POST", "/clientProviders", Fault::Answer(201, "", None));
    let added = backend.change(&add(ProviderKind::Oidc, "zeta IdP"));
    assert!(
        matches!(&added, Err(Error::PartlyApplied(why)) if why.contains("its id is not known")),
        "an old one of this name is not the new one: {added:?}"
    );
}
