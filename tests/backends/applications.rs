//! What every backend tells of all client applications, and of the contracts of one.

use amtui::backend::Backend;
use amtui::domain::{ApiId, ApplicationId, Coverage, Error, ProviderRef, UnixTime};

use serde_json::json;

use crate::fixture::{Place, environment, external};
use crate::generate;
use crate::suite::sign_in;

suite! {
    on people;
    read: all_applications_come_with_owners_and_dates_where_those_are_known, contracts_name_their_api_and_environment,
        contracts_of_an_application_that_is_not_there_are_not_told, applications_with_contracts_are_one_list,
        only_root_administrators_see_all_applications;
    ;
    rest: all_applications_come_with_owners_and_dates_where_those_are_known, contracts_name_their_api_and_environment,
        contracts_of_an_application_that_is_not_there_are_not_told, applications_with_contracts_are_one_list
}

fn all_applications_come_with_owners_and_dates_where_those_are_known(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let all = backend.all_applications().unwrap();
    assert!(all.is_complete());
    let names: Vec<_> = all.iter().map(|one| (one.name.raw(), one.provider)).collect();
    let expected = [
        ("App", external(0)),
        ("Other", ProviderRef::BuiltIn),
        ("Own", ProviderRef::BuiltIn),
        ("shop", external(0)),
    ];
    assert_eq!(names, expected);
    let (app, shop) = (&all[0], &all[3]);
    assert_eq!((app.owners.as_ref(), app.created), (None, None), "unknown isn't none");
    assert_eq!(app.grant_types, Some(["implicit".into()].into()));
    assert_eq!(shop.grant_types, None);
    assert_eq!(shop.client_id.raw(), "c1");
    assert_eq!(shop.created, Some(UnixTime(1_704_164_645)));
    assert_eq!(
        shop.redirect_uris,
        Some(["https://shop.example.com/back?access_token=***".into()].into())
    );
    let owners: Vec<&str> = shop
        .owners
        .as_deref()
        .into_iter()
        .flatten()
        .map(|owner| owner.id.as_str())
        .collect();
    assert_eq!(owners, ["u-eve", "u-gone"]);
    assert!(!format!("{all:?}").contains("hush"), "no secret is read");
}

fn contracts_name_their_api_and_environment(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let contracts = backend.application_contracts(ApplicationId(1)).unwrap();
    assert!(contracts.is_complete());
    let mut seen: Vec<_> = contracts.iter().map(|one| (one.api, one.environment)).collect();
    seen.sort_unstable();
    let at = |api: u64, place: usize| (Some(ApiId(api)), Some(environment(place)));
    assert_eq!(seen, [at(1, 0), at(2, 1), at(3, 0), at(4, 2), at(5, 2)]);
    assert!(contracts.iter().all(|one| one.status.raw() == "APPROVED"));
    let asset = |api: u64| {
        contracts
            .iter()
            .find(|one| one.api == Some(ApiId(api)))
            .unwrap()
            .asset
            .clone()
    };
    assert_eq!((asset(1), asset(2)), (Some("api-1".into()), Some("api-2".into())));
    let none = backend.application_contracts(ApplicationId(2)).unwrap();
    assert!(none.is_empty() && none.is_complete());
    assert!(!format!("{contracts:?}").contains("hush"));
}

fn contracts_of_an_application_that_is_not_there_are_not_told(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let gone = backend.application_contracts(ApplicationId(99));
    assert!(matches!(gone, Err(Error::NotFound(_))), "{gone:?}");
}

fn applications_with_contracts_are_one_list(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let mut found = backend.contracted_applications().unwrap();
    assert!(found.is_complete());
    found.rows.sort_unstable();
    let all = backend.all_applications().unwrap();
    let mut wanted: Vec<_> = all.iter().map(|one| one.id).collect();
    wanted.retain(|id| !backend.application_contracts(*id).unwrap().is_empty());
    wanted.sort_unstable();
    assert!(!wanted.is_empty() && wanted.len() < all.len());
    assert_eq!(found.rows, wanted);
}

fn only_root_administrators_see_all_applications(backend: &dyn Backend) {
    for user in ["ben", "cy"] {
        sign_in(backend, user);
        assert!(matches!(backend.all_applications(), Err(Error::Refused(_))), "{user}");
        let contracts = backend.application_contracts(ApplicationId(1));
        assert!(matches!(contracts, Err(Error::Refused(_))), "{user}");
        let listed = backend.contracted_applications();
        assert!(matches!(listed, Err(Error::Refused(_))), "{user}");
    }
}

#[test]
fn applications_of_a_file_keep_their_own_lists_whichever_stand_beside_them() {
    let lists = [
        json!([]),
        json!(["a"]),
        json!(["a", "b"]),
        json!(["b"]),
        json!(["a", "b", "c"]),
        json!(["a", "x"]),
        json!(null),
    ];
    let mut file = generate::organization(0, 1, 1, 0, 90);
    for (n, application) in file["applications"].as_array_mut().unwrap().iter_mut().enumerate() {
        application["grantTypes"] = lists[n * n % lists.len()].clone();
        application["redirectUris"] = lists[n / 3 % lists.len()].clone();
    }
    let place = Place::of(&file);
    let all = place.backend().all_applications().unwrap();
    assert_eq!(all.len(), 90);
    for application in all.iter() {
        let n = usize::try_from(application.id.0).unwrap() - 1;
        let read = [&application.grant_types, &application.redirect_uris];
        let read = read.map(|list| json!(list.as_deref()));
        let written = ["grantTypes", "redirectUris"].map(|member| file["applications"][n][member].clone());
        assert_eq!(read, written, "{n}");
    }
}

#[test]
fn a_part_of_the_platform_s_client_applications_is_in_order_and_the_whole_is_too() {
    let mut file = crate::fixture::people();
    let all = file["applications"].as_array_mut().unwrap();
    all.extend(
        (0..600_u64)
            .map(|n| json!({"id": 1000 + n, "name": format!("App {}", n * 7 % 600), "clientId": format!("k{n}")})),
    );
    let fake = crate::fake_platform::FakePlatform::of(&file);
    let (backend, _) = crate::rest::users::ada(&fake);
    let parts = std::sync::Mutex::new(Vec::new());
    let whole = backend
        .stream_all_applications(&|some| parts.lock().unwrap().push(some))
        .unwrap();
    let parts = parts.into_inner().unwrap();
    assert!(parts.len() > 1, "{}", parts.len());
    let key = |one: &amtui::domain::Application| (one.name.raw().to_lowercase(), one.id);
    for part in parts.iter().chain([&whole]) {
        assert!(part.is_sorted_by_key(key));
    }
    assert_eq!(whole.len(), 604);
}

/// Unknown is none neither of owners nor of dates, and what can't be understood costs its own member alone.
#[test]
fn a_row_without_its_owner_provider_or_date_is_there_with_what_it_has() {
    let fake = crate::fake_platform::FakePlatform::of(&crate::fixture::people());
    let (backend, _) = crate::rest::users::ada(&fake);
    for odd in [
        json!(null),
        json!("N/A"),
        json!([{"username": "eve"}]),
        json!({"href": "/users/u-eve"}),
    ] {
        let owners = odd.clone();
        fake.mend();
        fake.edit("/repository/v2", move |_, body| {
            for row in body["applications"].as_array_mut().unwrap() {
                let row = row.as_object_mut().unwrap();
                row.insert("owners".into(), owners.clone());
                row.shift_remove("audit");
                row.shift_remove("clientProvider");
            }
        });
        let all = backend.all_applications().unwrap();
        assert_eq!((all.len(), all.is_complete()), (4, true), "{odd}");
        assert!(
            all.iter().all(|one| one.owners.is_none() && one.created.is_none()),
            "{odd}"
        );
    }
}

#[test]
fn a_list_of_applications_with_contracts_that_is_empty_or_may_be_cut_proves_nothing() {
    let mut file = crate::fixture::people();
    let fake = crate::fake_platform::FakePlatform::of(&file);
    fake.edit("/contracts/applications", |asked, body| {
        let offset: usize = asked.rsplit('=').next().unwrap().parse().unwrap();
        let rows: Vec<_> = (offset..offset + 250).map(|n| json!({"id": n + 1})).collect();
        *body = json!({"applications": rows, "total": 10_000});
    });
    let (backend, _) = crate::rest::users::ada(&fake);
    let found = backend.contracted_applications().unwrap();
    assert_eq!(found.len(), 10_000);
    assert!(
        matches!(&found.coverage, Coverage::Partial(why) if why.contains("10000")),
        "{:?}",
        found.coverage
    );
    for api in file["apis"].as_array_mut().unwrap() {
        api["contracts"] = json!([]);
    }
    let fake = crate::fake_platform::FakePlatform::of(&file);
    let (backend, _) = crate::rest::users::ada(&fake);
    assert_eq!(
        backend.contracted_applications().unwrap().coverage,
        Coverage::Unverified
    );
}
