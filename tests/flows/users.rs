//! The page Users: who they are, what they may do, and why.

use amtui::app::{Location, Place};

use crate::driver::{Driver, StartOptions, client_providers};

fn at(place: &str) -> Driver {
    Driver::start(StartOptions {
        open: Place::parse(place),
        ..client_providers()
    })
}

#[test]
fn a_user_s_access_says_where_each_permission_comes_from() {
    let mut d = at("users/noah.brooks");
    d.size(120, 36).see("› Users › noah.brooks");
    d.see("direct, team API Developers");
    d.see("team Integration > API Developers");
    d.keys("j j")
        .see("team Everyone at Acme Corp > Integration > API Developers");
    d.see_not("origin unknown");
}

#[test]
fn a_role_is_an_origin_too() {
    at("users/dieter.kuhn").size(120, 36).see("role Organization Administr");
}

#[test]
fn a_filter_finds_administrators_who_are_idle_and_never_the_unknown() {
    let mut d = at("users");
    d.size(120, 36).keys("/").text("idle:>90d").keys("Enter");
    d.see("victor.lang")
        .see("break.glass")
        .see_not("ci.deploy")
        .see_not("carol.wu");
    d.keys("Esc /").text("idle:unknown").keys("Enter");
    d.see("ci.deploy").see_not("victor.lang");
    d.keys("Esc /").text("mfa:exempt").keys("Enter");
    d.see("Users (3 of 44)").see("victor.lang");
    d.keys("Esc /").text("status:disabled").keys("Enter");
    d.see("zoe.baker").see_not("victor.lang");
    d.keys("Esc /").text("provider:anypoint mfa:exempt").keys("Enter");
    d.see("Users (3 of 44)");
}

#[test]
fn enter_leads_from_a_user_to_a_team_to_its_members_and_back_to_the_row() {
    let mut d = at("users/noah.brooks");
    d.size(120, 36).keys("Tab j").see("▌ API Reviewers");
    d.keys("Enter").see("› Teams › API Reviewers").see("noah.brooks");
    d.keys("Enter").see("› Users › aisha.khan");
    d.keys("Backspace").see("› Teams › API Reviewers");
    d.keys("Backspace").see("› Users › noah.brooks").see("▌ API Reviewers");
}

#[test]
fn a_permission_leads_to_everyone_else_who_has_it() {
    let mut d = at("users/victor.lang");
    d.size(120, 36)
        .keys("/")
        .text("organization administrator")
        .keys("Enter Enter");
    d.see("who else has this permission");
    d.keys("j Enter").see("Who has Organization Administrator in");
    d.see("priya.nair")
        .see("Platform Administrators")
        .see("role Organization Administr");
}

#[test]
fn who_may_not_read_users_hears_what_is_missing() {
    let mut d = Driver::start(StartOptions {
        user: Some("carol.wu"),
        open: Some(Place::List(Location::Users)),
        ..client_providers()
    });
    d.see("This needs Organization Administrator of Acme Corp");
}

#[test]
fn a_mask_hides_users_by_name_user_name_and_e_mail() {
    let mut d = Driver::start(StartOptions {
        show: crate::driver::MASKED,
        open: Place::parse("users"),
        ..client_providers()
    });
    d.size(120, 36).see("Users (44)");
    for word in ["Aisha", "aisha", "Khan", "ana.ortiz", "Chlo"] {
        d.see_not(word);
    }
    d.keys("Enter Tab Tab").see("Email").see_not("aisha").see_not("@acme");
}

#[test]
fn a_user_s_access_is_read_only_when_their_page_is_open() {
    use amtui::app::access_read::AccessRead;
    use amtui::app::request::Request;
    let mut d = at("users");
    d.keys("j j k j");
    let reads = |d: &Driver| {
        let of_one = |request: &&Request| {
            matches!(
                request,
                Request::Access(AccessRead::EffectiveGrants(_) | AccessRead::UserTeams(_) | AccessRead::TeamGrants(_))
            )
        };
        d.requests.iter().filter(of_one).count()
    };
    assert_eq!(reads(&d), 0);
    d.keys("Enter");
    let once = reads(&d);
    assert!(once > 2, "{once}");
    d.keys("Backspace Enter Tab Tab");
    assert_eq!(reads(&d), once, "each is read once");
}

#[test]
fn access_says_what_the_account_may_read_and_change_screen_by_screen() {
    let mut d = Driver::start(client_providers());
    d.keys(":")
        .text("access")
        .keys("Enter")
        .see("Your access in Acme Corp")
        .see("Organization Administrator of Acme");
    d.see_not("needs ").keys("Esc").see("Client Providers (");
    let mut d = Driver::start(StartOptions {
        user: Some("carol.wu"),
        ..client_providers()
    });
    d.size(120, 36).keys(":").text("access").keys("Enter");
    d.see("View APIs Configuration of Acme Corp")
        .see("needs Organization Administrator of Acme Corp");
    d.see("needs Organization Administrator or View Policies of Acme Corp");
    let mut d = Driver::start(StartOptions {
        read_only: true,
        ..client_providers()
    });
    d.keys(":").text("access").keys("Enter").see("read-only");
}

#[test]
fn the_owner_of_a_business_group_leads_to_their_page() {
    let mut d = Driver::start(client_providers());
    d.size(120, 36).keys("1 j Enter").see("Owner");
    d.keys("j j j").click("Owner").keys("Enter").see("› Users › ");
}

#[test]
fn who_has_a_permission_says_that_apps_are_not_in_it() {
    let mut d = Driver::start(client_providers());
    d.size(120, 36)
        .keys("1 Enter Tab Tab /")
        .text("audit log")
        .keys("Enter")
        .see("Connected apps aren't in it");
    d.keys("Enter").see("Who has ").see("Connected apps aren't in it");
}
