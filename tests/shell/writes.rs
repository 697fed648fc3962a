//! Writes that wait for the lock of a file, or come to a limit.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};

use super::Shell;
use super::files::{DELETE, delete, names};

/// A deletion that waits for the lock of the file, and has said so.
fn waits(mut command: Command) -> Child {
    let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut said = String::new();
    let mut err = BufReader::new(child.stderr.take().unwrap());
    err.read_line(&mut said).unwrap();
    assert!(
        said.contains("org.json is locked by another program") && said.contains("30 seconds"),
        "{said}"
    );
    child
}

pub fn kill(signal: &str, child: &Child) {
    // Where it has ended meanwhile, nobody is there to be told.
    let to = child.id().to_string();
    Command::new("kill").args(["-s", signal, &to]).output().unwrap();
}

#[test]
fn who_waits_for_a_locked_file_is_told_so() {
    let shell = Shell::new();
    let reader = File::open(shell.file()).unwrap();
    reader.lock().unwrap();
    let mut child = waits(delete(&shell));
    reader.unlock().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_signal_ends_a_wait_at_once_unless_it_is_ignored() {
    let shell = Shell::new();
    let reader = File::open(shell.file()).unwrap();
    reader.lock().unwrap();
    let mut child = waits(delete(&shell));
    kill("TERM", &child);
    assert_eq!(child.wait().unwrap().signal(), Some(15));
    let mut nohup = Command::new("sh");
    nohup
        .args(["-c", "trap '' HUP; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_amtui")])
        .args(["--file", "org.json"])
        .args(DELETE)
        .current_dir(shell.folder.path());
    let mut child = waits(nohup);
    kill("HUP", &child);
    reader.unlock().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_limit_of_a_file_s_size_is_told_and_leaves_nothing_behind() {
    let shell = Shell::new();
    let before = fs::read(shell.file()).unwrap();
    let output = Command::new("sh")
        .args(["-c", "ulimit -f 16; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_amtui")])
        .args(["--file", "org.json"])
        .args(DELETE)
        .current_dir(shell.folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.code() == Some(2) && said.contains("larger than the system allows"),
        "{:?} {said}",
        output.status
    );
    assert_eq!(fs::read(shell.file()).unwrap(), before);
    assert_eq!(names(&shell), ["org.json"]);
}

#[test]
fn the_list_counts_apart_what_a_deleted_client_provider_left() {
    let shell = Shell::new();
    let orphans = "Anypoint (built-in) counts 10 APIs that reject requests and 27 applications without a registration: their client provider was deleted.";
    assert!(!shell.run(&["list"]).err.contains("was deleted"));
    let said = shell.run(&["delete", "Okta Production", "--confirm", "Okta Production"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let said = shell.run(&["list"]);
    assert!(said.err.contains(orphans), "{}", said.err);
}

#[test]
fn the_built_in_client_provider_is_shown_as_what_it_is() {
    let shell = Shell::new();
    for json in [false, true] {
        let arguments: &[&str] = if json {
            &["show", "Anypoint (built-in)", "--json"]
        } else {
            &["show", "Anypoint (built-in)"]
        };
        let said = shell.run(arguments);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(said.err.contains("has no configuration to show."), "{}", said.err);
        assert!(
            said.out.contains("Anypoint (built-in)") && !said.out.contains("null"),
            "{}",
            said.out
        );
    }
}

#[test]
fn a_configuration_that_may_not_be_seen_is_not_told_as_none() {
    let said = Shell::new().run(&["--as", "ben.okafor", "show", "Okta Production"]);
    assert!(said.err.contains("Its configuration can't be seen."), "{}", said.err);
    assert!(!said.err.contains("has no configuration"), "{}", said.err);
}
