//! The terminal's events as messages: read on a thread of their own, translated where the state is known.

use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{
    self, Event as Terminal, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};

use super::Event;
use crate::app::App;
use crate::app::key::{Code, Key};
use crate::app::msg::{Mouse, Msg, Size};
use crate::ui;

/// Reads on a thread of its own until the terminal is gone.
pub fn listen(events: Sender<Event>) {
    let gone = events.clone();
    let read = move || {
        loop {
            let event = event::read().map_or(Event::Gone, Event::Terminal);
            let gone = matches!(event, Event::Gone);
            if events.send(event).is_err() || gone {
                return;
            }
        }
    };
    // Without a thread to read keys there is nothing the program could do: it ends as if the terminal were gone.
    if thread::Builder::new().name("input".into()).spawn(read).is_err() {
        let _ = gone.send(Event::Gone);
    }
}

/// The message of an event; `None` for those that mean nothing here. Rows must be up to date to say what was clicked.
pub fn message(event: Terminal, app: &mut App) -> Option<Msg> {
    match event {
        Terminal::Key(key) => key_of(key).map(Msg::Key),
        Terminal::Paste(text) => Some(Msg::Paste(text)),
        Terminal::Resize(width, height) => Some(Msg::Resize(Size { width, height })),
        Terminal::Mouse(mouse) => {
            let what = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Mouse::Click,
                MouseEventKind::ScrollDown => Mouse::WheelDown,
                MouseEventKind::ScrollUp => Mouse::WheelUp,
                _ => return None,
            };
            app.settle();
            Some(Msg::Mouse(what, ui::target(app, mouse.column, mouse.row)))
        }
        Terminal::FocusGained | Terminal::FocusLost => None,
    }
}

fn key_of(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let held = |modifier| event.modifiers.contains(modifier);
    let code = match event.code {
        KeyCode::Char(c) if held(KeyModifiers::CONTROL) => Code::Char(c.to_ascii_lowercase()),
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::F(n) => Code::F(n),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    Some(Key {
        code,
        ctrl: held(KeyModifiers::CONTROL),
        alt: held(KeyModifiers::ALT),
        repeat: event.kind == KeyEventKind::Repeat,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_translated_and_releases_are_dropped() {
        let key = |code, modifiers| key_of(KeyEvent::new(code, modifiers));
        assert_eq!(key(KeyCode::Char('D'), KeyModifiers::SHIFT), Some(Key::char('D')));
        assert_eq!(key(KeyCode::Char('c'), KeyModifiers::CONTROL), Some(Key::ctrl('c')));
        assert_eq!(key(KeyCode::BackTab, KeyModifiers::SHIFT), Key::parse("Shift-Tab"));
        let released = KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(key_of(released), None);
    }
}
