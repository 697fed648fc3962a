//! The commands of the command line, one file each.

pub mod completions;
mod config;
mod diff;
pub mod exit;
mod info;
mod interactive;
mod keys;
mod man;
mod play;
mod providers;
mod report;
mod shot;
pub mod sign_in;
pub mod snapshot;
mod tour;

use anyhow::{Result, bail};

use crate::cli::{Cli, CliCommand};
use crate::shell::options::in_lines;

pub fn run(cli: &Cli) -> Result<u8> {
    use CliCommand::{
        Completions, Config, Diff, Info, Keys, Man, Play, Providers, Report, Shot, SignIn, SignOut, Snapshot, Tour,
    };
    let Some(command) = &cli.command else {
        return interactive::run(cli);
    };
    let on_a_copy = matches!(command, Play { .. } | Tour { .. } | Shot { .. } | Diff { .. });
    if on_a_copy && (cli.platform.profile.is_some() || cli.platform.live) {
        bail!("This works on a copy of the demo or of a file, never on the platform: leave out --profile and --live.");
    }
    let has_no_mask = matches!(command, Diff { .. } | Snapshot { .. } | Providers { .. } | Report(_));
    if has_no_mask && cli.show().mask {
        bail!(
            "This command has no mask: it would tell real names, e-mail addresses and ids. Leave out --mask, or set AMTUI_MASK=0."
        );
    }
    let shows_screen = matches!(command, Tour { .. } | Play { headless: false, .. });
    if shows_screen && in_lines(cli) {
        bail!(
            "Tours and tapes need the full screen. To work on the demo in lines: amtui --accessible. To see them all the same, leave out --accessible and ACCESSIBLE."
        );
    }
    match command {
        Play {
            tape,
            speed,
            step,
            headless,
        } => play::run(cli, tape, *speed, *step, *headless),
        Tour { name } => tour::run(cli, *name),
        Shot { place, size, output } => shot::run(cli, place, *size, output),
        Diff { before, after, json } => diff::run(cli, (before, after), *json),
        Snapshot { output, without } => snapshot::run(cli, output, *without),
        Providers { command, json } => providers::run(cli, command, *json),
        Report(args) => report::run(cli, args),
        Info { json } => info::run(cli, *json),
        Config { json } => config::run(cli, *json),
        Keys { json } => keys::run(*json),
        Completions { shell } => completions::run(*shell),
        Man => man::run(),
        SignIn => sign_in::sign_in(cli.platform.profile.as_deref()),
        SignOut => sign_in::sign_out(cli.platform.profile.as_deref()),
    }
}
