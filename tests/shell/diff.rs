//! What changed between two files, from the shell.

use std::fs;

use serde_json::{Value, json};

use crate::Shell;

/// Where Okta Production stands among the client providers of the demo.
const OKTA: usize = 2;

impl Shell {
    /// A copy of the file with something changed in it, beside it.
    fn changed(&self, name: &str, change: impl FnOnce(&mut Value)) {
        let mut file = self.json();
        change(&mut file);
        fs::write(self.folder.path().join(name), file.to_string()).unwrap();
    }
}

#[test]
fn what_changed_between_two_files_is_told_for_programs_and_as_json() {
    let shell = Shell::new();
    shell.changed("later.json", |file| {
        let okta = &mut file["clientProviders"][OKTA];
        okta["name"] = "Okta\u{200b}".into();
        okta["oidc_dynamic_client_provider"]["issuer"] = "https://new.okta.example".into();
        let client = okta["oidc_dynamic_client_provider"]["primary_client"].as_object_mut();
        client.unwrap().shift_remove("secret");
        file["apis"][0]["providerId"] = Value::Null;
        file["apis"][0]["policies"][0]["disabled"] = true.into();
    });
    let before = fs::read(shell.file()).unwrap();
    let said = shell.run_on_file(&["diff", "org.json", "later.json"]);
    assert_eq!((said.code, &*said.err), (0, ""));
    let setting = "client provider setting changed\tOkta<U+200B>\toidc_dynamic_client_provider";
    let expected = [
        "client provider renamed\tOkta<U+200B>\t\tOkta Production\tOkta<U+200B>".to_owned(),
        format!("{setting}/issuer\thttps://acme.okta.example\thttps://new.okta.example"),
        format!("{setting}/primary_client/secret\tset\tnot set"),
        "API moved\torders-api 1.0.0 (blue)\tAcme Corp / Production\tOkta Production\tAnypoint (built-in)".into(),
        "policy disabled\topenidconnect-access-token-enforcement\torders-api 1.0.0 (blue), Acme Corp / Production\tenabled\tdisabled".into(),
    ];
    assert_eq!(said.out.lines().collect::<Vec<_>>(), expected);

    let said = shell.run_on_file(&["diff", "org.json", "later.json", "--json"]);
    assert_eq!((said.code, &*said.err), (0, ""));
    assert!(!said.out.contains("demo-secret"), "{}", said.out);
    let json: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        json[3],
        json!({
            "what": "API", "change": "moved", "id": "1601", "name": "orders-api 1.0.0 (blue)",
            "organization": {"id": "60013fb7-5432-4281-96a5-3becd617f75a", "name": "Acme Corp"},
            "environment": {"id": "7fa4c39a-eec3-49ba-86ad-e16b8bc9f07d", "name": "Production"},
            "api": null, "setting": null,
            "before": {"id": "2e50e859-0042-46ff-8cf8-1ad6f0c78b67", "name": "Okta Production"},
            "after": {"id": null, "name": "Anypoint (built-in)"},
        })
    );
    assert_eq!(
        json[1]["setting"], "/oidc_dynamic_client_provider/issuer",
        "a pointer as JSON has it"
    );
    assert_eq!(fs::read(shell.file()).unwrap(), before);
}

#[test]
fn the_same_organization_has_no_differences_and_a_snapshot_of_it_is_the_same() {
    let shell = Shell::new();
    assert_eq!(shell.run_on_file(&["snapshot", "-o", "copy.json"]).code, 0);
    for (later, json, out) in [
        ("org.json", false, ""),
        ("copy.json", false, ""),
        ("copy.json", true, "[]\n"),
    ] {
        let arguments = ["diff", "org.json", later, "--json"];
        let said = shell.run_on_file(arguments.get(..if json { 4 } else { 3 }).unwrap());
        assert_eq!(
            (said.code, &*said.out, &*said.err),
            (0, out, "No differences.\n"),
            "{later}"
        );
    }
}

#[test]
fn what_a_snapshot_lacks_is_not_compared() {
    let shell = Shell::new();
    // Who administers one business group sees its environments, and of client providers the names.
    shell.run_on_file(&["--as", "ben.okafor", "snapshot", "-o", "copy.json"]);
    let said = shell.run_on_file(&["diff", "org.json", "copy.json"]);
    assert_eq!(said.code, 6, "{}", said.err);
    assert!(!said.out.contains("removed"), "{}", said.out);
    for line in [
        "client provider not compared\tOkta Production\t\t\tOnly its name and type may be seen.",
        "environment not compared\tProduction\tAcme Corp\t\tIt may only be hidden: not every environment is visible.",
    ] {
        assert!(said.out.lines().any(|l| l == line), "{}", said.out);
    }
    shell.changed("part.json", |file| {
        let id = file["environments"][0]["id"].clone();
        file["environments"][0]["clientManagementProviderIds"] = json!([]);
        file["x-amtui-not-read"] = json!([{"what": "environment", "id": id, "why": "Gone."}]);
        let apis = file["apis"].as_array_mut().unwrap();
        apis.retain(|api| api["environmentId"] != id);
    });
    let said = shell.run_on_file(&["diff", "part.json", "org.json"]);
    let line =
        "environment not compared\tProduction\tAcme Corp\tIt was not read when the snapshot was taken: Gone.\t\n";
    assert_eq!((said.code, &*said.out), (6, line));
}

#[test]
fn files_that_cannot_be_compared_are_named() {
    let shell = Shell::new();
    fs::write(shell.folder.path().join("bad.json"), "{}").unwrap();
    for (arguments, why) in [
        (vec!["diff"], "BEFORE"),
        (vec!["diff", "org.json"], "AFTER"),
        (vec!["diff", "org.json", "no.json"], "no.json: it can't be read"),
        (vec!["diff", "bad.json", "org.json"], "bad.json: "),
        (
            vec!["--as", "nobody", "diff", "org.json", "org.json"],
            "org.json: There is no account nobody.",
        ),
        (
            vec!["--as", "carol.wu", "diff", "org.json", "org.json"],
            "org.json: This needs Organization Administrator",
        ),
    ] {
        let said = shell.run_on_file(&arguments);
        assert_eq!((said.code, &*said.out), (2, ""), "{arguments:?}: {}", said.err);
        assert!(said.err.contains(why), "{arguments:?}: {}", said.err);
    }
}
