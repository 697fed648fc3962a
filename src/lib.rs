//! Access Management for Anypoint Platform in the terminal.

// Terminals, signals, file locks and file modes are asked for by their Unix names.
#[cfg(not(unix))]
compile_error!("amtui runs on Linux and macOS. On Windows, build it in the Windows Subsystem for Linux.");

pub mod accessible;
pub mod app;
pub mod backend;
pub mod cli;
pub mod config;
pub mod domain;
pub mod files;
pub mod shell;
pub mod stage;
pub mod ui;
