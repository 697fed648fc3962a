//! Files that commands write: what they never overwrite, and who may read them afterwards.

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::fs::{CWD, FileType, Mode, mknodat};
use tempfile::TempDir;

use super::Shell;

pub const DELETE: [&str; 5] = ["providers", "delete", "Okta Production", "--confirm", "Okta Production"];

/// Settings that the other user may not read would turn changes off.
const NO_HOME: &str = "/nowhere";

/// Somebody who is neither root nor in any group of root's.
const NOBODY: u32 = 65_534;

fn root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The program where everybody can start it, whatever folder it was built in.
fn program() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    let program = folder.path().join("amtui");
    // Copied by another process: a program that this one had open for writing could not be started while a test forks.
    let copied = Command::new("cp")
        .arg(env!("CARGO_BIN_EXE_amtui"))
        .arg(&program)
        .status();
    assert!(copied.unwrap().success());
    (folder, program)
}

/// Deletes a client provider of the file in the folder.
pub fn delete(shell: &Shell) -> Command {
    shell.command(&[&["--file", "org.json"], &DELETE[..]].concat())
}

/// The names in the folder, sorted.
pub fn names(shell: &Shell) -> Vec<String> {
    let entries = fs::read_dir(shell.folder.path()).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A tape in the folder.
fn tape(shell: &Shell, text: &str) {
    fs::write(shell.folder.path().join("x.tape"), text).unwrap();
}

#[test]
fn force_replaces_no_organization_link_or_device() {
    let shell = Shell::new();
    let folder = shell.folder.path();
    tape(&shell, "Sleep 1s\n");
    fs::write(folder.join("other"), "kept").unwrap();
    symlink("other", folder.join("link")).unwrap();
    mknodat(CWD, folder.join("pipe"), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    fs::hard_link(shell.file(), folder.join("second")).unwrap();
    let before = fs::read(shell.file()).unwrap();
    for (name, why) in [
        ("./org.json", "amtui uses it"),
        ("second", "amtui uses it"),
        ("x.tape", "amtui uses it"),
        ("link", "it is a symbolic link"),
        ("pipe", "it is not a file"),
        (".", "it is not a file"),
    ] {
        let record = ["play", "--headless", "--mask", "x.tape", "--force", "--record", name];
        let said = shell.run_on_file(&record);
        assert!(said.code == 2 && said.err.contains(why), "{name}: {}", said.err);
    }
    for name in ["./org.json", "second", "link", "pipe", "."] {
        let said = shell.run_on_file(&["snapshot", "--force", "-o", name]);
        assert_eq!(said.code, 2, "{name}: {}", said.err);
    }
    assert_eq!(fs::read(shell.file()).unwrap(), before);
    assert_eq!(fs::read_to_string(folder.join("other")).unwrap(), "kept");
    assert_eq!(names(&shell), ["link", "org.json", "other", "pipe", "second", "x.tape"]);
    let record = ["play", "--headless", "--mask", "x.tape", "--record", "other"];
    assert_eq!(shell.run_on_file(&record).code, 2, "it exists already");
    let said = shell.run_on_file(&[&record[..], &["--force"]].concat());
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        fs::read_to_string(folder.join("other"))
            .unwrap()
            .starts_with("{\"version\"")
    );
}

#[test]
fn a_picture_replaces_nothing_unless_forced() {
    let shell = Shell::new();
    let picture = shell.folder.path().join("a.txt");
    fs::write(&picture, "kept").unwrap();
    let shot = ["shot", "environments", "-o", "a.txt"];
    let said = shell.run_on_file(&shot);
    assert!(said.code == 2 && said.err.contains("--force"), "{}", said.err);
    assert_eq!(fs::read_to_string(&picture).unwrap(), "kept");
    assert_eq!(shell.run_on_file(&[&shot[..], &["--force"]].concat()).code, 0);
    assert!(fs::read_to_string(&picture).unwrap().contains("Environments"));
    assert_eq!(fs::metadata(&picture).unwrap().mode() & 0o777, 0o600);
}

#[test]
fn a_tape_writes_new_files_below_the_folder_alone() {
    let shell = Shell::new();
    let above = tempfile::tempdir().unwrap();
    let elsewhere = above.path().join("x.txt");
    let play = ["play", "--headless", "--as", "ana.ortiz", "--mask", "x.tape"];
    // A name that nobody else has in the folder of temporary files.
    let own = shell.folder.path().file_name().unwrap().to_str().unwrap();
    let beside = [format!("../{own}.txt"), format!("a/../../{own}.txt")];
    for name in [elsewhere.to_str().unwrap(), &beside[0], &beside[1]] {
        tape(&shell, &format!("Screenshot \"{name}\"\n"));
        let said = shell.run_on_file(&play);
        assert!(
            said.code == 2 && said.err.contains("x.tape:1: "),
            "{name}: {}",
            said.err
        );
        // The same, typed into the program that the tape shows.
        for command in ["shot", "snapshot"] {
            let name = name.replace("txt", if command == "shot" { "txt" } else { "json" });
            let typed = format!("Wait+Screen /Access Management/\nType \":{command} {name}\"\nEnter\n");
            tape(&shell, &typed);
            shell.run_on_file(&play);
        }
    }
    assert_eq!(fs::read_dir(above.path()).unwrap().count(), 0);
    assert!(!shell.folder.path().with_extension("txt").exists());
    assert!(!shell.folder.path().with_extension("json").exists());

    tape(&shell, "Screenshot a.txt\n");
    assert_eq!(shell.run_on_file(&play).code, 0);
    let picture = shell.folder.path().join("a.txt");
    fs::write(&picture, "kept").unwrap();
    let said = shell.run_on_file(&play);
    assert!(said.code == 2 && said.err.contains("it exists already"), "{}", said.err);
    assert_eq!(fs::read_to_string(&picture).unwrap(), "kept");
    assert_eq!(shell.run_on_file(&[&play[..], &["--force"]].concat()).code, 0);
    assert_ne!(fs::read_to_string(&picture).unwrap(), "kept");
}

#[test]
fn who_may_only_read_an_organization_lists_its_providers() {
    let shell = Shell::new();
    let folder = shell.folder.path();
    fs::set_permissions(shell.file(), Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(folder, Permissions::from_mode(0o555)).unwrap();
    let (_kept, program) = program();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command
            .arg("--file")
            .arg("org.json")
            .args(arguments)
            .current_dir(folder)
            .env("HOME", NO_HOME);
        if root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(run(&["providers", "list"]), (Some(0), String::new()));
    assert_eq!(run(&["providers", "impact", "Okta Production"]).0, Some(0));
    let (code, said) = run(&DELETE);
    assert!(code == Some(2) && said.contains("it can't be written"), "{said}");
    fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
}

/// A group, and how a member of it starts a program: another group than the main one, for whoever has several.
fn member() -> (u32, Command) {
    let nobody = NOBODY.to_string();
    let mut command = Command::new("env");
    if !root() {
        let own = Command::new("id").arg("-G").output().unwrap();
        let own = String::from_utf8(own.stdout).unwrap();
        return (own.split_whitespace().last().unwrap().parse().unwrap(), command);
    }
    if Command::new("setpriv").arg("--version").output().is_ok() {
        let mut setpriv = Command::new("setpriv");
        setpriv.args(["--reuid", &nobody, "--regid", &nobody, "--groups", "1"]);
        return (1, setpriv);
    }
    command.uid(NOBODY).gid(NOBODY);
    (NOBODY, command)
}

#[test]
fn a_member_of_the_group_changes_the_file_and_the_group_keeps_it() {
    let shell = Shell::new();
    let (group, mut command) = member();
    for path in [shell.folder.path(), &shell.file()] {
        chown(path, None, Some(group)).unwrap();
    }
    fs::set_permissions(shell.folder.path(), Permissions::from_mode(0o775)).unwrap();
    fs::set_permissions(shell.file(), Permissions::from_mode(0o660)).unwrap();
    let (_kept, program) = program();
    let output = command
        .arg(program)
        .args(["--file", "org.json"])
        .args(DELETE)
        .current_dir(shell.folder.path())
        .env("HOME", NO_HOME)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let after = fs::metadata(shell.file()).unwrap();
    assert_eq!((after.gid(), after.mode() & 0o777), (group, 0o660));
    assert!(!shell.json()["clientProviders"].to_string().contains("Okta Production"));
}

#[test]
fn a_file_whose_group_cannot_be_kept_is_not_changed() {
    if !root() {
        // Only root can give a file to a group that the writer is not in. What is decided, and that the file then stays as
        // it is, is tested beside `hand_over` and `LockedFile` for everybody.
        let says = "Not tested, for want of root: a_file_whose_group_cannot_be_kept_is_not_changed\n";
        // Not `eprintln`: the harness keeps that of a test that passes to itself.
        return io::stderr().write_all(says.as_bytes()).unwrap();
    }
    let shell = Shell::new();
    chown(shell.folder.path(), Some(NOBODY), None).unwrap();
    chown(shell.file(), Some(NOBODY), Some(1)).unwrap();
    fs::set_permissions(shell.file(), Permissions::from_mode(0o640)).unwrap();
    let before = fs::read(shell.file()).unwrap();
    let (_kept, program) = program();
    let delete = || {
        let mut command = Command::new(&program);
        command
            .arg("--file")
            .arg("org.json")
            .args(DELETE)
            .current_dir(shell.folder.path())
            .env("HOME", NO_HOME);
        let output = command.uid(NOBODY).gid(NOBODY).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, said) = delete();
    assert!(code == Some(2) && said.contains("group"), "{said}");
    assert_eq!(fs::read(shell.file()).unwrap(), before);
    assert_eq!(names(&shell), ["org.json"]);
    // Where the group may do no more than all others, it does not matter which one it is.
    fs::set_permissions(shell.file(), Permissions::from_mode(0o600)).unwrap();
    assert_eq!(delete(), (Some(0), String::new()));
}

#[test]
fn a_configuration_that_others_can_write_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join("amtui/config.toml");
    fs::create_dir_all(config.parent().unwrap()).unwrap();
    fs::write(&config, "[profiles.acme]\n").unwrap();
    let info = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_amtui"));
        command.arg("info").env_clear().env("HOME", home.path());
        let output = command.env("XDG_CONFIG_HOME", home.path()).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let allow = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    let folder = config.parent().unwrap();
    for (file_mode, folder_mode, refused) in [
        (0o664, 0o755, "config.toml"),
        (0o646, 0o755, "config.toml"),
        (0o600, 0o775, "amtui"),
        (0o600, 0o707, "amtui"),
    ] {
        allow(&config, file_mode);
        allow(folder, folder_mode);
        let (code, said) = info();
        let why = format!("{refused} can be changed by others");
        assert!(
            code == Some(2) && said.contains(&why) && said.contains("chmod go-w"),
            "{said}"
        );
    }
    allow(&config, 0o644);
    allow(folder, 0o755);
    assert_eq!(info(), (Some(0), String::new()));
}
