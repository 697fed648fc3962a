//! Settings: what options, variables and config.toml say, and where each value comes from.

use std::env;

use crate::app::Place;
use crate::ui::theme::ThemeName;

/// What config.toml says, each with its line; `None` where it says nothing, or something wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileSettings {
    pub theme: Option<(ThemeName, usize)>,
    /// Themes of the person's own.
    pub themes: Vec<ThemeName>,
    pub ascii: Option<(bool, usize)>,
    pub mouse: Option<(bool, usize)>,
    pub preview: Option<(bool, usize)>,
    pub remember: Option<(bool, usize)>,
    /// The columns of lists.
    pub columns: Vec<ListColumns>,
    pub defaults: FileDefaults,
}

/// The columns that a list shows, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListColumns {
    pub list: &'static str,
    pub columns: Vec<String>,
    pub line: usize,
}

/// What config.toml says in place of options.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileDefaults {
    pub open: Option<(Place, usize)>,
    pub sign_in_as: Option<(String, usize)>,
    pub read_only: Option<(bool, usize)>,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingOrigin {
    Option(&'static str),
    Variable(&'static str),
    /// A line of config.toml.
    File(usize),
    /// The locale of the terminal.
    Locale,
    Default,
}

/// A value, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    pub value: T,
    pub origin: SettingOrigin,
}

/// The first of these that says something: an option, a variable, config.toml, and the default at last.
pub fn first<T>(
    option: Option<(T, &'static str)>,
    variable: Option<(T, &'static str)>,
    file: Option<(T, usize)>,
    default: T,
) -> Setting<T> {
    let option = option.map(|(value, name)| (value, SettingOrigin::Option(name)));
    let variable = variable.map(|(value, name)| (value, SettingOrigin::Variable(name)));
    let file = file.map(|(value, line)| (value, SettingOrigin::File(line)));
    let (value, origin) = option
        .or(variable)
        .or(file)
        .unwrap_or((default, SettingOrigin::Default));
    Setting { value, origin }
}

/// The variables of settings, which go before config.toml.
pub const VARIABLES: [&str; 7] = [
    "AMTUI_THEME",
    "AMTUI_ASCII",
    "AMTUI_MOUSE",
    "AMTUI_PREVIEW",
    "AMTUI_REMEMBER",
    "AMTUI_MASK",
    "AMTUI_READ_ONLY",
];

/// Whether the page and the filter are remembered where you leave an organization.
pub fn remember(file: &FileSettings) -> Setting<bool> {
    first(None, switch("AMTUI_REMEMBER"), file.remember, true)
}

/// Whether `AMTUI_MASK` hides accounts, ids and hosts.
pub fn is_masked() -> bool {
    guard("AMTUI_MASK").is_some_and(|(on, _)| on)
}

/// The switch in a variable that guards something. A value that nobody can read counts as on: a person relies on it.
pub fn guard(name: &'static str) -> Option<(bool, &'static str)> {
    let set = env::var_os(name).is_some_and(|value| !value.is_empty());
    switch(name).or(set.then_some((true, name)))
}

/// The switch in a variable: `1` and `true` are on, `0` and `false` are off. Anything else says nothing.
pub fn switch(name: &'static str) -> Option<(bool, &'static str)> {
    match env::var(name).ok()?.as_str() {
        "1" | "true" => Some((true, name)),
        "0" | "false" => Some((false, name)),
        _ => None,
    }
}

/// The theme in `AMTUI_THEME`, which may be one of the person's own.
pub fn theme(own: &[ThemeName]) -> Option<(ThemeName, &'static str)> {
    let name = env::var("AMTUI_THEME").ok()?;
    Some((ThemeName::find(&name, own)?, "AMTUI_THEME"))
}

/// What the variables say that nobody can read as a setting, a sentence each.
pub fn problems(file: &FileSettings) -> Vec<String> {
    let own = &file.themes;
    let set = |name: &&&str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let wrong = VARIABLES.iter().filter(set).filter_map(|name| match *name {
        "AMTUI_THEME" if theme(own).is_none() => {
            Some(format!("{name}: the themes are {}.", ThemeName::names(own).join(", ")))
        }
        "AMTUI_THEME" => None,
        name @ ("AMTUI_MASK" | "AMTUI_READ_ONLY") => switch(name)
            .is_none()
            .then(|| format!("{name}: 1 or 0 is expected. Until you correct this, it counts as 1.")),
        name => switch(name).is_none().then(|| format!("{name}: 1 or 0 is expected.")),
    });
    wrong.collect()
}
