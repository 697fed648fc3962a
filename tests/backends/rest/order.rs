//! Lists whose pages fit together only where they are asked in one order.

use amtui::backend::Backend;
use amtui::domain::{Error, Listing};
use serde_json::{Value, json};

use super::users::ada;
use crate::fake_platform::FakePlatform;
use crate::fixture::access::{EVERYONE, user};
use crate::fixture::{ROOT, accessible, org};
use crate::generate::id;

/// An organization with five more of each.
fn many() -> Value {
    let mut file = accessible();
    // Not in the order of their ids.
    for n in [7, 4, 9, 5, 8] {
        let more = [
            (
                "teams",
                json!({"id": id("0d", n), "name": format!("Team {n}"), "parentId": id("0d", EVERYONE), "type": "internal",
                    "members": [{"userId": "u-cy", "membership": "member"}], "mappings": []}),
            ),
            (
                "identityProviders",
                json!({"providerId": id("1a", n), "name": format!("Identity {n}"), "type": {"name": "saml"}}),
            ),
            (
                "connectedApps",
                json!({"clientId": format!("app{n}"), "name": format!("App {n}"), "organizationId": id("0a", ROOT),
                    "grantTypes": ["client_credentials"], "scopes": [], "authorizations": []}),
            ),
            (
                "applications",
                json!({"id": 900 + n, "name": format!("Application {n}"), "clientId": format!("client-{n}")}),
            ),
        ];
        for (of, one) in more {
            file[of].as_array_mut().unwrap().push(one);
        }
    }
    file
}

fn told<T: std::fmt::Debug>(list: Result<Listing<T>, Error>) -> String {
    format!("{:?}", list.unwrap())
}

/// A list, a part of the path that is asked, and how it is read.
type Read = (&'static str, &'static str, fn(&dyn Backend) -> String);

const LISTS: [Read; 7] = [
    ("teams", "/teams?", |b| told(b.teams().map(|all| Listing::clone(&all)))),
    ("a user's teams", "u-cy/teams?", |b| told(b.user_teams(user("cy")))),
    ("permissions", "api/roles?", |b| {
        told(b.permissions().map(|all| Listing::clone(&all)))
    }),
    ("identity providers", "/identityProviders?", |b| {
        told(b.identity_providers())
    }),
    ("connected apps", "/connectedApplications?", |b| {
        told(b.connected_apps(org(ROOT)).map(|all| Listing::clone(&all)))
    }),
    ("client applications", "/repository/v2/", |b| {
        told(b.all_applications().map(|all| Listing::clone(&all)))
    }),
    ("client providers", "/clientProviders?", |b| {
        told(b.providers(org(ROOT)))
    }),
];

#[test]
fn pages_of_each_list_are_asked_in_one_order() {
    let fake = FakePlatform::of(&many());
    let (backend, _) = ada(&fake);
    let whole: Vec<String> = LISTS.iter().map(|(_, _, read)| read(&backend)).collect();
    fake.model(|model| model.page = Some(2));
    let (backend, _) = ada(&fake);
    let mut torn = Vec::new();
    for ((name, part, read), whole) in LISTS.iter().zip(whole) {
        fake.seen();
        if read(&backend) != whole {
            torn.push(*name);
        }
        assert!(fake.asked(part) > 1, "{name} came in one page");
    }
    assert_eq!(torn, [""; 0], "pages of these lists do not fit together");
}
