//! The program `amtui`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(amtui::shell::main())
}
