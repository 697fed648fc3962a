//! The program `amtui`.

#[cfg(unix)]
fn main() -> std::process::ExitCode {
    std::process::ExitCode::from(amtui::shell::main())
}

#[cfg(not(unix))]
compile_error!("amtui runs on Linux and macOS. On Windows, build it in the Windows Subsystem for Linux.");
#[cfg(not(unix))]
fn main() {}
