//! Access Management for Anypoint Platform in the terminal.
pub mod app;
pub mod backend;
pub mod domain;
