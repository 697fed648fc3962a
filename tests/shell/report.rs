//! `amtui report`: users, connected apps, and who may do what.

use std::collections::BTreeSet;
use std::fs;

use amtui::backend::Backend;
use amtui::backend::access::AccessReads as _;
use amtui::backend::store::FileBackend;
use serde_json::{Value, json};

use super::{Shell, demo};

fn on_demo(change: impl FnOnce(&mut Value)) -> Shell {
    let shell = Shell::new();
    let mut organization = demo();
    change(&mut organization);
    fs::write(shell.file(), organization.to_string()).unwrap();
    shell
}

#[test]
fn a_report_about_access_has_a_row_for_each_origin_of_each_permission() {
    let shell = on_demo(|_| {});
    let said = shell.run_on_file(&["report", "access", "--json"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let rows: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    let of = |user: &str| rows.iter().filter(|row| row["user"] == user).collect::<Vec<_>>();
    let origins: BTreeSet<&str> = of("noah.brooks")
        .iter()
        .map(|row| row["origin"].as_str().unwrap())
        .collect();
    assert!(
        origins.contains("direct") && origins.contains("team API Developers"),
        "{origins:?}"
    );
    assert!(
        origins.contains("team Integration through API Developers"),
        "{origins:?}"
    );
    // Every effective permission that isn't hidden is in it, and no other.
    let backend = FileBackend::open(&shell.file(), || 1_795_500_131).unwrap();
    backend.sign_in(&"ana.ortiz".into()).unwrap();
    let catalogue = backend.permissions().unwrap();
    let hidden: Vec<_> = catalogue
        .iter()
        .filter(|one| one.is_hidden())
        .map(|one| one.id)
        .collect();
    let root = backend.tree().unwrap().root().unwrap().id;
    for user in backend.users(root).unwrap().iter() {
        let effective = backend.effective_grants(user.id).unwrap();
        let effective = effective
            .iter()
            .filter(|grant| !hidden.contains(&grant.permission))
            .count();
        let told: BTreeSet<String> = of(user.username.raw())
            .iter()
            .map(|row| format!("{}{}{}", row["permission"], row["organization"], row["environment"]))
            .collect();
        assert_eq!(told.len(), effective, "{}", user.username.raw());
    }
}

#[test]
fn what_nobody_knows_is_null_in_json_and_unknown_in_csv() {
    let shell = on_demo(|demo| {
        let user = demo["users"][5].as_object_mut().unwrap();
        user.retain(|name, _| ["id", "username"].contains(&name.as_str()));
    });
    let name = demo()["users"][5]["username"].clone();
    let said = shell.run_on_file(&["report", "users", "--json"]);
    let rows: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    let row = rows.iter().find(|row| row["username"] == name).unwrap();
    assert_eq!((&row["lastSignIn"], &row["status"]), (&Value::Null, &Value::Null));
    let said = shell.run_on_file(&["report", "users", "--csv"]);
    let line = said
        .out
        .lines()
        .find(|line| line.starts_with(name.as_str().unwrap()))
        .unwrap();
    assert!(line.contains("unknown,unknown"), "{line}");
}

#[test]
fn a_report_is_saved_as_its_name_says_and_replaces_nothing() {
    let shell = on_demo(|_| {});
    let path = shell.folder.path().join("apps.csv");
    let path = path.to_str().unwrap();
    let said = shell.run_on_file(&["report", "apps", "-o", path]);
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.err);
    let saved = fs::read_to_string(path).unwrap();
    assert!(
        saved.starts_with("APP,KIND,ORGANIZATION,OWNER,OWNER STATUS,STATUS,LAST USED,SCOPE,SCOPE ORGANIZATION,SCOPE ENVIRONMENT,NARROWED TO,ID\r\n"),
        "{saved}"
    );
    assert!(saved.contains("Legacy Migration Tool,user,"), "{saved}");
    let again = shell.run_on_file(&["report", "apps", "-o", path]);
    assert_ne!(again.code, 0);
    assert!(again.err.contains("it exists already"), "{}", again.err);
}

#[test]
fn what_could_not_be_read_is_named_and_the_exit_code_says_so() {
    let shell = on_demo(|demo| {
        demo.as_object_mut().unwrap().shift_remove("teams");
        demo["grants"] = json!([]);
    });
    let said = shell.run_on_file(&["report", "access"]);
    assert_eq!(said.code, 6, "{}", said.err);
    assert!(said.err.contains("Not read: teams."), "{}", said.err);
}

#[test]
fn what_narrows_a_permission_is_told() {
    let shell = on_demo(|demo| {
        let narrow = json!({"asset": "orders"});
        demo["grants"][0]["context"] = narrow.clone();
        demo["connectedApps"][0]["scopes"] = json!([{"scope": "read:full", "context": narrow}]);
    });
    for what in ["access", "apps"] {
        let said = shell.run_on_file(&["report", what, "--json"]);
        let rows: Vec<Value> = serde_json::from_str(&said.out).unwrap();
        let narrowed = rows.iter().filter(|row| row["narrowedTo"] == "asset orders").count();
        assert!(narrowed > 0, "{what}: {}", said.out);
    }
}

#[test]
fn an_app_without_scopes_is_told_apart_from_one_whose_scopes_nobody_knows() {
    let shell = on_demo(|demo| {
        demo["connectedApps"][0]["scopes"] = json!([]);
        demo["connectedApps"][1].as_object_mut().unwrap().shift_remove("scopes");
    });
    let said = shell.run_on_file(&["report", "apps", "--json"]);
    let rows: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    let scopes = |app: &str| {
        let of = rows.iter().filter(|row| row["app"] == app);
        of.map(|row| row["scope"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(scopes("Terraform"), [json!("none")]);
    assert_eq!(scopes("CI Deployments"), [Value::Null]);
}

#[test]
fn a_report_about_users_says_what_each_administers() {
    let said = on_demo(|_| {}).run_on_file(&["report", "users", "--json"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let rows: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    let of = |user: &str| rows.iter().find(|row| row["username"] == user).unwrap()["administers"].clone();
    assert_eq!(of("victor.lang"), "Acme Corp");
    // Through a role, and in a business group.
    assert_eq!(of("dieter.kuhn"), "Acme Corp");
    assert_eq!(of("aisha.khan"), "none");
    let unknown = on_demo(|demo| {
        demo.as_object_mut().unwrap().shift_remove("grants");
    });
    let said = unknown.run_on_file(&["report", "users", "--json"]);
    assert_eq!(said.code, 6, "{}", said.err);
    assert!(said.err.contains("Organization Administrator"), "{}", said.err);
    let rows: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    let of = |user: &str| rows.iter().find(|row| row["username"] == user).unwrap()["administers"].clone();
    assert_eq!((of("aisha.khan"), of("dieter.kuhn")), (Value::Null, Value::Null));
    assert_eq!(of("ana.ortiz"), "Acme Corp, maybe more", "her account says so");
}

#[test]
fn a_report_about_apps_says_who_owns_each_and_where_it_belongs() {
    let shell = on_demo(|demo| {
        let users = demo["users"].as_array_mut().unwrap();
        let aisha = users.iter_mut().find(|user| user["username"] == "aisha.khan").unwrap();
        aisha["enabled"] = false.into();
    });
    let said = shell.run_on_file(&["report", "apps", "--json"]);
    let rows: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    let of = |app: &str| rows.iter().find(|row| row["app"] == app).unwrap();
    // Nobody says that she isn't deleted.
    assert_eq!(of("API Catalog CLI")["ownerStatus"], "disabled or gone");
    let gone = of("Legacy Migration Tool");
    assert_eq!(
        (&gone["ownerStatus"], &gone["organization"]),
        (&json!("gone"), &json!("Acme Corp"))
    );
    assert_eq!(gone["scopeOrganization"], "where its user may");
    let unknown = on_demo(|demo| {
        demo.as_object_mut().unwrap().shift_remove("users");
    });
    let said = unknown.run_on_file(&["report", "apps", "--json"]);
    let rows: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    assert!(rows.iter().all(|row| row["ownerStatus"].is_null()), "{}", said.err);
}

#[test]
fn a_report_reads_only_what_it_tells() {
    let shell = on_demo(|demo| {
        demo.as_object_mut().unwrap().shift_remove("identityProviders");
    });
    let codes = ["apps", "access", "users"].map(|what| shell.run_on_file(&["report", what]).code);
    assert_eq!(codes, [0, 0, 6]);
}

/// Gives the business groups Retail EU and Retail US one name.
fn rename(of: &mut Value) {
    for group in of["subOrganizations"].as_array_mut().into_iter().flatten() {
        if ["Retail EU", "Retail US"].contains(&group["name"].as_str().unwrap()) {
            group["name"] = "Twin".into();
        }
        rename(group);
    }
}

#[test]
fn a_report_tells_who_cannot_sign_in_and_which_of_two_business_groups_it_means() {
    let shell = on_demo(|demo| {
        let users = demo["users"].as_array_mut().unwrap();
        let noah = users.iter_mut().find(|user| user["username"] == "noah.brooks").unwrap();
        noah["enabled"] = false.into();
        rename(&mut demo["organization"]);
    });
    let said = shell.run_on_file(&["report", "access", "--json"]);
    let rows: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    let noah = rows.iter().find(|row| row["user"] == "noah.brooks").unwrap();
    assert_eq!(noah["status"], "disabled");
    let json = shell.json();
    let users = json["users"].as_array().unwrap();
    let id = |user: &Value| user["username"] == "noah.brooks";
    assert_eq!(noah["id"], users.iter().find(|user| id(user)).unwrap()["id"]);
    let places: BTreeSet<&str> = rows.iter().filter_map(|row| row["organization"].as_str()).collect();
    let twins = places.iter().filter(|place| place.contains("Twin")).count();
    assert!(!places.contains("Twin") && twins == 2, "{places:?}");
}

#[test]
fn an_app_of_which_nobody_knows_for_whom_it_acts_is_not_said_to_act_everywhere() {
    let shell = on_demo(|demo| {
        let apps = demo["connectedApps"].as_array_mut().unwrap();
        let app = apps
            .iter_mut()
            .find(|app| app["name"] == "Legacy Migration Tool")
            .unwrap();
        app["grantTypes"] = json!([]);
    });
    let said = shell.run_on_file(&["report", "apps", "--json"]);
    let rows: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    let row = rows.iter().find(|row| row["app"] == "Legacy Migration Tool").unwrap();
    assert_eq!(
        (&row["kind"], &row["scopeOrganization"]),
        (&json!("unknown"), &Value::Null)
    );
}

#[test]
fn a_role_that_administers_another_organization_than_its_own_is_reported() {
    let shell = on_demo(|demo| {
        demo["grants"].as_array_mut().unwrap().push(json!({
            "roleGroupId": "e3612a93-9a60-4a61-9dc3-6e3d6fb5f590", "permissionId": "102a4310-2ffe-400f-977a-e5334e97c661",
            "organizationId": "f40701c0-dafb-40e7-be0e-849d431176c6"}));
    });
    let said = shell.run_on_file(&["report", "users", "--json"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let rows: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    let of = |user: &str| rows.iter().find(|row| row["username"] == user).unwrap()["administers"].clone();
    assert_eq!(of("oliver.stone"), "Logistics Customs");
    assert_eq!(of("aisha.khan"), "none");
}

#[test]
fn a_report_about_access_tells_environments_teams_and_roles_of_one_name_apart() {
    let shell = on_demo(|demo| {
        for environment in demo["environments"].as_array_mut().unwrap() {
            if ["Production", "Staging", "Retail QA"].contains(&environment["name"].as_str().unwrap()) {
                environment["name"] = "Twin".into();
            }
        }
        for team in demo["teams"].as_array_mut().unwrap() {
            if ["API Reviewers", "Customs"].contains(&team["name"].as_str().unwrap()) {
                team["name"] = "Same".into();
            }
        }
        for role in demo["roleGroups"].as_array_mut().unwrap() {
            if ["Release Managers", "Exchange Viewers"].contains(&role["name"].as_str().unwrap()) {
                role["name"] = "Role".into();
            }
        }
    });
    let said = shell.run_on_file(&["report", "access", "--json"]);
    let rows: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    let all = |cell: &str| {
        rows.iter()
            .filter_map(|row| row[cell].as_str())
            .collect::<BTreeSet<_>>()
    };
    let environments = all("environment");
    for name in [
        "Acme Corp / Twin 7fa4c39a",
        "Acme Corp / Twin 94e08f55",
        "Retail / Twin",
    ] {
        assert!(environments.contains(name), "{environments:?}");
    }
    let origins = all("origin");
    for name in [
        "team Same 526795dd",
        "team Same 6e88578a",
        "team API Developers through Same 526795dd",
        "role Acme Corp / Role e3612a93",
        "role Acme Corp / Organization Administrators",
        "role Retail / Organization Administrators",
        "role Store Support",
    ] {
        assert!(origins.contains(name), "{name} {origins:?}");
    }
    let rows: BTreeSet<String> = rows.iter().map(Value::to_string).collect();
    let all: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    assert_eq!(rows.len(), all.len(), "no two rows are alike");
}

#[test]
fn commands_without_a_mask_print_nothing_under_one() {
    let shell = on_demo(|_| {});
    for arguments in [
        &["report", "users"][..],
        &["providers", "list"],
        &["diff", "org.json", "org.json"],
        &["snapshot", "--output", "new.json"],
    ] {
        let arguments = [&["--file", "org.json"], arguments].concat();
        let arguments = if arguments[2] == "diff" {
            &arguments[2..]
        } else {
            &arguments
        };
        let by_variable = shell.command(arguments).env("AMTUI_MASK", "1").output().unwrap();
        let by_option = shell.command(&[&["--mask"], arguments].concat()).output().unwrap();
        for output in [by_variable, by_option] {
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!((output.status.code(), &*output.stdout), (Some(2), &b""[..]), "{said}");
            assert!(said.contains("has no mask"), "{said}");
        }
        let free = shell.command(arguments).env("AMTUI_MASK", "0").output().unwrap();
        assert_ne!(free.status.code(), Some(2), "{free:?}");
    }
}
