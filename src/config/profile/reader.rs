//! Reads the text of `config.toml`, and tells everything that is wrong with it at once.

mod columns;
mod defaults;
mod themes;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::super::address;
use super::super::settings::FileSettings;
use super::{CHANGES_OFF, Principal, Profile};
use crate::domain::login::Redirect;
use crate::domain::near::{near, suggestion};
use crate::domain::secret;
use crate::domain::text::escape;
use crate::ui::theme::{ThemeName, contrast};

pub(super) type LineProblem = (usize, String);

/// What the text says.
#[derive(Debug, Default)]
pub(super) struct ReadText {
    pub settings: FileSettings,
    /// `None` where something is wrong that may lead elsewhere.
    pub profiles: Option<BTreeMap<String, Profile>>,
    /// In the order of their lines.
    pub problems: Vec<LineProblem>,
    /// What is right, and may not be meant.
    pub warnings: Vec<LineProblem>,
}

const MEMBERS: &str = "region, host, base_url, client_id, username, grant, redirect_port, scopes, write, protected, ca_file \
                       and concurrency";

/// What can stand at the top of the file.
const SETTINGS: &str = "theme, ascii, mouse, preview, remember, themes, columns, defaults, profiles";

/// How a profile says who signs in.
#[derive(Default)]
struct SignInMembers<'v> {
    client_id: Option<&'v str>,
    username: Option<&'v str>,
    grant: Option<&'v str>,
    /// Nothing where none is given.
    port: Option<u16>,
    scopes: Option<&'v str>,
}

type TomlKey<'i> = Spanned<DeString<'i>>;
type TomlMember<'i> = Spanned<DeValue<'i>>;

struct Reader<'t> {
    text: &'t str,
    /// What a `ca_file` without a folder is beside.
    folder: &'t Path,
    problems: Vec<LineProblem>,
    /// Those of the screen: they lead nowhere else.
    of_screen: Vec<LineProblem>,
}

/// The settings and profiles in `text`, and what is wrong with it.
pub(super) fn read(text: &str, folder: &Path) -> ReadText {
    let mut reader = Reader {
        text,
        folder,
        problems: Vec::new(),
        of_screen: Vec::new(),
    };
    let (document, errors) = DeTable::parse_recoverable(text);
    let table = document.get_ref();
    let (mut settings, mut profiles) = (FileSettings::default(), BTreeMap::new());
    for error in &errors {
        // These messages name what was expected, and quote nothing.
        let (at, why) = (error.span().unwrap_or_default(), escape(error.message()));
        let line = reader.line(at.start);
        let off = settings.defaults.read_only.replace((true, line)).is_none();
        let more = if off { format!(" {CHANGES_OFF}") } else { String::new() };
        reader.problem(at, format!("{why}.{more}"));
    }
    reader.secrets(table, 0);
    let mut warnings = Vec::new();
    // What is left of a file that does not parse would only mislead.
    if errors.is_empty() {
        // A setting may name one of them.
        if let Some((key, member)) = table.iter().find(|(key, _)| key.get_ref() == "themes") {
            settings.themes = reader.themes(key, member);
            let faint = |theme: &ThemeName| Some(format!("{}: {}", theme.title(), contrast::warning(theme)?));
            let line = reader.line(key.span().start);
            warnings.extend(settings.themes.iter().filter_map(faint).map(|why| (line, why)));
        }
        for (name, member) in table {
            match (name.get_ref().as_ref(), member.get_ref()) {
                ("profiles", DeValue::Table(table)) => profiles = reader.profiles(table),
                ("themes", _) => {}
                ("columns" | "defaults", DeValue::Table(table)) => reader.screen(name, table, &mut settings),
                ("columns", _) => reader.of_screen(member.span(), "columns must be a table: [columns].".into()),
                ("defaults", _) => {
                    settings.defaults.read_only = Some((true, reader.line(name.span().start)));
                    let why = format!("defaults must be a table: [defaults]. {CHANGES_OFF}");
                    reader.of_screen(member.span(), why);
                }
                ("profiles", _) => reader.problem(member.span(), "profiles must be a table: [profiles.NAME].".into()),
                (other, _) => reader.setting(name, other, member, &mut settings),
            }
        }
    }
    let profiles = reader.problems.is_empty().then_some(profiles);
    let mut problems = reader.problems;
    problems.append(&mut reader.of_screen);
    problems.sort();
    problems.dedup();
    ReadText {
        settings,
        profiles,
        problems,
        warnings,
    }
}

fn number(member: &TomlMember<'_>) -> Option<usize> {
    let number = member.get_ref().as_integer()?;
    usize::from_str_radix(number.as_str(), number.radix()).ok()
}

impl SignInMembers<'_> {
    fn principal(&self) -> Result<Option<Principal>, &'static str> {
        let (id, name) = (self.client_id.map(str::to_owned), self.username.map(str::to_owned));
        let code = self.grant == Some("authorization_code");
        if (self.port.is_some() || self.scopes.is_some()) && !code {
            return Err("redirect_port and scopes are for grant = \"authorization_code\"");
        }
        let default = Redirect::default();
        match (self.grant, id, name) {
            (None | Some("client_credentials"), Some(id), None) => Ok(Some(Principal::App(id))),
            (None, None, Some(name)) => Ok(Some(Principal::User(name))),
            (None, None, None) => Ok(None),
            (None, Some(_), Some(_)) => Err(
                "with client_id and username, say how the app signs the user in: grant = \"password\"; or give one of both",
            ),
            (Some("password"), Some(id), Some(name)) => Ok(Some(Principal::UserThroughApp(id, name))),
            (Some("password"), ..) => Err("grant = \"password\" needs client_id and username"),
            (Some("authorization_code"), Some(id), None) => Ok(Some(Principal::Browser(
                id,
                Redirect {
                    port: self.port.unwrap_or(default.port),
                    scopes: self.scopes.map_or(default.scopes, str::to_owned),
                },
            ))),
            (Some("authorization_code"), ..) => {
                Err("grant = \"authorization_code\" needs client_id, and no username: the browser asks for it")
            }
            (Some("client_credentials"), ..) => Err("grant = \"client_credentials\" needs client_id, and no username"),
            (Some(_), ..) => Err("grant is client_credentials, password or authorization_code"),
        }
    }
}

/// Whether somebody may have meant to turn changes off by a name at the top that amtui doesn't know.
fn may_turn_changes_off(name: &str, value: &DeValue<'_>) -> bool {
    let members = value.as_table().into_iter().flat_map(|table| table.keys());
    let mut members = members.map(|key| key.get_ref().as_ref());
    means("defaults", name) || means("read_only", name) || members.any(|member| means("read_only", member))
}

/// Whether `known` may be meant by a name that isn't known.
fn means(known: &str, name: &str) -> bool {
    !near(name, [known]).is_empty()
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        line_of(self.text, at)
    }

    fn problem(&mut self, at: Range<usize>, why: String) {
        self.problems.push((self.line(at.start), why));
    }

    fn setting(&mut self, key: &TomlKey<'_>, name: &str, member: &TomlMember<'_>, settings: &mut FileSettings) {
        let line = self.line(key.span().start);
        let switch = match name {
            "theme" => {
                let wanted = member.get_ref().as_str().unwrap_or_default();
                settings.theme = ThemeName::find(wanted, &settings.themes).map(|theme| (theme, line));
                if settings.theme.is_none() {
                    let names = ThemeName::names(&settings.themes);
                    let near = suggestion(wanted, names.iter().map(String::as_str));
                    self.of_screen(
                        member.span(),
                        format!("theme: the themes are {}.{near}", names.join(", ")),
                    );
                }
                return;
            }
            "ascii" => &mut settings.ascii,
            "mouse" => &mut settings.mouse,
            "preview" => &mut settings.preview,
            "remember" => &mut settings.remember,
            "key" | "keys" => {
                let why = "your own keys are in keys.toml, in the same folder.".to_owned();
                return self.of_screen(key.span(), format!("{name}: {why}"));
            }
            other => {
                if may_turn_changes_off(other, member.get_ref()) {
                    settings.defaults.read_only = Some((true, line));
                    self.problem(key.span(), format!("{}: {CHANGES_OFF}", escape(other)));
                }
                let instead = "a setting is theme, ascii, mouse, preview or remember, and a table is [themes.NAME], \
                               [columns], [defaults] or [profiles.NAME]";
                return self.unknown_name(key, other, SETTINGS, instead);
            }
        };
        match member.get_ref().as_bool() {
            Some(on) => *switch = Some((on, line)),
            None => self.of_screen(member.span(), format!("{name}: true or false is expected.")),
        }
    }

    /// What is wrong with the screen: profiles hold.
    fn of_screen(&mut self, at: Range<usize>, why: String) {
        self.of_screen.push((self.line(at.start), why));
    }

    fn themes(&mut self, key: &TomlKey<'_>, member: &TomlMember<'_>) -> Vec<ThemeName> {
        let DeValue::Table(table) = member.get_ref() else {
            self.of_screen(key.span(), "themes must be a table: [themes.NAME].".into());
            return Vec::new();
        };
        themes::read(table, &mut |at, why| self.of_screen(at, why))
    }

    fn screen(&mut self, key: &TomlKey<'_>, table: &DeTable<'_>, settings: &mut FileSettings) {
        let text = self.text;
        let line = |at: &Range<usize>| line_of(text, at.start);
        let problem = &mut |at, why| self.of_screen(at, why);
        if key.get_ref() == "columns" {
            settings.columns = columns::read(table, &line, problem);
        } else {
            let off = settings.defaults.read_only;
            settings.defaults = defaults::read(table, &line, problem);
            settings.defaults.read_only = off.or(settings.defaults.read_only);
        }
    }

    fn wrong_value(&mut self, at: Range<usize>, name: &str, why: &dyn Display) {
        self.problem(at, format!("{name}: {why}."));
    }

    /// `known` are the names that may be meant.
    fn unknown_name(&mut self, key: &TomlKey<'_>, name: &str, known: &str, instead: &str) {
        // A name of a secret is reported already.
        if !secret::is_secret_name(name) {
            let near = suggestion(name, known.split([',', ' ']));
            self.problem(
                key.span(),
                format!("amtui doesn't know '{}': {instead}.{near}", escape(name)),
            );
        }
    }

    /// Every member that is named like a secret, at any depth. Profiles themselves may be named as one likes.
    fn secrets(&mut self, table: &DeTable<'_>, depth: usize) {
        for (key, member) in table {
            let name = key.get_ref();
            let profile = depth == 1 && member.get_ref().is_table();
            if secret::is_secret_name(name) && !profile {
                let why = format!(
                    "a secret doesn't belong in this file. Remove {}, and use AMTUI_CLIENT_SECRET, the keyring or the \
                     prompt.",
                    escape(name)
                );
                self.problem(key.span(), why);
            }
            // Names of profiles stand below `profiles`; below all else at the top nothing is spared.
            let below = if depth == 0 && name != "profiles" { 2 } else { depth + 1 };
            self.within(member.get_ref(), below);
        }
    }

    fn within(&mut self, value: &DeValue<'_>, depth: usize) {
        match value {
            DeValue::Table(table) => self.secrets(table, depth),
            DeValue::Array(items) => items.iter().for_each(|item| self.within(item.get_ref(), depth)),
            _ => {}
        }
    }

    fn profiles(&mut self, table: &DeTable<'_>) -> BTreeMap<String, Profile> {
        let mut profiles = BTreeMap::new();
        for (name, member) in table {
            match member.get_ref() {
                DeValue::Table(members) => {
                    let profile = self.profile(name, members);
                    profiles.insert(name.get_ref().to_string(), profile);
                }
                _ => self.unknown_name(name, name.get_ref(), "", "a profile is a table, [profiles.NAME]"),
            }
        }
        profiles
    }

    fn profile(&mut self, title: &TomlKey<'_>, members: &DeTable<'_>) -> Profile {
        let mut profile = Profile::default();
        let (mut places, mut who) = (Vec::new(), SignInMembers::default());
        for (key, member) in members {
            let (name, at) = (key.get_ref().as_ref(), member.span());
            match name {
                "region" | "host" | "base_url" => {
                    places.push(name);
                    let read = match name {
                        "region" => address::of_region,
                        "host" => address::of_host,
                        _ => address::checked,
                    };
                    match self.text(name, member).map(read) {
                        Some(Ok(address)) => profile.base_url = Some(address),
                        Some(Err(why)) => self.wrong_value(at, name, &why),
                        None => {}
                    }
                }
                "client_id" => who.client_id = self.text(name, member),
                "username" => who.username = self.text(name, member),
                "grant" => who.grant = self.text(name, member),
                "scopes" => who.scopes = self.text(name, member),
                "redirect_port" => match number(member).filter(|n| (1024..=65535).contains(n)) {
                    Some(port) => who.port = u16::try_from(port).ok(),
                    None => self.wrong_value(at, name, &"a number from 1024 to 65535 is expected"),
                },
                "write" => profile.write = self.switch(name, member),
                "protected" => profile.protected = self.switch(name, member),
                "ca_file" => profile.ca_file = self.text(name, member).map(|text| self.folder.join(text)),
                "concurrency" => match number(member).filter(|n| (1..=16).contains(n)) {
                    Some(number) => profile.concurrency = number,
                    None => self.wrong_value(at, name, &"a number from 1 to 16 is expected"),
                },
                other => self.unknown_name(key, other, MEMBERS, &format!("a profile has {MEMBERS}")),
            }
        }
        let mut wrong = |why: &str| self.wrong_value(title.span(), &escape(title.get_ref()), &why);
        if places.len() > 1 {
            wrong("give only one of region, host and base_url");
        }
        match who.principal() {
            Ok(principal) => profile.principal = principal,
            Err(why) => wrong(why),
        }
        profile
    }

    /// The text of a member. Its value is never repeated: it may be a secret in the wrong place.
    fn text<'v>(&mut self, name: &str, member: &'v TomlMember<'_>) -> Option<&'v str> {
        let text = member.get_ref().as_str().map(str::trim).filter(|text| !text.is_empty());
        if text.is_none() {
            self.wrong_value(member.span(), name, &"a text is expected");
        }
        text
    }

    fn switch(&mut self, name: &str, member: &TomlMember<'_>) -> bool {
        let on = member.get_ref().as_bool();
        if on.is_none() {
            self.wrong_value(member.span(), name, &"true or false is expected");
        }
        on.unwrap_or_default()
    }
}
