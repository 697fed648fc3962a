//! Single parts of the program, each in a file of the same name.
#![cfg(test)]

#[path = "support/palettes.rs"]
mod palettes;

mod unit {
    mod app {
        mod keymap;
        mod list {
            mod prepared;
            mod query;
        }
        mod model {
            mod key_trail;
            mod mask;
        }
        mod secret_field;
    }
    mod backend {
        mod new_file;
        mod output;
        mod rest {
            mod contract;
            mod error_body;
            mod proxy;
            mod redact;
        }
        mod store {
            mod demo;
            mod journal;
            mod lock;
            mod owner;
        }
    }
    mod cli;
    mod config {
        mod address;
        mod connection;
        mod fuzz;
        mod profile;
        mod tables;
        mod themes;
    }
    mod domain {
        mod access;
        mod audit;
        mod compare;
        mod config;
        mod confirm;
        mod draft;
        mod environment;
        mod listing;
        mod rules {
            mod apis;
        }
        mod secret;
        mod snapshot;
        mod text;
        mod time;
    }
    mod files;
    mod shell {
        mod commands {
            mod exit;
            mod sign_in;
            mod snapshot;
        }
        mod console;
        mod engine;
        mod event;
        mod input {
            mod decode;
        }
        mod live;
        mod log;
        mod memory;
        mod paths;
        mod prompt;
        mod reads;
        mod recorder;
        mod screen;
        mod term;
        mod worker {
            mod queue;
        }
    }
    mod stage {
        mod cast;
        mod picture;
        mod tape;
        mod tour;
    }
    mod ui {
        mod theme;
        mod widget {
            mod field;
            mod json;
            mod lines;
            mod table;
            mod text;
        }
    }
}
