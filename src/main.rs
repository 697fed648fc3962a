//! Starts the program and ends it with an exit code: 0, 1 for a tape that waited in vain, 2 for bad input, 70 for a defect, 128 + n for a signal.

use std::process::ExitCode;

use amtui::cli::Cli;
use amtui::shell;
use clap::Parser;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            shell::complain(error.to_string().trim_end());
            return ExitCode::from(2);
        }
        // Help and version.
        Err(error) => error.exit(),
    };
    match shell::guarded(|| shell::run(&cli)) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            shell::complain(&format!("amtui: {error}"));
            ExitCode::from(if error.is::<shell::playback::WaitTimedOut>() {
                1
            } else {
                2
            })
        }
    }
}
