//! Stand-ins for names and ids.

use amtui::app::model::data::Data;
use amtui::app::model::mask::{Mask, person};
use amtui::app::model::remote::Remote;
use amtui::domain::{Account, OrgId, Organization, Tree};
use uuid::Uuid;

fn account(username: &str) -> Account {
    Account {
        username: username.into(),
        name: None,
        roles: Vec::new(),
        assumed: false,
        permission: String::new(),
        active: None,
        limited_by_scopes: false,
        app: false,
    }
}

/// Of an organization with this client, where these people sign in.
fn mask(client: &str, users: &[&str]) -> Mask {
    let root = Organization {
        id: OrgId(Uuid::from_u128(1)),
        name: "Acme".into(),
        parents: Vec::new(),
        owner: None,
        domain: None,
        client_id: Some(client.into()),
        has_secret: false,
        entitlements: Vec::new(),
        environments: None,
    };
    let mut data = Data::default();
    data.tree = Remote::Ready(Tree::new(vec![root]));
    let accounts: Vec<Account> = users.iter().map(|name| account(name)).collect();
    let mut mask = Mask::default();
    mask.learn(&data, accounts.iter(), &[]);
    mask
}

#[test]
fn words_are_replaced_whole_and_always_by_the_same() {
    let mask = mask("0oa1", &["ana.ortiz", "ana"]);
    let shown = |text: &str| mask.apply(text.to_owned().into()).into_owned();
    assert_eq!(shown("banana of Canada"), "banana of Canada");
    for text in [
        "ana.ortiz may",
        "on ana.ortiz.",
        "is 2e50e859-0042-46ff-8cf8-1ad6f0c78b67.",
        "id 0oa1",
        "https://acme.okta.test:9031/x",
        "mail ana@acme.test",
        "mail ana+okta@acme.test",
        "at login.acme.test:443",
        "2e50e859-0042-46ff-8cf8-1ad6f0c78b67",
    ] {
        let masked = shown(text);
        for word in ["ana", "0oa1", "acme", "2e50e859"] {
            assert!(!masked.contains(word), "{masked}");
        }
        assert_eq!(masked, shown(text));
    }
    assert!(shown("https://acme.okta.test:9031/x").ends_with(".example:9031/x"));
}

#[test]
fn a_person_has_one_plausible_name_however_it_is_written() {
    let mask = mask("0oa1", &["tomas.novak", "Tomáš Novák"]);
    let shown = |text: &str| mask.apply(text.to_owned().into()).into_owned();
    let name = shown("Tomáš Novák");
    let (first, last) = name.split_once(' ').unwrap();
    for part in [first, last] {
        let letters = part
            .char_indices()
            .all(|(n, c)| c.is_alphabetic() && c.is_uppercase() == (n == 0));
        assert!(letters, "{name}");
    }
    let user = format!("{first}.{last}").to_lowercase();
    assert_eq!(shown("tomas.novak"), user);
    assert_eq!(shown("tomas.novak@acme.test"), format!("{user}@example.com"));
}

/// In 2000 names of people there are few that two of them have.
#[test]
fn hardly_two_people_have_the_same_made_up_name() {
    let names: std::collections::BTreeSet<String> = (0..2000).map(|n| person::stand_in(&format!("user{n}"))).collect();
    assert!(names.len() > 1950, "{}", names.len());
}
