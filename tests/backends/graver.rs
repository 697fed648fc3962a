//! A deletion that does worse than was shown deletes nothing; one that does less is carried out.

use amtui::backend::Backend;
use amtui::domain::change::{Change, Losses, Object, Seen};
use amtui::domain::{ApiId, Error, GrantContext, ProviderKind, ProviderRef};
use serde_json::{Value, json};

use crate::asks::{associate, delete_environment, delete_group};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::access::{permission, team, user};
use crate::fixture::{FREE, Place, ROOT, SHOPS, changeable, environment, org, people, provider, target, used, zeta};
use crate::generate::id;
use crate::meanwhile::having_seen;
use crate::rest::users::ada;
use crate::suite::{changed, sign_in};

suite! {
    on changeable;
    write: a_provider_that_became_the_default_is_not_deleted, one_that_is_the_default_no_more_is_deleted;
    rest: a_provider_that_became_the_default_is_not_deleted, one_that_is_the_default_no_more_is_deleted,
}

const REJECTS: &str = "Not deleted: API 'api-16' of environment 'Env 3' would now reject requests. Look at it first.";

fn alpha() -> Change {
    let version = Some("14".into());
    target(1, "Alpha AM", ProviderKind::OpenAm { version })
}

/// Makes the first of these client providers the default of an environment.
fn with_default(n: usize, was: &[usize], providers: &[usize]) -> Change {
    let mut change = associate(n, was, providers);
    if let Change::Associate { made_default, .. } = &mut change {
        *made_default = Some(provider(providers[0]));
    }
    change
}

fn a_provider_that_became_the_default_is_not_deleted(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let seen = having_seen(backend, alpha());
    backend.change(&with_default(3, &[0, 1, 2], &[1, 0, 2])).unwrap();
    assert_eq!(
        changed(backend.change(&seen)),
        "Not deleted: client provider 'Alpha AM' is now the default in environment 'Env 3'. Look at it first."
    );
    backend.change(&having_seen(backend, alpha())).unwrap();
}

fn one_that_is_the_default_no_more_is_deleted(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let seen = having_seen(backend, alpha());
    backend.change(&with_default(0, &[1, 0], &[0, 1])).unwrap();
    backend.change(&seen).unwrap();
}

/// The deletion of the client provider by somebody who saw the policies of its APIs as well.
fn with_policies(backend: &dyn Backend) -> Change {
    let mut change = zeta();
    let all = backend.environments().unwrap();
    let uses: Vec<_> = all.iter().map(|e| (e.id, used(backend, e.id).unwrap())).collect();
    if let Change::DeleteProvider { provider, seen, .. } = &mut change {
        let counted = backend.count_applications(ProviderRef::External(*provider)).unwrap();
        let uses = uses.iter().map(|(id, uses)| (*id, Some(uses)));
        *seen = Seen::new(Object::Provider(*provider), uses, true, Some(counted.n));
    }
    change
}

fn set_policies(file: &mut Value, api: u64, policies: Value) {
    let mut apis = file["apis"].as_array_mut().unwrap().iter_mut();
    apis.find(|one| one["id"] == api).unwrap()["policies"] = policies;
}

fn enforces(disabled: bool) -> Value {
    json!([{"id": 1, "assetId": "openidconnect-access-token-enforcement", "disabled": disabled}])
}

#[test]
fn an_api_that_would_reject_requests_by_now_is_told_and_nothing_is_deleted() {
    let place = Place::of(&changeable());
    let backend = place.backend();
    let seen = with_policies(&backend);
    let file = place.rewrite(|file| set_policies(file, FREE, enforces(false)));
    assert_eq!(changed(backend.change(&seen)), REJECTS);
    assert_eq!(place.json(), file);
    // One that was switched off does less.
    let seen = with_policies(&backend);
    place.rewrite(|file| set_policies(file, FREE, enforces(true)));
    backend.change(&seen).unwrap();
}

#[test]
fn permissions_that_came_after_the_look_are_told_and_nothing_is_deleted() {
    let mut file = people();
    file["connectedApps"][2]["scopes"] = json!([]);
    let place = Place::of(&file);
    let backend = place.backend();
    sign_in(&backend, "ada");
    let (env_3, shops) = (
        having_seen(&backend, delete_environment(3, "Env 3")),
        having_seen(&backend, delete_group(SHOPS, "Shops")),
    );
    let grant = |member: &str, at: &str| json!({"userId": "u-eve", "permissionId": id("0f", 1), member: at});
    let file = place.rewrite(|file| {
        let grants = file["grants"].as_array_mut().unwrap();
        grants.push(grant("environmentId", &id("0b", 3)));
        grants.push(grant("organizationId", &id("0a", SHOPS)));
    });
    let told = |what: &str| format!("Not deleted: {what} before. Look at them first.");
    assert_eq!(
        changed(backend.change(&env_3)),
        told("2 permissions go with environment 'Env 3' now, 1")
    );
    assert_eq!(
        changed(backend.change(&shops)),
        told("2 permissions go with business group 'Shops' now, 1")
    );
    assert_eq!(place.json(), file);
    // Who looks again may delete it, also what has less by then.
    let now = having_seen(&backend, delete_environment(3, "Env 3"));
    place.rewrite(|file| drop(file["grants"].as_array_mut().unwrap().pop()));
    backend.change(&now).unwrap();
    place.rewrite(|file| drop(file.as_object_mut().unwrap().shift_remove("grants")));
    assert_eq!(
        backend.change(&shops),
        Err(Error::Failed(
            "the permissions and scopes in business group 'Shops' could not all be read again".into()
        ))
    );
}

#[test]
fn policies_that_the_file_no_longer_has_are_not_taken_for_none() {
    let place = Place::of(&changeable());
    let backend = place.backend();
    let seen = with_policies(&backend);
    let file = place.rewrite(|file| {
        let mut apis = file["apis"].as_array_mut().unwrap().iter_mut();
        let free = apis.find(|one| one["id"] == FREE).unwrap();
        free.as_object_mut().unwrap().shift_remove("policies");
    });
    let why = backend.change(&seen).unwrap_err();
    assert_eq!(
        why,
        Error::Failed("the policies of API 'api-16' could not all be read again".into())
    );
    assert_eq!(place.json(), file);
    // Who was told that they aren't known may delete it.
    place.rewrite(|_| ());
    let seen = with_policies(&backend);
    place.rewrite(|file| set_policies(file, FREE, enforces(false)));
    backend.change(&seen).unwrap();
}

#[test]
fn on_the_platform_policies_are_read_again_of_apis_that_were_shown_to_fall_back() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    let seen = with_policies(&backend);
    let (path, body) = (format!("apis/{FREE}/policies"), enforces(false).to_string());
    fake.plan(
        1,
        "GET",
        String::leak(path),
        Fault::Answer(200, String::leak(body), None),
    );
    assert_eq!(changed(backend.change(&seen)), REJECTS);
    fake.plan(1, "GET", "/policies", Fault::Answer(403, "", None));
    assert_eq!(
        backend.change(&seen),
        Err(Error::Failed("what environment 'Env 3' has can't be read again".into()))
    );
    assert_eq!(fake.writes(), [""; 0]);
    backend.change(&seen).unwrap();
    // Of its APIs these four have no enabled policy that is tied to it.
    assert_eq!(fake.asked("/policies"), 4);
    assert_eq!(
        used(&backend, environment(3))
            .unwrap()
            .api(ApiId(FREE))
            .unwrap()
            .provider,
        ProviderRef::BuiltIn
    );
}

#[test]
fn who_would_lose_a_permission_that_was_kept_another_way_is_told() {
    let mut file = people();
    let own = json!({"userId": "u-eve", "permissionId": id("0f", 1), "organizationId": id("0a", ROOT), "environmentId": id("0b", 3)});
    file["grants"].as_array_mut().unwrap().push(own.clone());
    let place = Place::of(&file);
    let backend = place.backend();
    let at = |environment| GrantContext::new(Some(org(ROOT)), environment, Vec::new());
    // `eve` keeps what Ops gives her.
    let lost: Losses = [
        (user("eve"), [(permission(0), at(None))].into()),
        (user("fay"), [(permission(1), at(Some(environment(3))))].into()),
    ]
    .into();
    let change = |lost: &Losses| Change::DeleteTeam {
        team: team(1),
        was: "Ops".into(),
        seen: Seen::of_teams([1, 2].into_iter().map(|n| (team(n), None))).with_losses(lost.clone()),
    };
    let before = place.rewrite(|file| file["grants"].as_array_mut().unwrap().retain(|grant| *grant != own));
    assert_eq!(
        changed(backend.change(&change(&lost))),
        "Not deleted: user 'eve' would now lose permission 'Manage' in environment 'Env 3'. Look at it first."
    );
    assert_eq!(place.json(), before);
    // Who isn't told what she keeps accepts that, and less is lost than was shown of the other.
    let of_fay: Losses = lost.into_iter().filter(|(id, _)| *id == user("fay")).collect();
    place.rewrite(|file| {
        let mut own = own.clone();
        own["userId"] = json!("u-fay");
        file["grants"].as_array_mut().unwrap().push(own);
    });
    backend.change(&change(&of_fay)).unwrap();
}
