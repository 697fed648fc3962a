//! `amtui play`: a tape or a tour from a file, on the terminal or without one.

use std::path::Path;

use anyhow::{Result, anyhow, bail};

use crate::app::viewport::Size;
use crate::cli::Cli;
use crate::domain::text::escape;
use crate::files;
use crate::shell::options::{ThemeOptions, check_recording, check_terminal, recording};
use crate::shell::playback::{on_terminal, without_terminal};
use crate::shell::simulation::SimulationOptions;
use crate::shell::term;
use crate::stage::playback::Playback;
use crate::stage::tape::Tape;
use crate::stage::tour::{Tour, TourName};

enum Script {
    Tape(Tape),
    Tour(Tour),
}

/// The size without a terminal, of a tape that names none.
const HEADLESS: Size = Size { width: 80, height: 24 };

/// The size to play a tape at. Its screens are other ones at another size, so that it would wait for them in vain.
fn fitting(tape: &Tape, size: Size, headless: bool) -> Result<Size, String> {
    let Some(needed) = tape.size else {
        return Ok(size);
    };
    if headless || needed.width <= size.width && needed.height <= size.height {
        return Ok(needed);
    }
    Err(format!(
        "needs a terminal of {}x{}, and this one has {}x{}. Enlarge it, or add --headless.",
        needed.width, needed.height, size.width, size.height
    ))
}

pub fn run(cli: &Cli, path: &Path, speed: f64, step: bool, headless: bool) -> Result<u8> {
    check_recording(cli)?;
    let name = escape(&path.to_string_lossy()).into_owned();
    if !(0.01..=1000.0).contains(&speed) {
        bail!("--speed must be from 0.01 to 1000.");
    }
    // A tour that comes with amtui, where no file has its name.
    let own = path
        .to_str()
        .and_then(|word| TourName::parse(word).ok())
        .filter(|_| !path.exists());
    let file;
    let text = if let Some(tour) = own {
        tour.text()
    } else {
        file = files::text(path, files::SMALL).map_err(|refusal| {
            let near = path.to_str().map(TourName::near).filter(|_| !path.exists());
            anyhow!("{name} can't be read: {refusal}.{}", near.unwrap_or_default())
        })?;
        &file
    };
    let wrong = |problems: Vec<String>| {
        anyhow!(
            problems
                .iter()
                .map(|p| format!("{name}:{p}"))
                .collect::<Vec<_>>()
                .join("\n")
        )
    };
    let script = if own.is_some() || path.extension().is_some_and(|e| e == "toml") {
        Script::Tour(Tour::parse(text).map_err(wrong)?)
    } else {
        Script::Tape(Tape::parse(text).map_err(wrong)?)
    };
    if step && matches!(script, Script::Tour(_)) {
        bail!(
            "--step goes with a tape alone. A tour that waits for you is amtui tour NAME: there Ctrl-N shows each step."
        );
    }
    if !headless {
        check_terminal()?;
    }
    let mut theme = if headless {
        ThemeOptions::of_picture(cli)
    } else {
        ThemeOptions::of_person(cli)
    };
    let mut options = SimulationOptions::of(cli);
    options.alone = headless && matches!(script, Script::Tape(_));
    let mut size = if headless { HEADLESS } else { term::size() };
    if let Script::Tape(tape) = &script {
        options.user = options.user.or_else(|| tape.user.clone());
        options.open.clone_from(&tape.open);
        options.read_only |= tape.read_only;
        theme.name = cli.theme.clone().unwrap_or_else(|| tape.theme.clone());
        size = fitting(tape, size, headless).map_err(|why| anyhow!("{name} {why}"))?;
    }
    let of_demo = options.file.is_none();
    let build = options.builder(size).map_err(|why| match &script {
        Script::Tape(Tape { user: Some(_), .. }) if of_demo && cli.sign_in_as.is_none() => {
            anyhow!("{why} {name} is made for another organization: name its file with --file.")
        }
        _ => why,
    })?;
    theme.ascii &= !headless;
    let drawn = theme.load()?;
    let playback = match script {
        Script::Tape(tape) => Playback::tape(tape, build, drawn, step),
        Script::Tour(tour) => Playback::tour(tour, build, drawn, true),
    };
    if headless {
        without_terminal(
            playback,
            &name,
            &theme,
            (cli.recording.record.as_deref(), &recording(cli)),
        )?;
        return Ok(0);
    }
    on_terminal(cli, playback.hold_last_screen(), &name, speed)
}
