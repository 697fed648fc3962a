//! `amtui tour`: a guided tour of the demo.

use anyhow::{Result, bail};

use crate::cli::Cli;
use crate::shell::options::{ThemeOptions, check_terminal};
use crate::shell::playback::on_terminal;
use crate::shell::simulation;
use crate::stage::tour::TourName;

pub fn run(cli: &Cli, name: TourName) -> Result<u8> {
    if cli.file.is_some() || cli.sign_in_as.is_some() || cli.read_only {
        bail!("The tour plays on the demo as ana.ortiz: leave out --file, --as and --read-only.");
    }
    check_terminal()?;
    let playback = simulation::tour(name, cli.show(), ThemeOptions::of_person(cli).load()?)?;
    on_terminal(cli, playback, "tour", 1.0)
}
