//! `amtui config`: the settings in use, and where each comes from.

use anyhow::Result;
use serde_json::{Value, json};

use super::exit::{BAD_INPUT, Exit};
use crate::cli::Cli;
use crate::config::config_dir;
use crate::config::profile::config_file;
use crate::config::settings::{Setting, SettingOrigin};
use crate::domain::text::escape;
use crate::shell::console::{TextTable, print, warn};
use crate::shell::options::Preferences;
use crate::ui::theme::ThemeName;

/// Prints them, and returns the exit code: not 0 where a variable or config.toml isn't right.
pub fn run(cli: &Cli, json: bool) -> Result<u8> {
    let file = config_file();
    let path = crate::config::profile::file().map(|path| escape(&path.to_string_lossy()).into_owned());
    let path = path.unwrap_or_default();
    let preferences = Preferences::of(cli, &file.settings);
    let from = |origin: SettingOrigin| match origin {
        SettingOrigin::Option(name) | SettingOrigin::Variable(name) => name.to_owned(),
        SettingOrigin::File(line) => format!("{path}:{line}"),
        SettingOrigin::Locale => "locale without UTF-8".to_owned(),
        SettingOrigin::Default => "default".to_owned(),
    };
    let switch = |setting: Setting<bool>| {
        let word = if setting.value { "on" } else { "off" };
        (word.to_owned(), from(setting.origin))
    };
    let text = |value: Option<String>, origin| {
        let value = value.map(|text| escape(&text).into_owned());
        (value.unwrap_or_else(|| "-".to_owned()), from(origin))
    };
    let Preferences { theme, open, .. } = preferences;
    let mut settings = vec![
        (
            "theme".to_owned(),
            text(Some(theme.value.title().to_owned()), theme.origin),
        ),
        ("ascii".to_owned(), switch(preferences.ascii)),
        ("mouse".to_owned(), switch(preferences.mouse)),
        ("preview".to_owned(), switch(preferences.preview)),
        ("remember".to_owned(), switch(preferences.remember)),
        (
            "open".to_owned(),
            text(open.value.map(|place| place.to_string()), open.origin),
        ),
        (
            "as".to_owned(),
            text(preferences.sign_in_as.value, preferences.sign_in_as.origin),
        ),
        ("mask".to_owned(), switch(preferences.mask)),
        ("read-only".to_owned(), switch(preferences.read_only)),
    ];
    let own = file.settings.themes.iter().map(|theme| match theme {
        ThemeName::Own(own) if own.partial => format!("{} (in part: see the mistakes)", theme.title()),
        _ => theme.title().to_owned(),
    });
    let own: Vec<String> = own.collect();
    if !own.is_empty() {
        settings.push(("themes".to_owned(), (own.join(", "), path.clone())));
    }
    settings.extend(file.settings.columns.iter().map(|own| {
        let shown = (own.columns.join(", "), from(SettingOrigin::File(own.line)));
        (format!("columns.{}", own.list), shown)
    }));
    if let Some(keys) = config_dir().ok().map(|folder| folder.join("keys.toml")) {
        let found = if keys.exists() { "file" } else { "not there" };
        let keys = escape(&keys.to_string_lossy()).into_owned();
        settings.push(("keys".to_owned(), (keys, found.to_owned())));
    }
    let mut table = TextTable::new(&["SETTING", "VALUE", "FROM"]);
    let mut object = serde_json::Map::new();
    for (name, (value, from)) in settings {
        table.row(vec![name.clone(), value.clone(), from.clone()]);
        object.insert(name, json!({"value": value, "from": from}));
    }
    print(json, &Value::Object(object), &table).map_err(Exit::from)?;
    let mistakes = file.mistakes();
    for mistake in mistakes.iter().chain(&file.warnings) {
        warn(&format!("amtui: {mistake}"));
    }
    Ok(if mistakes.is_empty() { 0 } else { BAD_INPUT })
}
