//! The commands that show amtui to others: `play`, `tour` and `shot`.

use std::path::Path;
use std::sync::mpsc;

use anyhow::{Result, anyhow, bail};

use super::canvas::Canvas;
use super::clock::Clock;
use super::event::Events;
use super::playback::{Ended, Run, alone, watched};
use super::shots::{paper, save};
use super::stage_setup::Stage;
use super::start::{check_recording, check_terminal, look, output, recorded};
use super::{input, signals, size};
use crate::app::location::Location;
use crate::app::msg::Size;
use crate::app::{Place, Show};
use crate::cli::Cli;
use crate::domain::text::escape;
use crate::files;
use crate::stage::playback::Playback;
use crate::stage::tape::Tape;
use crate::stage::tour::{self, Tour};
use crate::ui::theme::Theme;

/// What is played.
enum Script {
    Tape(Tape),
    Tour(Tour),
}

fn stage(cli: &Cli) -> Stage {
    Stage {
        file: cli.file.clone(),
        user: cli.sign_in_as.clone(),
        open: None,
        read_only: cli.read_only,
        show: cli.show(),
        alone: false,
    }
}

/// Plays a tape or a tour from a file.
///
/// # Errors
/// What is wrong with the file, with its lines; or the screen never showed what the tape waits for.
pub fn play(cli: &Cli, path: &Path, speed: f64, step: bool, headless: bool) -> Result<u8> {
    check_recording(cli)?;
    let name = escape(&path.to_string_lossy()).into_owned();
    if !(0.01..=1000.0).contains(&speed) {
        bail!("--speed is from 0.01 to 1000.");
    }
    let text = files::text(path, files::SMALL).map_err(|refusal| anyhow!("{name} cannot be read: {refusal}."))?;
    let wrong = |problems: Vec<String>| {
        anyhow!(
            problems
                .iter()
                .map(|p| format!("{name}:{p}"))
                .collect::<Vec<_>>()
                .join("\n")
        )
    };
    let script = if path.extension().is_some_and(|e| e == "toml") {
        Script::Tour(Tour::parse(&text).map_err(wrong)?)
    } else {
        Script::Tape(Tape::parse(&text).map_err(wrong)?)
    };
    if !headless {
        check_terminal()?;
    }
    let (mut theme, ascii) = look(cli);
    let mut stage = stage(cli);
    stage.alone = headless && matches!(script, Script::Tape(_));
    let mut size = if headless {
        Size { width: 80, height: 24 }
    } else {
        size()
    };
    if let Script::Tape(tape) = &script {
        stage.user = stage.user.or_else(|| tape.user.clone());
        stage.open.clone_from(&tape.open);
        stage.read_only |= tape.read_only;
        theme = cli.theme.unwrap_or(tape.theme);
        if headless {
            size = tape.size;
        }
    }
    let build = stage.builder(size)?;
    let drawn = Theme::load(theme, ascii && !headless).map_err(|e| anyhow!(e))?;
    let playback = match script {
        Script::Tape(tape) => Playback::tape(tape, build, drawn, step),
        Script::Tour(tour) => Playback::tour(tour, build, drawn, true),
    };
    if headless {
        let record = (cli.recording.record.as_deref(), &recorded(cli));
        alone(playback, &name, theme, false, record)?;
        return Ok(0);
    }
    on_terminal(cli, playback.holding(), &name, speed)
}

/// Shows a guided tour.
///
/// # Errors
/// There is no terminal.
pub fn tour(cli: &Cli, name: tour::Name) -> Result<u8> {
    if cli.file.is_some() || cli.sign_in_as.is_some() || cli.read_only {
        bail!("The tour is of the demo, as ana.ortiz, with changes: --file, --as and --read-only do not go with it.");
    }
    check_terminal()?;
    let (theme, ascii) = look(cli);
    let drawn = Theme::load(theme, ascii).map_err(|e| anyhow!(e))?;
    let playback = guided(name, cli.show(), drawn)?;
    on_terminal(cli, playback, "tour", 1.0)
}

/// A guided tour, on the demo: it speaks of what is there.
///
/// # Errors
/// The tour or the demo that was built in is not right.
pub fn guided(name: tour::Name, show: Show, theme: Theme) -> Result<Playback> {
    let stage = Stage {
        show,
        ..Stage::default()
    };
    let tour = Tour::parse(name.text()).map_err(|problems| anyhow!(problems.join("\n")))?;
    Ok(Playback::tour(tour, stage.builder(size())?, theme, false))
}

fn on_terminal(cli: &Cli, mut playback: Playback, name: &str, speed: f64) -> Result<u8> {
    let (theme, ascii) = look(cli);
    let (sender, events) = mpsc::channel();
    signals::listen(sender.clone())?;
    let mut events = Events::new(events);
    let clock = Clock::start();
    let mut canvas = Canvas::enter(size(), recorded(cli), sender.clone())
        .map_err(|e| anyhow!("The terminal could not be set up: {e}."))?;
    let run = || {
        if let Some(path) = &cli.recording.record {
            let began = canvas.record(Some(path), clock.now());
            let began = began.map_err(|e| anyhow!(e))?;
            playback.simulation.send(crate::app::msg::Msg::Recording(Ok(began)));
        }
        input::listen(sender);
        let mut run = Run {
            canvas: &mut canvas,
            events: &mut events,
            backlog: Vec::new(),
            clock: &clock,
            theme,
            ascii,
            speed,
            output: &output(cli),
        };
        watched(playback, name, &mut run)
    };
    let ended = run();
    canvas.end(clock.now());
    canvas.term.leave();
    match ended? {
        Ended::Over => Ok(0),
        Ended::Code(code) => Ok(code),
    }
}

/// Saves a picture of a place, without a terminal: as the file's first administrator where nobody is named.
///
/// # Errors
/// The organization file is not right, there is no such account, or the picture cannot be written.
pub fn shot(cli: &Cli, place: &Place, size: Size, path: &Path) -> Result<u8> {
    output(cli).check(path).map_err(|e| anyhow!("{e}"))?;
    let (theme, _) = look(cli);
    let drawn = Theme::load(theme, cli.ascii).map_err(|e| anyhow!(e))?;
    let stage = Stage {
        open: Some(place.clone()),
        alone: true,
        ..stage(cli)
    };
    let user = stage.user.clone().or_else(|| stage.first_administrator());
    let mut simulation = Stage { user, ..stage }.builder(size)?();
    simulation.settle();
    let here = simulation.app.page().map(|p| p.at);
    let found = match place {
        Place::BusinessGroups => here == Some(Location::BusinessGroups),
        Place::Environments => here == Some(Location::Environments),
        Place::ClientProviders => here == Some(Location::ClientProviders),
        Place::ApiManager => here == Some(Location::ApiManager),
        Place::Provider(_) => matches!(here, Some(Location::ClientProvider(_))),
    };
    if !found {
        let why = simulation.app.model().notices.newest().map(|n| n.text.clone());
        bail!(
            "{} Nothing was written.",
            why.unwrap_or_else(|| "There is no such place.".into())
        );
    }
    save(&simulation.app, &drawn, paper(theme), path, &output(cli))?;
    Ok(0)
}
