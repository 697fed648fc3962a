//! How much a command asks of the platform: what it tells of, once.

use super::{Live, OKTA, demo};

/// How many requests hold each of these parts in their paths; and how many there were in all.
fn asked<const N: usize>(live: &Live, parts: [&str; N]) -> ([usize; N], usize) {
    let paths: Vec<String> = live.fake.seen().into_iter().map(|seen| seen.path).collect();
    let holding = |part: &str| paths.iter().filter(|path| path.contains(part)).count();
    (parts.map(holding), paths.len())
}

#[test]
fn the_impact_of_a_client_provider_reads_policies_and_contracts_of_its_own_apis_alone() {
    let live = Live::new();
    assert_eq!(live.run(&["providers", "impact", OKTA]).code, 0);
    let demo = demo();
    let apis = demo["apis"].as_array().unwrap();
    let own = apis.iter().filter(|api| api["providerId"] == OKTA).count();
    let untold = apis.iter().filter(|api| api["id"].as_u64().unwrap() % 3 == 0).count();
    let environments = demo["environments"].as_array().unwrap().len();
    let ([policies, contracts], all) = asked(&live, ["/policies", "/contracts"]);
    assert_eq!((policies, contracts), (own, own));
    // A token, whose it is, its roles, the tree, the client providers, the environments, and a count of applications. Of
    // each environment its providers, its APIs, and its agents.
    assert!(all <= 8 + 3 * environments + untold + 2 * own, "{all}");
}

#[test]
fn a_list_of_client_providers_reads_no_policies_and_no_contracts() {
    let live = Live::new();
    assert_eq!(live.run(&["providers", "list"]).code, 0);
    assert_eq!(asked(&live, ["/policies", "/contracts"]).0, [0, 0]);
}

#[test]
fn a_snapshot_reads_each_list_once() {
    let live = Live::new();
    let said = live.run(&["snapshot", "-o", "acme.json"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let demo = demo();
    let providers = demo["clientProviders"].as_array().unwrap().len();
    let apis = demo["apis"].as_array().unwrap().iter();
    let external = apis.filter(|api| api["providerId"].is_string()).count();
    let ([applications, clients, policies], _) = asked(&live, ["/applications", "/clients?", "/policies"]);
    // No total is told of the applications: an empty page shows their end.
    assert_eq!((applications, clients, policies), (2, providers, external));
}
