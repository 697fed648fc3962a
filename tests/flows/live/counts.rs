//! How much the program asks of the platform: what it shows, once; after a change, what that altered.

use amtui::app::{Location, Place};

use super::backend::{LiveDriver, Terms};
use crate::generate::{self, id};

/// A larger organization, in which few things use any one client provider.
fn large(open: Place) -> LiveDriver {
    LiveDriver::of(Terms {
        organization: generate::organization(3, 40, 20, 120, 10),
        open: Some(open),
        ..Terms::default()
    })
}

/// Paths of the requests since they were looked at last.
fn asked(s: &LiveDriver) -> Vec<String> {
    s.fake.seen().into_iter().map(|seen| seen.path).collect()
}

fn holding(paths: &[String], part: &str) -> usize {
    let public = part.contains("apis");
    let is = |path: &&String| path.contains(part) && !(public && path.contains("/xapi/"));
    paths.iter().filter(is).count()
}

/// The ids of the environments, and how many API instances, that use a client provider.
fn users(s: &LiveDriver, provider: &str) -> (usize, usize) {
    let file = s.fake.model(|model| model.file.clone());
    let apis = file["apis"].as_array().unwrap().iter();
    let apis: Vec<_> = apis.filter(|api| api["providerId"] == provider).collect();
    let environments = file["environments"].as_array().unwrap().iter();
    let uses = environments.filter(|e| {
        let listed = e["clientManagementProviderIds"].as_array().unwrap();
        listed.iter().any(|id| id == provider) || apis.iter().any(|api| api["environmentId"] == e["id"])
    });
    (uses.count(), apis.len())
}

#[test]
fn the_list_of_client_providers_reads_no_policies_and_no_contracts() {
    let mut s = large(Place::List(Location::ClientProviders));
    s.d.see("Client Providers (21)").see_not("environments read");
    let paths = asked(&s);
    assert_eq!(holding(&paths, "/policies") + holding(&paths, "/contracts"), 0);
    assert_eq!((holding(&paths, "/apis?"), holding(&paths, "/xapi/")), (40, 40));
}

#[test]
fn the_page_of_a_client_provider_reads_policies_and_contracts_of_its_own_apis_once() {
    let mut s = large(Place::Provider("Provider 3".into()));
    s.d.keys("Tab Tab Tab Tab").see("Impact: complete");
    let (_, apis) = users(&s, &id("0c", 3));
    assert!(apis > 0);
    let paths = asked(&s);
    assert_eq!(
        (holding(&paths, "/policies"), holding(&paths, "/contracts")),
        (apis, apis)
    );
}

#[test]
fn the_dialog_reads_again_what_uses_the_client_provider_and_nothing_else() {
    let mut s = large(Place::Provider("Provider 3".into()));
    let (environments, apis) = users(&s, &id("0c", 3));
    assert!(0 < environments && environments < 20);
    s.d.see_not("environments read").wait(60_000);
    s.fake.seen();
    s.d.keys("D").wait(600).see("Checked 40 of 40 environments");
    let paths = asked(&s);
    assert_eq!(
        (holding(&paths, "/apis?"), holding(&paths, "/policies")),
        (environments, apis)
    );
    // The list of environments and the count of applications; of each environment three lists.
    let untold = holding(&paths, "/apis/") - holding(&paths, "/policies") - holding(&paths, "/contracts");
    assert!(paths.len() <= 3 * environments + 2 * apis + untold + 3, "{paths:#?}");
}

#[test]
fn after_one_association_that_environment_is_read_again_and_no_other() {
    let mut s = large(Place::List(Location::Environments));
    s.d.see("▌ Environment 0").keys("e j j Space Ctrl-S").wait(800);
    s.fake.seen();
    s.d.keys("Enter")
        .see("Set the client providers of environment 'Environment 0'.");
    let paths = asked(&s);
    // It is looked at before it is changed, changed, and read again.
    assert_eq!(holding(&paths, "/apis?"), 1, "{paths:#?}");
    assert_eq!(holding(&paths, "/xapi/"), 1, "{paths:#?}");
    assert!(paths.len() <= 9, "{paths:#?}");
}

#[test]
fn after_a_deletion_only_environments_that_used_the_client_provider_are_read_again() {
    let mut s = large(Place::Provider("Provider 3".into()));
    let (environments, _) = users(&s, &id("0c", 3));
    assert!(0 < environments && environments < 20);
    s.d.see_not("environments read")
        .confirm("Provider 3")
        .wait(700)
        .see("[>Delete<]");
    s.fake.seen();
    s.d.fire().see("Deleted client provider 'Provider 3'.");
    let paths = asked(&s);
    let deleted = paths.iter().rposition(|path| path.contains(&id("0c", 3))).unwrap();
    assert_eq!(holding(&paths[deleted..], "/apis?"), environments, "{paths:#?}");
    assert_eq!(holding(&paths[deleted..], "/policies"), 0, "{paths:#?}");
}
