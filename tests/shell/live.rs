//! Client providers from the shell on the platform: what is asked of it, and the exit codes.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::Said;
use crate::fake::{Fake, Fault};

const OKTA: &str = "2e50e859-0042-46ff-8cf8-1ad6f0c78b67";
const PROVIDER: &str = "clientProviders/2e50e859";
const DELETE: [&str; 5] = ["providers", "delete", "Okta Production", "--confirm", "Okta Production"];

/// The demo on the fake platform, and a home with a profile that leads there.
struct Live {
    fake: Fake,
    home: TempDir,
}

fn demo() -> Value {
    serde_json::from_str(include_str!("../../assets/demo.json")).unwrap()
}

impl Live {
    fn new() -> Self {
        Self::with("client_id = \"app-1\"\n")
    }

    fn with(settings: &str) -> Self {
        let (fake, home) = (Fake::of(&demo()), tempfile::tempdir().unwrap());
        fs::create_dir_all(home.path().join("config/amtui")).unwrap();
        let config = format!("[profiles.acme]\nbase_url = \"{}\"\n{settings}", fake.url());
        fs::write(home.path().join("config/amtui/config.toml"), config).unwrap();
        Self { fake, home }
    }

    fn run(&self, arguments: &[&str]) -> Said {
        let own = [&["--profile", "acme"], arguments].concat();
        self.run_with(&own, &[("AMTUI_CLIENT_SECRET", "hush-app")])
    }

    fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Said {
        let home = self.home.path();
        let output = Command::new(env!("CARGO_BIN_EXE_amtui"))
            .args(arguments)
            .current_dir(home)
            .env_clear()
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_STATE_HOME", home.join("state"))
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = Said {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        let all = format!("{}{}", said.out, said.err);
        assert!(
            !all.contains("hush") && !all.contains("token-app") && !all.contains("demo-secret"),
            "{all}"
        );
        said
    }

    /// The copies of what was deleted.
    fn copies(&self) -> usize {
        fs::read_dir(self.home.path().join("state/amtui/deleted")).map_or(0, Iterator::count)
    }

    /// Nothing was sent that writes, and nothing was kept.
    fn untouched(&self) {
        assert_eq!(self.fake.writes(), [""; 0]);
        assert_eq!(
            (self.fake.world(|world| world.file.clone()), self.copies()),
            (demo(), 0)
        );
    }

    /// The provider's deletion was sent once.
    fn deleted_once(&self) {
        let root = self.fake.world(|world| world.root());
        assert_eq!(
            self.fake.writes(),
            [format!(
                "DELETE /accounts/api/organizations/{root}/clientProviders/{OKTA}"
            )]
        );
    }

    fn has_okta(&self) -> bool {
        self.fake
            .world(|world| world.file["clientProviders"].to_string().contains(OKTA))
    }
}

#[test]
fn the_platform_lists_and_shows_what_the_file_does() {
    let live = Live::new();
    let listed = live.run(&["providers", "list", "--json"]);
    assert_eq!((listed.code, &*listed.err), (0, ""));
    let listed: Value = serde_json::from_str(&listed.out).unwrap();
    assert_eq!(listed.as_array().unwrap().len(), 7);
    let okta = json!({"name": "Okta Production", "type": "OIDC DCR", "id": OKTA, "environments": 3, "apis": 14,
        "applications": 27});
    assert_eq!(listed[3], okta);
    live.fake.seen();

    let shown = live.run(&["providers", "show", OKTA, "--json"]);
    let config: Value = serde_json::from_str(&shown.out).unwrap();
    assert_eq!(
        (shown.code, &config["name"]),
        (0, &"Okta Production".into()),
        "{}",
        shown.err
    );
    let asked: Vec<String> = live.fake.seen().into_iter().map(|seen| seen.path).collect();
    assert_eq!(
        asked.len(),
        5,
        "a token, who, the tree, the list and the provider: {asked:#?}"
    );

    let impact = live.run(&["providers", "impact", "Okta Production", "--json"]);
    let impact_of: Value = serde_json::from_str(&impact.out).unwrap();
    assert_eq!(
        (impact.code, &impact_of["complete"], &impact_of["of"]),
        (0, &true.into(), &12.into())
    );
    assert_eq!(impact_of["apis"].as_array().unwrap().len(), 14);
    let missing = live.run(&["providers", "show", "No such"]);
    assert_eq!(
        (missing.code, &*missing.err),
        (3, "amtui: There is no client provider 'No such'.\n")
    );
    live.untouched();
}

#[test]
fn a_provider_is_deleted_once_and_its_configuration_kept() {
    let live = Live::new();
    let said = live.run(&[&DELETE[..], &["--write", "--json"]].concat());
    assert_eq!((said.code, &*said.err), (0, ""));
    live.deleted_once();
    assert!(!live.has_okta());
    let told: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        (&told["deleted"], &told["id"]),
        (&"Okta Production".into(), &OKTA.into())
    );
    let kept = fs::read_to_string(told["keptIn"].as_str().unwrap()).unwrap();
    assert!(
        kept.contains("Okta Production") && !kept.contains("demo-secret"),
        "{kept}"
    );
    let again = live.run(&[&DELETE[..], &["--write"]].concat());
    assert_eq!(
        (again.code, &*again.err),
        (3, "amtui: There is no client provider 'Okta Production'.\n")
    );
    assert_eq!((live.fake.writes(), live.copies()), (vec![], 1));
}

#[test]
fn what_is_not_allowed_or_not_confirmed_is_not_sent() {
    let live = Live::with("client_id = \"app-1\"\nprotected = true\n");
    let write = [&DELETE[..], &["--write"]].concat();
    for (arguments, why) in [
        (&DELETE[..], "--write"),
        (&write, "--confirm-organization"),
        (
            &[&write[..], &["--confirm-organization", "Acme"]].concat(),
            "which is protected",
        ),
        (
            &[
                "providers",
                "delete",
                "Okta Production",
                "--write",
                "--confirm-organization",
                "Acme Corp",
            ],
            "--confirm \"NAME\"",
        ),
        (
            &[
                "providers",
                "delete",
                "Anypoint (built-in)",
                "--write",
                "--confirm",
                "Anypoint (built-in)",
            ],
            "cannot be deleted",
        ),
    ] {
        let said = live.run(arguments);
        assert_eq!(said.code, 3, "{arguments:?}: {}", said.err);
        assert!(said.err.contains(why), "{arguments:?}: {}", said.err);
        live.untouched();
    }
    let said = live.run(&[&write[..], &["--confirm-organization", "Acme Corp"]].concat());
    assert_eq!(said.code, 0, "{}", said.err);
    live.deleted_once();
}

#[test]
fn a_dry_run_tells_what_it_would_send_and_sends_nothing() {
    let live = Live::new();
    let root = live.fake.world(|world| world.root());
    let path = format!("/accounts/api/organizations/{root}/clientProviders/{OKTA}");
    let said = live.run(&[&DELETE[..], &["--dry-run"]].concat());
    assert_eq!(
        (said.code, &*said.out, &*said.err),
        (
            0,
            &*format!("DELETE {path}\n"),
            "Dry run: nothing was sent, and nothing was deleted.\n"
        )
    );
    let said = live.run(&[&DELETE[..], &["--dry-run", "--json"]].concat());
    let told: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        (said.code, told),
        (0, json!({"method": "DELETE", "path": path, "body": null}))
    );
    live.untouched();
    let on_a_file = live.run_with(&[&DELETE[..], &["--dry-run"]].concat(), &[]);
    assert!(
        on_a_file.code == 2 && on_a_file.err.contains("--dry-run needs --profile"),
        "{}",
        on_a_file.err
    );
}

#[test]
fn profiles_that_are_not_right_are_refused() {
    let live = Live::with("client_id = \"app-1\"\nclient_secret = \"hush-app\"\n");
    let said = live.run(&["providers", "list"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .contains("config.toml:4: secrets do not belong in this file: remove client_secret"),
        "{}",
        said.err
    );
    let live = Live::new();
    let said = live.run_with(&["--profile", "nobody", "providers", "list"], &[]);
    assert!(
        said.code == 2 && said.err.contains("There is no profile nobody"),
        "{}",
        said.err
    );
    assert!(live.fake.seen().is_empty());
}

#[test]
fn who_cannot_sign_in_is_told_what_to_set() {
    let live = Live::new();
    let list = ["--profile", "acme", "providers", "list"];
    let snapshot = ["--profile", "acme", "snapshot", "-o", "x.json"];
    let user = Live::with("username = \"ana.ortiz\"\n");
    let nobody = Live::with("");
    for (home, arguments, why) in [
        (
            &live,
            &list[..],
            "Client secret of app-1 cannot be asked for: this is not a terminal. Set AMTUI_CLIENT_SECRET.",
        ),
        (&live, &snapshot, "Set AMTUI_CLIENT_SECRET."),
        (
            &user,
            &list,
            "Password of ana.ortiz cannot be asked for: this is not a terminal. Set ANYPOINT_PASSWORD.",
        ),
        (
            &nobody,
            &list,
            "Set ANYPOINT_BEARER, or ANYPOINT_CLIENT_ID and ANYPOINT_CLIENT_SECRET.",
        ),
        (&nobody, &["--live", "providers", "list"], "Set ANYPOINT_BEARER, or"),
    ] {
        let said = home.run_with(arguments, &[]);
        assert_eq!(said.code, 4, "{arguments:?}: {}", said.err);
        assert!(said.err.contains(why), "{arguments:?}: {}", said.err);
        assert!(home.fake.seen().is_empty());
    }
    let said = live.run_with(&list, &[("AMTUI_CLIENT_SECRET", "wrong-one")]);
    assert_eq!(said.code, 4);
    assert!(
        said.err.contains("these credentials are not known") && !said.err.contains("wrong-one"),
        "{}",
        said.err
    );
    assert_eq!(live.fake.seen().len(), 1);
    assert!(!live.home.path().join("x.json").exists());
}

#[test]
fn a_lost_answer_is_looked_after_and_never_sent_again() {
    let write = [&DELETE[..], &["--write"]].concat();
    // It was done, and the answer was lost.
    let live = Live::new();
    live.fake.plan(1, "DELETE", PROVIDER, Fault::DropAfter);
    let said = live.run(&write);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.err.contains("The answer was lost:") && said.err.contains("'Okta Production' is not there any more."),
        "{}",
        said.err
    );
    assert_eq!(said.out, format!("Okta Production\t{OKTA}\n"));
    live.deleted_once();
    assert!(!live.has_okta() && live.copies() == 1);

    // It was not done.
    let live = Live::new();
    live.fake.plan(1, "DELETE", PROVIDER, Fault::Answer(500, "{}", None));
    let said = live.run(&write);
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(
        said.err
            .contains("'Okta Production' was not deleted: it is still there."),
        "{}",
        said.err
    );
    let seen = live.fake.seen();
    let at = seen.iter().position(|s| s.method == "DELETE").unwrap();
    assert_eq!(
        seen[at + 1..].iter().map(|s| &*s.method).collect::<Vec<_>>(),
        ["GET"; 3]
    );
    assert!(live.has_okta() && said.out.is_empty());

    // Nobody knows: it is read before it is deleted, and not afterwards.
    let live = Live::new();
    live.fake.plan(1, "DELETE", PROVIDER, Fault::DropAfter);
    live.fake.plan(1, "GET", PROVIDER, Fault::Delay(Duration::ZERO));
    live.fake.plan(9, "GET", PROVIDER, Fault::Answer(500, "{}", None));
    let said = live.run(&write);
    assert_eq!(said.code, 5, "{}", said.err);
    assert!(
        said.err.contains("It is not known whether anything changed."),
        "{}",
        said.err
    );
    live.deleted_once();
}

#[test]
fn an_impact_that_is_not_whole_stops_it_until_it_is_accepted() {
    let live = Live::new();
    let write = [&DELETE[..], &["--write"]].concat();
    let fail = || live.fake.plan(1, "GET", "/apis?", Fault::Answer(500, "{}", None));
    fail();
    let said = live.run(&["providers", "impact", "Okta Production", "--json"]);
    let told: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        (said.code, &told["complete"], &told["read"]),
        (6, &false.into(), &11.into())
    );
    fail();
    let said = live.run(&write);
    assert_eq!(said.code, 6);
    assert!(
        said.err
            .contains("Nothing was deleted: 11 of 12 environments could be read. --accept-incomplete"),
        "{}",
        said.err
    );
    live.untouched();
    fail();
    let said = live.run(&[&write[..], &["--accept-incomplete"]].concat());
    assert_eq!(said.code, 0, "{}", said.err);
    live.deleted_once();
}

#[test]
fn a_snapshot_of_the_platform_opens_like_it() {
    let live = Live::new();
    let said = live.run(&["snapshot", "-o", "copy.json"]);
    assert_eq!(
        (said.code, &*said.out, &*said.err),
        (0, "", "Snapshot saved in copy.json.\n")
    );
    let text = fs::read_to_string(live.home.path().join("copy.json")).unwrap();
    assert!(text.contains("\"from\": \"127.0.0.1\""));
    assert!(!text.contains("demo-secret") && !text.contains("hush") && !text.contains("token-app"));
    let impact = ["providers", "impact", "Okta Production", "--json"];
    let of_copy = live.run_with(&[&["--file", "copy.json"], &impact[..]].concat(), &[]);
    assert_eq!(
        (of_copy.code, of_copy.out),
        (0, live.run(&impact).out),
        "{}",
        of_copy.err
    );
    live.untouched();
}
