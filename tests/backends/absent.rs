//! A list that a file doesn't have is unknown, and is never taken for an empty one.

use amtui::backend::inventory::Inventory;
use amtui::backend::{AccessReads as _, Backend};
use amtui::domain::{Coverage, ProviderRef};
use amtui::shell::parallel::parallel;
use serde_json::{Value, json};

use crate::fixture::{Place, ROOT, accessible, environment, external, org, organization};

type Meddle = fn(&mut Value);

/// Takes a member out of each object of a list.
fn drop_each(file: &mut Value, list: &str, member: &str) {
    for object in file[list].as_array_mut().unwrap() {
        object.as_object_mut().unwrap().shift_remove(member);
    }
}

fn drop_list(file: &mut Value, list: &str) {
    file.as_object_mut().unwrap().shift_remove(list);
}

fn partial(why: &str) -> Coverage {
    Coverage::Partial(why.into())
}

#[test]
fn an_absent_list_of_an_environment_or_an_api_leaves_the_impact_incomplete() {
    let impact = |change: Meddle| {
        let mut file = organization();
        change(&mut file);
        let backend = Place::of(&file).copy();
        backend.sign_in(&"ada".into()).unwrap();
        Inventory::read(&backend, 1, parallel).unwrap().impact(external(0))
    };
    let cases: [(Meddle, &str); 4] = [
        (
            |file| drop_each(file, "apis", "policies"),
            "The organization file has no `policies` of some APIs.",
        ),
        (
            |file| {
                drop_each(file, "apis", "contracts");
                drop_list(file, "applications");
            },
            "The organization file has no `contracts` of some APIs.",
        ),
        (|file| drop_list(file, "apis"), "The organization file has no `apis`."),
        (
            |file| drop_each(file, "environments", "clientManagementProviderIds"),
            "The organization file has no `clientManagementProviderIds` of some environments.",
        ),
    ];
    for (change, why) in cases {
        let found = impact(change);
        assert!(!found.complete(), "{why}");
        assert!(
            found.failed.contains(&(environment(0), why.into())),
            "{:?}",
            found.failed
        );
    }
    let emptied = impact(|file| {
        for api in file["apis"].as_array_mut().unwrap() {
            (api["policies"], api["contracts"]) = (json!([]), json!([]));
        }
    });
    assert!(emptied.complete(), "an empty list is none: {emptied:?}");
    let without = impact(|file| file["apis"] = json!([]));
    assert!(without.complete() && without.apis.is_empty());
}

#[test]
fn an_absent_list_of_the_file_is_a_list_with_a_gap() {
    let mut file = organization();
    drop_list(&mut file, "apis");
    drop_list(&mut file, "applications");
    let place = Place::of(&file);
    let backend = place.backend();
    let why = partial("The organization file has no `applications`.");
    for provider in [external(0), ProviderRef::BuiltIn] {
        let listed = backend.applications(provider).unwrap();
        assert_eq!((listed.len(), &listed.coverage), (0, &why));
        let counted = backend.count_applications(provider).unwrap();
        assert_eq!((counted.verified_count(), counted.words()), (None, Some("0+".into())));
    }
    assert_eq!(backend.all_applications().unwrap().coverage, why);
    let contracted = backend.contracted_applications().unwrap();
    assert_eq!(contracted.coverage, partial("The organization file has no `apis`."));

    drop_list(&mut file, "environments");
    drop_list(&mut file, "clientProviders");
    let place = Place::of(&file);
    let backend = place.backend();
    let environments = backend.environments().unwrap();
    assert_eq!(
        environments.coverage,
        partial("The organization file has no `environments`.")
    );
    let providers = backend.providers(org(ROOT)).unwrap();
    assert_eq!(
        (providers.len(), providers.coverage),
        (1, partial("The organization file has no `clientProviders`."))
    );
}

#[test]
fn members_that_a_team_or_a_role_does_not_list_are_unknown() {
    let mut file = accessible();
    for (list, member) in [("teams", "members"), ("teams", "mappings"), ("roleGroups", "memberIds")] {
        drop_each(&mut file, list, member);
    }
    let place = Place::of(&file);
    let backend = place.backend();
    let team = backend.teams().unwrap()[0].id;
    let members = backend.team_members(team).unwrap();
    assert_eq!(
        members.coverage,
        partial("The organization file has no `members` of this team.")
    );
    let mappings = backend.team_mappings(team).unwrap();
    assert_eq!(
        mappings.coverage,
        partial("The organization file has no `mappings` of this team.")
    );
    let role = backend.role_groups(org(ROOT)).unwrap()[0].id;
    let holders = backend.role_group_members(org(ROOT), role).unwrap();
    assert_eq!(
        holders.coverage,
        partial("The organization file has no `memberIds` of this role.")
    );
    let user = backend.users(org(ROOT)).unwrap()[0].id;
    assert!(!backend.user_teams(user).unwrap().is_complete());
    assert!(!backend.user_role_groups(user).unwrap().is_complete());
    assert!(!backend.effective_grants(user).unwrap().is_complete());
}
