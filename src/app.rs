//! The state machine: told what happened, it changes its state and says what it wants. Imports `domain` only.

pub mod action;
pub mod key;
pub mod msg;
pub mod target;
