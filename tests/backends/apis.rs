//! The rules of API instances where a home could break them.

use amtui::backend::Backend;
use amtui::domain::change::{Change, Object};
use amtui::domain::rules::{Reason, Refusal};
use amtui::domain::{ApiId, Error, ProviderRef};

use crate::asks::{associate, associate_anew, reassign};
use crate::fixture::{CONTRACTED, FREE, GROUPED, LOCKED, NAMED, SPELLED, TIED, environment, external};
use crate::suite::{changed, nothing_to_undo, refusal, sign_in};

suite! {
    on changeable;
    write: r24_only_administrators_of_its_organization_reassign, r30_the_built_in_provider_can_be_used_beside_others,
    r60_contracts_keep_the_provider, r60_a_policy_of_another_type_keeps_the_provider,
    r60_a_provider_of_the_same_type_is_taken, r60_an_api_group_keeps_the_provider, r60_every_reason_is_told_at_once,
    r61_no_provider_means_the_built_in_one, r62_only_providers_of_the_environment_are_taken,
    r65_a_tied_policy_is_known_however_it_is_spelled, r66_policies_of_no_provider_keep_nothing,
    an_api_that_changed_or_went_is_left_alone, an_api_is_named_with_its_version_and_label, undo_gives_back_a_provider_that_could_not_be_chosen;
    // The contract does not say how an instance tells its API group, nor that it tells its version when read alone.
    rest: r30_the_built_in_provider_can_be_used_beside_others, r60_contracts_keep_the_provider,
    r60_a_policy_of_another_type_keeps_the_provider, r60_a_provider_of_the_same_type_is_taken,
    r61_no_provider_means_the_built_in_one, r62_only_providers_of_the_environment_are_taken,
    r65_a_tied_policy_is_known_however_it_is_spelled, r66_policies_of_no_provider_keep_nothing,
    an_api_that_changed_or_went_is_left_alone,
}

fn provider(home: &dyn Backend, api: u64) -> ProviderRef {
    let used = home.environment_use(environment(3)).unwrap();
    used.apis.iter().find(|a| a.id == ApiId(api)).unwrap().provider
}

fn reasons(home: &dyn Backend, change: &Change) -> Vec<Reason> {
    match refusal(home.change(change)) {
        Refusal::Locked { reasons, .. } => reasons,
        other => panic!("{other:?}"),
    }
}

fn policy() -> Reason {
    Reason::Policy("openidconnect-access-token-enforcement".into())
}

fn r24_only_administrators_of_its_organization_reassign(home: &dyn Backend) {
    for user in ["ben", "dee", "cy"] {
        sign_in(home, user);
        let why = refusal(home.change(&reassign(FREE, Some(1))));
        assert!(matches!(why, Refusal::NotAdministrator { .. }), "{user}");
    }
    sign_in(home, "ada");
    let change = reassign(FREE, Some(1));
    let done = home.change(&change).unwrap();
    assert_eq!(done.object, Object::Api(environment(3), ApiId(FREE)));
    assert_eq!(done.said(&change), "Set the client provider of API 'api-16'");
    assert_eq!(provider(home, FREE), external(1));
    sign_in(home, "ben");
    assert!(matches!(refusal(home.undo()), Refusal::NotAdministrator { .. }));
    sign_in(home, "ada");
    assert_eq!(home.undo(), Ok(done.said(&change)));
    assert_eq!(provider(home, FREE), external(0));
}

fn r30_the_built_in_provider_can_be_used_beside_others(home: &dyn Backend) {
    sign_in(home, "ada");
    home.change(&reassign(FREE, None)).unwrap();
    assert_eq!(provider(home, FREE), ProviderRef::BuiltIn);
}

fn r60_contracts_keep_the_provider(home: &dyn Backend) {
    sign_in(home, "ada");
    assert_eq!(
        reasons(home, &reassign(CONTRACTED, Some(1))),
        [Reason::Contracts(2)],
        "revoked ones too"
    );
}

fn r60_a_policy_of_another_type_keeps_the_provider(home: &dyn Backend) {
    sign_in(home, "ada");
    for to in [Some(1), None] {
        assert_eq!(reasons(home, &reassign(TIED, to)), [policy()], "{to:?}");
    }
}

fn r60_a_provider_of_the_same_type_is_taken(home: &dyn Backend) {
    sign_in(home, "ada");
    home.change(&reassign(TIED, Some(2))).unwrap();
    assert_eq!(provider(home, TIED), external(2));
}

fn r60_an_api_group_keeps_the_provider(home: &dyn Backend) {
    sign_in(home, "ada");
    assert_eq!(
        reasons(home, &reassign(GROUPED, Some(1))),
        [Reason::ApiGroup("Bundle".into())]
    );
}

fn r60_every_reason_is_told_at_once(home: &dyn Backend) {
    sign_in(home, "ada");
    let not_offered = Reason::NotOffered {
        provider: "Ping".into(),
        environment: "Env 3".into(),
    };
    let all = [
        Reason::Contracts(2),
        Reason::ApiGroup("Bundle".into()),
        policy(),
        not_offered,
    ];
    assert_eq!(reasons(home, &reassign(LOCKED, Some(3))), all);
    assert_eq!(provider(home, LOCKED), external(0));
    nothing_to_undo(home);
}

fn r61_no_provider_means_the_built_in_one(home: &dyn Backend) {
    sign_in(home, "ada");
    home.change(&reassign(FREE, None)).unwrap();
    let stale = home.change(&reassign(FREE, Some(1)));
    assert_eq!(
        changed(stale),
        "Nothing was saved: the client provider of API 'api-16' is now 'Anypoint (built-in)'."
    );
    let back = Change::Reassign {
        environment: environment(3),
        api: ApiId(FREE),
        was: ProviderRef::BuiltIn,
        provider: external(0),
    };
    home.change(&back).unwrap();
    assert_eq!(provider(home, FREE), external(0));
}

fn r62_only_providers_of_the_environment_are_taken(home: &dyn Backend) {
    sign_in(home, "ada");
    assert!(matches!(
        reasons(home, &reassign(FREE, Some(3)))[..],
        [Reason::NotOffered { .. }]
    ));
    home.change(&associate(3, &[0, 1, 2], &[0, 1, 2, 3])).unwrap();
    home.change(&reassign(FREE, Some(3))).unwrap();
}

fn r65_a_tied_policy_is_known_however_it_is_spelled(home: &dyn Backend) {
    sign_in(home, "ada");
    let spelled = Reason::Policy("openid-connect-access-token-enforcement-flex".into());
    assert_eq!(reasons(home, &reassign(SPELLED, Some(1))), [spelled]);
    home.change(&reassign(SPELLED, Some(2))).unwrap();
}

fn r66_policies_of_no_provider_keep_nothing(home: &dyn Backend) {
    sign_in(home, "ada");
    home.change(&reassign(NAMED, Some(1))).unwrap();
    assert_eq!(provider(home, NAMED), external(1));
    let read = home.protection(environment(3), ApiId(NAMED)).unwrap();
    assert_eq!(read.policies.len(), 3, "they stay");
}

fn an_api_that_changed_or_went_is_left_alone(home: &dyn Backend) {
    sign_in(home, "ada");
    home.change(&reassign(FREE, Some(2))).unwrap();
    assert_eq!(
        changed(home.change(&reassign(FREE, Some(1)))),
        "Nothing was saved: the client provider of API 'api-16' is now 'Entra'."
    );
    assert_eq!(
        home.change(&reassign(99, Some(1))),
        Err(Error::NotFound("This API".into()))
    );
    let gone = Err(Error::NotFound("This client provider".into()));
    assert_eq!(home.change(&reassign(FREE, Some(9))), gone);
}

fn an_api_is_named_with_its_version_and_label(home: &dyn Backend) {
    sign_in(home, "ada");
    let moved = reassign(NAMED, Some(1));
    let said = "Set the client provider of API 'api-21 1.0.0 (blue)'";
    assert_eq!(home.change(&moved).unwrap().said(&moved), said);
    assert_eq!(
        changed(home.change(&moved)),
        "Nothing was saved: the client provider of API 'api-21 1.0.0 (blue)' is now 'Alpha AM'."
    );
    assert_eq!(home.undo(), Ok(said.into()));
}

fn undo_gives_back_a_provider_that_could_not_be_chosen(home: &dyn Backend) {
    sign_in(home, "ada");
    home.change(&associate_anew(3, &[0, 1, 2], &[1, 0, 2])).unwrap();
    home.change(&associate(3, &[1, 0, 2], &[1])).unwrap();
    home.change(&reassign(FREE, Some(1))).unwrap();
    assert_eq!(home.undo(), Ok("Set the client provider of API 'api-16'".into()));
    assert_eq!(provider(home, FREE), external(0));
}
