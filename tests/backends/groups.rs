//! The rules of business groups where a backend could break them.

use amtui::backend::Backend;
use amtui::domain::change::{Change, Object};
use amtui::domain::rules::Refusal;
use amtui::domain::{Error, OrgId, Organization};

use crate::asks::{create_environment, create_group, delete_group, edit_group};
use crate::fixture::{BANK, RETAIL, ROOT, SHOPS, environment, external, org};
use crate::suite::{changed, refusal, sign_in};

suite! {
    on changeable;
    write: at_most_100_business_groups, a_new_group_knows_the_path_to_it, root_cannot_be_deleted,
    a_group_s_administrator_deletes_it, a_parent_s_administrator_makes_groups_below,
    a_new_group_is_administered_from_above, a_new_group_has_no_domain,
    the_root_s_settings_are_the_contract_s, a_group_that_holds_groups_stays, a_group_s_name_is_checked,
    an_owner_is_a_user, an_edit_gives_a_group_another_owner, a_deleted_group_takes_all_that_is_in_it,
    an_owner_whom_somebody_else_set_meanwhile_stays,
    a_group_that_changed_or_went_is_left_alone, what_was_put_into_a_new_group_goes_first;
    rest: a_new_group_knows_the_path_to_it, root_cannot_be_deleted, a_new_group_is_administered_from_above,
    a_new_group_has_no_domain, the_root_s_settings_are_the_contract_s, a_group_that_holds_groups_stays,
    a_group_s_name_is_checked, an_owner_is_a_user, an_owner_whom_somebody_else_set_meanwhile_stays,
}

fn created(backend: &dyn Backend, change: &Change) -> OrgId {
    match backend.change(change).unwrap().object {
        Object::Group(id) => id,
        other => panic!("{other:?}"),
    }
}

fn find(backend: &dyn Backend, id: OrgId) -> Option<Organization> {
    backend.tree().unwrap().get(id).cloned()
}

// R2
fn at_most_100_business_groups(backend: &dyn Backend) {
    sign_in(backend, "ada");
    for _ in 3..100 {
        backend.change(&create_group(BANK, "Branch", "ada")).unwrap();
    }
    assert_eq!(backend.tree().unwrap().len(), 101);
    let more = create_group(ROOT, "Branch", "ada");
    assert_eq!(refusal(backend.change(&more)), Refusal::TooManyGroups);
    backend.undo().unwrap();
    backend.change(&more).unwrap();
    // Who sees only some of them is told all the same.
    sign_in(backend, "ben");
    assert_eq!(
        refusal(backend.change(&create_group(RETAIL, "Shop", "ben"))),
        Refusal::TooManyGroups
    );
}

// R10
fn a_new_group_knows_the_path_to_it(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let id = created(backend, &create_group(SHOPS, "Kiosk", "dee"));
    let group = find(backend, id).unwrap();
    assert_eq!(group.parents, [ROOT, RETAIL, SHOPS].map(org));
    assert_eq!((group.name, group.owner), ("Kiosk".into(), Some("dee".into())));
}

// R11
fn root_cannot_be_deleted(backend: &dyn Backend) {
    for user in ["ada", "ben"] {
        sign_in(backend, user);
        assert_eq!(refusal(backend.change(&delete_group(ROOT, "Acme"))), Refusal::RootStays);
    }
}

// R11
fn a_group_s_administrator_deletes_it(backend: &dyn Backend) {
    for user in ["dee", "cy"] {
        sign_in(backend, user);
        refusal(backend.change(&delete_group(SHOPS, "Shops")));
    }
    sign_in(backend, "ben");
    backend.change(&delete_group(SHOPS, "Shops")).unwrap();
    backend.change(&delete_group(RETAIL, "Retail")).unwrap();
    assert_eq!(backend.environments().unwrap().rows, [], "his role went with it");
    assert_eq!(backend.undo(), Ok("Business group 'Retail' is back".into()));
    assert_eq!(backend.undo(), Ok("Business group 'Shops' is back".into()));
    assert_eq!(backend.environments().unwrap().len(), 2);
}

// R12
fn a_parent_s_administrator_makes_groups_below(backend: &dyn Backend) {
    sign_in(backend, "ben");
    backend.change(&create_group(SHOPS, "Kiosk", "cy")).unwrap();
    backend.change(&edit_group(SHOPS, "Shops", "Stores", None)).unwrap();
    assert!(matches!(
        refusal(backend.change(&create_group(ROOT, "New", "cy"))),
        Refusal::NotAdministrator { .. }
    ));
    assert_eq!(
        refusal(backend.change(&create_group(BANK, "New", "cy"))),
        Refusal::NotSeen
    );
    assert_eq!(
        refusal(backend.change(&edit_group(BANK, "Bank", "New", None))),
        Refusal::NotSeen
    );
    sign_in(backend, "dee");
    assert!(matches!(
        refusal(backend.change(&edit_group(SHOPS, "Stores", "New", None))),
        Refusal::NotAdministrator { .. }
    ));
    assert!(matches!(refusal(backend.undo()), Refusal::NotAdministrator { .. }));
}

// R12
fn a_new_group_is_administered_from_above(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let id = created(backend, &create_group(RETAIL, "Online", "cy"));
    sign_in(backend, "ben");
    backend
        .change(&Change::CreateEnvironment {
            organization: id,
            name: "QA".into(),
            kind: amtui::domain::EnvironmentKind::Sandbox,
            providers: vec![],
        })
        .unwrap();
    sign_in(backend, "cy");
    assert_eq!(find(backend, id), None, "an owner has no right by that alone");
}

// R14
fn a_new_group_has_no_domain(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let id = created(backend, &create_group(ROOT, "New", "ada"));
    assert_eq!(find(backend, id).unwrap().domain, None);
}

fn the_root_s_settings_are_the_contract_s(backend: &dyn Backend) {
    sign_in(backend, "ada");
    assert_eq!(
        refusal(backend.change(&edit_group(ROOT, "Acme", "New", None))),
        Refusal::RootSettings
    );
}

fn a_group_that_holds_groups_stays(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let why = refusal(backend.change(&delete_group(RETAIL, "Retail")));
    assert_eq!(
        why.to_string(),
        "Retail has 1 business group below it. Delete them first."
    );
}

fn a_group_s_name_is_checked(backend: &dyn Backend) {
    sign_in(backend, "ada");
    for name in ["", " Bank", "Ba\nnk", &"x".repeat(256)] {
        assert!(
            matches!(
                refusal(backend.change(&create_group(ROOT, name, "ada"))),
                Refusal::Name(_)
            ),
            "{name}"
        );
        let edit = edit_group(BANK, "Bank", name, None);
        assert!(matches!(refusal(backend.change(&edit)), Refusal::Name(_)), "{name}");
    }
}

fn an_owner_is_a_user(backend: &dyn Backend) {
    sign_in(backend, "ada");
    for owner in ["Ada", "local", "u-ada", ""] {
        let none = Refusal::NoSuchUser(owner.into());
        assert_eq!(refusal(backend.change(&create_group(ROOT, "New", owner))), none);
        assert_eq!(
            refusal(backend.change(&edit_group(BANK, "Bank", "New", Some((None, owner))))),
            none
        );
    }
    let odd = refusal(backend.change(&create_group(ROOT, "New", "a\u{1b}b")));
    assert_eq!(odd.to_string(), "There is no account a<U+001B>b.");
}

fn an_edit_gives_a_group_another_owner(backend: &dyn Backend) {
    sign_in(backend, "ada");
    // Retail names its owner, Bank an id of nobody, Shops none at all.
    for (n, name) in [(RETAIL, "Retail"), (BANK, "Bank"), (SHOPS, "Shops")] {
        let before = find(backend, org(n));
        let owner = before.as_ref().and_then(|group| Some(group.owner.as_ref()?.raw()));
        let change = edit_group(n, name, "New", Some((owner, "cy")));
        let done = backend.change(&change).unwrap();
        assert_eq!(done.summary(&change), "Saved business group 'New'");
        let group = find(backend, org(n)).unwrap();
        assert_eq!((group.name, group.owner), ("New".into(), Some("cy".into())));
        backend.change(&edit_group(n, "New", "Newer", None)).unwrap();
        assert_eq!(find(backend, org(n)).unwrap().owner, Some("cy".into()));
        backend.undo().unwrap();
        backend.undo().unwrap();
        assert_eq!(find(backend, org(n)), before);
    }
}

fn an_owner_whom_somebody_else_set_meanwhile_stays(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let before = find(backend, org(RETAIL));
    let change = edit_group(RETAIL, "Retail", "Retail", Some((Some("cy"), "dee")));
    assert_eq!(
        changed(backend.change(&change)),
        "Not saved: the owner of business group 'Retail' is now 'ben'."
    );
    assert_eq!(find(backend, org(RETAIL)), before);
}

fn a_deleted_group_takes_all_that_is_in_it(backend: &dyn Backend) {
    let seen = |user: &str| {
        sign_in(backend, user);
        (
            backend.tree(),
            backend.environments(),
            backend.applications(external(0)),
        )
    };
    let before = ["ada", "ben", "dee"].map(seen);
    sign_in(backend, "ada");
    backend.change(&delete_group(SHOPS, "Shops")).unwrap();
    assert_eq!(find(backend, org(SHOPS)), None);
    assert!(matches!(
        backend.environment_use(environment(1)),
        Err(Error::NotFound(_))
    ));
    assert_eq!(backend.environments().unwrap().len(), 3);
    sign_in(backend, "dee");
    assert_eq!(backend.tree().unwrap().len(), 1, "the role went with it");
    sign_in(backend, "ada");
    assert_eq!(backend.undo(), Ok("Business group 'Shops' is back".into()));
    assert_eq!(["ada", "ben", "dee"].map(seen), before);
}

fn a_group_that_changed_or_went_is_left_alone(backend: &dyn Backend) {
    sign_in(backend, "ada");
    assert_eq!(
        changed(backend.change(&edit_group(BANK, "Old", "New", None))),
        "Not saved: business group 'Old' is now named 'Bank'."
    );
    assert_eq!(
        changed(backend.change(&delete_group(BANK, "Old"))),
        "Not deleted: business group 'Old' is now named 'Bank'."
    );
    backend.change(&delete_group(SHOPS, "Shops")).unwrap();
    let gone = Err(Error::NotFound("Business group 'Shops'".into()));
    assert_eq!(backend.change(&delete_group(SHOPS, "Shops")), gone);
    assert_eq!(backend.change(&edit_group(SHOPS, "Shops", "New", None)), gone);
    assert_eq!(
        refusal(backend.change(&create_environment(SHOPS, "QA", &[]))),
        Refusal::NotSeen
    );
    sign_in(backend, "dee");
    assert_eq!(refusal(backend.change(&delete_group(SHOPS, "Shops"))), Refusal::NotSeen);
}

fn what_was_put_into_a_new_group_goes_first(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let before = backend.tree();
    let id = created(backend, &create_group(BANK, "Cards", "ada"));
    backend
        .change(&Change::CreateGroup {
            parent: id,
            name: "Gold".into(),
            owner: "ada".into(),
        })
        .unwrap();
    assert_eq!(backend.undo(), Ok("Undone: Created business group 'Gold'".into()));
    assert_eq!(backend.undo(), Ok("Undone: Created business group 'Cards'".into()));
    assert_eq!(backend.tree(), before);
}
