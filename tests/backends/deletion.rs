//! What a delete does, and what undo brings back.

use amtui::backend::Backend;
use amtui::domain::{Error, ProviderId, ProviderKind, ProviderRef};

use crate::fixture::{ROOT, environment, external, org, provider, target, zeta};
use crate::suite::{nothing_to_undo, sign_in};

suite! {
    on organization;
    write: a_deleted_provider_is_gone_everywhere, what_used_it_falls_back_and_keeps_contracts_and_policies,
    undo_brings_everything_back, undo_goes_back_one_change_at_a_time, a_provider_that_changed_is_not_deleted;
    rest: a_deleted_provider_is_gone_everywhere, what_used_it_falls_back_and_keeps_contracts_and_policies,
    a_provider_that_changed_is_not_deleted,
}

fn chosen_in(backend: &dyn Backend, n: usize) -> Vec<ProviderId> {
    backend.environment_use(environment(n)).unwrap().providers.to_vec()
}

// R70
fn a_deleted_provider_is_gone_everywhere(backend: &dyn Backend) {
    sign_in(backend, "ada");
    backend.change(&zeta()).unwrap();
    assert_eq!(backend.providers(org(ROOT)).unwrap().len(), 2);
    assert!(matches!(
        backend.provider(org(ROOT), external(0)),
        Err(Error::NotFound(_))
    ));
    for (n, left) in [(0, vec![provider(1)]), (1, vec![]), (2, vec![]), (3, vec![provider(1)])] {
        assert_eq!(chosen_in(backend, n), left, "{n}");
    }
    assert_eq!(
        backend.change(&zeta()),
        Err(Error::NotFound("Client provider 'zeta IdP'".into()))
    );
}

// R71
fn what_used_it_falls_back_and_keeps_contracts_and_policies(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let before = backend.environment_use(environment(0)).unwrap();
    backend.change(&zeta()).unwrap();
    let after = backend.environment_use(environment(0)).unwrap();
    assert_eq!(
        after.apis[0], before.apis[0],
        "another provider's instance stays as it is"
    );
    assert_eq!(after.apis[1].provider, ProviderRef::BuiltIn);
    assert_eq!(after.apis[1].contracts, before.apis[1].contracts);
    assert_eq!(after.apis[1].policies, before.apis[1].policies);
    assert_eq!(
        backend.environment_use(environment(2)).unwrap().apis[1].provider,
        ProviderRef::BuiltIn
    );
    assert_eq!(backend.count_applications(ProviderRef::BuiltIn), Ok(4.into()));
}

// R73
fn undo_brings_everything_back(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let all = || {
        let uses: Vec<_> = (0..4)
            .map(|n| backend.environment_use(environment(n)).unwrap())
            .collect();
        (
            backend.providers(org(ROOT)).unwrap(),
            backend.provider(org(ROOT), external(0)),
            uses,
            backend.applications(external(0)),
        )
    };
    let before = all();
    backend.change(&zeta()).unwrap();
    assert_ne!(all(), before);
    assert_eq!(backend.undo(), Ok("Client provider 'zeta IdP' is back".into()));
    assert_eq!(all(), before);
    nothing_to_undo(backend);
}

fn undo_goes_back_one_change_at_a_time(backend: &dyn Backend) {
    sign_in(backend, "ada");
    backend.change(&zeta()).unwrap();
    let alpha = target(
        1,
        "Alpha AM",
        ProviderKind::OpenAm {
            version: Some("14".into()),
        },
    );
    backend.change(&alpha).unwrap();
    assert_eq!(chosen_in(backend, 3), []);
    sign_in(backend, "ben");
    assert!(matches!(backend.undo(), Err(Error::Refused(_))));
    sign_in(backend, "ada");
    assert_eq!(backend.undo(), Ok("Client provider 'Alpha AM' is back".into()));
    assert_eq!(chosen_in(backend, 3), [provider(1)]);
    assert_eq!(backend.undo(), Ok("Client provider 'zeta IdP' is back".into()));
    assert_eq!(chosen_in(backend, 3), [provider(0), provider(1)]);
}

fn a_provider_that_changed_is_not_deleted(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let renamed = backend
        .change(&target(0, "old\u{200b}name", ProviderKind::Oidc))
        .unwrap_err();
    assert!(matches!(renamed, Error::Changed(_)));
    assert!(
        renamed.to_string().contains("'zeta IdP'") && renamed.to_string().contains("old<U+200B>name"),
        "{renamed}"
    );
    let other = backend
        .change(&target(0, "zeta IdP", ProviderKind::EntraId))
        .unwrap_err();
    assert!(other.to_string().contains("OIDC DCR"), "{other}");
    assert!(backend.provider(org(ROOT), external(0)).is_ok());
    nothing_to_undo(backend);
}
