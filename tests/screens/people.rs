//! The pages about users, teams and roles.

#[path = "states.rs"]
mod states;

use amtui::app::Place;
use amtui::app::access_read::{AccessRead, AccessReply};
use amtui::app::request::{Reply, Request};
use amtui::domain::{Coverage, Error, Listing};
use serde_json::Value;

use super::{Driver, StartOptions, at, both, client_providers, hold};

#[test]
fn users_teams_and_roles() {
    let open = |place: &'static str| at(Place::parse(place).unwrap());
    both("users", move || open("users"), "j");
    both("user_access", move || open("users/noah.brooks"), "j");
    both("user_settings", move || open("users/noah.brooks"), "Tab Tab");
    both("teams", move || open("teams"), "j j");
    both("team_members", move || open("teams/API Developers"), "");
    both("team_permissions", move || open("teams/API Developers"), "Tab");
    both("roles", move || open("roles"), "j");
    both("role_permissions", move || open("roles/Release Managers"), "");
    both("role_settings", move || open("roles/Store Support"), "Shift-Tab j j");
    both("group_roles", move || open("business-groups"), "j Enter Tab Tab j");
    both("access_overview", move || open("business-groups"), "Enter Tab Tab Tab");
    both("holders", move || open("business-groups"), "Enter Tab Tab Tab G Enter");
    both(
        "users_refused",
        move || StartOptions {
            user: Some("carol.wu"),
            ..open("users")
        },
        "",
    );
}

/// A page, where it opens, which read is answered so, and the answer.
type Case = (&'static str, &'static str, fn(AccessRead) -> bool, AccessReply);

#[test]
fn lists_of_people_that_cannot_be_read() {
    let cases: [Case; 3] = [
        (
            "users",
            "2",
            |read| matches!(read, AccessRead::Users(_)),
            AccessReply::Users(unverified().into()),
        ),
        (
            "teams",
            "3",
            |read| read == AccessRead::Teams,
            AccessReply::Teams(unverified().into()),
        ),
        (
            "roles",
            "5",
            |read| matches!(read, AccessRead::Roles(_)),
            AccessReply::Roles(unverified()),
        ),
    ];
    for (name, key, is, reply) in cases {
        for (width, height) in [(80, 24), (120, 36)] {
            let shown = |answer: Result<Reply, Error>| {
                let mut d = Driver::start(client_providers());
                d.size(width, height);
                d.faults = Some(Box::new(move |request| match request {
                    Request::Access(read) if is(*read) => Some(answer.clone()),
                    _ => None,
                }));
                d.keys(key).wait(600);
                d.screen()
            };
            let empty = shown(Ok(Reply::Access(reply.clone())));
            hold(&format!("{name}_unverified_{width}x{height}"), &empty);
            let refused = shown(Err(Error::Forbidden("no".into())));
            hold(&format!("{name}_forbidden_{width}x{height}"), &refused);
        }
    }
}

fn unverified<T>() -> Listing<T> {
    Listing {
        coverage: Coverage::Unverified,
        ..Listing::default()
    }
}

#[test]
fn what_you_may_read() {
    let command = ": a c c e s s Enter";
    both("access", || at(Place::parse("users").unwrap()), command);
    let carol = || StartOptions {
        user: Some("carol.wu"),
        ..at(Place::parse("users").unwrap())
    };
    both("access_refused", carol, command);
}

/// What changed of who may do what, since the demo as it is delivered.
#[test]
fn changes_of_access() {
    let changed = || {
        let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
        let users = demo["users"].as_array_mut().unwrap();
        let at = users.iter().position(|user| user["username"] == "tomas.novak").unwrap();
        let gone = users.remove(at)["id"].clone();
        for team in demo["teams"].as_array_mut().unwrap() {
            let members = team["members"].as_array_mut().unwrap();
            members.retain(|member| member["userId"] != gone);
        }
        for role in demo["roleGroups"].as_array_mut().unwrap() {
            role["memberIds"].as_array_mut().unwrap().retain(|id| *id != gone);
        }
        demo["grants"]
            .as_array_mut()
            .unwrap()
            .retain(|grant| grant["userId"] != gone);
        for app in demo["connectedApps"].as_array_mut().unwrap() {
            if let Some(all) = app["authorizations"].as_array_mut() {
                all.retain(|one| one["userId"] != gone);
            }
        }
        StartOptions {
            organization: Some(demo),
            ..client_providers()
        }
    };
    both(
        "changes_of_access",
        changed,
        ": d i f f Space a s s e t s / d e m o . j s o n Enter",
    );
}
