//! Differences between two states of an organization.

mod rights;
mod unread;

use std::collections::BTreeMap;
use std::sync::Arc;

use amtui::domain::access::AccessInventory;
use amtui::domain::api::ApiKind;
use amtui::domain::compare::{Difference, EnvironmentState, ItemValue, OrganizationState, ProviderState, compare};
use amtui::domain::{
    Api, ApiId, Environment, EnvironmentId, EnvironmentKind, EnvironmentUse, Listing, OrgId, Policy, Provider,
    ProviderId, ProviderKind, ProviderRef, ProviderRow, secret,
};
use serde_json::{Value, json};
use uuid::Uuid;

fn id(n: u8) -> ProviderId {
    ProviderId(Uuid::from_u128(u128::from(n) << 96))
}

fn provider(n: u8, mut object: Value) -> ProviderState {
    let secrets = secret::take_secrets(&mut object);
    let row = ProviderRow {
        id: ProviderRef::External(id(n)),
        name: object["name"].as_str().unwrap_or_default().into(),
        kind: ProviderKind::from_object(&object),
    };
    ProviderState {
        row: row.clone(),
        read: Ok(Provider {
            row,
            config: Some(object),
            secrets,
            unknown: 0,
        }),
    }
}

/// An `OpenID` Connect provider of this name.
fn oidc(n: u8, name: &str) -> ProviderState {
    provider(n, json!({"name": name, "type": {"name": "openid-dynamic-client"}}))
}

fn with(n: u8, more: &Value) -> ProviderState {
    provider(n, json!({"name": "A", "type": {"name": "openam"}, "x": more}))
}

fn api(n: u64, provider: ProviderRef, policies: &[(&str, bool)]) -> Api {
    Api {
        id: ApiId(n),
        environment: EnvironmentId(Uuid::from_u128(1)),
        kind: ApiKind::Api,
        asset: "orders".into(),
        version: n.to_string().as_str().into(),
        label: None,
        provider,
        policies: policies
            .iter()
            .map(|(asset, disabled)| Policy {
                asset: (*asset).into(),
                disabled: *disabled,
            })
            .collect::<Vec<_>>()
            .into(),
        contracts: Listing::default(),
        group: None,
    }
}

fn environment(n: u8, name: &str, providers: &[u8], apis: Vec<Api>) -> EnvironmentState {
    EnvironmentState {
        environment: Environment {
            id: EnvironmentId(Uuid::from_u128(u128::from(n) << 96)),
            organization: OrgId(Uuid::from_u128(9)),
            name: name.into(),
            kind: EnvironmentKind::Sandbox,
        },
        organization: "Acme".into(),
        uses: Ok(Arc::new(EnvironmentUse {
            providers: providers.iter().map(|n| id(*n)).collect::<Vec<_>>().into(),
            apis: apis.into(),
            agents_not_read: None,
        })),
    }
}

fn state(providers: Vec<ProviderState>, environments: Vec<EnvironmentState>) -> OrganizationState {
    OrganizationState {
        access: Ok(AccessInventory::default()),
        organizations: BTreeMap::new(),
        root: OrgId(Uuid::from_u128(9)),
        providers,
        environments,
        all_providers: true,
        all_environments: true,
    }
}

/// The differences as the shell's table has them.
fn told(before: &OrganizationState, after: &OrganizationState) -> Vec<String> {
    let found = compare(before, after);
    let shown = |told: &Option<ItemValue>| told.as_ref().map_or("-".into(), ItemValue::shown);
    let line = |d: &Difference| {
        let (was, is) = (shown(&d.before), shown(&d.after));
        format!(
            "{} | {} | {} | {was} | {is}",
            d.words(),
            d.subject.shown(),
            d.shown_place()
        )
    };
    found.differences.iter().map(line).collect()
}

#[test]
fn client_providers_differ_by_their_ids() {
    let openam = provider(1, json!({"name": "A", "type": {"name": "openam", "version": "14"}}));
    let cases: [(Vec<ProviderState>, Vec<ProviderState>, &[&str]); 5] = [
        (vec![oidc(1, "A")], vec![oidc(1, "A")], &[]),
        (
            vec![oidc(1, "A")],
            vec![],
            &["client provider removed | A |  | OIDC DCR | -"],
        ),
        // Another one of the same name is not the same one.
        (
            vec![oidc(1, "A")],
            vec![oidc(2, "A")],
            &[
                "client provider removed | A 00000001 |  | OIDC DCR | -",
                "client provider added | A 00000002 |  | - | OIDC DCR",
            ],
        ),
        (
            vec![oidc(1, "A")],
            vec![oidc(1, "B\u{200b}")],
            &["client provider renamed | B<U+200B> |  | A | B<U+200B>"],
        ),
        (
            vec![oidc(1, "A")],
            vec![openam],
            &["client provider type changed | A |  | OIDC DCR | OpenAM 14"],
        ),
    ];
    for (before, after, expected) in cases {
        assert_eq!(told(&state(before, vec![]), &state(after, vec![])), expected);
    }
}

#[test]
fn settings_differ_by_their_paths_and_secrets_only_in_whether_they_are_set() {
    let cases: [(Value, Value, &[&str]); 7] = [
        (json!({"a": 1, "b": 2}), json!({"b": 2, "a": 1}), &[]),
        (json!({"a": null}), json!({}), &[]),
        (
            json!({"a": 1, "b": "x"}),
            json!({"a": 2, "b": "y"}),
            &["x/a | 1 | 2", "x/b | x | y"],
        ),
        (json!({"a": ["u", "v"]}), json!({}), &["x/a | u, v | -"]),
        (
            json!({"a/b": "\n"}),
            json!({"a/b": true}),
            &["x/a~1b | <U+000A> | true"],
        ),
        (json!({"secret": "hush"}), json!({}), &["x/secret | set | not set"]),
        // Nobody knows which one it is.
        (json!({"secret": "hush"}), json!({"secret": "other"}), &[]),
    ];
    for (before, after, expected) in cases {
        let of = |settings: &Value| state(vec![with(1, settings)], vec![]);
        let head = "client provider setting changed | A | ";
        let expected: Vec<String> = expected.iter().map(|line| format!("{head}{line}")).collect();
        assert_eq!(told(&of(&before), &of(&after)), expected, "{before} {after}");
    }
}

#[test]
fn environments_differ_in_what_can_be_chosen_there_and_in_the_order() {
    let cases: [(&[u8], &[u8], &[&str]); 5] = [
        (&[1, 2], &[1, 2], &[]),
        (
            &[1, 2],
            &[2],
            &[
                "association removed | A | Acme / Test | default | -",
                "environment default changed | Test | Acme | A | B",
            ],
        ),
        (
            &[],
            &[1],
            &[
                "association added | A | Acme / Test | - | default",
                "environment default changed | Test | Acme | Anypoint (built-in) | A",
            ],
        ),
        (
            &[1, 2, 3],
            &[1, 3, 2],
            &["environment order changed | Test | Acme | A, B, C | A, C, B"],
        ),
        (
            &[1, 2],
            &[2, 1, 3],
            &[
                "association added | C | Acme / Test | - | added",
                "environment default changed | Test | Acme | A | B",
                "environment order changed | Test | Acme | A, B | B, A, C",
            ],
        ),
    ];
    for (before, after, expected) in cases {
        let of = |providers: &[u8]| {
            let three = vec![oidc(1, "A"), oidc(2, "B"), oidc(3, "C")];
            state(three, vec![environment(1, "Test", providers, vec![])])
        };
        assert_eq!(told(&of(before), &of(after)), expected, "{before:?} {after:?}");
    }
}

#[test]
fn an_environment_comes_and_goes_with_what_is_in_it() {
    let a = || vec![oidc(1, "A")];
    let there = || {
        let apis = vec![api(7, ProviderRef::External(id(1)), &[("p", false)])];
        state(a(), vec![environment(1, "Test", &[1], apis)])
    };
    let renamed = state(a(), vec![environment(1, "Try", &[1], vec![])]);
    assert_eq!(
        told(&there(), &state(a(), vec![])),
        [
            "environment removed | Test | Acme | sandbox | -",
            "association removed | A | Acme / Test | default | -",
            "API removed | orders 7 | Acme / Test | A | -",
        ]
    );
    assert_eq!(
        told(&state(a(), vec![]), &there()),
        [
            "environment added | Test | Acme | - | sandbox",
            "association added | A | Acme / Test | - | default",
            "API added | orders 7 | Acme / Test | - | A",
        ]
    );
    assert_eq!(
        told(&there(), &renamed),
        [
            "environment renamed | Try | Acme | Test | Try",
            "API removed | orders 7 | Acme / Try | A | -",
        ]
    );
}

#[test]
fn an_environment_of_another_business_group_is_moved() {
    let mut moved = environment(1, "Test", &[], vec![]);
    moved.environment.organization = OrgId(Uuid::from_u128(8));
    moved.organization = "Retail".into();
    let was = state(vec![], vec![environment(1, "Test", &[], vec![])]);
    assert_eq!(
        told(&was, &state(vec![], vec![moved])),
        ["environment moved | Test | Retail | Acme | Retail"]
    );
}

type Policies<'a> = &'a [(&'a str, bool)];

#[test]
fn apis_differ_in_their_provider_and_their_policies() {
    let (built_in, a) = (ProviderRef::BuiltIn, ProviderRef::External(id(1)));
    let policy = "orders 7, Acme / Test";
    let cases: [(ProviderRef, Policies<'_>, Policies<'_>, Vec<String>); 6] = [
        (a, &[("p", false)], &[("p", false)], vec![]),
        (
            built_in,
            &[],
            &[],
            vec!["API moved | orders 7 | Acme / Test | A | Anypoint (built-in)".into()],
        ),
        (
            a,
            &[("p", false)],
            &[("p", true)],
            vec![format!("policy disabled | p | {policy} | enabled | disabled")],
        ),
        (
            a,
            &[("p", true)],
            &[("p", false)],
            vec![format!("policy enabled | p | {policy} | disabled | enabled")],
        ),
        (
            a,
            &[("p", false)],
            &[("q", true)],
            vec![
                format!("policy removed | p | {policy} | enabled | -"),
                format!("policy added | q | {policy} | - | disabled"),
            ],
        ),
        // Applied twice: one of them was switched off, and it was applied once more.
        (
            a,
            &[("p", false), ("p", false)],
            &[("p", false), ("p", true), ("p", true)],
            vec![
                format!("policy disabled | p | {policy} | enabled | disabled"),
                format!("policy added | p | {policy} | - | disabled"),
            ],
        ),
    ];
    for (to, was, is, expected) in cases {
        let of = |provider, policies| {
            let apis = vec![api(7, provider, policies)];
            state(vec![oidc(1, "A")], vec![environment(1, "Test", &[], apis)])
        };
        assert_eq!(told(&of(a, was), &of(to, is)), expected);
    }
}

#[test]
fn the_order_of_what_was_read_plays_no_part() {
    let before = state(vec![], vec![]);
    let environments = |names: [(u8, &str); 3]| names.map(|(n, name)| environment(n, name, &[], vec![])).to_vec();
    let one = state(
        vec![oidc(2, "b"), oidc(1, "C"), oidc(3, "A")],
        environments([(1, "Z"), (2, "y"), (3, "y")]),
    );
    let other = state(
        vec![oidc(1, "C"), oidc(3, "A"), oidc(2, "b")],
        environments([(3, "y"), (1, "Z"), (2, "y")]),
    );
    let lines = told(&before, &one);
    assert_eq!(lines, told(&before, &other));
    let names: Vec<&str> = lines.iter().filter_map(|line| line.split(" | ").nth(1)).collect();
    assert_eq!(names, ["A", "b", "C", "y 00000002", "y 00000003", "Z"]);
}
