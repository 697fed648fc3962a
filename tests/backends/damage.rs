//! Files that are no organization get a sentence that names the file and the place.

use std::fs::{self, File};
use std::path::Path;

use amtui::backend::store::FileBackend;
use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde_json::{Value, json};

use crate::fixture::{Place, clock, organization};
use crate::generate::id;

fn refusal(path: &Path) -> String {
    FileBackend::open(path, clock)
        .expect_err("it must be refused")
        .to_string()
}

fn assert_refused(text: &[u8], words: &[&str]) {
    let place = Place::text(text);
    let sentence = refusal(&place.file);
    for word in [place.file.to_str().unwrap()].iter().chain(words) {
        assert!(sentence.contains(word), "no {word} in: {sentence}");
    }
    assert!(sentence.ends_with('.') && !sentence.contains('\n'), "{sentence}");
    assert!(!sentence.contains("hush"), "a secret in: {sentence}");
    assert_eq!(place.bytes(), text);
    assert_eq!(place.names(), ["acme.json"]);
}

#[test]
fn what_is_not_json_is_told_with_line_and_column() {
    let head = "{\"format\": \"amtui.organization/1\",\n";
    let whole = organization().to_string();
    let (cut, _) = whole.split_at(whole.len() / 2);
    assert_refused(b"", &["empty"]);
    assert_refused(b" \n\t", &["empty"]);
    assert_refused(b"\xef\xbb\xbf{}", &["byte order mark"]);
    assert_refused(b"\xff\xfe{\0}\0", &["UTF-16"]);
    assert_refused(b"# notes", &["not JSON", "line 1, column 1"]);
    assert_refused(format!("{head}  oops}}").as_bytes(), &["not JSON", "line 2, column 3"]);
    assert_refused(cut.as_bytes(), &["not JSON", "EOF", "line 1"]);
    assert_refused(format!("{whole} {{}}").as_bytes(), &["not JSON", "trailing"]);
    assert_refused(
        [head.as_bytes(), b"\"organization\": \"\xff\"}"].concat().as_slice(),
        &["not JSON", "line 2"],
    );
    assert_refused("[".repeat(100_000).as_bytes(), &["line 1"]);
}

#[test]
fn another_format_is_told_before_anything_else() {
    for text in ["[]", "3", "[\"amtui.organization/1\"]"] {
        assert_refused(text.as_bytes(), &["an object"]);
    }
    assert_refused(b"{}", &["not an organization file", "amtui.organization/1"]);
    assert_refused(b"{\"format\": 1}", &["not an organization file"]);
    assert_refused(b"{\"format\": \"tar\\u001b[31m\"}", &["\"tar<U+001B>[31m\""]);
    assert_refused(
        b"{\"format\": \"amtui.organization/2\", \"organization\": []}",
        &["newer amtui", "version 2"],
    );
    let mut newer = organization();
    newer["format"] = "amtui.organization/12".into();
    assert_refused(newer.to_string().as_bytes(), &["newer amtui", "version 12"]);
}

#[test]
fn an_application_with_a_former_client_provider_is_registered_with_none() {
    let zeta = id("0c", 0);
    let with = |now: Value, former: &str| {
        let mut file = organization();
        file["applications"][1]["providerId"] = now;
        file["applications"][1]["formerProviderId"] = former.into();
        file
    };
    for former in [&*zeta, STRANGER] {
        let text = with(json!(zeta), former).to_string();
        let words = [
            "`applications[1].formerProviderId`",
            former,
            "is registered with",
            &zeta,
        ];
        assert_refused(text.as_bytes(), &words);
    }
    assert!(FileBackend::open(&Place::of(&with(Value::Null, STRANGER)).file, clock).is_ok());
}

/// An id that nothing in the fixture has.
const STRANGER: &str = "0d000000-0000-4000-8000-000000000000";

/// A change to the fixture's file that breaks it, and the words of the sentence.
type Case = (&'static str, Value, &'static [&'static str]);

#[rustfmt::skip]
fn cases() -> [Case; 27] {
    [
        ("/organization", Value::Null, &["`organization`", "an object"]),
        (
            "/organization",
            json!({"id": id("0a", 0)}),
            &["`organization`", "missing field `name`"],
        ),
        ("/organization/id", json!("x"), &["`organization.id`"]),
        (
            "/organization/subOrganizations/1/id",
            json!(id("0a", 0)),
            &["`organization.subOrganizations[1].id`", "once"],
        ),
        ("/users", json!({}), &["`users`"]),
        ("/users/1", json!(["u", "n"]), &["`users[1]`", "an object"]),
        ("/users/1/id", json!("u-cy"), &["`users[1].id`", "`users[0].id`"]),
        (
            "/users/1/username",
            json!("cy"),
            &["`users[1].username`", "`users[0].username`"],
        ),
        (
            "/users/3/roles/0/organizationId",
            json!(STRANGER),
            &["`users[3].roles[0].organizationId`", STRANGER],
        ),
        (
            "/environments/2/organizationId",
            json!(STRANGER),
            &["`environments[2].organizationId`", STRANGER],
        ),
        (
            "/environments/2/type",
            json!("test"),
            &["`environments[2].type`", "sandbox"],
        ),
        (
            "/environments/2/id",
            json!(id("0b", 0)),
            &["`environments[2].id`", "`environments[0].id`"],
        ),
        (
            "/environments/0/clientManagementProviderIds/1",
            json!(STRANGER),
            &["`environments[0].clientManagementProviderIds[1]`", "no client provider"],
        ),
        (
            "/environments/0/clientManagementProviderIds/1",
            json!(id("0c", 1)),
            &["`environments[0].clientManagementProviderIds[1]`", "once"],
        ),
        (
            "/clientProviders/1/providerId",
            json!(id("0c", 0)),
            &["`clientProviders[1].providerId`", "once"],
        ),
        (
            "/clientProviders/1/organizationId",
            json!(id("0a", 1)),
            &["`clientProviders[1].organizationId`", "root"],
        ),
        ("/clientProviders/1/name", json!(7), &["`clientProviders[1]`", "`name`"]),
        (
            "/clientProviders/1/type",
            json!("openam"),
            &["`clientProviders[1]`", "`type`"],
        ),
        ("/clientProviders/1", json!("hush"), &["`clientProviders[1]`"]),
        (
            "/apis/3/providerId",
            json!(STRANGER),
            &["`apis[3].providerId`", STRANGER, "no client provider"],
        ),
        ("/apis/3/providerId", json!(5), &["`apis[3].providerId`"]),
        (
            "/apis/3/environmentId",
            json!(STRANGER),
            &["`apis[3].environmentId`", "no environment"],
        ),
        (
            "/apis/3/organizationId",
            json!(id("0a", 0)),
            &["`apis[3].organizationId`", "its environment belongs"],
        ),
        ("/apis/3/id", json!(3), &["`apis[3].id`", "`apis[0].id`"]),
        (
            "/apis/3/contracts/0/applicationId",
            json!(77),
            &["`apis[3].contracts[0].applicationId`", "77"],
        ),
        (
            "/applications/1/providerId",
            json!(STRANGER),
            &["`applications[1].providerId`", STRANGER],
        ),
        ("/audit", json!({}), &["`audit`"]),
    ]
}

#[test]
fn every_wrong_value_is_told_with_its_path() {
    for (path, value, words) in cases() {
        let mut file = organization();
        *file.pointer_mut(path).expect("the path is in the fixture") = value;
        assert_refused(file.to_string().as_bytes(), words);
    }
}

#[test]
fn every_needed_member_is_missed_by_name() {
    for (path, member) in [
        ("", "organization"),
        ("/organization", "id"),
        ("/users/0", "id"),
        ("/users/0", "username"),
        ("/users/1/roles/0", "name"),
        ("/users/1/roles/0", "organizationId"),
        ("/environments/0", "id"),
        ("/environments/0", "organizationId"),
        ("/environments/0", "name"),
        ("/clientProviders/0", "providerId"),
        ("/clientProviders/0", "organizationId"),
        ("/clientProviders/0", "name"),
        ("/clientProviders/0", "type"),
        ("/apis/0", "id"),
        ("/apis/0", "organizationId"),
        ("/apis/0", "environmentId"),
        ("/apis/0", "assetId"),
        ("/apis/0/policies/0", "assetId"),
        ("/apis/0/contracts/0", "applicationId"),
        ("/applications/0", "id"),
        ("/applications/0", "name"),
    ] {
        let mut file = organization();
        file.pointer_mut(path)
            .unwrap()
            .as_object_mut()
            .unwrap()
            .shift_remove(member)
            .expect("it was there");
        assert_refused(file.to_string().as_bytes(), &[&format!("missing field `{member}`")]);
    }
}

#[test]
fn what_is_no_regular_file_is_told_without_waiting() {
    let place = Place::of(&organization());
    assert!(refusal(place.folder()).contains("it is a folder"));
    assert!(refusal(&place.folder().join("none.json")).contains("no such file"));
    assert!(refusal(&place.file.join("below")).contains("not a folder"));
    assert!(refusal(Path::new("/dev/null")).contains("device"));
    let pipe = place.folder().join("pipe");
    mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR, 0).unwrap();
    assert!(refusal(&pipe).contains("pipe"));
    let odd = refusal(&place.folder().join("a\u{1b}[2Jb"));
    assert!(odd.contains("a<U+001B>[2Jb"), "{odd}");
    File::create(&place.file).unwrap().set_len(1 << 40).unwrap();
    assert!(refusal(&place.file).contains("too large"));
}

#[test]
fn a_file_that_breaks_while_open_is_told_and_not_written() {
    let place = Place::of(&organization());
    let backend = place.backend();
    fs::write(&place.file, "{").unwrap();
    let read = amtui::backend::Backend::tree(&backend).unwrap_err().to_string();
    let write = amtui::backend::Backend::change(&backend, &crate::fixture::zeta())
        .unwrap_err()
        .to_string();
    assert!(
        read.contains("not JSON") && write.contains("not JSON"),
        "{read} {write}"
    );
    assert_eq!(place.bytes(), b"{");
}

#[test]
fn what_cannot_be_kept_is_not_changed() {
    let deep = format!("{{\"x\": {}{},", "[".repeat(100_000), "]".repeat(100_000));
    let place = Place::text(organization().to_string().replacen('{', &deep, 1));
    let before = place.bytes();
    let refused = amtui::backend::Backend::change(&place.backend(), &crate::fixture::zeta()).unwrap_err();
    assert!(
        refused.to_string().contains("not changed: recursion limit"),
        "{refused}"
    );
    assert_eq!(place.bytes(), before);
}

#[test]
fn a_file_without_users_has_one_local_administrator() {
    let root = json!({"format": "amtui.organization/1", "organization": {"id": id("0a", 0), "name": "Solo"}});
    let place = Place::of(&root);
    let backend = place.backend_signed_out();
    let backend: &dyn amtui::backend::Backend = &backend;
    let accounts = backend.accounts().unwrap();
    assert_eq!(accounts.len(), 1);
    assert_eq!(accounts[0].username, "local".into());
    assert_eq!(accounts[0].permission, "Organization Administrator of Solo (root)");
    backend.sign_in(&"local".into()).unwrap();
    backend.work_in(crate::fixture::org(0)).unwrap();
    assert_eq!(place.json(), root, "there is no user to keep it at");
}
