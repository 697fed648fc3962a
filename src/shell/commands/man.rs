//! `amtui man`: the manual page, for `man -l -` or a package.

use std::io::{self, Write};

use anyhow::Result;
use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::exit::Exit;
use crate::cli::help::command;

/// Prints one page with every command.
pub fn run() -> Result<u8> {
    let mut out = io::stdout().lock();
    write(&mut out).and_then(|()| out.flush()).map_err(Exit::from)?;
    Ok(0)
}

fn write(out: &mut impl Write) -> io::Result<()> {
    let mut whole = command();
    whole.build();
    let page = Man::new(whole.clone());
    // Without a date: the page is the same on whatever day it is built.
    writeln!(out, ".TH amtui 1 \"\" \"amtui {}\"", env!("CARGO_PKG_VERSION"))?;
    page.render_name_section(out)?;
    let mut roff = Roff::new();
    roff.control("SH", ["SYNOPSIS"]);
    roff.text([bold("amtui"), roman(" [OPTIONS] [COMMAND]")]);
    roff.to_writer(out)?;
    page.render_options_section(out)?;
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    subcommands(&mut roff, &whole, "amtui");
    for (title, text) in SECTIONS {
        roff.control("SH", [title]);
        roff.text([roman(text)]);
    }
    roff.to_writer(out)
}

const SECTIONS: [(&str, &str); 2] = [
    (
        "FILES",
        "$XDG_CONFIG_HOME/amtui/config.toml has settings, columns, defaults, themes of your own and profiles; the variables AMTUI_THEME, AMTUI_ASCII, AMTUI_MOUSE, \
         AMTUI_PREVIEW, AMTUI_REMEMBER, AMTUI_READ_ONLY and AMTUI_MASK go before it. keys.toml in the same folder has your own keys. \
         $XDG_STATE_HOME/amtui keeps the demo and the log. `amtui info` names them.",
    ),
    (
        "EXIT STATUS",
        "0 done; 1 a tape or tour did not show what it waited for; 2 wrong usage or bad input; 3 refused, locked or not \
         there; 4 signing in failed; 5 the outcome of a change is unknown; 6 done, but not everything could be read; 70 a \
         defect in amtui; 128 + n ended by signal n.",
    ),
];

/// A paragraph for each command that does something, with its options.
fn subcommands(roff: &mut Roff, above: &Command, path: &str) {
    for command in above.get_subcommands().filter(|command| !command.is_hide_set()) {
        let path = format!("{path} {}", command.get_name());
        if command.has_subcommands() {
            subcommands(roff, command, &path);
            continue;
        }
        let usage = command.clone().render_usage().to_string();
        roff.control("SS", [usage.trim_start_matches("Usage: ")]);
        roff.text([roman(command.get_about().map(ToString::to_string).unwrap_or_default())]);
        for arg in command
            .get_arguments()
            .filter(|arg| !arg.is_hide_set() && arg.get_id() != "help")
        {
            roff.control("TP", []);
            roff.text([bold(arg.to_string())]);
            roff.text([roman(arg.get_help().map(ToString::to_string).unwrap_or_default())]);
        }
    }
}
