//! The rules of environments where a backend could break them.

use amtui::backend::Backend;
use amtui::domain::change::{Change, Object};
use amtui::domain::rules::{Refusal, free_name, may_be_named};
use amtui::domain::{ApiId, Environment, EnvironmentId, EnvironmentKind, Error, ProviderRef, Untrusted};

use crate::asks::{associate, associate_anew, create_environment, delete_environment, rename_environment};
use crate::fixture::{BANK, RETAIL, ROOT, SHOPS, environment, external, org, provider};
use crate::suite::{changed, nothing_to_undo, refusal, sign_in, undone};

suite! {
    on changeable;
    write: at_most_150_environments, a_name_has_2_to_65_letters_and_digits, a_repeated_name_gets_a_number,
    a_numbered_name_stays_within_65, an_environment_keeps_its_type, administration_reaches_down_not_up,
    only_its_administrators_change_an_environment, without_providers_the_built_in_is_default,
    the_order_of_the_list_is_kept, existing_apis_keep_their_provider, default_is_not_removed,
    the_default_changes_only_in_so_many_words,
    removing_all_makes_built_in_default, apis_keep_a_provider_that_is_taken_away,
    a_provider_stands_once_in_the_list_and_exists, what_changed_meanwhile_is_left_alone,
    a_deleted_environment_takes_its_apis_with_it, an_environment_that_is_gone_is_not_changed,
    undo_goes_back_over_the_default, a_refusal_tells_environments_of_one_name_apart;
    rest: at_most_150_environments, a_name_has_2_to_65_letters_and_digits, a_repeated_name_gets_a_number,
    a_numbered_name_stays_within_65, an_environment_keeps_its_type,
    without_providers_the_built_in_is_default, the_order_of_the_list_is_kept,
    existing_apis_keep_their_provider, default_is_not_removed, removing_all_makes_built_in_default,
    apis_keep_a_provider_that_is_taken_away, a_provider_stands_once_in_the_list_and_exists,
    what_changed_meanwhile_is_left_alone, a_deleted_environment_takes_its_apis_with_it,
    an_environment_that_is_gone_is_not_changed, a_refusal_tells_environments_of_one_name_apart,
}

/// What is said after [`associate`].
const SET: &str = "Set the client providers of environment 'Env 3'";

fn created(backend: &dyn Backend, change: &Change) -> Environment {
    let Object::Environment(id) = backend.change(change).unwrap().object else {
        panic!("{change:?}")
    };
    find(backend, id)
}

fn find(backend: &dyn Backend, id: EnvironmentId) -> Environment {
    let all = backend.environments().unwrap();
    all.into_iter().find(|e| e.id == id).unwrap()
}

fn name(backend: &dyn Backend, id: EnvironmentId) -> String {
    find(backend, id).name.raw().to_owned()
}

// R3
fn at_most_150_environments(backend: &dyn Backend) {
    sign_in(backend, "ada");
    for _ in 1..150 {
        backend.change(&create_environment(BANK, "QA", &[])).unwrap();
    }
    let more = backend.change(&create_environment(BANK, "QA", &[]));
    assert_eq!(refusal(more), Refusal::TooManyEnvironments("Bank".into()));
    backend.change(&create_environment(ROOT, "QA", &[])).unwrap();
}

// R5
fn a_name_has_2_to_65_letters_and_digits(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let (longest, long) = ("x".repeat(65), "x".repeat(66));
    for name in ["", "x", " QA", "QA ", "Q\u{200b}A", "Tëst", "--", &long] {
        let create = backend.change(&create_environment(ROOT, name, &[]));
        assert!(matches!(refusal(create), Refusal::Name(_)), "{name}");
        let rename = backend.change(&rename_environment(0, "Env 0", name));
        assert!(matches!(refusal(rename), Refusal::Name(_)), "{name}");
    }
    assert_eq!(backend.environments().unwrap().len(), 4);
    nothing_to_undo(backend);
    backend.change(&rename_environment(0, "Env 0", &longest)).unwrap();
}

// R5
fn a_repeated_name_gets_a_number(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let create = |n| created(backend, &create_environment(n, "env 0", &[])).name;
    assert_eq!(create(RETAIL), "env 0-1".into(), "whatever the case");
    assert_eq!(create(RETAIL), "env 0-2".into());
    assert_eq!(create(BANK), "env 0".into(), "another organization's name is free");
    let two = created(backend, &create_environment(RETAIL, "Two", &[])).id;
    let rename = |was: &str, name: &str| Change::RenameEnvironment {
        environment: two,
        was: was.into(),
        name: name.into(),
    };
    let renamed = rename("Two", "Env 0");
    let done = backend.change(&renamed).unwrap();
    assert_eq!(done.summary(&renamed), "Renamed environment 'Env 0-3'");
    backend.change(&rename("Env 0-3", "ENV 0-3")).unwrap();
    assert_eq!(name(backend, two), "ENV 0-3", "its own name is free");
}

// R5
fn a_numbered_name_stays_within_65(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let long = format!("{} b", "a".repeat(63));
    let names: Vec<_> = (0..11)
        .map(|_| created(backend, &create_environment(ROOT, &long, &[])).name)
        .collect();
    assert_eq!(names[0].raw(), long);
    assert_eq!(names[1].raw(), format!("{}-1", "a".repeat(63)));
    assert_eq!(names[10].raw(), format!("{}-10", "a".repeat(62)));
}

// R5
fn an_environment_keeps_its_type(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let new = created(backend, &create_environment(ROOT, "Live", &[]));
    assert_eq!((new.kind, new.organization), (EnvironmentKind::Production, org(ROOT)));
    backend.change(&rename_environment(2, "Env 2", "Drafts")).unwrap();
    assert_eq!(find(backend, environment(2)).kind, EnvironmentKind::Design);
}

// R12
fn administration_reaches_down_not_up(backend: &dyn Backend) {
    sign_in(backend, "ben");
    backend.change(&create_environment(SHOPS, "QA", &[0])).unwrap();
    backend.change(&rename_environment(1, "Env 1", "Test")).unwrap();
    backend.change(&associate(0, &[1, 0], &[1])).unwrap();
    assert!(matches!(
        refusal(backend.change(&create_environment(ROOT, "QA", &[]))),
        Refusal::NotAdministrator { .. }
    ));
    assert_eq!(
        refusal(backend.change(&create_environment(BANK, "QA", &[]))),
        Refusal::NotSeen
    );
    for said in [
        "Set the client providers of environment 'Env 0'",
        "Renamed environment 'Test'",
        "Created environment 'QA'",
    ] {
        assert_eq!(backend.undo(), Ok(format!("Undone: {said}")));
    }
}

// R24
fn only_its_administrators_change_an_environment(backend: &dyn Backend) {
    for user in ["dee", "cy"] {
        sign_in(backend, user);
        for change in [
            create_environment(ROOT, "QA", &[]),
            rename_environment(3, "Env 3", "QA"),
            delete_environment(3, "Env 3"),
            associate(3, &[0, 1, 2], &[0]),
        ] {
            let why = refusal(backend.change(&change));
            assert!(matches!(why, Refusal::NotAdministrator { .. }), "{user} {change:?}");
        }
    }
    sign_in(backend, "ben");
    assert_eq!(refusal(backend.change(&associate(2, &[], &[0]))), Refusal::NotSeen);
}

// R50
fn without_providers_the_built_in_is_default(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let new = created(backend, &create_environment(RETAIL, "QA", &[]));
    let used = backend.environment_use(new.id).unwrap();
    assert_eq!((used.providers.len(), used.apis.len()), (0, 0), "nothing is inherited");
    assert_eq!(used.default_provider(), ProviderRef::BuiltIn);
}

// R51
fn the_order_of_the_list_is_kept(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let new = created(backend, &create_environment(ROOT, "QA", &[2, 0]));
    let list = |id| backend.environment_use(id).unwrap().providers.rows.clone();
    assert_eq!(list(new.id), [provider(2), provider(0)]);
    backend.change(&associate_anew(3, &[0, 1, 2], &[1, 2, 0])).unwrap();
    assert_eq!(list(environment(3)), [1, 2, 0].map(provider));
    if undone(backend, SET) {
        assert_eq!(list(environment(3)), [0, 1, 2].map(provider));
    }
}

// R52
fn existing_apis_keep_their_provider(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let before = backend.environment_use(environment(3)).unwrap();
    backend.change(&associate_anew(3, &[0, 1, 2], &[1, 0, 2])).unwrap();
    assert_eq!(backend.environment_use(environment(3)).unwrap().apis, before.apis);
}

// R53
fn default_is_not_removed(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let why = refusal(backend.change(&associate(3, &[0, 1, 2], &[1, 2])));
    let name = "zeta IdP".into();
    assert_eq!(why, Refusal::DefaultStays { provider: name });
    backend.change(&associate_anew(3, &[0, 1, 2], &[1, 0, 2])).unwrap();
    backend.change(&associate(3, &[1, 0, 2], &[1, 2])).unwrap();
    // At once, where another one was made the default in so many words.
    backend.change(&associate_anew(3, &[1, 2], &[2])).unwrap();
    assert_eq!(
        backend.environment_use(environment(3)).unwrap().providers.rows,
        [provider(2)]
    );
}

// R53
fn undo_goes_back_over_the_default(backend: &dyn Backend) {
    sign_in(backend, "ada");
    backend.change(&associate_anew(3, &[0, 1, 2], &[1, 0, 2])).unwrap();
    backend.change(&associate(3, &[1, 0, 2], &[1, 2])).unwrap();
    backend.undo().unwrap();
    backend.undo().unwrap();
    // At once, where another one was made the default in so many words.
    backend.change(&associate_anew(3, &[0, 1, 2], &[2, 1])).unwrap();
    backend.undo().unwrap();
    backend.change(&associate_anew(3, &[0, 1, 2], &[1, 0, 2])).unwrap();
    backend.change(&associate(3, &[1, 0, 2], &[1, 2])).unwrap();
    // Undo goes back over a default that was only added.
    backend.undo().unwrap();
    backend.undo().unwrap();
    assert_eq!(
        backend.environment_use(environment(3)).unwrap().default_provider(),
        external(0)
    );
}

// R53
fn the_default_changes_only_in_so_many_words(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let provider = || "zeta IdP".into();
    for list in [&[1, 0, 2][..], &[1, 0], &[3, 0, 1, 2]] {
        let why = refusal(backend.change(&associate(3, &[0, 1, 2], list)));
        assert_eq!(why, Refusal::DefaultStays { provider: provider() }, "{list:?}");
    }
    // Another one than the first was named.
    let mut other = associate_anew(3, &[0, 1, 2], &[1, 0, 2]);
    if let Change::Associate { made_default, .. } = &mut other {
        *made_default = Some(crate::fixture::provider(2));
    }
    assert_eq!(
        refusal(backend.change(&other)),
        Refusal::DefaultStays { provider: provider() }
    );
    backend.change(&associate(3, &[0, 1, 2], &[0, 2, 1])).unwrap();
    backend.change(&associate(2, &[], &[1, 0])).unwrap();
}

// R54
fn removing_all_makes_built_in_default(backend: &dyn Backend) {
    sign_in(backend, "ada");
    backend.change(&associate(3, &[0, 1, 2], &[])).unwrap();
    let used = backend.environment_use(environment(3)).unwrap();
    assert_eq!(used.default_provider(), ProviderRef::BuiltIn);
    if undone(backend, SET) {
        let used = backend.environment_use(environment(3)).unwrap();
        assert_eq!(used.default_provider(), external(0));
    }
}

// R55
fn apis_keep_a_provider_that_is_taken_away(backend: &dyn Backend) {
    sign_in(backend, "ada");
    backend.change(&associate(3, &[0, 1, 2], &[])).unwrap();
    let used = backend.environment_use(environment(3)).unwrap();
    assert!(used.apis.iter().all(|api| api.provider == external(0)));
    assert_eq!(backend.count_applications(external(0)), Ok(2.into()));
}

fn a_provider_stands_once_in_the_list_and_exists(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let twice = Refusal::ProviderTwice {
        provider: "Alpha AM".into(),
    };
    let gone = Err(Error::NotFound(format!("Client provider {}", provider(9))));
    for (list, expected) in [(vec![0, 1, 1], Err(Error::Refused(twice))), (vec![0, 9], gone)] {
        assert_eq!(backend.change(&associate(3, &[0, 1, 2], &list)), expected);
        assert_eq!(backend.change(&create_environment(ROOT, "QA", &list)), expected);
    }
}

fn what_changed_meanwhile_is_left_alone(backend: &dyn Backend) {
    sign_in(backend, "ada");
    assert_eq!(
        changed(backend.change(&associate(3, &[0, 1], &[0]))),
        "Not saved: the external client providers of environment 'Env 3' are now: zeta IdP, Alpha AM, Entra."
    );
    assert_eq!(
        changed(backend.change(&rename_environment(3, "Old\u{200b}", "QA"))),
        "Not saved: environment 'Old<U+200B>' is now named 'Env 3'."
    );
    assert_eq!(
        changed(backend.change(&delete_environment(3, "Old"))),
        "Not deleted: environment 'Old' is now named 'Env 3'."
    );
    nothing_to_undo(backend);
}

fn a_deleted_environment_takes_its_apis_with_it(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let before = backend.environment_use(environment(3));
    backend.change(&delete_environment(3, "Env 3")).unwrap();
    assert_eq!(backend.environments().unwrap().len(), 3);
    assert!(matches!(
        backend.environment_use(environment(3)),
        Err(Error::NotFound(_))
    ));
    if undone(backend, "Deleted environment 'Env 3'") {
        assert_eq!(backend.environment_use(environment(3)), before);
    }
}

fn a_refusal_tells_environments_of_one_name_apart(backend: &dyn Backend) {
    sign_in(backend, "ada");
    // As the program has it by then.
    backend.tree().unwrap();
    backend.environments().unwrap();
    for (n, was) in [(0, "Env 0"), (1, "Env 1"), (2, "Env 2")] {
        backend.change(&rename_environment(n, was, "Production")).unwrap();
    }
    backend.environments().unwrap();
    assert_eq!(
        changed(backend.change(&associate(2, &[1], &[1, 0]))),
        "Not saved: the external client providers of environment 'Bank / Production' are now: none."
    );
    assert_eq!(
        changed(backend.change(&rename_environment(0, "Old", "QA"))),
        "Not saved: environment 'Old' is now named 'Retail / Production'."
    );
    backend.change(&rename_environment(2, "Production", "Live")).unwrap();
    assert_eq!(
        changed(backend.change(&delete_environment(2, "Production"))),
        "Not deleted: environment 'Bank / Production' is now named 'Live'."
    );
    let refused = backend.change(&Change::Reassign {
        environment: environment(0),
        api: ApiId(3),
        was: external(0),
        provider: external(2),
    });
    let why = refused.unwrap_err().to_string();
    assert!(
        why.contains("Entra is not associated with Retail / Production ("),
        "{why}"
    );
    backend.change(&delete_environment(1, "Production")).unwrap();
    if undone(backend, "Deleted environment 'Shops / Production'") {
        backend.change(&delete_environment(1, "Production")).unwrap();
    }
    backend.change(&rename_environment(2, "Live", "Production")).unwrap();
    let gone = backend.change(&delete_environment(1, "Production"));
    let why = gone.unwrap_err().to_string();
    let called = ["Shops / Production", "Production 0b000000"];
    let told = called.map(|called| format!("Environment '{called}' is not there any more."));
    assert!(told.contains(&why), "{why}");
}

fn an_environment_that_is_gone_is_not_changed(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let gone = Err(Error::NotFound("Environment 'X'".into()));
    assert_eq!(backend.change(&rename_environment(9, "X", "QA")), gone);
    assert_eq!(backend.change(&delete_environment(9, "X")), gone);
    assert_eq!(
        backend.change(&associate(9, &[], &[])),
        Err(Error::NotFound("This environment".into()))
    );
}

#[test]
fn a_name_that_got_a_number_may_be_the_one_that_was_asked_for() {
    for name in ["QA", &"x".repeat(65)] {
        let mut taken: Vec<Untrusted> = Vec::new();
        for _ in 0..12 {
            let given = Untrusted::new(&free_name(name, &taken.iter()));
            assert!(may_be_named(name, &given), "{given:?}");
            taken.push(given);
        }
    }
    for other in ["QA-", "QA-x", "QA-01", "QA-+1", "QA-1-1", "QA1", "Q-1"] {
        assert!(!may_be_named("QA", &other.into()), "{other}");
    }
}
