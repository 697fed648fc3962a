//! The rules of API instances where a backend could break them.

use amtui::backend::Backend;
use amtui::domain::change::{Change, Object};
use amtui::domain::rules::{LockReason, Refusal};
use amtui::domain::{ApiId, Error, ProviderRef};

use crate::asks::{associate, associate_anew, reassign};
use crate::fixture::{CONTRACTED, FREE, GROUPED, LOCKED, NAMED, SPELLED, TIED, environment, external};
use crate::suite::{changed, nothing_to_undo, refusal, sign_in, undo_says};

suite! {
    on changeable;
    write: only_administrators_of_its_organization_reassign, the_built_in_provider_can_be_used_beside_others,
    contracts_keep_the_provider, a_policy_of_another_type_keeps_the_provider,
    a_provider_of_the_same_type_is_taken, an_api_group_keeps_the_provider, every_reason_is_told_at_once,
    no_provider_means_the_built_in_one, only_providers_of_the_environment_are_taken,
    a_tied_policy_is_known_however_it_is_spelled, policies_of_no_provider_keep_nothing,
    an_api_that_changed_or_went_is_left_alone, an_api_is_named_with_its_version_and_label, undo_gives_back_a_provider_that_could_not_be_chosen;
    // The contract does not say how an instance tells its API group, nor that it tells its version when read alone.
    rest: the_built_in_provider_can_be_used_beside_others, contracts_keep_the_provider,
    a_policy_of_another_type_keeps_the_provider, a_provider_of_the_same_type_is_taken,
    no_provider_means_the_built_in_one, only_providers_of_the_environment_are_taken,
    a_tied_policy_is_known_however_it_is_spelled, policies_of_no_provider_keep_nothing,
    an_api_that_changed_or_went_is_left_alone,
}

fn provider(backend: &dyn Backend, api: u64) -> ProviderRef {
    let used = backend.environment_use(environment(3)).unwrap();
    used.apis.iter().find(|a| a.id == ApiId(api)).unwrap().provider
}

fn reasons(backend: &dyn Backend, change: &Change) -> Vec<LockReason> {
    match refusal(backend.change(change)) {
        Refusal::Locked { reasons, .. } => reasons,
        other => panic!("{other:?}"),
    }
}

fn policy() -> LockReason {
    LockReason::Policy("openidconnect-access-token-enforcement".into())
}

// R24
fn only_administrators_of_its_organization_reassign(backend: &dyn Backend) {
    for user in ["ben", "dee", "cy"] {
        sign_in(backend, user);
        let why = refusal(backend.change(&reassign(FREE, Some(1))));
        assert!(matches!(why, Refusal::NotAdministrator { .. }), "{user}");
    }
    sign_in(backend, "ada");
    let change = reassign(FREE, Some(1));
    let done = backend.change(&change).unwrap();
    assert_eq!(done.object, Object::Api(environment(3), ApiId(FREE)));
    assert_eq!(done.summary(&change), "Set the client provider of API 'api-16'");
    assert_eq!(provider(backend, FREE), external(1));
    sign_in(backend, "ben");
    assert!(matches!(refusal(backend.undo()), Refusal::NotAdministrator { .. }));
    sign_in(backend, "ada");
    assert_eq!(backend.undo(), Ok(undo_says(&done.summary(&change))));
    assert_eq!(provider(backend, FREE), external(0));
}

// R30
fn the_built_in_provider_can_be_used_beside_others(backend: &dyn Backend) {
    sign_in(backend, "ada");
    backend.change(&reassign(FREE, None)).unwrap();
    assert_eq!(provider(backend, FREE), ProviderRef::BuiltIn);
}

// R60
fn contracts_keep_the_provider(backend: &dyn Backend) {
    sign_in(backend, "ada");
    assert_eq!(
        reasons(backend, &reassign(CONTRACTED, Some(1))),
        [LockReason::Contracts(2, 1)],
        "revoked ones too"
    );
}

// R60
fn a_policy_of_another_type_keeps_the_provider(backend: &dyn Backend) {
    sign_in(backend, "ada");
    for to in [Some(1), None] {
        assert_eq!(reasons(backend, &reassign(TIED, to)), [policy()], "{to:?}");
    }
}

// R60
fn a_provider_of_the_same_type_is_taken(backend: &dyn Backend) {
    sign_in(backend, "ada");
    backend.change(&reassign(TIED, Some(2))).unwrap();
    assert_eq!(provider(backend, TIED), external(2));
}

// R60
fn an_api_group_keeps_the_provider(backend: &dyn Backend) {
    sign_in(backend, "ada");
    assert_eq!(
        reasons(backend, &reassign(GROUPED, Some(1))),
        [LockReason::ApiGroup("Bundle".into())]
    );
}

// R60
fn every_reason_is_told_at_once(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let not_offered = LockReason::NotOffered {
        provider: "Ping".into(),
        environment: "Env 3".into(),
    };
    let all = [
        LockReason::Contracts(2, 1),
        LockReason::ApiGroup("Bundle".into()),
        policy(),
        not_offered,
    ];
    assert_eq!(reasons(backend, &reassign(LOCKED, Some(3))), all);
    assert_eq!(provider(backend, LOCKED), external(0));
    nothing_to_undo(backend);
}

// R61
fn no_provider_means_the_built_in_one(backend: &dyn Backend) {
    sign_in(backend, "ada");
    backend.change(&reassign(FREE, None)).unwrap();
    let stale = backend.change(&reassign(FREE, Some(1)));
    assert_eq!(
        changed(stale),
        "Not saved: the client provider of API 'api-16' is now 'Anypoint (built-in)'."
    );
    let back = Change::Reassign {
        environment: environment(3),
        api: ApiId(FREE),
        was: ProviderRef::BuiltIn,
        provider: external(0),
    };
    backend.change(&back).unwrap();
    assert_eq!(provider(backend, FREE), external(0));
}

// R62
fn only_providers_of_the_environment_are_taken(backend: &dyn Backend) {
    sign_in(backend, "ada");
    assert!(matches!(
        reasons(backend, &reassign(FREE, Some(3)))[..],
        [LockReason::NotOffered { .. }]
    ));
    backend.change(&associate(3, &[0, 1, 2], &[0, 1, 2, 3])).unwrap();
    backend.change(&reassign(FREE, Some(3))).unwrap();
}

// R65
fn a_tied_policy_is_known_however_it_is_spelled(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let spelled = LockReason::Policy("openid-connect-access-token-enforcement-flex".into());
    assert_eq!(reasons(backend, &reassign(SPELLED, Some(1))), [spelled]);
    backend.change(&reassign(SPELLED, Some(2))).unwrap();
}

// R66
fn policies_of_no_provider_keep_nothing(backend: &dyn Backend) {
    sign_in(backend, "ada");
    backend.change(&reassign(NAMED, Some(1))).unwrap();
    assert_eq!(provider(backend, NAMED), external(1));
    let read = backend.protection(environment(3), ApiId(NAMED)).unwrap();
    assert_eq!(read.policies.len(), 3, "they stay");
}

fn an_api_that_changed_or_went_is_left_alone(backend: &dyn Backend) {
    sign_in(backend, "ada");
    backend.change(&reassign(FREE, Some(2))).unwrap();
    assert_eq!(
        changed(backend.change(&reassign(FREE, Some(1)))),
        "Not saved: the client provider of API 'api-16' is now 'Entra'."
    );
    assert_eq!(
        backend.change(&reassign(99, Some(1))),
        Err(Error::NotFound("This API".into()))
    );
    let gone = Err(Error::NotFound("This client provider".into()));
    assert_eq!(backend.change(&reassign(FREE, Some(9))), gone);
}

fn an_api_is_named_with_its_version_and_label(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let moved = reassign(NAMED, Some(1));
    let said = "Set the client provider of API 'api-21 1.0.0 (blue)'";
    assert_eq!(backend.change(&moved).unwrap().summary(&moved), said);
    assert_eq!(
        changed(backend.change(&moved)),
        "Not saved: the client provider of API 'api-21 1.0.0 (blue)' is now 'Alpha AM'."
    );
    assert_eq!(backend.undo(), Ok(undo_says(said)));
}

fn undo_gives_back_a_provider_that_could_not_be_chosen(backend: &dyn Backend) {
    sign_in(backend, "ada");
    backend.change(&associate_anew(3, &[0, 1, 2], &[1, 0, 2])).unwrap();
    backend.change(&associate(3, &[1, 0, 2], &[1])).unwrap();
    backend.change(&reassign(FREE, Some(1))).unwrap();
    assert_eq!(
        backend.undo(),
        Ok("Undone: Set the client provider of API 'api-16'".into())
    );
    assert_eq!(provider(backend, FREE), external(0));
}
