//! A person's config.toml and keys.toml: whatever is in them, amtui starts and tells mistakes.

use std::fs;

use amtui::app::keymap::{KeyProblem, Keymap};
use amtui::app::msg::Msg;
use amtui::cli::Cli;
use amtui::config::profile::read_all;
use amtui::shell::options::Preferences;
use clap::Parser as _;
use proptest::prelude::*;

use crate::driver::{Driver, client_providers};

/// A file that is right and says much: bytes are changed in it.
const CONFIG: &str = "theme = \"mine\"\nmouse = false\npreview = true\nascii = false\n[themes.mine]\nbase = \"light\"\n\
                      text = \"#6cbcff on default bold\"\n[columns]\nusers = [\"name\", \"status\"]\n[defaults]\nopen = \
                      \"users\"\nread_only = true\n[profiles.acme]\nregion = \"eu\"\nclient_id = \"c\"\nwrite = false\n";
const KEYS: &str = "[[key]]\ncontext = \"any\"\nkeys = [\"Ctrl-N\", \"g t\"]\naction = \"down\"\n[[key]]\ncontext = \
                    \"area\"\nkeys = [\"x\"]\naction = \"delete\"\n";

/// Bytes of any kind, or a right file with some of its bytes changed.
fn bytes(right: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let changed = prop::collection::vec((any::<prop::sample::Index>(), any::<Option<u8>>()), 1..6);
    let changed = changed.prop_map(move |changes| {
        let mut bytes = right.as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            match byte {
                Some(byte) => bytes[at] = byte,
                None => drop(bytes.drain(at..(at + 3).min(bytes.len()))),
            }
        }
        bytes
    });
    prop_oneof![prop::collection::vec(any::<u8>(), 0..200), changed]
}

/// TOML that is right as such: known and unknown names with values of any type.
fn toml() -> impl Strategy<Value = Vec<u8>> {
    const NAMES: &str = "(theme|mouse|preview|ascii|themes|columns|defaults|profiles|key|keys|action|context|open|as|\
                         read_only|region|base|text|users|[a-z]{1,6}|\"[^\"\\\\\\x00-\\x1f\\x7f]{0,8}\")";
    let leaf = prop_oneof![
        "-?[1-9][0-9]{0,17}",
        "(true|false|inf|nan|1979-05-27|07:32:00|0x7f|1e9)",
        "'[^'\\x00-\\x1f\\x7f]{0,12}'",
        "\"(dark|light|any|down|delete|Ctrl-N|g g|users|name|red on blue|#6cbcff)\"",
    ];
    let value = leaf.prop_recursive(3, 12, 4, |inner| {
        let pairs = prop::collection::btree_map(NAMES, inner.clone(), 0..4);
        let pair = |(name, value): (String, String)| format!("{name} = {value}");
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|all| format!("[{}]", all.join(", "))),
            pairs.prop_map(move |all| format!("{{{}}}", all.into_iter().map(pair).collect::<Vec<_>>().join(", "))),
        ]
    });
    let line = prop_oneof![
        4 => (NAMES, value).prop_map(|(name, value)| format!("{name} = {value}\n")),
        1 => NAMES.prop_map(|name| format!("[{name}]\n")),
        1 => NAMES.prop_map(|name| format!("[[{name}]]\n")),
        1 => (NAMES, NAMES).prop_map(|(name, below)| format!("[{name}.{below}]\n")),
    ];
    prop::collection::vec(line, 0..12).prop_map(|lines| lines.concat().into_bytes())
}

/// One line of text that steers no terminal.
fn is_line(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(char::is_control)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_in_a_person_s_own_files_breaks_the_start(
        config in prop_oneof![bytes(CONFIG), toml()],
        keys in prop_oneof![bytes(KEYS), toml()],
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        fs::write(&path, &config).unwrap();
        let read = read_all(&path);
        let (keymap, problems) = Keymap::of_person(&String::from_utf8_lossy(&keys));
        let mut mistakes = read.mistakes();
        mistakes.extend(problems.into_iter().map(|KeyProblem(line, why)| format!("keys.toml:{line}: {why}")));
        prop_assert!(mistakes.iter().chain(&read.warnings).all(|text| is_line(text)), "{:?}", mistakes);
        // A file that nobody can read may turn changes off.
        prop_assert!(std::str::from_utf8(&config).is_ok() || read.settings.defaults.read_only.is_some());
        let own = Preferences::of(&Cli::parse_from(["amtui"]), &read.settings);
        let mut d = Driver::start(client_providers());
        d.send(Msg::Keymap(keymap));
        d.send(Msg::Preferences(own.of_screen(read.settings)));
        if !mistakes.is_empty() {
            d.send(Msg::Mistakes(mistakes));
        }
        // Esc and Ctrl-C hold whatever the file says.
        d.keys("Esc Esc Esc Ctrl-C Ctrl-C");
        prop_assert!(d.quits(), "{}", d.screen());
    }
}
