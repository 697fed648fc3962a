//! `amtui completions`: a script for a shell, and the answers when that script asks.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::{env, io};

use anyhow::{Result, anyhow};
use clap::builder::{Arg, Command};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::Shells;

use super::exit::{BAD_INPUT, Exit};
use crate::app::location::Place;
use crate::backend::Backend;
use crate::backend::store::FileBackend;
use crate::cli::ShellName;
use crate::cli::help::command;
use crate::config;
use crate::config::profile::config_file;
use crate::domain::OrgId;
use crate::domain::login::Login;
use crate::domain::text::escape;
use crate::shell::{clock, console, login};
use crate::stage::tour::TourName;
use crate::ui::theme::ThemeName;

/// Set by the script when it asks: the name of its shell.
const VARIABLE: &str = "AMTUI_COMPLETE";

/// Prints the script that makes the shell ask amtui.
pub fn run(shell: ShellName) -> Result<u8> {
    let shells = Shells::builtins();
    let script = shells
        .completer(shell.name())
        .ok_or_else(|| anyhow!("There is no script for this shell."))?;
    script
        .write_registration(VARIABLE, "amtui", "amtui", "amtui", &mut io::stdout().lock())
        .map_err(Exit::from)?;
    Ok(0)
}

/// Answers the script, where it is the script that asks; `None` where a person runs the program.
pub fn answer() -> Option<u8> {
    let shell = env::var(VARIABLE).ok().filter(|shell| !shell.is_empty())?;
    let words: Vec<OsString> = env::args_os().collect();
    let folder = env::current_dir().ok();
    let factory = || with_values(command(), &shell);
    match CompleteEnv::with_factory(factory)
        .var(VARIABLE)
        .try_complete(words, folder.as_deref())
    {
        Ok(_) => Some(0),
        Err(why) => {
            console::warn(why.to_string().trim_end());
            Some(BAD_INPUT)
        }
    }
}

/// Adds the values that each option and argument can have, for the whole tree of commands.
fn with_values(command: Command, shell: &str) -> Command {
    let command = command.mut_args(|arg| with_values_of(arg, shell));
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| {
        command.mut_subcommand(name, |subcommand| with_values(subcommand, shell))
    })
}

fn with_values_of(arg: Arg, shell: &str) -> Arg {
    let values: fn() -> Vec<String> = match arg.get_id().as_str() {
        "profile" => profiles,
        "sign_in_as" => accounts,
        "open" | "place" => places,
        "theme" => || ThemeName::names(&config_file().settings.themes),
        // `--confirm` is for the name as the person types it.
        "provider" => providers,
        "tour" => || TourName::ALL.map(|(name, _)| name.to_owned()).to_vec(),
        _ => return arg,
    };
    let quoting = Quoting::of(shell);
    arg.add(ArgValueCompleter::new(move |typed: &OsStr| {
        quoting.candidates(&typed.to_string_lossy(), values())
    }))
}

/// Who puts a value with blanks into quotes.
#[derive(Clone, Copy)]
enum Quoting {
    Shell,
    /// Nobody: the candidate must come with a backslash before each sign, or in the quotes that are typed.
    Bash,
    /// Nobody: the candidate must come in single quotes.
    PowerShell,
}

impl Quoting {
    fn of(shell: &str) -> Self {
        match shell {
            "bash" => Self::Bash,
            "powershell" => Self::PowerShell,
            _ => Self::Shell,
        }
    }

    /// The values that begin like what is typed, with its quotes.
    fn candidates(self, typed: &str, values: Vec<String>) -> Vec<CompletionCandidate> {
        let quote = typed.chars().next().filter(|c| matches!(c, '\'' | '"'));
        let plain = match quote {
            Some(quote) => typed.trim_matches(quote).to_owned(),
            None => typed.replace('\\', ""),
        };
        // A name that could steer the terminal isn't offered.
        let fit = |value: &String| value.starts_with(&plain) && escape(value) == value.as_str();
        let values = values.into_iter().filter(fit);
        values
            .map(|value| CompletionCandidate::new(self.quoted(value, quote)))
            .collect()
    }

    fn quoted(self, value: String, quote: Option<char>) -> String {
        let is_word = value.chars().all(|c| c.is_alphanumeric() || "-_./:@+,=".contains(c));
        match (self, quote) {
            (Self::PowerShell, _) if !is_word => format!("'{}'", value.replace('\'', "''")),
            (Self::Bash, Some('\'')) => format!("'{}'", value.replace('\'', r"'\''")),
            (Self::Bash, Some(_)) => format!("\"{}\"", escaped(&value, |c| "\"\\$`".contains(c))),
            (Self::Bash, None) if !is_word => escaped(&value, |c| c.is_ascii() && !c.is_ascii_alphanumeric()),
            _ => value,
        }
    }
}

/// The text with a backslash before each such character.
fn escaped(text: &str, is_special: impl Fn(char) -> bool) -> String {
    let escape = |c| is_special(c).then_some('\\').into_iter().chain([c]);
    text.chars().flat_map(escape).collect()
}

fn profiles() -> Vec<String> {
    config::profiles()
        .map(|profiles| profiles.into_keys().collect())
        .unwrap_or_default()
}

fn places() -> Vec<String> {
    let providers = providers().into_iter().map(|name| format!("client-providers/{name}"));
    Place::lists().map(|(name, _)| name).chain(providers).collect()
}

/// The file that the words name, else the demo. A completion writes nothing, and asks the platform nothing.
fn organization() -> Option<FileBackend> {
    let words: Vec<OsString> = env::args_os().collect();
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    if words
        .iter()
        .any(|word| word == "--live" || word.starts_with("--profile"))
    {
        return None;
    }
    let at = words.iter().position(|word| word.starts_with("--file"));
    let mut rest = words
        .iter()
        .skip(at.unwrap_or(words.len()))
        .flat_map(|word| word.split('='));
    let file = rest.by_ref().skip(1).find(|word| !word.is_empty()).map(PathBuf::from);
    let demo = || {
        config::state_dir()
            .ok()
            .map(|folder| folder.join("demo.json"))
            .filter(|path| path.exists())
    };
    FileBackend::copy(file.or_else(demo).as_deref(), clock::unix).ok()
}

fn accounts() -> Vec<String> {
    let accounts = organization()
        .and_then(|backend| backend.accounts().ok())
        .unwrap_or_default();
    accounts
        .iter()
        .map(|account| account.username.raw().to_owned())
        .collect()
}

fn providers() -> Vec<String> {
    let read = |backend: FileBackend| {
        let accounts = backend.accounts().ok()?;
        let login: Login = login::account(None, &accounts).ok()?;
        backend.sign_in(&login).ok()?;
        let root: OrgId = backend.tree().ok()?.root()?.id;
        let rows = backend.providers(root).ok()?;
        Some(rows.iter().map(|row| row.name.raw().to_owned()).collect())
    };
    organization().and_then(read).unwrap_or_default()
}
