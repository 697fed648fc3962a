//! The pages about access without rows: none there, none proven, and reading refused.

use std::fmt::Write as _;

use amtui::app::Place;
use amtui::app::access_read::{AccessRead, AccessReply};
use amtui::app::request::{Reply, Request};
use amtui::domain::{Coverage, Error, IdentityProvider, Listing};

use crate::driver::{Driver, StartOptions, client_providers};
use crate::hold;

/// An answer to a read of a page's own list: one without rows, so much of the whole.
type Empty = fn(AccessRead, Coverage) -> Option<AccessReply>;

fn none<T>(coverage: Coverage) -> Listing<T> {
    Listing {
        coverage,
        ..Listing::default()
    }
}

/// Each page: its name, its place, the keys to its tab, and what its list is without rows.
const PAGES: [(&str, &str, &str, Empty); 17] = [
    ("users", "users", "", |read, coverage| {
        matches!(read, AccessRead::Users(_)).then(|| AccessReply::Users(none(coverage).into()))
    }),
    ("user_access", "users/noah.brooks", "", |read, coverage| {
        matches!(read, AccessRead::EffectiveGrants(_) | AccessRead::UserGrants(_))
            .then(|| AccessReply::Grants(none(coverage)))
    }),
    ("user_teams", "users/noah.brooks", "Tab", |read, coverage| {
        matches!(read, AccessRead::UserTeams(_)).then(|| AccessReply::UserTeams(none(coverage)))
    }),
    ("teams", "teams", "", |read, coverage| {
        matches!(read, AccessRead::Teams).then(|| AccessReply::Teams(none(coverage).into()))
    }),
    ("team_members", "teams/API Developers", "", |read, coverage| {
        matches!(read, AccessRead::TeamMembers(_)).then(|| AccessReply::Members(none(coverage)))
    }),
    ("team_permissions", "teams/API Developers", "Tab", |read, coverage| {
        matches!(read, AccessRead::TeamGrants(_)).then(|| AccessReply::Grants(none(coverage)))
    }),
    (
        "team_groups",
        "teams/API Developers",
        "Tab Tab Tab",
        |read, coverage| matches!(read, AccessRead::TeamMappings(_)).then(|| AccessReply::Mappings(none(coverage))),
    ),
    ("roles", "roles", "", |read, coverage| {
        matches!(read, AccessRead::Roles(_)).then(|| AccessReply::Roles(none(coverage)))
    }),
    ("role_permissions", "roles/Release Managers", "", |read, coverage| {
        matches!(read, AccessRead::RoleGrants(..)).then(|| AccessReply::Grants(none(coverage)))
    }),
    ("role_members", "roles/Release Managers", "Tab", |read, coverage| {
        matches!(read, AccessRead::RoleMembers(..)).then(|| AccessReply::Users(none(coverage).into()))
    }),
    ("identity_providers", "identity-providers", "", |read, coverage| {
        // The built-in one is there, whatever else is.
        let rows = vec![IdentityProvider::built_in()];
        matches!(read, AccessRead::IdentityProviders)
            .then(|| AccessReply::IdentityProviders(Listing { rows, coverage }))
    }),
    (
        "identity_keys",
        "identity-providers/Okta Workforce",
        "Tab",
        |read, coverage| {
            matches!(read, AccessRead::IdentityProviderKeys(_)).then(|| AccessReply::SigningKeys(none(coverage)))
        },
    ),
    ("app_scopes", "connected-apps/Terraform", "", |read, coverage| {
        matches!(read, AccessRead::AppScopes(..)).then(|| AccessReply::AppScopes(none(coverage)))
    }),
    (
        "app_authorizations",
        "connected-apps/Postman",
        "Tab",
        |read, coverage| {
            matches!(read, AccessRead::AppAuthorizations(_)).then(|| AccessReply::AppAuthorizations(none(coverage)))
        },
    ),
    (
        "access_overview",
        "business-groups",
        "Enter Tab Tab Tab",
        |read, coverage| {
            matches!(read, AccessRead::Permissions).then(|| AccessReply::Permissions(none(coverage).into()))
        },
    ),
    (
        "holders",
        "business-groups",
        "Enter Tab Tab Tab G Enter",
        |read, coverage| matches!(read, AccessRead::Holders(..)).then(|| AccessReply::Holders(none(coverage))),
    ),
    (
        "application_contracts",
        "client-applications/Gift Registry",
        "",
        |read, coverage| {
            matches!(read, AccessRead::ApplicationContracts(_)).then(|| AccessReply::Contracts(none(coverage)))
        },
    ),
];

#[derive(Clone, Copy, Debug)]
enum State {
    Empty,
    NotVerified,
    Refused,
}

fn answer(empty: Empty, state: State, read: AccessRead) -> Option<Result<Reply, Error>> {
    let coverage = match state {
        State::NotVerified => Coverage::Unverified,
        State::Empty | State::Refused => Coverage::Complete,
    };
    let reply = Reply::Access(empty(read, coverage)?);
    Some(match state {
        State::Refused => Err(Error::Forbidden("it answered 403 forbidden.".into())),
        State::Empty | State::NotVerified => Ok(reply),
    })
}

/// After a change: `INSTA_UPDATE=always cargo test --test screens states`, then read the diff.
#[test]
fn each_page_about_access_that_has_no_rows_says_why() {
    for (name, place, keys, empty) in PAGES {
        for (width, height) in [(80, 24), (120, 36)] {
            let mut screens = String::new();
            for state in [State::Empty, State::NotVerified, State::Refused] {
                let mut d = Driver::start(StartOptions {
                    hold: true,
                    open: Place::parse(place),
                    ..client_providers()
                });
                d.size(width, height);
                d.faults = Some(Box::new(move |request| match request {
                    Request::Access(read) => answer(empty, state, *read),
                    _ => None,
                }));
                d.hold = false;
                while d.waits() {
                    d.answer();
                }
                if !keys.is_empty() {
                    d.keys(keys);
                }
                d.wait(600);
                writeln!(screens, "== {state:?}\n{}\n", d.screen()).unwrap();
            }
            hold(&format!("states_{name}_{width}x{height}"), &screens);
        }
    }
}
