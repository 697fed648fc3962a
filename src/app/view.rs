//! What lists and texts show.

pub mod kind;
