//! What locks an API to its client provider.

use amtui::domain::api::{ApiKind, Contract, Policy};
use amtui::domain::rules::{LockReason, lock_reasons, lock_reasons_for};
use amtui::domain::{Api, ApiId, ApplicationId, EnvironmentId, EnvironmentUse, Listing, ProviderKind, ProviderRef};

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
        protection_known: true,
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
    let both = [LockReason::Contracts(1), LockReason::ApiGroup("Bundle".into())];
    assert_eq!(lock_reasons(&api), both);
    let to = (ProviderRef::BuiltIn, Some(&ProviderKind::Oidc), "");
    let all = lock_reasons_for(&api, "QA", &EnvironmentUse::default(), to);
    assert_eq!(all.get(..2), Some(&both[..]));
    assert!(matches!(all.get(2..), Some([LockReason::Policy(_)])), "{all:?}");
    (api.protection_known, api.group) = (false, None);
    api.contracts.rows.clear();
    assert_eq!(lock_reasons(&api), [LockReason::NotRead]);
}
