//! What others did after a look, or after an undo, is neither deleted nor broken.

use std::fs;

use amtui::backend::{AccessReads, Backend};
use amtui::domain::change::{Change, Object, Seen};
use amtui::domain::{ApiId, ConnectedAppId, Error, ProviderKind, ProviderRef};
use serde_json::{Value, json};

use crate::asks::{
    associate, create_environment, create_group, delete_environment, delete_group, edit_group, reassign,
};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::{
    BANK, FREE, Place, RETAIL, ROOT, SHOPS, changeable, environment, org, people, provider, target, with_agents,
    without_audit, zeta,
};
use crate::generate::id;
use crate::rest::users::ada;
use crate::suite::{changed, sign_in};

suite! {
    on changeable;
    write: what_was_not_seen_is_not_deleted, what_could_not_be_read_is_deleted_by_who_accepts_that;
    rest: what_was_not_seen_is_not_deleted, what_could_not_be_read_is_deleted_by_who_accepts_that,
}

/// The same change by somebody who saw all that is there now.
pub fn having_seen(backend: &dyn Backend, mut change: Change) -> Change {
    let applications = |id| backend.count_applications(ProviderRef::External(id)).unwrap().n;
    let environments = backend.environments().unwrap();
    let uses: Vec<_> = environments
        .iter()
        .map(|e| (e.id, backend.environment_use(e.id).unwrap()))
        .collect();
    let (deleted, counted, seen) = match &mut change {
        Change::DeleteProvider { provider, seen, .. } => {
            (Object::Provider(*provider), Some(applications(*provider)), seen)
        }
        Change::DeleteEnvironment { environment, seen, .. } => (Object::Environment(*environment), None, seen),
        Change::DeleteGroup { group, seen, .. } => (Object::Group(*group), None, seen),
        other => panic!("{other:?}"),
    };
    let uses = uses.iter().map(|(id, uses)| (*id, Some(&**uses)));
    let access = backend.place_access(deleted).ok();
    *seen = Seen::new(deleted, uses, true, counted).with_access(access.as_ref());
    change
}

fn alpha() -> Change {
    let version = Some("14".into());
    target(1, "Alpha AM", ProviderKind::OpenAm { version })
}

fn what_was_not_seen_is_not_deleted(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let (shops, alpha_then) = (
        having_seen(backend, delete_group(SHOPS, "Shops")),
        having_seen(backend, alpha()),
    );
    backend.change(&create_environment(SHOPS, "QA", &[])).unwrap();
    assert_eq!(
        changed(backend.change(&shops)),
        "Not deleted: environment 'QA' is new in business group 'Shops'. Look at it first."
    );
    backend.change(&associate(2, &[], &[1])).unwrap();
    assert_eq!(
        changed(backend.change(&alpha_then)),
        "Not deleted: environment 'Env 2' now has client provider 'Alpha AM'. Look at it first."
    );
    let alpha_then = having_seen(backend, alpha());
    backend.change(&reassign(FREE, Some(1))).unwrap();
    assert_eq!(
        changed(backend.change(&alpha_then)),
        "Not deleted: API 'api-16' of environment 'Env 3' now uses client provider 'Alpha AM'. Look at it first."
    );
    assert!(backend.environment_use(environment(1)).is_ok());
    // Who looks again may delete it, also what has less by then.
    backend
        .change(&having_seen(backend, delete_group(SHOPS, "Shops")))
        .unwrap();
    let now = having_seen(backend, alpha());
    backend.change(&associate(3, &[0, 1, 2], &[0, 2])).unwrap();
    backend.change(&now).unwrap();
}

fn what_could_not_be_read_is_deleted_by_who_accepts_that(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let uses = backend.environment_use(environment(1)).unwrap();
    // Environment 2 was not read, and not every environment was listed.
    let known = [(environment(1), Some(&*uses)), (environment(2), None)].into_iter();
    let mut change = alpha();
    if let Change::DeleteProvider { seen, .. } = &mut change {
        *seen = Seen::new(Object::Provider(provider(1)), known, false, None);
    }
    backend.change(&associate(2, &[], &[1])).unwrap();
    backend.change(&associate(1, &[0], &[0, 1])).unwrap();
    let why = changed(backend.change(&change));
    assert!(why.contains("environment 'Env 1' now has"), "{why}");
    backend.change(&associate(1, &[0, 1], &[0])).unwrap();
    backend.change(&change).unwrap();
}

#[test]
fn an_api_or_application_that_came_later_is_told() {
    let place = Place::of(&changeable());
    let backend = place.backend();
    let (env_1, zeta) = (
        having_seen(&backend, delete_environment(1, "Env 1")),
        having_seen(&backend, zeta()),
    );
    place.rewrite(|file| {
        let new = json!({"id": 78, "name": "new", "clientId": "c78", "providerId": id("0c", 0)});
        push(file, "applications", new);
    });
    assert_eq!(
        changed(backend.change(&zeta)),
        "Not deleted: 3 client applications are registered through client provider 'zeta IdP' now, 2 before. Look at \
         them first."
    );
    place.rewrite(|file| add_api(file, 1, SHOPS, None));
    assert_eq!(
        changed(backend.change(&env_1)),
        "Not deleted: API 'orders' is new in environment 'Env 1'. Look at it first."
    );
    assert!(
        backend
            .environment_use(environment(1))
            .unwrap()
            .api(ApiId(77))
            .is_some()
    );
}

#[test]
fn what_can_t_be_read_again_on_the_platform_is_told_and_nothing_is_deleted() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    let changes = [alpha(), delete_environment(3, "Env 3"), delete_group(SHOPS, "Shops")];
    let parts = ["0b000000-0000-4000-8000-000000000003/clientM", "/apis?", "/apis?"];
    for (change, part) in changes.into_iter().zip(parts) {
        let change = having_seen(&backend, change);
        fake.plan(1, "GET", part, Fault::Answer(403, "", None));
        let why = backend.change(&change).unwrap_err();
        assert!(
            matches!(&why, Error::Failed(why) if why.ends_with("can't be read again")),
            "{why}"
        );
    }
    assert_eq!(fake.writes(), [""; 0]);
}

#[test]
fn lists_that_are_not_found_again_don_t_tell_that_the_provider_is_gone() {
    for (part, what) in [
        ("limit=0", "its client applications can't be counted again"),
        ("/environments", "the environments can't be read again"),
    ] {
        let fake = FakePlatform::of(&changeable());
        let (backend, _) = ada(&fake);
        let change = having_seen(&backend, alpha());
        fake.plan(99, "GET", part, Fault::Answer(404, "", None));
        let why = backend.change(&change).unwrap_err();
        assert_eq!(why, Error::Failed(what.into()));
        assert_eq!(fake.writes(), [""; 0]);
    }
}

#[test]
fn an_instance_where_none_were_looked_at_before_is_not_called_new() {
    let fake = FakePlatform::of(&with_agents());
    let (backend, _) = ada(&fake);
    let version = Some("14".into());
    let changes = [
        (zeta(), "'tool-30 1.0.0 (MCP server)'"),
        (
            target(1, "Alpha AM", ProviderKind::OpenAm { version }),
            "'tool-31 1.0.0 (agent)'",
        ),
    ];
    for (change, instance) in changes {
        fake.plan(4, "GET", "/xapi/", Fault::Answer(403, "", None));
        let why = changed(backend.change(&having_seen(&backend, change)));
        let begin = format!("Not deleted: API {instance} of environment 'Env 0' wasn't shown before.");
        assert!(why.starts_with(&begin), "{why}");
    }
}

#[test]
fn on_the_platform_apis_are_read_again_only_where_the_provider_may_be_used() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    let change = having_seen(&backend, alpha());
    fake.seen();
    backend.change(&change).unwrap();
    // Of four environments two have it.
    assert_eq!(
        (fake.asked("/clientManagementProviders") >= 4, fake.asked("/apis?")),
        (true, 2)
    );
}

fn push(file: &mut Value, list: &str, one: Value) {
    file[list].as_array_mut().unwrap().push(one);
}

fn add_environment(file: &mut Value) {
    let new = json!({"id": id("0b", 9), "organizationId": id("0a", SHOPS), "name": "PRODUCTION-NEW",
        "type": "production", "clientManagementProviderIds": []});
    push(file, "environments", new);
}

fn add_api(file: &mut Value, at: usize, organization: usize, provider: Option<usize>) {
    let new = json!({"id": 77, "organizationId": id("0a", organization), "environmentId": id("0b", at),
        "assetId": "orders", "providerId": provider.map(|n| id("0c", n)), "policies": [], "contracts": []});
    push(file, "apis", new);
}

impl Place {
    /// Another program changes the file, and this is what is in it then.
    pub fn rewrite(&self, change: impl FnOnce(&mut Value)) -> Value {
        let mut file = self.json();
        change(&mut file);
        fs::write(&self.file, file.to_string()).unwrap();
        file
    }
}

#[test]
fn a_redo_deletes_nothing_that_came_after_the_undo() {
    type Meddle = fn(&mut Value);
    let cases: [(Change, Meddle); 4] = [
        (delete_group(SHOPS, "Shops"), add_environment),
        (delete_environment(1, "Env 1"), |file| add_api(file, 1, SHOPS, None)),
        (zeta(), |file| add_api(file, 2, BANK, Some(0))),
        (delete_environment(3, "Env 3"), |file| {
            let grant = json!({"userId": "u-eve", "permissionId": id("0f", 1), "organizationId": id("0a", ROOT),
                "environmentId": id("0b", 3)});
            push(file, "grants", grant);
        }),
    ];
    for (change, meddle) in cases {
        let place = Place::of(&people());
        let backend = place.backend();
        let said = backend.change(&change).unwrap().summary(&change);
        backend.undo().unwrap();
        let file = place.rewrite(meddle);
        let why = changed(backend.redo());
        assert_eq!(
            why,
            format!(
                "Not redone: what \"{said}\" changes isn't as undo left it. Make the change again to see what it does now."
            )
        );
        assert_eq!(place.json(), file, "{said}");
    }
}

#[test]
fn a_redo_stands_what_others_changed_elsewhere() {
    let place = Place::of(&people());
    let backend = place.backend();
    let change = delete_environment(1, "Env 1");
    backend.change(&change).unwrap();
    backend.undo().unwrap();
    place.rewrite(|file| {
        file["environments"].as_array_mut().unwrap().swap(0, 3);
        add_api(file, 0, RETAIL, Some(0));
    });
    assert_eq!(backend.redo(), Ok("Redone: Deleted environment 'Env 1'".into()));
    assert_eq!(place.json()["apis"].as_array().unwrap().len(), 5);
}

#[test]
fn a_redo_keeps_what_others_set_after_the_undo() {
    let place = Place::of(&people());
    let backend = place.backend();
    backend
        .change(&edit_group(RETAIL, "Retail", "Stores", Some((Some("ben"), "ada"))))
        .unwrap();
    backend.undo().unwrap();
    let file = place.rewrite(|file| {
        file["organization"]["subOrganizations"][0]["owner"] = json!({"username": "dee"});
    });
    changed(backend.redo());
    assert_eq!(place.json(), file);
}

#[test]
fn a_deleted_group_leaves_no_permission_role_or_app_in_it() {
    let mut file = people();
    // Where the environment tells the organization, the file needn't.
    let grant = json!({"userId": "u-eve", "permissionId": id("0f", 1), "environmentId": id("0b", 1)});
    push(&mut file, "grants", grant);
    let role = json!({"id": id("0e", 5), "organizationId": id("0a", SHOPS), "name": "Clerks"});
    push(&mut file, "roleGroups", role);
    let app = json!({"clientId": "app-9", "name": "Till", "organizationId": id("0a", SHOPS), "client_secret": "hush"});
    push(&mut file, "connectedApps", app);
    let scope = json!({"scope": "read:apis", "organizationId": id("0a", SHOPS), "x-scope": 1});
    push(&mut file["connectedApps"][0], "scopes", scope);
    let place = Place::of(&file);
    let backend = place.backend();
    let before = without_audit(place.json());
    backend.change(&delete_group(SHOPS, "Shops")).unwrap();
    let after = without_audit(place.json()).to_string();
    assert!(!after.contains(&id("0a", SHOPS)), "{after}");
    assert!(!after.contains(&id("0b", 1)), "{after}");
    assert_eq!(backend.teams().unwrap().len(), 3, "the file can be read");
    backend.undo().unwrap();
    assert_eq!(without_audit(place.json()).to_string(), before.to_string());
}

#[test]
fn a_deleted_environment_leaves_no_permission_or_scope_in_it() {
    let place = Place::of(&people());
    let backend = place.backend();
    let before = without_audit(place.json());
    backend.change(&delete_environment(3, "Env 3")).unwrap();
    assert!(!without_audit(place.json()).to_string().contains(&id("0b", 3)));
    let app: ConnectedAppId = "app-2".parse().unwrap();
    assert_eq!(backend.app_scopes(org(ROOT), app).unwrap().len(), 1);
    backend.undo().unwrap();
    assert_eq!(without_audit(place.json()).to_string(), before.to_string());
    assert!(backend.environment_use(environment(3)).is_ok());
}

#[test]
fn undo_leaves_what_a_permission_a_role_or_an_app_uses_by_now() {
    type Use = fn(&Value, &mut Value);
    let (made_environment, made_group) = (create_environment(ROOT, "QA", &[]), create_group(ROOT, "New", "ada"));
    let uses: [(&Change, Use); 5] = [
        (&made_environment, |new, file| {
            let grant = json!({"userId": "u-eve", "permissionId": id("0f", 1), "environmentId": new});
            push(file, "grants", grant);
        }),
        (&made_environment, |new, file| {
            let scope = json!({"scope": "read:apis", "environmentId": new});
            push(&mut file["connectedApps"][0], "scopes", scope);
        }),
        (&made_group, |new, file| {
            let role = json!({"id": id("0e", 5), "organizationId": new, "name": "Clerks"});
            push(file, "roleGroups", role);
        }),
        (&made_group, |new, file| {
            let app = json!({"clientId": "app-9", "name": "Till", "organizationId": new});
            push(file, "connectedApps", app);
        }),
        (&made_group, |new, file| {
            let grant = json!({"teamId": id("0d", 0), "permissionId": id("0f", 1), "organizationId": new});
            push(file, "grants", grant);
        }),
    ];
    for (change, take) in uses {
        let place = Place::of(&people());
        let backend = place.backend();
        backend.change(change).unwrap();
        let entry = place.json()["audit"].as_array().unwrap().last().unwrap().clone();
        let file = place.rewrite(|file| take(&entry["objectId"], file));
        let why = changed(backend.undo());
        assert!(why.ends_with("something else started to use it."), "{why}");
        assert_eq!(place.json(), file);
        assert!(backend.teams().is_ok(), "the file can be read");
    }
}

#[test]
fn a_file_whose_permissions_can_t_be_read_can_still_be_changed() {
    let mut file = people();
    file["grants"][0]["permissionId"] = json!(id("0f", 9));
    let place = Place::of(&file);
    let backend = place.backend();
    backend.change(&delete_environment(1, "Env 1")).unwrap();
    backend.undo().unwrap();
}

#[test]
fn undo_that_would_bring_back_a_link_to_nothing_says_which() {
    let place = Place::of(&people());
    let backend = place.backend();
    backend.change(&delete_environment(3, "Env 3")).unwrap();
    let file = place.rewrite(|file| {
        for team in file["teams"].as_array_mut().unwrap() {
            team.as_object_mut().unwrap().shift_remove("parentId");
        }
        let teams = file["teams"].as_array_mut().unwrap();
        teams.retain(|team| team["id"] != id("0d", 1));
    });
    let why = changed(backend.undo());
    let wanted =
        "Not undone: without \"Deleted environment 'Env 3'\" the file couldn't be read. `grants[0].teamId` is ";
    assert!(
        why.starts_with(wanted) && why.ends_with("there is no team with this id."),
        "{why}"
    );
    assert_eq!(place.json(), file);
}
