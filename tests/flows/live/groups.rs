//! Business groups on the platform, from the list to the deletion on the typed name.

use amtui::app::{Location, Place};

use super::backend::{LiveDriver, Terms, app};
use crate::fake_platform::{FakePlatform, Fault};

fn at_groups() -> Terms {
    Terms {
        open: Some(Place::List(Location::BusinessGroups)),
        ..Terms::default()
    }
}

#[test]
fn a_business_group_is_created_renamed_and_deleted() {
    let mut s = LiveDriver::of(at_groups());
    s.d.see("Business Groups (4)")
        .keys("a")
        .see("Create business group")
        .text("Cards")
        .keys("Ctrl-S");
    s.d.see("Owner").see("ada").wait(800).keys("Enter");
    s.d.see("Created business group 'Cards'").see("▌     Cards");
    s.d.keys("e")
        .see("Edit business group Cards")
        .keys("Ctrl-U")
        .text("Payments")
        .keys("Ctrl-S");
    s.d.see("Cards -> Payments")
        .wait(800)
        .keys("Enter")
        .see("Saved business group 'Payments'");
    s.d.confirm("Payments").wait(800).fire();
    s.d.see("Deleted business group 'Payments'")
        .see("Business Groups (4)")
        .see_not("▌     Payments");
    let methods: Vec<String> = s
        .fake
        .writes()
        .iter()
        .map(|w| w.split(' ').next().unwrap().to_owned())
        .collect();
    assert_eq!(methods, ["POST", "PUT", "DELETE"]);
}

#[test]
fn a_business_group_gets_another_owner() {
    let mut s = LiveDriver::of(at_groups());
    s.d.size(120, 36)
        .keys("j e")
        .see("Edit business group Retail")
        .keys("Tab");
    s.d.see("ben")
        .keys("Right Ctrl-S")
        .see("Owner")
        .see("ben -> ")
        .wait(800)
        .keys("Enter");
    s.d.see("Saved business group 'Retail'");
    let owner = s
        .fake
        .model(|model| model.file["organization"]["subOrganizations"][0]["ownerId"].clone());
    let name = s.fake.model(|model| {
        let mut users = model.file["users"].as_array().unwrap().iter();
        users.find(|user| user["id"] == owner).unwrap()["username"].clone()
    });
    assert_ne!(name, "ben");
    s.d.keys("Enter")
        .see("› Business Groups › Retail")
        .see(name.as_str().unwrap());
}

#[test]
fn an_app_on_its_own_behalf_is_told_before_any_form_opens() {
    let mut s = LiveDriver::of(Terms {
        credentials: Some(app()),
        ..at_groups()
    });
    for key in ["a", "j e", "D"] {
        s.d.keys(key)
            .see("A connected app that acts on its own behalf can't change business groups");
    }
    assert_eq!(s.fake.writes(), [""; 0]);
}

#[test]
fn a_dry_run_shows_what_would_be_sent() {
    let mut s = LiveDriver::of(Terms {
        dry_run: true,
        ..at_groups()
    });
    s.d.size(100, 40)
        .keys("a")
        .text("Cards")
        .keys("Ctrl-S")
        .wait(800)
        .keys("Enter");
    s.d.see("POST /accounts/api/organizations")
        .see("\"createEnvironments\": true");
    assert_eq!(s.fake.writes(), [""; 0]);
}

#[test]
fn a_group_in_a_tree_of_which_a_part_came_is_deleted_on_its_id_alone() {
    let fake = FakePlatform::of(&at_groups().organization);
    fake.plan(9, "GET", "/hierarchy", Fault::Answer(403, "", None));
    let mut s = LiveDriver::on(fake, at_groups());
    s.d.see("You may not read the tree of business groups.")
        .keys("G D")
        .see("others are listed, and one may have");
}

#[test]
fn an_owner_that_the_platform_does_not_tell_is_unknown() {
    let fake = FakePlatform::of(&at_groups().organization);
    fake.edit("/hierarchy", |_, root| {
        let retail = root["subOrganizations"][0].as_object_mut().unwrap();
        retail.remove("owner").unwrap();
    });
    let mut s = LiveDriver::on(fake, at_groups());
    s.d.keys("j e")
        .see("Edit business group Retail")
        .see("(unknown)")
        .see_not("(not set)");
}
