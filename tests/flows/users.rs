//! The page Users: who they are, what they may do, and why.

use std::collections::BTreeSet;

use amtui::app::access_read::{AccessRead, AccessReply};
use amtui::app::list::RowId;
use amtui::app::list::column::Col;
use amtui::app::request::{Reply, Request};
use amtui::app::{Location, Place};
use amtui::domain::{Coverage, Listing};
use serde_json::{Value, json};

use crate::driver::{Driver, MASKED, StartOptions, client_providers, provider};
use crate::generate;
use crate::people::{People, add_people};

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
        .see("team Everyone at Acme Corp")
        .see_not("team Everyone at Acme Corp >");
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
fn one_filter_finds_the_administrators_who_are_idle() {
    let mut d = at("users");
    d.size(120, 36)
        .keys("/")
        .text("admin:yes")
        .keys("Enter")
        .see("Users (14 of 44)");
    d.keys("Esc /").text("admin:yes idle:>90d").keys("Enter");
    d.see("Users (4 of 44)")
        .see("break.glass")
        .see("victor.lang")
        .see("ADMIN");
    // The column says where: Hannah and Olga administer business groups alone.
    let row = |d: &Driver, name: &str| d.screen().lines().find(|line| line.contains(name)).unwrap().to_owned();
    assert!(row(&d, "hannah.schmidt").contains(" below "), "{}", d.screen());
    assert!(row(&d, "olga.petrova").contains(" below "), "{}", d.screen());
    assert!(row(&d, "victor.lang").contains(" yes "), "{}", d.screen());
    d.keys("Esc /").text("admin:below").keys("Enter").see("Users (8 of 44)");
    d.keys("Esc /").text("admin:no").keys("Enter").see("Users (30 of 44)");
}

#[test]
fn who_administers_the_root_administers_its_groups() {
    let mut d = at("users");
    d.size(120, 36).keys("b j Enter 2 /").text("admin:yes").keys("Enter");
    d.see(" Retail  ").see("ana.ortiz");
}

#[test]
fn a_file_is_read_for_administrators_only_once_a_filter_asks_and_the_unknown_fit_no_filter() {
    let mut d = Driver::start(StartOptions {
        user: Some("ana.ortiz"),
        organization: Some(at("users").file()),
        open: Place::parse("users"),
        ..StartOptions::default()
    });
    let asks = |d: &Driver| {
        let is = |read: &Request| matches!(read, Request::Access(AccessRead::Holders(..)));
        d.requests.iter().filter(|read| is(read)).count()
    };
    d.size(120, 36).wait(500);
    assert_eq!(asks(&d), 0, "{:?}", d.requests);
    d.hold = true;
    d.keys("/").text("admin:yes").keys("Enter");
    d.see("Reading who administers")
        .see("Nobody so far: not everybody who administers is known.");
    while d.waits() {
        d.answer();
    }
    assert_eq!(asks(&d), 30, "{:?}", d.requests);
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
        show: MASKED,
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
fn who_has_a_permission_lists_the_apps_that_have_the_same_scope() {
    let mut d = Driver::start(client_providers());
    d.size(120, 36)
        .keys("1 Enter Tab Tab Tab /")
        .text("audit log viewer")
        .keys("Enter Enter");
    d.see("Who has Audit Log Viewer in Acme Corp")
        .see("That read:audit_logs or read:full gives the same is assumed.");
    d.see("app   Splunk Audit Forwarder")
        .see("scope read:audit_logs, assumed");
    d.keys("/")
        .text("Legacy")
        .keys("Enter")
        .see("where its user may")
        .see("scope full");
    d.keys("Enter").see("Connected Apps › Legacy Migration Tool");
    let mut d = Driver::start(client_providers());
    d.size(120, 36)
        .keys("1 Enter Tab Tab Tab /")
        .text("organization admin")
        .keys("Enter Enter");
    d.see("scope admin:access_controls, assumed in");
    let mut d = Driver::start(client_providers());
    d.size(120, 36)
        .keys("1 Enter Tab Tab Tab /")
        .text("visualizer")
        .keys("Enter Enter");
    d.see("Whether another scope gives the same isn't known.");
}

#[test]
fn who_has_a_permission_lists_the_apps_of_groups_in_between() {
    let mut demo: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let of_retail_eu = json!([{"scope": "read:audit_logs", "organizationId": "9b70bf21-c0f1-4f0a-87be-e8b19690e141"}]);
    demo["connectedApps"][3]["organizationId"] = "d29208d7-e76d-4f86-9f86-9d1d5404aceb".into();
    demo["connectedApps"][3]["scopes"] = of_retail_eu;
    let mut d = Driver::start(StartOptions {
        organization: Some(demo),
        ..client_providers()
    });
    d.size(120, 36)
        .keys("1 /")
        .text("retail eu")
        .keys("Enter Enter Tab Tab Tab /")
        .text("audit log viewer")
        .keys("Enter Enter");
    d.see("Who has Audit Log Viewer in Retail EU")
        .see("app   Audit Export 2023");
}

#[test]
fn who_has_a_permission_and_is_disabled_is_said_to_be() {
    let mut d = at("users/zoe.baker");
    d.size(120, 36)
        .keys("Enter")
        .wait(600)
        .keys("j Enter")
        .see("Who has ")
        .see_not("aisha.khan (");
    d.keys("/").text("zoe").keys("Enter").see("zoe.baker (disabled)");
}

#[test]
fn the_page_of_a_client_provider_leads_to_everyone_who_can_delete_it() {
    let mut d = provider("Okta Production");
    d.size(120, 36).click("Can delete it").keys("Enter");
    d.see("Who has Organization Administrator in Acme Corp")
        .see("break.glass");
    d.keys("Backspace").see("› Okta Production").see("▌ Can delete it");
}

#[test]
fn in_a_large_organization_no_two_users_share_a_stand_in() {
    let mut organization = generate::organization(1, 1, 1, 0, 0);
    let users = 10_000;
    let some = People {
        users,
        teams: 1,
        apps: 1,
        entries: 1,
    };
    add_people(&mut organization, some);
    let d = Driver::start(StartOptions {
        user: Some("ada"),
        open: Place::parse("users"),
        organization: Some(organization),
        show: MASKED,
        ..StartOptions::default()
    });
    let pane = d.app.page().and_then(|page| page.pane()).unwrap();
    let columns = pane.columns(d.app.model());
    for col in [Col::Name, Col::Username] {
        assert!(columns.iter().any(|column| column.col == col), "{col:?}");
        let cell = |row: &RowId| pane.cell(d.app.model(), *row, col).text.to_string();
        let shown: BTreeSet<String> = pane.list.rows.iter().map(cell).collect();
        assert!(
            shown.len() >= users && shown.len() == pane.list.rows.len(),
            "{col:?}: {}",
            shown.len()
        );
    }
}

#[test]
fn who_has_a_permission_is_said_to_be_not_verified_where_an_empty_answer_proves_nothing() {
    let mut d = Driver::start(client_providers());
    d.faults = Some(Box::new(|request| match request {
        Request::Access(AccessRead::Holders(..)) => Some(Ok(Reply::Access(AccessReply::Holders(Listing {
            coverage: Coverage::Unverified,
            ..Listing::default()
        })))),
        _ => None,
    }));
    d.keys("1 Enter Tab Tab Tab G Enter").see("Legacy Migration Tool");
    d.see("No user or team is visible. Not verified:");
}

#[test]
fn the_review_takes_the_width_of_its_form_and_wraps_no_change_that_fits() {
    let mut d = Driver::start(client_providers());
    d.size(120, 36)
        .keys("1 j e")
        .text(" and all that is sold there in the shops of the group")
        .keys("Ctrl-S");
    d.see("Name  Retail -> Retail and all that is sold there in the shops of the group ");
}
