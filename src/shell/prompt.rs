//! Asks a person for a secret on the terminal of a shell: nothing of it is seen, and the terminal is as before afterwards.

use std::io::{self, IsTerminal as _, Write as _};

use anyhow::{Result, anyhow, bail};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use zeroize::Zeroizing;

use crate::domain::secret::Secret;

/// The terminal while a secret is typed.
struct Masked;

impl Masked {
    fn begin() -> io::Result<Self> {
        enable_raw_mode()?;
        Ok(Self)
    }
}

impl Drop for Masked {
    fn drop(&mut self) {
        // A terminal that does not listen any more cannot be helped.
        let _ = disable_raw_mode();
        let _ = writeln!(io::stderr());
    }
}

/// What became of a key.
#[derive(Debug, PartialEq, Eq)]
enum After {
    More,
    Done,
    Stopped,
}

/// Asks for a secret. `what` begins the question, fit to be shown: `Client secret of app-1`. `variable` is the one to set
/// where nobody can be asked.
///
/// # Errors
/// There is no terminal; nothing was entered; the person stopped it with `Ctrl-C`, `Ctrl-D` or `Esc`. Nothing is kept then.
pub fn secret(what: &str, variable: &str) -> Result<Secret> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        bail!("{what} cannot be asked for: this is not a terminal. Set {variable}.");
    }
    let broken = |e: io::Error| anyhow!("{what} cannot be asked for: {e}. Set {variable}.");
    let mut err = io::stderr();
    // Before the question: what is typed at once must not be seen.
    let masked = Masked::begin().map_err(broken)?;
    write!(err, "{what} (not shown): ")
        .and_then(|()| err.flush())
        .map_err(broken)?;
    let mut typed = Typed::default();
    let ended = loop {
        match event::read().map_err(broken)? {
            Event::Key(key) if key.kind != KeyEventKind::Release => match typed.take(key) {
                After::More => {}
                ended => break ended,
            },
            _ => {}
        }
    };
    drop(masked);
    if ended == After::Stopped {
        bail!("Stopped: nothing was entered, and nothing has changed.");
    }
    if typed.0.is_empty() {
        bail!("Nothing was entered, and nothing has changed.");
    }
    Ok(Secret::new(std::mem::take(&mut typed.0)))
}

/// The room for a secret, in bytes: beyond it, what grows would be copied and the copy left behind.
const ROOM: usize = 16 << 10;

/// What was typed so far.
struct Typed(Zeroizing<String>);

impl Default for Typed {
    fn default() -> Self {
        Self(Zeroizing::new(String::with_capacity(ROOM)))
    }
}

impl Typed {
    fn take(&mut self, key: KeyEvent) -> After {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Enter => return After::Done,
            KeyCode::Char('j' | 'm') if ctrl => return After::Done,
            KeyCode::Char('c' | 'd') if ctrl => return After::Stopped,
            KeyCode::Esc => return After::Stopped,
            KeyCode::Char('u') if ctrl => self.0.clear(),
            KeyCode::Char('h') if ctrl => drop(self.0.pop()),
            KeyCode::Backspace => drop(self.0.pop()),
            KeyCode::Char(c) if !ctrl && self.0.len() + c.len_utf8() <= ROOM => self.0.push(c),
            _ => {}
        }
        After::More
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[KeyEvent]) -> (String, After) {
        let mut typed = Typed::default();
        let ended = keys.iter().map(|key| typed.take(*key)).last().expect("a key");
        (typed.0.to_string(), ended)
    }

    fn plain(code: KeyCode) -> KeyEvent {
        KeyEvent::new(code, KeyModifiers::NONE)
    }

    fn ctrl(c: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)
    }

    #[test]
    fn keys_type_correct_end_and_stop_it() {
        let [a, b] = ['a', '\u{e4}'].map(|c| plain(KeyCode::Char(c)));
        assert_eq!(typed(&[a, b, plain(KeyCode::Enter)]), ("a\u{e4}".into(), After::Done));
        assert_eq!(typed(&[a, b, plain(KeyCode::Backspace), a]), ("aa".into(), After::More));
        assert_eq!(typed(&[a, ctrl('u'), b]), ("\u{e4}".into(), After::More));
        assert_eq!(typed(&[a, ctrl('x'), plain(KeyCode::Tab)]), ("a".into(), After::More));
        for stop in [ctrl('c'), ctrl('d'), plain(KeyCode::Esc)] {
            assert_eq!(typed(&[a, stop]).1, After::Stopped);
        }
    }

    #[test]
    fn what_is_too_long_is_not_copied_about() {
        let mut typed = Typed::default();
        for _ in 0..=ROOM {
            typed.take(plain(KeyCode::Char('x')));
        }
        assert_eq!((typed.0.len(), typed.0.capacity()), (ROOM, ROOM));
    }
}
