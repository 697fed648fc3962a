//! `amtui config`: the settings that hold, and where each comes from.

use anyhow::Result;
use serde_json::{Value, json};

use super::exit::{BAD_INPUT, Exit};
use crate::cli::Cli;
use crate::config::profile::config_file;
use crate::config::settings::{Setting, SettingOrigin, problems};
use crate::domain::text::escape;
use crate::shell::console::{TextTable, print, warn};
use crate::shell::options::Preferences;

/// Prints them, and returns the exit code: not 0 where a variable or config.toml isn't right.
pub fn run(cli: &Cli, json: bool) -> Result<u8> {
    let file = config_file();
    let path = crate::config::profile::file().map(|path| escape(&path.to_string_lossy()).into_owned());
    let path = path.unwrap_or_default();
    let preferences = Preferences::of(cli, &file.settings);
    let switch = |setting: &Setting<bool>| (if setting.value { "on" } else { "off" }, setting.origin.clone());
    let theme = &preferences.theme;
    let settings = [
        ("theme", (theme.value.title(), theme.origin.clone())),
        ("ascii", switch(&preferences.ascii)),
        ("mouse", switch(&preferences.mouse)),
        ("preview", switch(&preferences.preview)),
        ("remember", switch(&preferences.remember)),
    ];
    let mut table = TextTable::new(&["SETTING", "VALUE", "FROM"]);
    let mut object = serde_json::Map::new();
    for (name, (value, origin)) in settings {
        let from = match origin {
            SettingOrigin::Option(name) | SettingOrigin::Variable(name) => name.to_owned(),
            SettingOrigin::File(line) => format!("{path}:{line}"),
            SettingOrigin::Default => "default".to_owned(),
        };
        table.row(vec![name.into(), value.into(), from.clone()]);
        object.insert(name.into(), json!({"value": value, "from": from}));
    }
    print(json, &Value::Object(object), &table).map_err(Exit::from)?;
    let mistakes: Vec<String> = problems(&file.settings).into_iter().chain(file.problems).collect();
    for mistake in mistakes.iter().chain(&file.warnings) {
        warn(&format!("amtui: {mistake}"));
    }
    Ok(if mistakes.is_empty() { 0 } else { BAD_INPUT })
}
