//! Numbers of a part are marked as such, and the exit code and one sentence say so.

use serde_json::{Value, json};

use super::{Live, OKTA};
use crate::fake_platform::Fault;

fn okta(list: &str) -> Value {
    let list: Value = serde_json::from_str(list).unwrap();
    let all = list.as_array().unwrap();
    all.iter().find(|row| row["id"] == OKTA).unwrap().clone()
}

#[test]
fn numbers_of_a_part_are_marked_in_the_list() {
    let live = Live::new();
    live.fake.edit("/apis?", |_, body| body["total"] = 1000.into());
    let said = live.run(&["providers", "list", "--json"]);
    assert_eq!(said.code, 6);
    assert_eq!(okta(&said.out)["complete"], false);
    assert_eq!(
        said.err,
        "The numbers are incomplete: 0 of 12 environments could be read.\n"
    );
    let table = live.run(&["providers", "list"]);
    let row = table.out.lines().find(|line| line.contains(OKTA)).unwrap();
    assert!(row.ends_with("3+\t14+\t27"), "{row}");
}

#[test]
fn applications_that_could_not_be_counted_are_no_success() {
    let live = Live::new();
    live.fake.plan(1, "GET", "/clients?", Fault::Answer(403, "", None));
    let said = live.run(&["providers", "list", "--json"]);
    assert_eq!(said.code, 6, "{}", said.err);
    assert!(
        said.err.starts_with(
            "The numbers are incomplete: the client applications of 1 client provider could not be counted"
        ),
        "{}",
        said.err
    );
    let list: Value = serde_json::from_str(&said.out).unwrap();
    let unknown: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["applications"].is_null())
        .collect();
    assert_eq!(unknown.len(), 1);
    assert_eq!(unknown[0]["complete"], false);
}

#[test]
fn a_part_of_the_client_providers_is_no_success_and_nobody_is_chosen_by_name() {
    let live = Live::new();
    live.fake.edit("/clientProviders?", |_, body| body["total"] = 9.into());
    let said = live.run(&["providers", "list", "--json"]);
    assert_eq!(said.code, 6);
    assert!(
        said.err.contains("Only 6 of 9 client providers were loaded"),
        "{}",
        said.err
    );
    let delete = [
        "providers",
        "delete",
        "Okta Production",
        "--confirm",
        "Okta Production",
        "--write",
    ];
    let refused = live.run(&delete);
    assert_eq!(refused.code, 6);
    assert!(refused.err.contains("Use the id."), "{}", refused.err);
    let by_id = ["providers", "delete", OKTA, "--confirm", "Okta Production", "--write"];
    let refused = live.run(&by_id);
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("not all others are listed"), "{}", refused.err);
    let missing = live.run(&["providers", "show", "No such"]);
    assert!(
        missing.err.contains("Only 6 of 9 client providers were loaded"),
        "{}",
        missing.err
    );
    live.untouched();
}

#[test]
fn a_part_of_the_applications_makes_the_impact_incomplete() {
    let live = Live::new();
    live.fake
        .edit("/applications?", |_, body| drop(body.get_mut(0).map(Value::take)));
    let said = live.run(&["providers", "list", "--json"]);
    assert_eq!(said.code, 6, "{}", said.err);
    let list: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        list[0]["complete"],
        json!(false),
        "the built-in one is counted from the list"
    );
    assert_eq!(okta(&said.out)["complete"], json!(true));
}

#[test]
fn lists_that_are_taken_for_empty_are_told_beside_the_impact() {
    let live = Live::new();
    let said = live.run(&["providers", "impact", OKTA, "--json"]);
    assert_eq!(
        (said.code, said.err.as_str()),
        (
            0,
            "Assumed: no client provider in 4 environments. Only other environments show that the app has the scope.\n"
        )
    );
    let out: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(out["complete"], true);
    let lists = out["assumedEmpty"].as_array().unwrap();
    assert_eq!(lists.len(), 4, "{}", said.out);
    assert!(lists.iter().all(|list| list["list"] == "client providers"));
}

#[test]
fn a_deletion_says_that_mcp_servers_and_agents_were_not_looked_at() {
    let live = Live::new();
    live.fake.plan(99, "GET", "/xapi/", Fault::Answer(403, "", None));
    let delete = ["providers", "delete", OKTA, "--confirm", "Okta Production", "--write"];
    let said = live.run(&delete);
    assert_eq!(said.code, 0, "{}", said.err);
    let words = "Not looked at: MCP servers and agents in 12 environments, ";
    assert!(said.err.starts_with(words), "{}", said.err);
}
