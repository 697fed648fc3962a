//! The bare program beside which amtui is measured. It draws the visible rows of a list of 3,000.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, poll, read};
use portable_pty::CommandBuilder;
use ratatui::Frame;
use ratatui::widgets::{Block, List, ListState};

const NAME: &str = "floor";

/// A word that its first frame shows.
pub const WORD: &str = "provider";

/// The command that runs it: every benchmark is the bare program when it is asked to be.
pub fn command() -> CommandBuilder {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.arg(NAME);
    command
}

/// Runs it where it is asked for, and never returns then.
pub fn run_if_asked() {
    if std::env::args().any(|argument| argument == NAME) {
        run();
    }
}

/// Reads and draws on one thread; draws once for all keys that wait.
fn run() -> ! {
    let mut terminal = ratatui::init();
    let rows: Vec<String> = (0..3000).map(|n| format!("{WORD} {n}")).collect();
    let mut at = 0;
    loop {
        let draw = |frame: &mut Frame| {
            let height = usize::from(frame.area().height.saturating_sub(2));
            let first = (at + 1_usize).saturating_sub(height);
            let seen = rows.iter().skip(first).take(height).map(String::as_str);
            let list = List::new(seen).block(Block::bordered()).highlight_symbol("> ");
            let mut state = ListState::default().with_selected(Some(at - first));
            frame.render_stateful_widget(list, frame.area(), &mut state);
        };
        terminal.draw(draw).unwrap();
        loop {
            match read().unwrap() {
                Event::Key(key) if key.code == KeyCode::Char('j') => at = usize::min(at + 1, rows.len() - 1),
                Event::Key(key) if key.code == KeyCode::Char('k') => at = at.saturating_sub(1),
                _ => {}
            }
            if !poll(Duration::ZERO).unwrap() {
                break;
            }
        }
    }
}
