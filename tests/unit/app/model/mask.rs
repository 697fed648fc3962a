//! Stand-ins for names and ids.

use std::collections::BTreeSet;

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

/// As many people and hosts as a large organization has.
#[test]
fn no_two_people_hosts_or_ids_have_the_same_stand_in() {
    let users: Vec<String> = (0..10_000).map(|n| format!("user-{n:05}")).collect();
    let names: Vec<&str> = users.iter().map(String::as_str).collect();
    let mask = mask("0oa1", &names);
    let of = |what: &str, text: &dyn Fn(usize) -> String| {
        let shown: BTreeSet<String> = (0..10_000).map(|n| mask.apply(text(n).into()).into_owned()).collect();
        assert_eq!(shown.len(), 10_000, "{what}");
    };
    of("names", &|n| users[n].clone());
    of("e-mails", &|n| format!("{}@acme.test", users[n]));
    of("hosts", &|n| format!("https://app-{n}.acme.test/callback"));
    of("ids", &|n| Uuid::from_u128(u128::from(n as u64) << 64).to_string());
    of("short ids", &|n| format!("{:07x}a", n * 4096 + 7));
}

/// Lists show the beginning of an id, also of what isn't there any more.
#[test]
fn a_short_id_is_masked_as_its_id_is_and_other_words_of_its_length_stay() {
    let mask = mask("0oa1", &[]);
    let shown = |text: &str| mask.apply(text.to_owned().into()).into_owned();
    let whole = shown("2e50e859-0042-46ff-8cf8-1ad6f0c78b67");
    assert_eq!(
        shown("removed? 2e50e859"),
        format!("removed? {}", whole.split('-').next().unwrap())
    );
    assert!(!whole.contains("2e50e859"), "{whole}");
    for text in ["defaced a facade", "20261201 entries", "version 1.2e50e859x"] {
        assert_eq!(shown(text), text);
    }
}

/// Hardly anyone is given another name than the first because that is taken: it would follow from who is read first.
#[test]
fn of_10_000_people_a_handful_have_another_name_than_the_first() {
    let names: BTreeSet<String> = (0..10_000).map(|n| person::stand_in(&format!("user{n}"), 0)).collect();
    assert!(names.len() > 9_985, "{}", names.len());
}

#[test]
fn addresses_of_version_6_are_masked_and_times_and_pairs_stay() {
    let mask = mask("0oa1", &[]);
    let shown = |text: &str| mask.apply(text.to_owned().into()).into_owned();
    for text in [
        "x 2001:db8:85a3::8a2e:370:7334 end",
        "host fe80::1ff:fe23:4567:890a",
        "a 2001:db8::7, b",
        "at fe80::1.",
        "{\"ip\":\"2001:db8::7\"}",
        "from ip:2001:DB8::7: refused",
        "[2001:db8::7]:443",
        "2001:db8::/32",
        "::ffff:10.9.8.7",
        "2001:db8:1:2:3:4:5:6",
    ] {
        let masked = shown(text).to_lowercase();
        assert!(masked.contains("ip-"), "{masked}");
        for part in ["2001", "db8", "fe80", "10.9", "7334", "890a"] {
            assert!(!masked.contains(part), "{masked}");
        }
    }
    assert_eq!(shown("at fe80::1."), format!("at {}.", shown("fe80::1")));
    for text in [
        "10:11:12",
        "2026-11-30T03:47:06Z",
        "a:b",
        "read:orgusers",
        "std::net",
        "a :: b",
        "00:1b:63:84:45:e6",
        "1:2",
    ] {
        assert_eq!(shown(text), text);
    }
}

#[test]
fn a_distinguished_name_shows_neither_person_nor_host() {
    let mask = mask("0oa1", &["zed.quux"]);
    let shown = |text: &str| mask.apply(text.to_owned().into()).into_owned();
    let masked = shown("CN=zed.quux,OU=Ops,DC=corp,DC=internal");
    assert!(masked.starts_with("CN=") && masked.contains(",OU=Ops,DC="), "{masked}");
    for part in ["zed", "quux", "corp", "internal"] {
        assert!(!masked.contains(part), "{masked}");
    }
    assert!(masked.contains(&shown("zed.quux")), "the same as elsewhere: {masked}");
    let masked = shown("in uid=Ada Byron+ou=People,dc=corp are two");
    assert!(!masked.contains("Ada") && !masked.contains("Byron"), "{masked}");
    assert!(
        masked.starts_with("in uid=") && masked.ends_with(" are two"),
        "{masked}"
    );
    let masked = shown("cn=Ada Byron");
    assert!(!masked.contains("Ada") && !masked.contains("Byron"), "{masked}");
    for key in ["sn", "givenName", "sAMAccountName", "mail", "userPrincipalName"] {
        let masked = shown(&format!("ou=Ops,{key}=Ada Byron,o=Acme"));
        assert!(masked.starts_with(&format!("ou=Ops,{key}=")), "{masked}");
        assert!(!masked.contains("Ada") && masked.ends_with(",o=Acme"), "{masked}");
    }
    for text in ["OU=Ops,O=Acme", "cn = 1", "scn=open", "CN=", "isn=open"] {
        assert_eq!(shown(text), text);
    }
}
