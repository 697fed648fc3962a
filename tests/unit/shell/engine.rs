//! What works behind the full screen and behind lines.

use amtui::app::{App, Start};
use amtui::cli::Cli;
use amtui::config::settings::FileSettings;
use amtui::shell::engine::Engine;
use amtui::shell::event::{self, Event};
use amtui::shell::worker::Workers;
use clap::Parser;

#[test]
fn nothing_is_remembered_before_the_settings_are_read_or_where_they_forbid_it() {
    let cli = Cli::parse_from(["amtui"]);
    let (sender, events) = event::channel().unwrap();
    let workers = Workers::new(sender.clone());
    let mut engine = Engine::new(App::new(Start::default()), workers, (sender, events), &cli);
    assert!(!engine.remembers);
    for remembers in [true, false] {
        let settings = FileSettings {
            remember: Some((remembers, 1)),
            ..FileSettings::default()
        };
        assert!(engine.take(Event::Settings(Box::new(settings))).is_ok());
        assert_eq!(engine.remembers, remembers);
    }
}
