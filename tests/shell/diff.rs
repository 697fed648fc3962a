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
            (
                0,
                out,
                "Not compared: business groups, client applications, contracts, sign-ins and the values of secrets.\n\
                 Nor are: authorizations of connected apps, signing keys, settings of all identity providers, and the list of permissions.\n\
                 No differences.\n"
            ),
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

/// What happened to the demo: someone was disabled and left a team, a team and an app may do more, and so on.
fn access_changes(file: &mut Value) {
    let id = |list: &Value, name: &str, by: &str| {
        let found = list.as_array().unwrap().iter().position(|one| one[by] == name);
        found.unwrap_or_else(|| panic!("{name}"))
    };
    let user = |file: &Value, name: &str| id(&file["users"], name, "username");
    let (carol, noah) = (user(file, "carol.wu"), user(file, "noah.brooks"));
    let noah_id = file["users"][noah]["id"].clone();
    let carol_id = file["users"][carol]["id"].clone();
    file["users"][carol]["enabled"] = false.into();
    let victor = user(file, "victor.lang");
    file["users"][victor]["mfaExempt"] = false.into();
    let reviewers = id(&file["teams"], "API Reviewers", "name");
    let security = id(&file["teams"], "Security", "name");
    let members = file["teams"][security]["members"].as_array_mut().unwrap();
    members.push(json!({"userId": carol_id, "membership": "member"}));
    let auditor = id(&file["permissions"], "Audit Log Viewer", "name");
    let exchange = id(&file["permissions"], "Exchange Viewer", "name");
    let [auditor, exchange] = [auditor, exchange].map(|at| file["permissions"][at]["id"].clone());
    let root = file["organization"]["id"].clone();
    let team = file["teams"][reviewers]["id"].clone();
    let grants = file["grants"].as_array_mut().unwrap();
    grants.push(json!({"teamId": team, "permissionId": auditor, "organizationId": root}));
    // Everyone has it through a team.
    grants.push(json!({"userId": noah_id, "permissionId": exchange, "organizationId": root}));
    let app = id(&file["connectedApps"], "CI Deployments", "name");
    let scopes = file["connectedApps"][app]["scopes"].as_array_mut().unwrap();
    scopes.retain(|one| one["scope"] != "view:environment");
    scopes.push(json!({"scope": "full", "organizationId": root}));
    file["connectedApps"][app]["audience"] = "everyone".into();
    file["connectedApps"][app]["redirectUris"] = json!(["https://b.example.com", "https://a.example.com"]);
    file["users"][victor]["email"] = "victor@example.org".into();
    file["users"][victor]["identityProviderId"] = file["identityProviders"][1]["providerId"].clone();
    file["identityProviders"][0]["name"] = "Workforce".into();
}

#[test]
fn who_gained_or_lost_what_is_told_with_where_it_comes_from() {
    let shell = Shell::new();
    shell.changed("later.json", access_changes);
    let said = shell.run_on_file(&["diff", "org.json", "later.json"]);
    assert_eq!((said.code, &*said.err), (0, ""));
    let lines: Vec<&str> = said.out.lines().collect();
    for line in [
        "user disabled\tcarol.wu\t\tenabled\tdisabled",
        "user team joined\tcarol.wu\t\t\tSecurity",
        "user setting changed\tvictor.lang\tMFA exemption\tyes\tno",
        "user permission gained\tcarol.wu\tAcme Corp\t\tAudit Log Viewer (team Security; team API Reviewers)",
        "team permission added\tAPI Reviewers\tAcme Corp\t\tAudit Log Viewer",
        "user permission added\tnoah.brooks\tAcme Corp\t\tExchange Viewer (direct; team Everyone at Acme Corp)",
        "connected app scope lost\tCI Deployments\tAcme Corp\tview:environment\t",
        "connected app scope gained\tCI Deployments\tAcme Corp\t\tfull",
        "connected app setting changed\tCI Deployments\tredirect URIs\t\thttps://a.example.com, https://b.example.com",
        "connected app setting changed\tCI Deployments\taudience\tinternal\teveryone",
        "user setting changed\tvictor.lang\te-mail\tvictor.lang@acme.example\tvictor@example.org",
        "user setting changed\tvictor.lang\tidentity provider\tAnypoint\tEntra ID SSO",
        "identity provider renamed\tWorkforce\t\tOkta Workforce\tWorkforce",
    ] {
        assert!(lines.contains(&line), "{line}\n{}", said.out);
    }
    // Whoever reviews may read the audit now, and nobody else does.
    let gained = lines
        .iter()
        .filter(|line| line.starts_with("user permission gained") && line.contains("team API Reviewers"));
    assert_eq!(gained.count(), 3);
    assert!(!said.out.contains("permission lost"), "{}", said.out);

    let said = shell.run_on_file(&["diff", "later.json", "org.json", "--json"]);
    let json: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    let lost = json
        .iter()
        .find(|one| one["change"] == "permission-lost" && one["name"] == "carol.wu");
    let lost = lost.unwrap();
    assert_eq!(lost["before"]["name"], "Audit Log Viewer");
    assert_eq!(
        lost["before"]["origins"],
        json!(["team Security", "team API Reviewers"])
    );
    assert_eq!((&lost["what"], &lost["after"]), (&json!("user"), &Value::Null));
}

#[test]
fn what_one_side_does_not_know_is_named_and_neither_gained_nor_lost() {
    let shell = Shell::new();
    shell.changed("later.json", |file| {
        let team = file["teams"].as_array_mut().unwrap();
        let team = team.iter_mut().find(|one| one["name"] == "API Developers").unwrap();
        team["members"] = json!([]);
        let id = team["id"].clone();
        file["x-amtui-not-read"] =
            json!([{"what": "members of a team", "id": id, "name": "API Developers", "why": "Not allowed."}]);
    });
    for (from, to) in [("org.json", "later.json"), ("later.json", "org.json")] {
        let said = shell.run_on_file(&["diff", from, to]);
        assert_eq!(said.code, 6, "{}", said.err);
        let whole: Vec<&str> = said.out.lines().map(str::trim_end).collect();
        let line = match from {
            "org.json" => "members of a team not compared\tAPI Developers\t\t\tNot allowed.",
            _ => "members of a team not compared\tAPI Developers\t\tNot allowed.",
        };
        assert_eq!(whole, [line], "{}", said.out);
        assert!(said.err.contains("users may have gained or lost more"), "{}", said.err);
    }
}

#[test]
fn a_setting_that_one_side_alone_knows_ends_with_the_code_for_a_part() {
    let shell = Shell::new();
    shell.changed("later.json", |file| {
        file["users"][5].as_object_mut().unwrap().shift_remove("enabled");
    });
    let user = shell.json()["users"][5]["username"].as_str().unwrap().to_owned();
    for (from, to, line) in [
        ("org.json", "later.json", "status\t\tIt isn't known here."),
        ("later.json", "org.json", "status\tIt isn't known here."),
    ] {
        let said = shell.run_on_file(&["diff", from, to]);
        let line = format!("user not compared\t{user}\t{line}");
        assert_eq!((said.code, said.out.trim_end()), (6, &*line), "{}", said.err);
    }
}

#[test]
fn a_file_without_access_says_so_and_nobody_lost_anything() {
    let shell = Shell::new();
    shell.changed("old.json", |file| {
        let file = file.as_object_mut().unwrap();
        for member in [
            "teams",
            "roleGroups",
            "permissions",
            "grants",
            "identityProviders",
            "connectedApps",
            "accounts",
        ] {
            file.shift_remove(member);
        }
        // As snapshots were before they had users.
        file.insert("x-amtui-snapshot".into(), json!({"taken": "2026-01-01T00:00:00Z"}));
        file["users"].as_array_mut().unwrap().truncate(1);
    });
    let said = shell.run_on_file(&["diff", "old.json", "org.json"]);
    assert_eq!(said.code, 6, "{}", said.err);
    let what: Vec<&str> = said.out.lines().map(|line| line.split('\t').next().unwrap()).collect();
    let lists = ["users", "teams", "roles", "connected apps", "identity providers"];
    assert_eq!(what, lists.map(|list| format!("{list} not compared")));
    let said = shell.run_on_file(&["diff", "old.json", "old.json"]);
    assert_eq!((said.code, &*said.out), (0, ""));
    assert!(said.err.contains("Neither side has these"), "{}", said.err);
    let said = shell.run_on_file(&["--file", "old.json", "report", "users"]);
    assert_eq!(said.code, 6);
    assert!(
        said.err
            .contains("Not read: users. The organization file has no users."),
        "{}",
        said.err
    );
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
