//! What could not be read is listed, and does not count as nothing.

use amtui::backend::inventory::Inventory;
use amtui::backend::snapshot::take;
use amtui::backend::store::FileBackend;
use amtui::backend::{AccessReads as _, Backend};
use amtui::domain::change::Change;
use amtui::domain::snapshot::SnapshotItem;
use amtui::domain::{ApiId, ApplicationId, Error, ProviderRef};
use serde_json::{Value, json};

use super::{Copy, quietly};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::{
    BANK, FREE, Place, RETAIL, ROOT, SHOPS, changeable, clock, environment, external, org, organization, provider,
};
use crate::rest::users::ada;

/// From here on everything whose path holds `part` is answered with this.
fn answer(fake: &FakePlatform, part: &'static str, body: String) {
    fake.plan(1000, "GET", part, Fault::Answer(200, String::leak(body), None));
}

/// From here on everything whose path holds `part` is answered with this status.
fn fault(fake: &FakePlatform, part: String, status: u16) {
    fake.plan(1000, "GET", String::leak(part), Fault::Answer(status, "{}", None));
}

#[test]
fn an_environment_that_was_not_read_is_not_one_that_uses_nothing() {
    for (status, said) in [(403, "Not allowed"), (500, "No usable answer")] {
        let fake = FakePlatform::of(&changeable());
        let (backend, _) = ada(&fake);
        let bank = format!("environments/{}/clientManagementProviders", environment(2));
        fault(&fake, bank, status);
        let copy = Copy::of(&backend, "ada");
        assert_eq!(
            copy.not_read(),
            [(SnapshotItem::Environment, Some(environment(2).to_string()))]
        );
        let listed = copy.json()["x-amtui-not-read"].clone();
        assert_eq!(
            (&listed[0]["what"], &listed[0]["name"]),
            (&"environment".into(), &"Env 2".into())
        );
        let why = listed[0]["why"].as_str().unwrap();
        assert!(why.starts_with(said) && !why.contains("Press"), "{why}");

        assert_eq!(
            copy.backend.environment_use(environment(2)),
            Err(Error::NotRead(why.into()))
        );
        let impact = Inventory::read(&copy.backend, 1, crate::rest::users::parallel)
            .unwrap()
            .impact(external(0));
        assert!(!impact.complete());
        assert_eq!((impact.environments_read, impact.environments_listed), (3, 4));
        let told = "It was not read when the snapshot was taken: ".to_owned() + why;
        assert_eq!(impact.failed, [(environment(2), told)]);

        let associate = Change::Associate {
            environment: environment(2),
            was: Vec::new(),
            providers: vec![provider(0)],
            made_default: None,
        };
        assert!(
            matches!(copy.backend.change(&associate), Err(Error::NotRead(_))),
            "nobody saw what it had"
        );
    }
}

#[test]
fn what_else_was_not_read_is_listed_and_not_taken_for_empty() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    let single = format!("clientProviders/{}?", provider(1));
    let clients = format!("clientProviders/{}/clients", provider(0));
    fault(&fake, single, 403);
    fault(&fake, clients, 403);
    let copy = Copy::of(&backend, "ada");
    let (alpha, zeta) = (provider(1).to_string(), provider(0).to_string());
    assert_eq!(
        copy.not_read(),
        [
            (SnapshotItem::Provider, Some(alpha)),
            (SnapshotItem::Applications, Some(zeta))
        ]
    );
    // Contracts name applications that are not there: the file opens all the same.
    let rows = copy.backend.providers(org(ROOT)).unwrap();
    assert_eq!(rows, backend.providers(org(ROOT)).unwrap());
    let not_read = |answer: &dyn std::fmt::Debug| format!("{answer:?}").starts_with("Err(NotRead(");
    assert!(not_read(&copy.backend.provider(org(ROOT), external(1))));
    assert!(not_read(&copy.backend.applications(external(0))));
    assert!(not_read(&copy.backend.count_applications(external(0))));
    assert!(copy.backend.provider(org(ROOT), external(0)).is_ok());
    assert_eq!(copy.backend.count_applications(ProviderRef::BuiltIn), Ok(2.into()));
    // What a rehearsal needs of it is there.
    let reassign = Change::Reassign {
        environment: environment(3),
        api: ApiId(FREE),
        was: external(0),
        provider: external(1),
    };
    copy.backend.change(&reassign).unwrap();
}

#[test]
fn what_only_a_newer_amtui_knows_may_be_missing_from_every_list() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    let copy = Copy::of(&backend, "ada");
    let mut file = copy.json();
    file["x-amtui-not-read"] = json!([{"what": "moon bases", "name": "", "why": "The platform refused them."}]);
    std::fs::write(&copy.file, file.to_string()).unwrap();
    let newer = FileBackend::open(&copy.file, clock).unwrap();
    newer.sign_in(&"ada".into()).unwrap();
    let uses = newer.environment_use(environment(0)).unwrap();
    let coverages = [
        uses.apis.coverage.clone(),
        newer.environments().unwrap().coverage,
        newer.providers(org(ROOT)).unwrap().coverage,
        newer.users(org(ROOT)).unwrap().coverage.clone(),
        newer.teams().unwrap().coverage.clone(),
        newer.count_applications(external(0)).unwrap().coverage,
    ];
    for coverage in coverages {
        assert_eq!(coverage.partial_reason(), Some("The platform refused them."));
    }
}

#[test]
fn answers_that_do_not_go_together_are_listed() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    fake.model(|model| {
        model.file["apis"][4]["providerId"] = json!(environment(9));
        model.file["apis"][0]["contracts"][0]["applicationId"] = 77.into();
    });
    let root = json!({"id": org(ROOT), "name": "Acme", "parentOrganizationIds": []});
    answer(&fake, "/hierarchy", root.to_string());
    let copy = Copy::of(&backend, "ada");
    assert_eq!(
        copy.not_read(),
        [
            (SnapshotItem::Environment, Some(environment(2).to_string())),
            (SnapshotItem::Application, Some("77".into())),
            (SnapshotItem::Group, Some(org(RETAIL).to_string())),
            (SnapshotItem::Group, Some(org(SHOPS).to_string())),
            (SnapshotItem::Group, Some(org(BANK).to_string())),
        ]
    );
    assert_eq!(copy.backend.environments(), backend.environments());
    let contracts = &copy.backend.environment_use(environment(0)).unwrap().apis;
    assert!(
        contracts
            .iter()
            .any(|api| api.contracts[0].application == ApplicationId(77))
    );
    let why = copy.backend.environment_use(environment(2)).unwrap_err().to_string();
    assert!(why.contains("which is not in the list of client providers"), "{why}");
    assert!(
        !Inventory::read(&copy.backend, 1, crate::rest::users::parallel)
            .unwrap()
            .impact(external(0))
            .complete()
    );
}

#[test]
fn what_fails_all_fails_all() {
    for part in ["/hierarchy", "environments?expandAll", "clientProviders?"] {
        let fake = FakePlatform::of(&organization());
        let (backend, _) = ada(&fake);
        let account = backend.accounts().unwrap().remove(0);
        fake.plan(100, "GET", part, Fault::Answer(500, "", None));
        let failed = take(&backend, &account, &quietly());
        assert!(matches!(failed, Err(Error::Failed(_))), "{part}: {failed:?}");
    }
}

#[test]
fn a_session_that_ends_in_between_ends_the_snapshot() {
    let fake = FakePlatform::of(&organization());
    let (backend, _) = ada(&fake);
    let account = backend.accounts().unwrap().remove(0);
    fake.plan(100, "GET", "/accounts/api/me", Fault::Answer(401, "Unauthorized", None));
    fake.plan(100, "GET", "/apimanager/", Fault::Answer(401, "Unauthorized", None));
    assert_eq!(take(&backend, &account, &quietly()).unwrap_err(), Error::SignedOut);
}

#[test]
fn a_list_of_what_was_not_read_is_checked_like_the_rest() {
    let with = |not_read: Value| {
        let mut file = organization();
        file["x-amtui-not-read"] = not_read;
        let place = Place::of(&file);
        FileBackend::open(&place.file, clock)
            .map(|_| ())
            .map_err(|e| e.to_string())
    };
    let piece = |what: &str, id: Value| json!([{"what": what, "id": id, "name": "x", "why": "y"}]);
    for (not_read, why) in [
        (json!({}), "x-amtui-not-read"),
        (json!([{"what": "environment", "id": "e"}]), "why"),
        (piece("environment", "e".into()), "`x-amtui-not-read[0].id` is no id"),
        (piece("client provider", Value::Null), "there is none"),
        (piece("client application", "-1".into()), "is no id"),
    ] {
        let said = with(not_read).unwrap_err();
        assert!(said.contains(why), "{said}");
    }
    // What a later program lists, and what went since, is no harm.
    with(piece("user", "u".into())).unwrap();
    with(piece("environment", json!(environment(9)))).unwrap();
}
