//! One suite that every home of an organization passes, and what a file home promises beyond it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]
#![allow(missing_docs)]

#[path = "backends/damage.rs"]
mod damage;
#[path = "backends/files.rs"]
mod files;
#[path = "backends/fixture.rs"]
mod fixture;
#[path = "support/generate.rs"]
mod generate;
#[path = "backends/model.rs"]
mod model;
#[path = "backends/rules.rs"]
mod rules;
#[path = "backends/writers.rs"]
mod writers;
