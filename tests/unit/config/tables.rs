//! `[columns]` and `[defaults]`: what they say, and what is wrong with them.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use amtui::app::view::lists;
use amtui::config::profile::{ConfigFile, read_all};

fn config(text: &str) -> ConfigFile {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    read_all(&path)
}

/// What is wrong, without the name of the file.
fn told(text: &str) -> Vec<String> {
    let all = config(text).problems;
    all.iter()
        .map(|told| told.split_once("config.toml:").unwrap().1.to_owned())
        .collect()
}

fn assert_told(text: &str, says: &[(&str, &str)]) {
    let told = told(text);
    assert_eq!(told.len(), says.len(), "{told:#?}");
    for (told, (begins, ends)) in told.iter().zip(says) {
        assert!(told.starts_with(begins) && told.ends_with(ends), "{told}");
    }
}

#[test]
fn columns_are_named_by_their_titles() {
    let read = config("[columns]\nusers = [\"status\", \"Last sign-in\", \"NAME\"]\naudit-logs = [\"time\"]\n");
    assert_eq!(read.problems, [""; 0]);
    let all = read.settings.columns;
    let users = all.iter().find(|own| own.list == "users").expect("it is there");
    assert_eq!(
        (users.line, users.columns.join(" ")),
        (2, "status last-sign-in name".to_owned())
    );
    assert_eq!(all.len(), 2);
    // Filters know this one by another name, which was its title once.
    let read = config("[columns]\nteams = [\"name\", \"permissions\"]\n");
    assert_eq!(read.problems, [""; 0]);
    assert_eq!(read.settings.columns[0].columns, ["name", "own-perms"]);
}

#[test]
fn every_mistake_of_columns_has_its_line_and_the_columns_that_are_right_hold() {
    let text = "[columns]\nuser = [\"name\"]\nusers = [\"name\", \"statsu\", \"name\", 7]\nteams = \"name\"\nroles = []\n\
                [profiles.a]\n";
    assert_told(
        text,
        &[
            ("2: columns: no list is named user: ", " Did you mean users?"),
            ("3: users: name is there twice", "."),
            ("3: users: the columns are name, ", "mfa, status, admin."),
            ("3: users: the columns are name, ", " Did you mean status?"),
            ("4: teams: a list of columns is expected", "."),
            ("5: roles: give at least one column", "."),
        ],
    );
    let read = config(text);
    assert_eq!(read.settings.columns[0].columns, ["name"]);
    assert!(read.profiles.is_some(), "columns lead nobody elsewhere");
    assert_told("columns = 7\n", &[("1: columns must be a table: [columns]", ".")]);
}

#[test]
fn what_tells_providers_of_one_name_apart_is_shown_where_nobody_chose_it() {
    let wanted = ["name".to_owned(), "apps".to_owned()];
    let sets = lists::chosen("client-providers", &wanted);
    let titles = |at: usize| -> Vec<&str> { sets[at].shown.iter().map(|i| sets[at].of[*i].title).collect() };
    assert_eq!(titles(0), ["NAME", "APPS"]);
    // Where two have one name, and where only names are known.
    assert_eq!(titles(1), ["NAME", "APPS", "ID"]);
    assert_eq!(titles(2), ["NAME"]);
    let changed = &lists::chosen("environments", &wanted[..1])[1];
    let titles: Vec<&str> = changed.shown.iter().map(|i| changed.of[*i].title).collect();
    assert_eq!(titles, ["NAME", "CHANGED"]);
}

#[test]
fn every_list_that_opens_from_the_command_line_has_columns_to_choose() {
    let opens: Vec<String> = amtui::app::Place::lists().map(|(name, _)| name).collect();
    assert_eq!(lists::names().collect::<Vec<_>>(), opens);
    for list in lists::names() {
        let names = lists::column_names(list);
        assert!(names.len() > 1 && names.iter().all(|name| !name.is_empty()), "{list}");
    }
}

#[test]
fn defaults_are_read_and_the_command_line_alone_says_what_may_be_changed_and_where() {
    let read = config("[defaults]\nopen = \"users/ana.ortiz\"\nas = \"ana.ortiz\"\nread-only = true\n");
    assert_eq!(read.problems, [""; 0]);
    let defaults = read.settings.defaults;
    let (place, line) = defaults.open.expect("it is there");
    assert_eq!((place.to_string(), line), ("users/ana.ortiz".to_owned(), 2));
    assert_eq!(defaults.sign_in_as, Some(("ana.ortiz".to_owned(), 3)));
    assert_eq!(defaults.read_only, Some((true, 4)));
    for option in ["write", "dry_run", "force", "record"] {
        let text = format!("[defaults]\n{option} = true\n");
        let begins = format!("2: {option}: can't be set in this file");
        assert_told(&text, &[(&begins, "only the command line allows it, each time.")]);
    }
    for option in ["profile", "live", "file", "fresh"] {
        let text = format!("[defaults]\n{option} = \"x\"\n");
        let begins = format!("2: {option}: can't be set in this file");
        assert_told(&text, &[(&begins, "says where you work.")]);
    }
    assert_told(
        "[defaults]\nmask = true\nopne = \"users\"\nopen = \"usres\"\nas = 7\n",
        &[
            ("2: mask: can't be set in this file", "AMTUI_MASK=1."),
            ("3: opne: the defaults are open, as, read_only.", "Did you mean open?"),
            ("4: open: a place is expected", "Did you mean users?"),
            ("5: as: the name of an account is expected", "."),
        ],
    );
}

#[test]
fn a_default_that_is_near_to_none_ends_with_one_full_stop() {
    assert_told(
        "[defaults]\nzzzzzz = 1\n",
        &[("2: zzzzzz: the defaults are open, as, read_only", "read_only.")],
    );
}

#[test]
fn keys_in_this_file_are_told_where_they_belong() {
    assert_told(
        "[[key]]\ncontext = \"any\"\n",
        &[("1: key: your own keys are in keys.toml", "folder.")],
    );
}

#[test]
fn a_wrong_value_of_read_only_keeps_changes_off() {
    let text = "[defaults]\nread_only = \"yes\"\n";
    assert_told(text, &[("2: read_only: true or false is expected", "changes are off.")]);
    assert_eq!(config(text).settings.defaults.read_only, Some((true, 2)));
}

#[test]
fn a_misspelled_read_only_keeps_changes_off() {
    let cases = [
        ("[default]\nread_only = true\n", 1),
        ("[defaults]\nreadonly = true\n", 2),
        ("[defaults]\nread_only = false\nread-olny = true\n", 3),
        ("theme = \"dark\"\nread_only = true\n[defaults]\nopen = \"users\"\n", 2),
        ("[safety]\nread-only = true\n", 1),
    ];
    for (text, line) in cases {
        let off = |told: &String| told.starts_with(&format!("{line}: ")) && told.contains("Changes are off until");
        assert!(told(text).iter().any(off), "{:#?}", told(text));
        assert_eq!(config(text).settings.defaults.read_only, Some((true, line)), "{text}");
    }
    let others = "colour = true\n[default_columns]\nusers = [\"name\"]\n";
    assert_eq!(config(others).settings.defaults.read_only, None);
}
