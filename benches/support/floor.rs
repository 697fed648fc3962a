//! The bare program beside which amtui is measured. It draws the visible rows of a list of 3,000.

use std::time::Duration;

use bare_ratatui::Frame;
use bare_ratatui::crossterm::event::{Event, KeyCode, poll, read};
use bare_ratatui::style::{Color, Style};
use bare_ratatui::widgets::{Block, List, ListState};
use portable_pty::CommandBuilder;

const NAME: &str = "floor";
const UNLIT: &str = "floor-without-highlight";

/// A word that its first frame shows.
pub const WORD: &str = "provider";

/// The command that runs it: every benchmark is the bare program when it is asked to be. The selected row has a
/// background of its own, as in most lists.
pub fn command() -> CommandBuilder {
    named(NAME)
}

/// The same, with nothing but a sign before the selected row.
pub fn without_highlight() -> CommandBuilder {
    named(UNLIT)
}

fn named(name: &str) -> CommandBuilder {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.arg(name);
    command
}

/// Runs it where it is asked for, and never returns then.
pub fn run_if_asked() {
    match std::env::args().nth(1).as_deref() {
        Some(NAME) => run(Style::new().bg(Color::DarkGray)),
        Some(UNLIT) => run(Style::new()),
        _ => {}
    }
}

/// Reads and draws on one thread; draws once for all keys that wait.
fn run(selected: Style) -> ! {
    let mut terminal = bare_ratatui::init();
    let rows: Vec<String> = (0..3000).map(|n| format!("{WORD} {n}")).collect();
    let mut at = 0;
    loop {
        let draw = |frame: &mut Frame| {
            let height = usize::from(frame.area().height.saturating_sub(2));
            let first = (at + 1_usize).saturating_sub(height);
            let seen = rows.iter().skip(first).take(height).map(String::as_str);
            let list = List::new(seen)
                .block(Block::bordered())
                .highlight_symbol("> ")
                .highlight_style(selected);
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
