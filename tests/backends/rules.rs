//! The rules of docs/platform.md where a backend could break them. They know nothing but the trait.

use amtui::backend::Backend;
use amtui::backend::store::FileBackend;
use amtui::domain::change::Change;
use amtui::domain::rules::Refusal;
use amtui::domain::{Error, ProviderRef};

use crate::fixture::{
    BANK, Place, RETAIL, ROOT, SHOPS, clock, environment, external, org, organization, provider, zeta,
};
use crate::suite::{nothing_to_undo, sign_in};

fn environment_ids(backend: &dyn Backend) -> Vec<amtui::domain::EnvironmentId> {
    backend.environments().unwrap().iter().map(|e| e.id).collect()
}

suite! {
    on organization;
    read: without_signing_in_only_accounts_are_told, accounts_come_administrators_of_the_root_first,
    an_unknown_account_cannot_sign_in, root_is_the_one_without_parents, administration_reaches_down_not_up,
    members_see_their_groups_and_everyone_the_root, business_groups_have_no_domain,
    who_administers_nothing_has_no_place_here, only_root_administrators_delete,
    a_business_group_s_path_cannot_delete, through_a_business_group_only_names,
    a_group_s_administrator_sees_only_names_at_the_root, applications_are_told_by_name, applications_are_for_root_administrators,
    the_built_in_provider_is_listed_first_and_is_null, first_is_default,
    without_external_providers_the_built_in_is_default,
    an_instance_keeps_a_provider_that_its_environment_lost, secrets_do_not_leave_the_backend,
    an_environment_needs_its_administrator, owners_are_told_by_user_name,
    a_client_secret_is_told_to_administrators_alone;
    write: a_refused_delete_changes_nothing;
    rest: root_is_the_one_without_parents, administration_reaches_down_not_up,
    members_see_their_groups_and_everyone_the_root, business_groups_have_no_domain,
    a_business_group_s_path_cannot_delete, through_a_business_group_only_names,
    applications_are_told_by_name, the_built_in_provider_is_listed_first_and_is_null, first_is_default,
    without_external_providers_the_built_in_is_default,
    an_instance_keeps_a_provider_that_its_environment_lost, secrets_do_not_leave_the_backend,
    owners_are_told_by_user_name,
}

fn without_signing_in_only_accounts_are_told(backend: &dyn Backend) {
    assert_eq!(backend.accounts().unwrap().len(), 4);
    assert_eq!(backend.tree(), Err(Error::SignedOut));
    assert_eq!(backend.environments(), Err(Error::SignedOut));
    assert_eq!(backend.environment_use(environment(0)), Err(Error::SignedOut));
    assert_eq!(backend.providers(org(ROOT)), Err(Error::SignedOut));
    assert_eq!(backend.provider(org(ROOT), external(0)), Err(Error::SignedOut));
    assert_eq!(backend.count_applications(external(0)), Err(Error::SignedOut));
    assert_eq!(backend.applications(external(0)), Err(Error::SignedOut));
}

fn accounts_come_administrators_of_the_root_first(backend: &dyn Backend) {
    let accounts = backend.accounts().unwrap();
    let names: Vec<_> = accounts.iter().map(|a| a.username.raw()).collect();
    assert_eq!(names, ["ada", "ben", "cy", "dee"]);
    assert_eq!(accounts[0].name, Some("Ada Root".into()));
    assert_eq!(accounts[0].permission, "Organization Administrator of Acme (root)");
    assert_eq!(accounts[1].permission, "Organization Administrator of Retail only");
    assert_eq!(accounts[1].active, Some(org(RETAIL)));
    assert_eq!(accounts[2].permission, "no administration");
}

fn an_unknown_account_cannot_sign_in(backend: &dyn Backend) {
    assert!(matches!(backend.sign_in(&"Ada".into()), Err(Error::NotFound(_))));
    assert_eq!(backend.tree(), Err(Error::SignedOut));
}

// R10
fn root_is_the_one_without_parents(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let tree = backend.tree().unwrap();
    let parents: Vec<_> = tree.iter().map(|o| (o.id, o.parents.clone())).collect();
    assert_eq!(
        parents,
        [
            (org(ROOT), vec![]),
            (org(RETAIL), vec![org(ROOT)]),
            (org(SHOPS), vec![org(ROOT), org(RETAIL)]),
            (org(BANK), vec![org(ROOT)]),
        ]
    );
    assert_eq!(tree.root().unwrap().id, org(ROOT));
}

// R12
fn administration_reaches_down_not_up(backend: &dyn Backend) {
    sign_in(backend, "ada");
    assert_eq!(environment_ids(backend), [0, 1, 2, 3].map(environment));
    sign_in(backend, "ben");
    assert_eq!(environment_ids(backend), [0, 1].map(environment));
}

// R13
fn members_see_their_groups_and_everyone_the_root(backend: &dyn Backend) {
    for (user, seen) in [
        ("ben", vec![ROOT, RETAIL, SHOPS]),
        ("dee", vec![ROOT, SHOPS]),
        ("cy", vec![ROOT]),
    ] {
        sign_in(backend, user);
        let tree = backend.tree().unwrap();
        let ids: Vec<_> = tree.iter().map(|o| o.id).collect();
        assert_eq!(ids, seen.into_iter().map(org).collect::<Vec<_>>(), "{user}");
    }
}

// R14
fn business_groups_have_no_domain(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let tree = backend.tree().unwrap();
    let domains: Vec<_> = tree
        .iter()
        .map(|o| o.domain.as_ref().map(|d| d.raw().to_owned()))
        .collect();
    assert_eq!(domains, [Some("acme".into()), None, None, None]);
}

fn owners_are_told_by_user_name(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let tree = backend.tree().unwrap();
    let owners: Vec<_> = tree.iter().map(|o| o.owner.clone()).collect();
    assert_eq!(owners, [Some("ada".into()), Some("ben".into()), None, None]);
}

// R20
fn who_administers_nothing_has_no_place_here(backend: &dyn Backend) {
    for user in ["cy", "dee"] {
        sign_in(backend, user);
        assert_eq!(backend.environments().unwrap().rows, []);
        assert!(
            matches!(
                backend.providers(org(ROOT)),
                Err(Error::Refused(Refusal::NotAdministrator { .. }))
            ),
            "{user}"
        );
        assert!(
            matches!(backend.provider(org(ROOT), external(0)), Err(Error::Refused(_))),
            "{user}"
        );
    }
}

// R21
fn only_root_administrators_delete(backend: &dyn Backend) {
    for user in ["ben", "cy", "dee"] {
        sign_in(backend, user);
        assert!(matches!(backend.change(&zeta()), Err(Error::Refused(_))), "{user}");
        sign_in(backend, "ada");
        assert_eq!(backend.providers(org(ROOT)).unwrap().len(), 3);
    }
}

// R21
fn a_refused_delete_changes_nothing(backend: &dyn Backend) {
    only_root_administrators_delete(backend);
    nothing_to_undo(backend);
}

// R22
fn a_business_group_s_path_cannot_delete(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let mut through = zeta();
    if let Change::DeleteProvider { organization, .. } = &mut through {
        *organization = org(RETAIL);
    }
    assert!(matches!(backend.change(&through), Err(Error::Refused(_))));
    assert!(backend.provider(org(ROOT), external(0)).is_ok());
}

// R23
fn through_a_business_group_only_names(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let full = backend.provider(org(ROOT), external(1)).unwrap();
    assert_eq!(full.config.unwrap()["admin_token"]["username"], "u");
    let names = backend.provider(org(RETAIL), external(1)).unwrap();
    assert_eq!((names.row, names.config, names.secrets), (full.row, None, vec![]));
    assert_eq!(
        backend.providers(org(RETAIL)).unwrap(),
        backend.providers(org(ROOT)).unwrap()
    );
}

// R23
fn a_group_s_administrator_sees_only_names_at_the_root(backend: &dyn Backend) {
    sign_in(backend, "ben");
    for n in [ROOT, RETAIL, SHOPS] {
        assert_eq!(backend.providers(org(n)).unwrap().len(), 3);
        assert_eq!(backend.provider(org(n), external(0)).unwrap().config, None);
    }
    assert_eq!(backend.providers(org(BANK)), Err(Error::Refused(Refusal::NotSeen)));
    assert_eq!(
        backend.provider(org(BANK), external(0)),
        Err(Error::Refused(Refusal::NotSeen))
    );
}

fn applications_are_told_by_name(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let applications = backend.applications(external(0)).unwrap();
    let names: Vec<_> = applications.iter().map(|a| a.name.raw()).collect();
    assert_eq!(names, ["App", "shop"], "by name, whatever the case");
    assert_eq!(backend.count_applications(external(0)), Ok(2.into()));
    assert_eq!(backend.count_applications(external(1)), Ok(0.into()));
    assert_eq!(
        backend.count_applications(ProviderRef::BuiltIn),
        Ok(2.into()),
        "omitted and null"
    );
    assert!(matches!(
        backend.count_applications(external(7)),
        Err(Error::NotFound(_))
    ));
}

// R24
fn applications_are_for_root_administrators(backend: &dyn Backend) {
    for user in ["ben", "cy"] {
        sign_in(backend, user);
        assert!(
            matches!(backend.applications(external(0)), Err(Error::Refused(_))),
            "{user}"
        );
        assert!(
            matches!(backend.count_applications(external(0)), Err(Error::Refused(_))),
            "{user}"
        );
    }
}

// R30
fn the_built_in_provider_is_listed_first_and_is_null(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let rows = backend.providers(org(ROOT)).unwrap();
    let ids: Vec<_> = rows.iter().map(|r| r.id).collect();
    assert_eq!(
        ids,
        [ProviderRef::BuiltIn, external(1), external(0)],
        "then by name, whatever the case"
    );
    let api = backend.environment_use(environment(2)).unwrap().apis[0].clone();
    assert_eq!((api.id.0, api.provider), (4, ProviderRef::BuiltIn));
    assert_eq!(backend.provider(org(ROOT), ProviderRef::BuiltIn).unwrap().row, rows[0]);
    assert!(matches!(
        backend.provider(org(ROOT), external(7)),
        Err(Error::NotFound(_))
    ));
}

// R51
fn first_is_default(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let used = backend.environment_use(environment(0)).unwrap();
    assert_eq!(
        used.providers.rows,
        [provider(1), provider(0)],
        "the order of the list is kept"
    );
    assert_eq!(used.default_provider(), external(1));
    assert_eq!(used.apis.iter().map(|a| a.id.0).collect::<Vec<_>>(), [1, 3]);
}

// R54
fn without_external_providers_the_built_in_is_default(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let used = backend.environment_use(environment(2)).unwrap();
    assert_eq!(
        (used.providers.len(), used.default_provider()),
        (0, ProviderRef::BuiltIn)
    );
}

// R55
fn an_instance_keeps_a_provider_that_its_environment_lost(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let used = backend.environment_use(environment(2)).unwrap();
    assert_eq!((used.apis[1].id.0, used.apis[1].provider), (5, external(0)));
}

fn secrets_do_not_leave_the_backend(backend: &dyn Backend) {
    sign_in(backend, "ada");
    for n in [0, 1] {
        let provider = backend.provider(org(ROOT), external(n)).unwrap();
        assert!(!format!("{provider:?}").contains("hush"));
        assert_eq!(provider.secrets.len(), 1);
        assert!(!format!("{:?}", backend.applications(external(n))).contains("hush"));
    }
}

fn an_environment_needs_its_administrator(backend: &dyn Backend) {
    for (user, n) in [("ben", 2), ("ben", 3), ("dee", 1), ("cy", 0)] {
        sign_in(backend, user);
        assert!(
            matches!(backend.environment_use(environment(n)), Err(Error::Refused(_))),
            "{user} {n}"
        );
    }
    sign_in(backend, "ben");
    assert_eq!(backend.environment_use(environment(1)).unwrap().apis.len(), 1);
    assert!(matches!(
        backend.environment_use(environment(9)),
        Err(Error::NotFound(_))
    ));
}

#[test]
fn where_one_works_is_kept_where_the_demo_is_and_in_no_file_that_was_opened() {
    let place = Place::of(&organization());
    let before = place.bytes();
    let demo = FileBackend::copy(Some(&place.file), clock).unwrap();
    for (backend, kept) in [(&demo, Some(org(SHOPS))), (&place.backend_signed_out(), None)] {
        assert_eq!(backend.work_in(org(ROOT)), Err(Error::SignedOut));
        sign_in(backend, "ben");
        assert_eq!(backend.work_in(org(BANK)), Err(Error::Refused(Refusal::NotSeen)));
        backend.work_in(org(SHOPS)).unwrap();
        let active = backend.sign_in(&"ben".into()).unwrap().active;
        assert_eq!(active.filter(|at| *at == org(SHOPS)), kept);
        assert_eq!(backend.sign_in(&"ada".into()).unwrap().active, None);
        nothing_to_undo(backend);
    }
    assert_eq!(place.bytes(), before);
}

fn a_client_secret_is_told_to_administrators_alone(backend: &dyn Backend) {
    assert_eq!(backend.reveal_secret(org(ROOT)), Err(Error::SignedOut));
    sign_in(backend, "ada");
    assert!(backend.tree().unwrap().root().unwrap().has_secret);
    assert_eq!(backend.reveal_secret(org(ROOT)).unwrap().reveal(), "hush-root");
    assert!(matches!(backend.reveal_secret(org(RETAIL)), Err(Error::NotFound(_))));
    for user in ["ben", "dee", "cy"] {
        sign_in(backend, user);
        assert!(
            matches!(backend.reveal_secret(org(ROOT)), Err(Error::Refused(_))),
            "{user}"
        );
    }
}
