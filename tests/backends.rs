//! One suite that every backend of an organization passes, and what a file backend promises beyond it.
#![cfg(test)]

#[macro_use]
#[path = "backends/suite.rs"]
mod suite;

#[path = "backends/absent.rs"]
mod absent;
#[path = "backends/access.rs"]
mod access;
#[path = "backends/agents.rs"]
mod agents;
#[path = "backends/apis.rs"]
mod apis;
#[path = "backends/applications.rs"]
mod applications;
#[path = "backends/asks.rs"]
mod asks;
#[path = "support/browser.rs"]
mod browser;
#[path = "backends/changes.rs"]
mod changes;
#[path = "backends/damage.rs"]
mod damage;
#[path = "backends/deletion.rs"]
mod deletion;
#[path = "backends/directory.rs"]
mod directory;
#[path = "backends/discovery.rs"]
mod discovery;
#[path = "backends/environments.rs"]
mod environments;
#[path = "support/fake_platform.rs"]
mod fake_platform;
#[path = "backends/files.rs"]
mod files;
#[path = "backends/fixture.rs"]
mod fixture;
#[path = "backends/forms.rs"]
mod forms;
#[path = "support/generate.rs"]
mod generate;
#[path = "backends/graver.rs"]
mod graver;
#[path = "backends/groups.rs"]
mod groups;
#[path = "backends/identity.rs"]
mod identity;
#[path = "backends/meanwhile.rs"]
mod meanwhile;
#[path = "backends/model.rs"]
mod model;
#[path = "support/people.rs"]
mod people;
#[path = "backends/providers.rs"]
mod providers;
#[path = "backends/random.rs"]
mod random;
#[path = "backends/read_again.rs"]
mod read_again;
#[path = "backends/recover.rs"]
mod recover;
#[path = "backends/rest.rs"]
mod rest;
#[path = "support/rest_config.rs"]
mod rest_config;
#[path = "backends/rules.rs"]
mod rules;
#[path = "backends/snapshots.rs"]
mod snapshots;
#[path = "backends/writers.rs"]
mod writers;
