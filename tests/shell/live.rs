//! Client providers from the shell on the platform: what is asked of it, and the exit codes.

#[path = "live/browser.rs"]
mod browser;
#[path = "live/counts.rs"]
mod counts;
#[path = "live/delete.rs"]
mod delete;
#[path = "live/parts.rs"]
mod parts;
#[path = "live/report.rs"]
mod report;

use std::fs;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{CommandOutput, close, demo};
use crate::fake_platform::{FakePlatform, Fault};

const OKTA: &str = "2e50e859-0042-46ff-8cf8-1ad6f0c78b67";

/// The demo on the fake platform, and a home with a profile that leads there.
struct Live {
    fake: FakePlatform,
    home: TempDir,
}

impl Live {
    fn new() -> Self {
        Self::with("client_id = \"app-1\"\n")
    }

    fn with(settings: &str) -> Self {
        let (fake, home) = (FakePlatform::of(&demo()), tempfile::tempdir().unwrap());
        fs::create_dir_all(home.path().join("config/amtui")).unwrap();
        let config = format!("[profiles.acme]\nbase_url = \"{}\"\n{settings}", fake.url());
        fs::write(home.path().join("config/amtui/config.toml"), config).unwrap();
        close(&home.path().join("config/amtui"));
        Self { fake, home }
    }

    fn run(&self, arguments: &[&str]) -> CommandOutput {
        let own = [&["--profile", "acme"], arguments].concat();
        self.run_with(&own, &[("AMTUI_CLIENT_SECRET", "hush-app")])
    }

    fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> CommandOutput {
        let output = self.command(arguments, variables).output().unwrap();
        let said = CommandOutput {
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

    fn command(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
        let home = self.home.path();
        let mut command = Command::new(env!("CARGO_BIN_EXE_amtui"));
        command
            .args(arguments)
            .current_dir(home)
            .env_clear()
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_STATE_HOME", home.join("state"))
            .envs(variables.iter().copied())
            .stdin(Stdio::null());
        command
    }

    /// The copies of what was deleted.
    fn copies(&self) -> usize {
        fs::read_dir(self.home.path().join("state/amtui/deleted")).map_or(0, Iterator::count)
    }

    /// Nothing was sent that writes, and nothing was kept.
    fn untouched(&self) {
        assert_eq!(self.fake.writes(), [""; 0]);
        assert_eq!(
            (self.fake.model(|model| model.file.clone()), self.copies()),
            (demo(), 0)
        );
    }

    /// The provider's deletion was sent once.
    fn deleted_once(&self) {
        let root = self.fake.model(|model| model.root());
        assert_eq!(
            self.fake.writes(),
            [format!(
                "DELETE /accounts/api/organizations/{root}/clientProviders/{OKTA}"
            )]
        );
    }

    fn has_okta(&self) -> bool {
        self.fake
            .model(|model| model.file["clientProviders"].to_string().contains(OKTA))
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
        "applications": 27, "complete": true});
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
fn profiles_that_are_not_right_are_refused() {
    let live = Live::with("client_id = \"app-1\"\nclient_secret = \"hush-app\"\n");
    let said = live.run(&["providers", "list"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .contains("config.toml:4: a secret doesn't belong in this file. Remove client_secret"),
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
            "Client secret of app-1 can't be asked for: this is not a terminal. Set AMTUI_CLIENT_SECRET, or ANYPOINT_CLIENT_ID and ANYPOINT_CLIENT_SECRET.",
        ),
        (
            &live,
            &snapshot,
            "Set AMTUI_CLIENT_SECRET, or ANYPOINT_CLIENT_ID and ANYPOINT_CLIENT_SECRET.",
        ),
        (
            &user,
            &list,
            "Password of ana.ortiz can't be asked for: this is not a terminal. Set ANYPOINT_USERNAME and ANYPOINT_PASSWORD.",
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
fn a_proxy_that_cannot_be_used_is_not_gone_past() {
    let live = Live::new();
    let list = ["--profile", "acme", "providers", "list"];
    let run = |name: &str, value: &str| live.run_with(&list, &[("AMTUI_CLIENT_SECRET", "hush-app"), (name, value)]);
    let refused = |name: &str, wrong: &str| {
        let said = run(name, wrong);
        assert_eq!((said.code, &*said.out), (2, ""), "{name}={wrong}: {}", said.err);
        let why = format!("acme: {name} is not the address of a proxy");
        assert!(said.err.contains(&why), "{}", said.err);
    };
    for name in [
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "all_proxy",
        "HTTP_PROXY",
        "http_proxy",
    ] {
        refused(name, "http//me:hush@proxy.example.com");
    }
    refused("HTTPS_PROXY", "ftp://me:hush@proxy.example.com");
    refused("HTTPS_PROXY", "http://me:hush@proxy.example.com:70000");
    assert!(live.fake.seen().is_empty());
    for right in ["", "proxy.example.com:8080"] {
        assert_eq!(run("HTTPS_PROXY", right).code, 0, "{right}");
    }
}

#[test]
fn a_snapshot_of_the_platform_opens_like_it() {
    let live = Live::new();
    let said = live.run(&["snapshot", "-o", "copy.json"]);
    assert_eq!((said.code, &*said.out), (0, ""));
    let (announced, saved) = said.err.split_once('\n').unwrap();
    assert!(
        announced.starts_with("Taking a snapshot. It reads environments,") && !announced.contains("  "),
        "{announced}"
    );
    assert_eq!(saved, "Snapshot saved in copy.json.\n");
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

#[test]
fn what_goes_wrong_names_no_key_where_there_is_none_to_press() {
    let live = Live::new();
    for (code, method, part) in [(4, "POST", "oauth2/token"), (3, "GET", "clientProviders?")] {
        live.fake.plan(99, method, part, Fault::Answer(500, "{}", None));
        let said = live.run(&["providers", "list"]);
        assert_eq!(said.code, code, "{}", said.err);
        assert!(said.err.starts_with("amtui: No "), "{}", said.err);
        assert!(!said.err.contains("Press"), "{}", said.err);
        live.fake.mend();
    }
}
