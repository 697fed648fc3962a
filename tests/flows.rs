//! Scripts of messages against the state machine.
#![cfg(test)]

#[path = "flows/accessible.rs"]
mod accessible;
#[path = "flows/administrators.rs"]
mod administrators;
#[path = "flows/ahead.rs"]
mod ahead;
#[path = "flows/api_pages.rs"]
mod api_pages;
#[path = "flows/apis.rs"]
mod apis;
#[path = "flows/audit.rs"]
mod audit;
#[path = "flows/audit_asked.rs"]
mod audit_asked;
#[path = "flows/awaited.rs"]
mod awaited;
#[path = "support/browser.rs"]
mod browser;
#[path = "flows/care.rs"]
mod care;
#[path = "flows/client_applications.rs"]
mod client_applications;
#[path = "flows/columns.rs"]
mod columns;
#[path = "flows/commands.rs"]
mod commands;
#[path = "flows/connected_apps.rs"]
mod connected_apps;
#[path = "flows/copying.rs"]
mod copying;
#[path = "flows/delete.rs"]
mod delete;
#[path = "flows/dialog.rs"]
mod dialog;
#[path = "flows/diff.rs"]
mod diff;
#[path = "support/driver.rs"]
mod driver;
#[path = "flows/export.rs"]
mod export;
#[expect(dead_code, reason = "flows break answers in some of its ways")]
#[path = "support/fake_platform.rs"]
mod fake_platform;
#[path = "flows/find.rs"]
mod find;
#[expect(dead_code, reason = "flows need a part of what backends need")]
#[path = "backends/fixture.rs"]
mod fixture;
#[path = "flows/forms.rs"]
mod forms;
#[path = "flows/found.rs"]
mod found;
#[path = "support/generate.rs"]
mod generate;
#[path = "flows/habits.rs"]
mod habits;
#[path = "flows/history.rs"]
mod history;
#[path = "flows/identity_providers.rs"]
mod identity_providers;
#[path = "flows/impact.rs"]
mod impact;
#[path = "flows/lists.rs"]
mod lists;
#[path = "flows/live.rs"]
mod live;
#[path = "flows/look.rs"]
mod look;
#[path = "flows/main_page.rs"]
mod main_page;
#[path = "flows/manage.rs"]
mod manage;
#[path = "flows/marks.rs"]
mod marks;
#[path = "flows/masked.rs"]
mod masked;
#[path = "flows/meanwhile.rs"]
mod meanwhile;
#[path = "flows/names.rs"]
mod names;
#[path = "flows/notices.rs"]
mod notices;
#[path = "flows/open_named.rs"]
mod open_named;
#[path = "flows/own_files.rs"]
mod own_files;
#[path = "flows/palette.rs"]
mod palette;
#[expect(dead_code, reason = "flows need fewer people than backends")]
#[path = "support/people.rs"]
mod people;
#[path = "flows/place.rs"]
mod place;
#[path = "flows/profiles.rs"]
mod profiles;
#[path = "flows/random.rs"]
mod random;
#[path = "support/rest_config.rs"]
mod rest_config;
#[path = "flows/rules.rs"]
mod rules;
#[path = "flows/settings.rs"]
mod settings;
#[path = "flows/show.rs"]
mod show;
#[path = "flows/snapshot.rs"]
mod snapshot;
#[path = "flows/statements.rs"]
mod statements;
#[path = "flows/steps.rs"]
mod steps;
#[path = "flows/subject.rs"]
mod subject;
#[path = "flows/teams.rs"]
mod teams;
#[path = "flows/travel.rs"]
mod travel;
#[path = "flows/true_words.rs"]
mod true_words;
#[path = "flows/typed.rs"]
mod typed;
#[path = "flows/unread.rs"]
mod unread;
#[path = "flows/user_changes.rs"]
mod user_changes;
#[path = "flows/users.rs"]
mod users;
#[path = "flows/vanished.rs"]
mod vanished;
#[path = "flows/waits.rs"]
mod waits;
#[path = "flows/ways.rs"]
mod ways;
#[path = "flows/work.rs"]
mod work;
