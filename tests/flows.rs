//! Scripts of messages against the state machine.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    dead_code
)]

#[path = "flows/apis.rs"]
mod apis;
#[path = "flows/care.rs"]
mod care;
#[path = "flows/delete.rs"]
mod delete;
#[path = "flows/dialog.rs"]
mod dialog;
#[path = "support/driver.rs"]
mod driver;
#[path = "flows/forms.rs"]
mod forms;
#[path = "flows/manage.rs"]
mod manage;
#[path = "flows/random.rs"]
mod random;
#[path = "flows/show.rs"]
mod show;
#[path = "flows/steps.rs"]
mod steps;
#[path = "flows/travel.rs"]
mod travel;
#[path = "flows/ways.rs"]
mod ways;
