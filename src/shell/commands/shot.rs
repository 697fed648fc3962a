//! `amtui shot`: a picture of a place, without a terminal.

use std::path::Path;

use anyhow::{Result, bail};

use crate::app::Place;
use crate::app::location::Location;
use crate::app::viewport::Size;
use crate::cli::Cli;
use crate::shell::options::{ThemeOptions, output};
use crate::shell::screenshot::{paper, save};
use crate::shell::simulation::SimulationOptions;

pub fn run(cli: &Cli, place: &Place, size: Size, path: &Path) -> Result<u8> {
    let output = output(cli);
    output.check(path)?;
    let theme = ThemeOptions::of_picture(cli);
    let drawn = theme.load()?;
    let mut options = SimulationOptions {
        open: Some(place.clone()),
        alone: true,
        ..SimulationOptions::of(cli)
    };
    options.user = options.user.take().or_else(|| options.first_administrator());
    let mut simulation = options.builder(size)?();
    simulation.finish_requests();
    let here = simulation.app.page().map(|p| p.at);
    let found = match place {
        Place::List(at) => here == Some(*at),
        Place::Object(list, _) => {
            here.is_some_and(|at| at != *list && at.entry().is_some_and(|entry| entry.at == *list))
        }
        Place::Provider(_) => matches!(here, Some(Location::ClientProvider(_))),
    };
    if !found {
        let why = simulation.app.model().notices.newest().map(|n| n.text.clone());
        bail!(
            "{} Not written.",
            why.unwrap_or_else(|| "There is no such place.".into())
        );
    }
    save(&simulation.app, &drawn, paper(&theme.name), path, &output)?;
    Ok(0)
}
