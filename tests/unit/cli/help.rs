//! The help of each subcommand.

use amtui::cli::Cli;
use amtui::cli::help::command;
use clap::{Command, FromArgMatches as _};

fn leaves<'c>(command: &'c Command, path: &str, found: &mut Vec<(String, &'c Command)>) {
    // What clap adds by itself.
    let own = command.get_subcommands().filter(|one| one.get_name() != "help");
    for subcommand in own {
        let path = format!("{path} {}", subcommand.get_name());
        leaves(subcommand, &path, found);
        found.push((path, subcommand));
    }
}

#[test]
fn each_subcommand_shows_its_own_options_and_two_examples_that_parse() {
    let mut command = command();
    command.build();
    let mut found = Vec::new();
    leaves(&command, "amtui", &mut found);
    assert!(!found.is_empty());
    for (path, subcommand) in found {
        let help = subcommand.clone().render_help().to_string();
        let examples: Vec<_> = help.lines().filter(|line| line.starts_with("  amtui")).collect();
        assert_eq!(examples.len(), 2, "{path}: {help}");
        for example in examples {
            // What the shell does with the output is not the program's.
            let words = shell_words(example)
                .into_iter()
                .take_while(|word| !matches!(word.as_str(), ">" | "|"));
            let words: Vec<String> = words.collect();
            assert!(
                amtui::cli::help::command().try_get_matches_from(&words).is_ok(),
                "{words:?}"
            );
        }
        assert_eq!(
            help.contains("--record "),
            matches!(path.as_str(), "amtui play" | "amtui tour"),
            "{path}"
        );
        assert_eq!(help.contains("--write"), path == "amtui providers delete", "{path}");
    }
}

/// Words between blanks, or between single quotes.
fn shell_words(line: &str) -> Vec<String> {
    let parts = line.trim().split('\'').enumerate();
    let words = parts.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

#[test]
fn an_option_may_stand_before_a_subcommand_and_after_it() {
    for words in [
        ["amtui", "--file", "x", "snapshot"],
        ["amtui", "snapshot", "--file", "x"],
    ] {
        let matches = command().try_get_matches_from(words.into_iter().chain(["-o", "y"]));
        let cli = matches.and_then(|matches| Cli::from_arg_matches(&matches)).ok();
        assert_eq!(cli.and_then(|cli| cli.file), Some("x".into()), "{words:?}");
    }
}
