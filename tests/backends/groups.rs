//! The rules of business groups where a home could break them.

use amtui::backend::Backend;
use amtui::domain::change::{Change, Object};
use amtui::domain::rules::Refusal;
use amtui::domain::{Error, OrgId, Organization};

use crate::asks::{create_environment, create_group, delete_group, edit_group};
use crate::fixture::{BANK, RETAIL, ROOT, SHOPS, environment, external, org};
use crate::suite::{changed, refusal, sign_in};

suite! {
    on changeable;
    write: r2_at_most_100_business_groups, r10_a_new_group_knows_the_path_to_it, r11_root_cannot_be_deleted,
    r11_a_group_s_administrator_deletes_it, r12_a_parent_s_administrator_makes_groups_below,
    r12_a_new_group_is_administered_from_above, r14_a_new_group_has_no_domain,
    the_root_s_settings_are_the_contract_s, a_group_that_holds_groups_stays, a_group_s_name_is_checked,
    an_owner_is_a_user, an_edit_gives_a_group_another_owner, a_deleted_group_takes_all_that_is_in_it,
    a_group_that_changed_or_went_is_left_alone, what_was_put_into_a_new_group_goes_first,
}

fn created(home: &dyn Backend, change: &Change) -> OrgId {
    match home.change(change).unwrap().object {
        Object::Group(id) => id,
        other => panic!("{other:?}"),
    }
}

fn find(home: &dyn Backend, id: OrgId) -> Option<Organization> {
    home.tree().unwrap().get(id).cloned()
}

fn r2_at_most_100_business_groups(home: &dyn Backend) {
    sign_in(home, "ada");
    for _ in 3..100 {
        home.change(&create_group(BANK, "Branch", "ada")).unwrap();
    }
    assert_eq!(home.tree().unwrap().len(), 101);
    let more = create_group(ROOT, "Branch", "ada");
    assert_eq!(refusal(home.change(&more)), Refusal::TooManyGroups);
    home.undo().unwrap();
    home.change(&more).unwrap();
    // Who sees only some of them is told all the same.
    sign_in(home, "ben");
    assert_eq!(
        refusal(home.change(&create_group(RETAIL, "Shop", "ben"))),
        Refusal::TooManyGroups
    );
}

fn r10_a_new_group_knows_the_path_to_it(home: &dyn Backend) {
    sign_in(home, "ada");
    let id = created(home, &create_group(SHOPS, "Kiosk", "dee"));
    let group = find(home, id).unwrap();
    assert_eq!(group.parents, [ROOT, RETAIL, SHOPS].map(org));
    assert_eq!((group.name, group.owner), ("Kiosk".into(), Some("dee".into())));
}

fn r11_root_cannot_be_deleted(home: &dyn Backend) {
    for user in ["ada", "ben"] {
        sign_in(home, user);
        assert_eq!(refusal(home.change(&delete_group(ROOT, "Acme"))), Refusal::RootStays);
    }
}

fn r11_a_group_s_administrator_deletes_it(home: &dyn Backend) {
    for user in ["dee", "cy"] {
        sign_in(home, user);
        refusal(home.change(&delete_group(SHOPS, "Shops")));
    }
    sign_in(home, "ben");
    home.change(&delete_group(SHOPS, "Shops")).unwrap();
    home.change(&delete_group(RETAIL, "Retail")).unwrap();
    assert_eq!(home.environments().unwrap().rows, [], "his role went with it");
    assert_eq!(home.undo(), Ok("Deleted business group 'Retail'".into()));
    assert_eq!(home.undo(), Ok("Deleted business group 'Shops'".into()));
    assert_eq!(home.environments().unwrap().len(), 2);
}

fn r12_a_parent_s_administrator_makes_groups_below(home: &dyn Backend) {
    sign_in(home, "ben");
    home.change(&create_group(SHOPS, "Kiosk", "cy")).unwrap();
    home.change(&edit_group(SHOPS, "Shops", "Stores", None)).unwrap();
    assert!(matches!(
        refusal(home.change(&create_group(ROOT, "New", "cy"))),
        Refusal::NotAdministrator { .. }
    ));
    assert_eq!(refusal(home.change(&create_group(BANK, "New", "cy"))), Refusal::NotSeen);
    assert_eq!(
        refusal(home.change(&edit_group(BANK, "Bank", "New", None))),
        Refusal::NotSeen
    );
    sign_in(home, "dee");
    assert!(matches!(
        refusal(home.change(&edit_group(SHOPS, "Stores", "New", None))),
        Refusal::NotAdministrator { .. }
    ));
    assert!(matches!(refusal(home.undo()), Refusal::NotAdministrator { .. }));
}

fn r12_a_new_group_is_administered_from_above(home: &dyn Backend) {
    sign_in(home, "ada");
    let id = created(home, &create_group(RETAIL, "Online", "cy"));
    sign_in(home, "ben");
    home.change(&Change::CreateEnvironment {
        organization: id,
        name: "QA".into(),
        kind: amtui::domain::EnvironmentKind::Sandbox,
        providers: vec![],
    })
    .unwrap();
    sign_in(home, "cy");
    assert_eq!(find(home, id), None, "an owner has no right by that alone");
}

fn r14_a_new_group_has_no_domain(home: &dyn Backend) {
    sign_in(home, "ada");
    let id = created(home, &create_group(ROOT, "New", "ada"));
    assert_eq!(find(home, id).unwrap().domain, None);
}

fn the_root_s_settings_are_the_contract_s(home: &dyn Backend) {
    sign_in(home, "ada");
    assert_eq!(
        refusal(home.change(&edit_group(ROOT, "Acme", "New", None))),
        Refusal::RootSettings
    );
}

fn a_group_that_holds_groups_stays(home: &dyn Backend) {
    sign_in(home, "ada");
    let why = refusal(home.change(&delete_group(RETAIL, "Retail")));
    assert_eq!(
        why.to_string(),
        "Retail has 1 business group below it. Delete them first."
    );
}

fn a_group_s_name_is_checked(home: &dyn Backend) {
    sign_in(home, "ada");
    for name in ["", " Bank", "Ba\nnk", &"x".repeat(256)] {
        assert!(
            matches!(refusal(home.change(&create_group(ROOT, name, "ada"))), Refusal::Name(_)),
            "{name}"
        );
        let edit = edit_group(BANK, "Bank", name, None);
        assert!(matches!(refusal(home.change(&edit)), Refusal::Name(_)), "{name}");
    }
}

fn an_owner_is_a_user(home: &dyn Backend) {
    sign_in(home, "ada");
    for owner in ["Ada", "local", "u-ada", ""] {
        let none = Refusal::NoSuchUser(owner.into());
        assert_eq!(refusal(home.change(&create_group(ROOT, "New", owner))), none);
        assert_eq!(
            refusal(home.change(&edit_group(BANK, "Bank", "New", Some(owner)))),
            none
        );
    }
    let odd = refusal(home.change(&create_group(ROOT, "New", "a\u{1b}b")));
    assert_eq!(odd.to_string(), "There is no user a<U+001B>b.");
}

fn an_edit_gives_a_group_another_owner(home: &dyn Backend) {
    sign_in(home, "ada");
    // Retail names its owner, Bank an id of nobody, Shops none at all.
    for (n, name) in [(RETAIL, "Retail"), (BANK, "Bank"), (SHOPS, "Shops")] {
        let before = find(home, org(n));
        let change = edit_group(n, name, "New", Some("cy"));
        let done = home.change(&change).unwrap();
        assert_eq!(done.said(&change), "Saved business group 'New'");
        let group = find(home, org(n)).unwrap();
        assert_eq!((group.name, group.owner), ("New".into(), Some("cy".into())));
        home.change(&edit_group(n, "New", "Newer", None)).unwrap();
        assert_eq!(find(home, org(n)).unwrap().owner, Some("cy".into()));
        home.undo().unwrap();
        home.undo().unwrap();
        assert_eq!(find(home, org(n)), before);
    }
}

fn a_deleted_group_takes_all_that_is_in_it(home: &dyn Backend) {
    let seen = |user: &str| {
        sign_in(home, user);
        (home.tree(), home.environments(), home.applications(external(0)))
    };
    let before = ["ada", "ben", "dee"].map(seen);
    sign_in(home, "ada");
    home.change(&delete_group(SHOPS, "Shops")).unwrap();
    assert_eq!(find(home, org(SHOPS)), None);
    assert!(matches!(home.environment_use(environment(1)), Err(Error::NotFound(_))));
    assert_eq!(home.environments().unwrap().len(), 3);
    sign_in(home, "dee");
    assert_eq!(home.tree().unwrap().len(), 1, "the role went with it");
    sign_in(home, "ada");
    assert_eq!(home.undo(), Ok("Deleted business group 'Shops'".into()));
    assert_eq!(["ada", "ben", "dee"].map(seen), before);
}

fn a_group_that_changed_or_went_is_left_alone(home: &dyn Backend) {
    sign_in(home, "ada");
    assert_eq!(
        changed(home.change(&edit_group(BANK, "Old", "New", None))),
        "Nothing was saved: business group 'Old' is now named 'Bank'."
    );
    assert_eq!(
        changed(home.change(&delete_group(BANK, "Old"))),
        "Nothing was deleted: business group 'Old' is now named 'Bank'."
    );
    home.change(&delete_group(SHOPS, "Shops")).unwrap();
    let gone = Err(Error::NotFound("Business group 'Shops'".into()));
    assert_eq!(home.change(&delete_group(SHOPS, "Shops")), gone);
    assert_eq!(home.change(&edit_group(SHOPS, "Shops", "New", None)), gone);
    assert_eq!(
        refusal(home.change(&create_environment(SHOPS, "QA", &[]))),
        Refusal::NotSeen
    );
    sign_in(home, "dee");
    assert_eq!(refusal(home.change(&delete_group(SHOPS, "Shops"))), Refusal::NotSeen);
}

fn what_was_put_into_a_new_group_goes_first(home: &dyn Backend) {
    sign_in(home, "ada");
    let before = home.tree();
    let id = created(home, &create_group(BANK, "Cards", "ada"));
    home.change(&Change::CreateGroup {
        parent: id,
        name: "Gold".into(),
        owner: "ada".into(),
    })
    .unwrap();
    assert_eq!(home.undo(), Ok("Created business group 'Gold'".into()));
    assert_eq!(home.undo(), Ok("Created business group 'Cards'".into()));
    assert_eq!(home.tree(), before);
}
