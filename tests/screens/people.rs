//! The pages about users, teams and roles.

use amtui::app::Place;

use super::{StartOptions, at, both};

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
    both("access_overview", move || open("business-groups"), "Enter Tab Tab");
    both("holders", move || open("business-groups"), "Enter Tab Tab G Enter");
    both(
        "users_refused",
        move || StartOptions {
            user: Some("carol.wu"),
            ..open("users")
        },
        "",
    );
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
