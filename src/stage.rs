//! Showing amtui to others: tapes, tours, recordings and pictures. It drives the state machine and the drawing
//! as the shell does, on a clock of its own. Imports `app`, `ui` and `domain`; its caller gives the answers.

pub mod cast;
pub mod coach;
pub(crate) mod guide;
pub mod picture;
pub mod playback;
pub(crate) mod player;
pub mod simulation;
pub mod tape;
pub mod tour;
