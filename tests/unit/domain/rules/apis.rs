//! What locks an API to its client provider.

use amtui::domain::api::{ApiKind, Contract, Policy, PolicyState};
use amtui::domain::rules::{LockReason, lock_reasons, lock_reasons_for};
use amtui::domain::{
    Api, ApiId, ApplicationId, EnvironmentId, EnvironmentUse, Listing, Protection, ProviderId, ProviderKind,
    ProviderRef,
};

#[test]
fn what_holds_an_api_anyway_is_part_of_every_lock() {
    let mut api = Api {
        id: ApiId(1),
        environment: EnvironmentId(uuid::Uuid::nil()),
        kind: ApiKind::Api,
        asset: "orders-api".into(),
        version: "1.0.0".into(),
        label: None,
        provider: ProviderRef::BuiltIn,
        policies: vec![Policy {
            asset: "openam-access-token-enforcement".into(),
            disabled: false,
        }]
        .into(),
        contracts: Listing::default(),
        group: None,
    };
    assert_eq!(lock_reasons(&api), [], "a policy holds it at some providers only");
    api.contracts.rows.push(Contract {
        status: "REVOKED".into(),
        application: ApplicationId(1),
    });
    api.group = Some("Bundle".into());
    let both = [LockReason::Contracts(1, 0), LockReason::ApiGroup("Bundle".into())];
    assert_eq!(lock_reasons(&api), both);
    let to = (ProviderRef::BuiltIn, Some(&ProviderKind::Oidc), "");
    let all = lock_reasons_for(&api, "QA", &EnvironmentUse::default(), to);
    assert_eq!(all.get(..2), Some(&both[..]));
    assert!(matches!(all.get(2..), Some([LockReason::Policy(_)])), "{all:?}");
    api.group = None;
    api.protect(Protection::unread());
    assert_eq!(lock_reasons(&api), [LockReason::NotRead]);
    api.protect(Protection {
        contracts: Listing::partial(Vec::new(), "cut"),
        ..Protection::default()
    });
    assert_eq!(
        lock_reasons(&api),
        [LockReason::NotRead],
        "one of the others may hold it"
    );
}

#[test]
fn a_policy_is_neither_fine_nor_gone_where_that_is_not_known() {
    let mut api = Api {
        id: ApiId(1),
        environment: EnvironmentId(uuid::Uuid::nil()),
        kind: ApiKind::Api,
        asset: "orders-api".into(),
        version: "1.0.0".into(),
        label: None,
        provider: ProviderRef::External(ProviderId(uuid::Uuid::nil())),
        policies: Listing::default().unverified_if_empty(true),
        contracts: Listing::default(),
        group: None,
    };
    assert_eq!(api.policy_state(Some(&ProviderKind::Oidc)), None, "it may be hidden");
    api.policies = vec![Policy {
        asset: "openidconnect-access-token-enforcement".into(),
        disabled: false,
    }]
    .into();
    assert_eq!(api.policy_state(None), None, "the type of its provider is not known");
    assert_eq!(api.policy_state(Some(&ProviderKind::Oidc)), Some(PolicyState::Ok));
}
