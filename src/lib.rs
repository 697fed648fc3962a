//! Access Management for Anypoint Platform in the terminal.

// Terminals, signals, file locks and file modes are asked for by their Unix names. `main` says so elsewhere.
#![cfg(unix)]

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
