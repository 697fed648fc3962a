//! Access Management for Anypoint Platform in the terminal.
pub mod domain;
