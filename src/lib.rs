//! Access Management for Anypoint Platform in the terminal.
pub mod app;
pub mod backend;
pub mod cli;
pub mod config;
pub mod domain;
pub mod files;
pub mod shell;
pub mod stage;
pub mod ui;
