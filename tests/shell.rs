//! Client providers from the shell: what scripts read, and how they are told what became of it.
#![cfg(test)]

#[path = "support/browser.rs"]
mod browser;
#[path = "shell/completions.rs"]
mod completions;
#[path = "shell/diff.rs"]
mod diff;
#[expect(dead_code, reason = "what an answer can suffer is the backends' business")]
#[path = "support/fake_platform.rs"]
mod fake_platform;
#[path = "shell/files.rs"]
mod files;
#[cfg(debug_assertions)]
#[path = "shell/held.rs"]
mod held;
#[path = "shell/leaks.rs"]
mod leaks;
#[path = "shell/live.rs"]
mod live;
#[path = "shell/places.rs"]
mod places;
#[path = "shell/report.rs"]
mod report;
#[path = "shell/settings.rs"]
mod settings;
#[path = "shell/writes.rs"]
mod writes;

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A copy of the demo as somebody's own file.
struct Shell {
    folder: TempDir,
}

struct CommandOutput {
    code: i32,
    out: String,
    err: String,
}

fn demo() -> Value {
    serde_json::from_str(include_str!("../assets/demo.json")).unwrap()
}

/// Closes the folder of a configuration and what is in it to others, whatever the umask says.
fn close(folder: &Path) {
    let own = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    own(folder, 0o700);
    own(&folder.join("config.toml"), 0o600);
}

impl Shell {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("org.json"), include_str!("../assets/demo.json")).unwrap();
        Self { folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("org.json")
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&fs::read(self.file()).unwrap()).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_amtui"));
        command.args(arguments).current_dir(self.folder.path()).env_clear();
        command.env("HOME", self.folder.path()).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> CommandOutput {
        self.run_on_file(&[&["providers"], arguments].concat())
    }

    /// Runs a command on the file, or on the one that it names itself.
    fn run_on_file(&self, arguments: &[&str]) -> CommandOutput {
        let file = self.file();
        let own = ["--file", file.to_str().unwrap()];
        let own = if arguments.contains(&"--file") {
            &[][..]
        } else {
            &own[..]
        };
        let arguments = [own, arguments].concat();
        let output = self.command(&arguments).output().unwrap();
        CommandOutput {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

#[test]
fn providers_are_listed_for_programs_and_as_json() {
    let shell = Shell::new();
    let said = shell.run(&["list"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let okta = "Okta Production\tOIDC DCR\t2e50e859-0042-46ff-8cf8-1ad6f0c78b67\t3\t14\t27";
    assert!(said.out.lines().any(|line| line == okta), "{}", said.out);
    let json: Value = serde_json::from_str(&shell.run(&["list", "--json"]).out).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 7);
    assert_eq!((&json[0]["id"], &json[3]["apis"]), (&Value::Null, &14.into()));
}

#[test]
fn help_tours_and_pages_of_one_thing_are_there_under_the_names_that_people_try() {
    let shell = Shell::new();
    let said = |arguments: &[&str]| shell.command(arguments).output().unwrap();
    assert_eq!(said(&["help", "report"]).stdout, said(&["report", "--help"]).stdout);
    let played = said(&["play", "access", "--headless"]);
    assert!(played.status.success(), "{played:?}");
    for (place, seen) in [
        ("environments/Production", "Okta Production"),
        ("business-groups/Retail", "Access Overview"),
        ("users/ana.ortiz", "team Everyone at Acme Corp"),
    ] {
        let taken = said(&["shot", place, "--output", "it.txt", "--force"]);
        assert!(taken.status.success(), "{taken:?}");
        let picture = fs::read_to_string(shell.folder.path().join("it.txt")).unwrap();
        assert!(picture.contains(seen), "{place}:\n{picture}");
    }
}

#[test]
fn who_reads_no_further_is_told_nothing() {
    let shell = Shell::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = shell.command(&["--file", "org.json", "providers", "list"]);
    let output = command.stdout(writer).output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(128 + 13));
}

#[test]
fn help_that_cannot_be_written_is_a_failure() {
    let shell = Shell::new();
    for (arguments, text) in [(["--help"], "Usage: amtui"), (["--version"], "amtui 0")] {
        let said = shell.command(&arguments).output().unwrap();
        assert_eq!(said.status.code(), Some(0));
        assert!(String::from_utf8(said.stdout).unwrap().contains(text));
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let said = shell.command(&arguments).stdout(full).output().unwrap();
        assert_eq!(said.status.code(), Some(2));
        let err = String::from_utf8(said.stderr).unwrap();
        assert!(err.starts_with("amtui: The output can't be written: "), "{err}");
    }
}

#[test]
fn a_deletion_on_a_file_is_told_by_the_exit_code_also_where_the_words_cannot_be_written() {
    let shell = Shell::new();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let delete = ["providers", "delete", "Okta Production", "--confirm", "Okta Production"];
    let mut command = shell.command(&[&["--file", "org.json"], &delete[..]].concat());
    let output = command.stdout(full).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{err}");
    assert!(err.contains("Client provider 'Okta Production' was deleted."), "{err}");
    assert!(!shell.json()["clientProviders"].to_string().contains("Okta Production"));
}

#[test]
fn one_is_shown_by_name_or_id_and_without_its_secrets() {
    let shell = Shell::new();
    for name in ["Okta Production", "2e50e859-0042-46ff-8cf8-1ad6f0c78b67"] {
        let said = shell.run(&["show", name]);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(
            said.out.contains("primary_client/secret\t******** (set)"),
            "{}",
            said.out
        );
        assert!(!said.out.contains("demo-secret"), "{}", said.out);
    }
    let json = shell.run(&["show", "Okta Production", "--json"]).out;
    assert!(
        !json.contains("demo-secret") && serde_json::from_str::<Value>(&json).is_ok(),
        "{json}"
    );
    let said = shell.run(&["show", "No such"]);
    assert_eq!(
        (said.code, said.err.trim()),
        (3, "amtui: There is no client provider 'No such'.")
    );
    let near = shell.run(&["impact", "Okta Prodction"]).err;
    assert!(
        near.contains("'Okta Prodction'. Did you mean Okta Production?"),
        "{near}"
    );
}

#[test]
fn the_impact_of_a_delete_is_told() {
    let shell = Shell::new();
    let json: Value = serde_json::from_str(&shell.run(&["impact", "Okta Production", "--json"]).out).unwrap();
    assert_eq!(
        (&json["complete"], &json["read"], &json["of"]),
        (&true.into(), &12.into(), &12.into())
    );
    assert_eq!(json["environments"].as_array().unwrap().len(), 3);
    assert_eq!(json["apis"].as_array().unwrap().len(), 14);
    let said = shell.run(&["impact", "Okta Production"]);
    assert!(said.out.contains("environment\tProduction\t\tdefault"), "{}", said.out);
    assert!(said.err.contains("Checked 12 of 12 environments."), "{}", said.err);
}

#[test]
fn nothing_is_deleted_without_its_name() {
    let shell = Shell::new();
    let before = fs::read(shell.file()).unwrap();
    for (arguments, code, why) in [
        (vec!["delete", "Okta Production"], 3, "--confirm"),
        (
            vec!["delete", "Okta Production", "--confirm", "okta production"],
            3,
            "not its name",
        ),
        (vec!["delete", "Okta Production", "--confirm", ""], 3, "not its name"),
        (
            vec!["delete", "Anypoint (built-in)", "--confirm", "Anypoint (built-in)"],
            3,
            "can't be deleted",
        ),
        (
            vec![
                "--read-only",
                "delete",
                "Okta Production",
                "--confirm",
                "Okta Production",
            ],
            3,
            "read-only",
        ),
        (
            vec![
                "--as",
                "ben.okafor",
                "delete",
                "Okta Production",
                "--confirm",
                "Okta Production",
            ],
            3,
            "Administrator",
        ),
        (vec!["--as", "nobody", "list"], 2, "There is no account nobody"),
        (vec!["delete"], 2, "NAME"),
    ] {
        let said = shell.run(&arguments);
        assert_eq!(said.code, code, "{arguments:?}: {}", said.err);
        assert!(said.err.contains(why), "{arguments:?}: {}", said.err);
    }
    assert_eq!(fs::read(shell.file()).unwrap(), before);
}

#[test]
fn a_provider_is_deleted_by_its_name_and_that_is_in_the_audit() {
    let shell = Shell::new();
    let said = shell.run(&["delete", "Okta Production", "--confirm", "Okta Production"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(said.out, "Okta Production\t2e50e859-0042-46ff-8cf8-1ad6f0c78b67\n");
    let file = shell.json();
    assert!(!file["environments"].to_string().contains("2e50e859"));
    let entry = file["audit"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&entry["action"], &entry["userName"]),
        (&"Delete".into(), &"ana.ortiz".into())
    );
}

#[test]
fn a_name_that_two_have_asks_for_the_id() {
    let shell = Shell::new();
    let mut file = shell.json();
    file["clientProviders"][0]["name"] = "Okta Production".into();
    fs::write(shell.file(), file.to_string()).unwrap();
    let said = shell.run(&["show", "Okta Production"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .contains("2 client providers are named 'Okta Production'. Use the id."),
        "{}",
        said.err
    );
    let id = "2e50e859-0042-46ff-8cf8-1ad6f0c78b67";
    let said = shell.run(&["delete", id, "--confirm", "Okta Production"]);
    assert!(
        said.code == 3 && said.err.contains("2e50e859 of its id"),
        "{}",
        said.err
    );
    assert_eq!(shell.run(&["delete", id, "--confirm", "2e50e859"]).code, 0);
}

#[test]
fn an_id_says_which_provider_is_meant_even_where_another_has_it_for_a_name() {
    let shell = Shell::new();
    let mut file = shell.json();
    let id = "2e50e859-0042-46ff-8cf8-1ad6f0c78b67";
    file["clientProviders"][0]["name"] = id.into();
    fs::write(shell.file(), file.to_string()).unwrap();
    let said = shell.run(&["show", id]);
    assert!(said.code == 0 && said.out.contains("Okta Production"), "{}", said.err);
}

#[test]
fn a_snapshot_opens_like_the_organization_it_was_taken_of() {
    let shell = Shell::new();
    let copy = shell.folder.path().join("copy.json");
    let copy = copy.to_str().unwrap();
    let said = shell.run_on_file(&["snapshot", "-o", copy]);
    assert_eq!((said.code, &*said.out), (0, ""), "{}", said.err);
    assert_eq!(
        said.err,
        format!("Snapshot saved in {copy}.\n"),
        "no bar where nobody looks"
    );
    let text = fs::read_to_string(copy).unwrap();
    assert!(!text.contains("demo-secret") && text.contains("\"from\": \"org.json\""));
    assert_eq!(fs::metadata(copy).unwrap().permissions().mode() & 0o777, 0o600);

    let impact = ["providers", "impact", "Okta Production", "--json"];
    let of_copy = shell.run_on_file(&[&["--file", copy], &impact[..]].concat());
    assert_eq!((of_copy.code, of_copy.out), (0, shell.run_on_file(&impact).out));

    let again = shell.run_on_file(&["snapshot", "-o", copy]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("copy.json: it exists already."), "{}", again.err);
    assert_eq!(fs::read_to_string(copy).unwrap(), text);
    assert_eq!(
        shell
            .run_on_file(&["snapshot", "-o", copy, "--force", "--read-only"])
            .code,
        0
    );

    let before = fs::read(shell.file()).unwrap();
    let itself = shell.run_on_file(&["snapshot", "-o", "./org.json", "--force"]);
    assert_eq!(itself.code, 2);
    assert!(itself.err.contains("amtui uses it."), "{}", itself.err);
    assert_eq!(fs::read(shell.file()).unwrap(), before);
}

#[test]
fn what_a_snapshot_could_not_read_is_told_and_listed() {
    let shell = Shell::new();
    let copy = shell.folder.path().join("copy.json");
    let copy = copy.to_str().unwrap();
    // Who administers one business group is told no more than the names of client providers.
    let said = shell.run_on_file(&["--as", "ben.okafor", "snapshot", "-o", copy]);
    assert_eq!(said.code, 6, "{}", said.err);
    let line =
        "client provider\tOkta Production\t2e50e859-0042-46ff-8cf8-1ad6f0c78b67\tOnly its name and type may be seen.";
    assert!(said.out.lines().any(|l| l == line), "{}", said.out);
    assert!(
        said.err.contains("18 parts could not be read. The file lists them."),
        "{}",
        said.err
    );
    let json: Value = serde_json::from_slice(&fs::read(copy).unwrap()).unwrap();
    assert_eq!(json["x-amtui-not-read"].as_array().unwrap().len(), 18);
    for (arguments, code, why) in [
        (
            vec!["--as", "nobody", "snapshot", "-o", "x.json"],
            2,
            "There is no account nobody",
        ),
        (vec!["snapshot"], 2, "--output"),
        (
            vec!["snapshot", "-o", "no/such/x.json"],
            2,
            "there is no such file or folder",
        ),
    ] {
        let said = shell.run_on_file(&arguments);
        assert_eq!(said.code, code, "{arguments:?}: {}", said.err);
        assert!(said.err.contains(why), "{arguments:?}: {}", said.err);
    }
}
