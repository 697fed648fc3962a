//! Numbers and sentences that stay true beside others on the same screen.

use amtui::app::Place;
use serde_json::{Value, json};

use crate::driver::{Driver, StartOptions, client_providers};

fn open(place: &str) -> Driver {
    let mut d = Driver::start(StartOptions {
        open: Place::parse(place),
        ..client_providers()
    });
    d.size(120, 36);
    d
}

fn demo() -> Value {
    serde_json::from_str(include_str!("../../assets/demo.json")).unwrap()
}

#[test]
fn applications_without_a_registration_are_counted_from_what_the_file_tells() {
    let mut file = demo();
    for one in file["applications"].as_array_mut().unwrap().iter_mut().take(3) {
        one["formerProviderId"] = "11111111-2222-4333-8444-555555555555".into();
        one["providerId"] = Value::Null;
    }
    let mut d = Driver::start(StartOptions {
        organization: Some(file),
        ..client_providers()
    });
    d.size(120, 36).see("3 applications without a registration");
    d.keys("g g Enter").see("applications without a registration:");
    d.keys("Tab Tab Tab").see("Anypoint (built-in) counts 3 applications");
}

#[test]
fn applications_that_got_a_registration_elsewhere_are_counted_no_more() {
    let mut d = open("client-providers");
    d.keys("j j j").confirm("Okta Production").wait(700).fire().wait(1000);
    d.see("27 applications without a");
    d.rewrite(|file| {
        for one in file["applications"].as_array_mut().unwrap() {
            one["formerProviderId"] = Value::Null;
        }
    });
    d.keys("r").wait(1000).see("Client Providers (6)").see_not("without a");
}

#[test]
fn what_a_filter_leaves_out_fits_the_rest_of_it() {
    let mut d = open("users");
    d.keys("/").text("admin:yes idle:>90d").keys("Enter");
    d.see("admin:yes").see_not("Left out");
    d.keys("Esc /").text("idle:>90d").keys("Enter");
    d.see("Left out: 2 users");
    let mut d = open("connected-apps");
    d.keys("/")
        .text("nothing-like-it unused:>30d")
        .keys("Enter")
        .see_not("Left out");
}

#[test]
fn a_delete_dialog_follows_a_rename_that_is_read_again_behind_it() {
    let mut d = open("business-groups");
    d.keys("/").text("customs").keys("Enter").hold = true;
    d.keys("r D").see("Delete business group");
    d.text("Logist");
    d.rewrite(|file| {
        let groups = file["organization"]["subOrganizations"].as_array_mut().unwrap();
        for group in groups {
            for one in group["subOrganizations"].as_array_mut().into_iter().flatten() {
                let name = format!("{} 2", one["name"].as_str().unwrap());
                one["name"] = name.into();
            }
        }
    });
    d.hold = false;
    d.answer();
    d.see("Delete business group")
        .see("It was renamed. Enter its name as it is now.");
    d.see_not("› Logist");
    assert_eq!(d.deletes(), 0);
}

#[test]
fn who_has_a_permission_counts_rows_and_says_so() {
    let mut d = open("users/ana.ortiz");
    d.keys("/")
        .text("Organization Admin")
        .keys("Enter Enter")
        .text("Organization Admin")
        .keys("Enter");
    d.see("Who has Organization Administrator in Acme Corp (").see(" rows)");
}

#[test]
fn what_amtui_only_shows_is_told_from_what_the_account_may_not_change() {
    let mut d = open("users");
    d.keys(":").text("access").keys("Enter");
    d.see("shown only").see_not(" none ");
    d.see("shown only: amtui doesn't change it. On the platform you may be able to.");
}

#[test]
fn the_list_of_apis_counts_active_contracts_by_that_name() {
    let mut d = open("environments/Production");
    d.size(160, 36).keys("0").see("ACTIVE CONTRACTS");
    d.keys("/")
        .text("contracts:>0")
        .keys("Enter")
        .see_not("No column is named");
}

#[test]
fn apps_of_business_groups_are_said_to_be_left_out() {
    open("connected-apps").see("Apps of the 9 business groups below aren't listed here.");
}

#[test]
fn a_filter_over_changes_keeps_what_stands_below_their_heads() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = demo();
    let user = file["users"].as_array_mut().unwrap().iter_mut();
    for user in user.filter(|one| one["username"] == "aisha.khan") {
        user["email"] = json!("old@acme.example");
    }
    let path = folder.path().join("a.json");
    std::fs::write(&path, file.to_string()).unwrap();
    let mut d = open("users");
    d.keys(":").text(&format!("diff {}", path.display())).keys("Enter");
    d.see("aisha.khan").keys("/").text("aisha");
    d.see("old@acme.example -> ");
}

#[test]
fn a_name_that_another_provider_gets_meanwhile_confirms_nothing_more() {
    let mut d = open("client-providers");
    d.keys("/").text("okta prod").keys("Enter").hold = true;
    d.keys("r D").see("Delete client provider");
    d.text("Okta Prod");
    d.rewrite(|file| {
        let all = file["clientProviders"].as_array_mut().unwrap();
        let mut twin = all.iter().find(|one| one["name"] == "Okta Production").unwrap().clone();
        twin["providerId"] = "5f7b3c1e-0000-4000-8000-00000000aa01".into();
        all.push(twin);
    });
    d.hold = false;
    d.answer();
    d.see("Its name doesn't tell it apart any more. Enter its id.")
        .see_not("Okta Prod ");
    // The reason stays while somebody goes on typing.
    d.text("uction").see("Enter its id.");
    d.keys("Enter").wait(2000).keys("Enter").wait(500);
    assert_eq!(d.deletes(), 0);
}

#[test]
fn a_typed_name_is_kept_in_a_window_that_is_too_small() {
    let mut d = open("environments");
    d.keys("D").text("x").size(90, 10).see("What you typed is kept");
    d.keys("q q");
    assert!(!d.quits());
    d.size(120, 36).see("Delete environment");
}

#[test]
fn a_second_press_to_quit_is_not_asked_for_once_something_else_was_done() {
    let mut d = open("users");
    d.keys("q q").see("Press q again to quit").keys("j");
    d.see_not("Press q again to quit");
}

#[test]
fn the_built_in_provider_is_named_in_what_is_said_of_it() {
    let mut d = open("client-providers");
    d.keys("g g :")
        .text("json")
        .keys("Enter")
        .see("Anypoint (built-in) has no configuration.");
}

#[test]
fn saving_as_in_vim_says_that_nothing_is_left_to_save() {
    for typed in ["w", "w!", "write"] {
        let mut d = open("users");
        d.keys(":").text(typed).keys("Enter");
        d.see("There is nothing to save").see_not("Switch");
    }
    open("users")
        .keys(":")
        .text("wq")
        .keys("Enter")
        .see_not("nothing to save");
}

#[test]
fn no_slip_is_led_to_a_deletion() {
    let mut d = open("environments");
    d.keys("d").see("d does nothing here.").see_not("Did you mean D");
    d.see("Enter opens the row, p previews it.");
}
