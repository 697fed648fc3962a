//! The `--help` of each subcommand: its own options only, and two examples.

use clap::{Arg, Command, CommandFactory, FromArgMatches, Parser};

use super::Cli;

/// What the help of one subcommand shows.
struct SubcommandHelp {
    path: &'static [&'static str],
    /// Ids of the options of the whole program that apply to it.
    options: &'static [&'static str],
    examples: [&'static str; 2],
}

const ON_A_COPY: &[&str] = &[
    "file",
    "sign_in_as",
    "read_only",
    "theme",
    "ascii",
    "keys",
    "mask",
    "record",
    "record_unmasked",
    "cast",
    "force",
];
const READS: &[&str] = &["file", "profile", "live", "sign_in_as"];

const HELP: [SubcommandHelp; 18] = [
    SubcommandHelp {
        path: &["play"],
        options: ON_A_COPY,
        examples: ["amtui play delete", "amtui play --headless demo.tape"],
    },
    SubcommandHelp {
        path: &["providers"],
        options: &[],
        examples: [
            "amtui providers list",
            "amtui --profile acme providers impact 'Okta Production'",
        ],
    },
    SubcommandHelp {
        path: &["providers", "list"],
        options: READS,
        examples: ["amtui providers list", "amtui providers list --json --profile acme"],
    },
    SubcommandHelp {
        path: &["providers", "show"],
        options: READS,
        examples: [
            "amtui providers show 'Okta Production'",
            "amtui providers show 'Okta Production' --json --file org.json",
        ],
    },
    SubcommandHelp {
        path: &["providers", "impact"],
        options: READS,
        examples: [
            "amtui providers impact 'Okta Production'",
            "amtui providers impact 'Okta Production' --json --profile acme",
        ],
    },
    SubcommandHelp {
        path: &["providers", "delete"],
        options: &["file", "profile", "live", "sign_in_as", "write", "dry_run", "read_only"],
        examples: [
            "amtui providers delete 'Okta Production' --file org.json",
            "amtui providers delete 'Okta Production' --profile acme --dry-run --confirm 'Okta Production'",
        ],
    },
    SubcommandHelp {
        path: &["diff"],
        options: &["sign_in_as"],
        examples: [
            "amtui diff before.json after.json",
            "amtui diff before.json after.json --json",
        ],
    },
    SubcommandHelp {
        path: &["snapshot"],
        options: &["file", "profile", "live", "sign_in_as", "force"],
        examples: [
            "amtui snapshot --output demo.json",
            "amtui snapshot --output acme.json --profile acme",
        ],
    },
    SubcommandHelp {
        path: &["report"],
        options: &["file", "profile", "live", "sign_in_as", "force"],
        examples: [
            "amtui report access --profile acme",
            "amtui report apps --output apps.csv --file org.json",
        ],
    },
    SubcommandHelp {
        path: &["info"],
        options: &["file", "profile", "live", "sign_in_as"],
        examples: ["amtui info", "amtui info --profile acme"],
    },
    SubcommandHelp {
        path: &["config"],
        options: &["theme", "ascii"],
        examples: ["amtui config", "amtui config --json --theme light"],
    },
    SubcommandHelp {
        path: &["keys"],
        options: &[],
        examples: ["amtui keys", "amtui keys --json"],
    },
    SubcommandHelp {
        path: &["completions"],
        options: &[],
        examples: ["amtui completions zsh", "amtui completions bash"],
    },
    SubcommandHelp {
        path: &["man"],
        options: &[],
        examples: ["amtui man > amtui.1", "amtui man | man -l -"],
    },
    SubcommandHelp {
        path: &["sign-in"],
        options: &["profile"],
        examples: ["amtui sign-in --profile acme", "amtui --profile acme"],
    },
    SubcommandHelp {
        path: &["sign-out"],
        options: &["profile"],
        examples: ["amtui sign-out --profile acme", "amtui info"],
    },
    SubcommandHelp {
        path: &["shot"],
        options: &[
            "file",
            "sign_in_as",
            "read_only",
            "theme",
            "ascii",
            "keys",
            "mask",
            "force",
        ],
        examples: [
            "amtui shot client-providers --output providers.svg",
            "amtui shot environments --size 120x36 --theme light --output environments.html",
        ],
    },
    SubcommandHelp {
        path: &["tour"],
        options: &["theme", "ascii", "keys", "mask", "record", "cast", "force"],
        examples: ["amtui tour", "amtui tour access"],
    },
];

/// Parses the arguments of the process.
pub fn parse() -> Result<Cli, clap::Error> {
    // What help shows takes time to put together: it is for those who see help, or an error.
    if let Ok(cli) = Cli::try_parse() {
        return Ok(cli);
    }
    let mut command = command();
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// The command line of the program, as it is parsed and as its help shows it.
pub fn command() -> Command {
    let command = Cli::command();
    let global: Vec<Arg> = command
        .get_arguments()
        .filter(|arg| arg.is_global_set())
        .cloned()
        .collect();
    let command = command.after_help(after(&["amtui", "amtui --file org.json --open client-providers"]));
    HELP.iter()
        .fold(command, |command, help| described(command, help.path, help, &global))
}

fn described(command: Command, path: &[&'static str], help: &SubcommandHelp, global: &[Arg]) -> Command {
    if let Some((name, below)) = path.split_first() {
        return command.mut_subcommand(name, |subcommand| described(subcommand, below, help, global));
    }
    // A global option is parsed below a subcommand as well. One of the same id there takes its place.
    let own = global
        .iter()
        .map(|arg| arg.clone().hide(!help.options.contains(&arg.get_id().as_str())));
    command.args(own).after_help(after(&help.examples))
}

fn after([first, second]: &[&str; 2]) -> String {
    format!("Examples:\n  {first}\n  {second}")
}
