//! The pictures of README and `docs/`, and the recording: each is as the program makes it now.

use std::fs;
use std::path::Path;

/// Each picture, and the command that makes it.
const PICTURES: [(&str, &[&str]); 6] = [
    ("apis-dark.svg", &["shot", "api-manager", "--size", "120x24"]),
    (
        "apis-light.svg",
        &["shot", "api-manager", "--size", "120x24", "--theme", "light"],
    ),
    ("list-dark.svg", &["shot", "client-providers", "--size", "120x24"]),
    (
        "list-light.svg",
        &["shot", "client-providers", "--size", "120x24", "--theme", "light"],
    ),
    (
        "page-dark.svg",
        &["shot", "client-providers/Okta Production", "--size", "120x36"],
    ),
    (
        "page-light.svg",
        &[
            "shot",
            "client-providers/Okta Production",
            "--size",
            "120x36",
            "--theme",
            "light",
        ],
    ),
];

fn amtui(arguments: &[&str]) {
    amtui_in(Path::new(env!("CARGO_MANIFEST_DIR")), arguments);
}

pub(super) fn amtui_in(here: &Path, arguments: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let said = std::process::Command::new(env!("CARGO_BIN_EXE_amtui"))
        .args(arguments)
        .env_clear()
        .env("LANG", "C.UTF-8")
        .env("HOME", folder.path())
        .current_dir(here)
        .output()
        .unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is kept");
}

/// After a change: `AMTUI_UPDATE_DOCS=1 cargo test --test tapes pictures`.
#[test]
fn the_pictures_and_the_recording_are_current() {
    let folder = tempfile::tempdir().unwrap();
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let mut made = Vec::new();
    for (name, arguments) in PICTURES {
        let path = folder.path().join(name);
        amtui(&[arguments, &["-o", path.to_str().unwrap()]].concat());
        made.push((path, assets.join("pictures").join(name)));
    }
    let cast = folder.path().join("tour.cast");
    amtui(&[
        "play",
        "--headless",
        "--record",
        cast.to_str().unwrap(),
        "assets/tours/delete.toml",
    ]);
    made.push((cast, assets.join("tour.cast")));
    for theme in ["dark", "light"] {
        // A tape writes below the folder that one is in.
        let tape = assets.join("pictures/delete.tape");
        let play = [
            "play",
            "--headless",
            "--force",
            "--theme",
            theme,
            tape.to_str().unwrap(),
        ];
        amtui_in(folder.path(), &play);
        let path = folder.path().join(format!("delete-{theme}.svg"));
        fs::rename(folder.path().join("delete.svg"), &path).unwrap();
        made.push((path, assets.join(format!("pictures/delete-{theme}.svg"))));
    }
    for (new, kept) in made {
        if std::env::var_os("AMTUI_UPDATE_DOCS").is_some() {
            fs::copy(&new, &kept).unwrap();
        }
        let same = fs::read(&new).unwrap() == fs::read(&kept).unwrap_or_default();
        assert!(
            same,
            "{} is old: AMTUI_UPDATE_DOCS=1 cargo test --test tapes pictures",
            kept.display()
        );
    }
}

#[test]
fn masked_pages_about_people_hold_no_name_address_or_id_of_anybody() {
    let demo: serde_json::Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let users = demo["users"].as_array().unwrap();
    let text = |user: &serde_json::Value, member: &str| user[member].as_str().unwrap_or_default().to_owned();
    let told = |user| {
        let name = format!("{} {}", text(user, "firstName"), text(user, "lastName"));
        [text(user, "id"), text(user, "username"), text(user, "email"), name]
    };
    let secrets: Vec<String> = users.iter().flat_map(told).filter(|secret| secret.len() > 3).collect();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.txt");
    for place in [
        "users",
        "users/noah.brooks",
        "teams",
        "teams/API Developers",
        "roles",
        "roles/Release Managers",
    ] {
        let shot = [
            "shot",
            place,
            "--mask",
            "--size",
            "200x100",
            "--force",
            "-o",
            file.to_str().unwrap(),
        ];
        amtui(&shot);
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains("[MASKED]"), "{place}");
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{place} shows {secret}");
        }
    }
}

#[test]
fn masked_recordings_and_pictures_hold_nobody_s_name_or_id() {
    let folder = tempfile::tempdir().unwrap();
    let cast = folder.path().join("x.cast");
    amtui(&[
        "play",
        "--headless",
        "--mask",
        "--record",
        cast.to_str().unwrap(),
        "assets/tours/delete.toml",
    ]);
    let svg = folder.path().join("x.svg");
    amtui(&[
        "shot",
        "client-providers/Okta Production",
        "--mask",
        "--size",
        "120x36",
        "-o",
        svg.to_str().unwrap(),
    ]);
    for path in [cast, svg] {
        let text = fs::read_to_string(path).unwrap();
        for secret in [
            "ana.ortiz",
            "ben.okafor",
            "acme.okta.example",
            "2e50e859",
            "0o9a3344903e",
        ] {
            assert!(!text.contains(secret), "{secret}");
        }
        assert!(text.contains("[MASKED]"));
    }
}

#[test]
fn a_picture_shows_what_people_see() {
    let folder = tempfile::tempdir().unwrap();
    for (size, shown) in [("109x24", false), ("110x24", true)] {
        let file = folder.path().join(format!("{size}.txt"));
        amtui(&["shot", "client-providers", "--size", size, "-o", file.to_str().unwrap()]);
        let text = fs::read_to_string(file).unwrap();
        assert_eq!(text.contains("Preview: "), shown, "{text}");
    }
}
