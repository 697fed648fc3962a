//! Asks for a secret on the terminal of a shell, without showing it.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Result, anyhow, bail};
use rustix::termios::Termios;
use zeroize::Zeroizing;

use super::input::{Keyboard, TerminalInput};
use super::term;
use crate::app::key::{Code, Key};
use crate::domain::secret::Secret;

/// The modes of the terminal before a secret is typed, while it is typed. A signal has no other way to know.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

fn before() -> MutexGuard<'static, Option<Termios>> {
    BEFORE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives the terminal back its modes where a secret is being typed. A terminal that is gone cannot be helped.
pub fn restore_terminal() {
    if let Some(modes) = before().take() {
        let _ = term::set(&modes);
    }
}

struct HiddenInput;

impl HiddenInput {
    fn begin() -> io::Result<Self> {
        // A signal waits for this lock, and then finds the modes.
        let mut before = before();
        let modes = before.insert(term::modes()?);
        term::raw(modes)?;
        Ok(Self)
    }
}

impl Drop for HiddenInput {
    fn drop(&mut self) {
        restore_terminal();
        let _ = writeln!(io::stderr());
    }
}

/// How far a secret is typed.
#[derive(Debug, PartialEq, Eq)]
pub enum SecretPromptState {
    Typing,
    Done,
    Stopped,
}

/// Asks for a secret. `what` begins the question, fit to be shown: `Client secret of app-1`. `variable` is the one to set
/// where nobody can be asked.
pub fn ask_secret(what: &str, variable: &str) -> Result<Secret> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        bail!("{what} can't be asked for: this is not a terminal. Set {variable}.");
    }
    let broken = |e: io::Error| anyhow!("{what} can't be asked for: {e}. Set {variable}.");
    let mut err = io::stderr();
    // Before the question: what is typed at once must not be seen.
    let hidden = HiddenInput::begin().map_err(broken)?;
    write!(err, "{what} (not shown): ")
        .and_then(|()| err.flush())
        .map_err(broken)?;
    let (mut typed, mut keyboard) = (TypedSecret::default(), Keyboard::default());
    let mut ended = SecretPromptState::Typing;
    while ended == SecretPromptState::Typing {
        for input in keyboard.read().map_err(broken)? {
            if let (TerminalInput::Key(key), SecretPromptState::Typing) = (input, &ended) {
                ended = typed.take(key);
            }
        }
    }
    drop(hidden);
    if ended == SecretPromptState::Stopped {
        bail!("Stopped: nothing was entered, and nothing has changed.");
    }
    if typed.0.is_empty() {
        bail!("Not changed: no secret was entered.");
    }
    Ok(Secret::new(std::mem::take(&mut typed.0)))
}

/// The room for a secret, in bytes: beyond it, what grows would be copied and the copy left behind.
pub const ROOM: usize = 16 << 10;

/// A secret as it is typed.
pub struct TypedSecret(pub Zeroizing<String>);

impl Default for TypedSecret {
    fn default() -> Self {
        Self(Zeroizing::new(String::with_capacity(ROOM)))
    }
}

impl TypedSecret {
    /// Takes a key, and says what is next.
    pub fn take(&mut self, key: Key) -> SecretPromptState {
        let ctrl = key.ctrl;
        match key.code {
            Code::Enter => return SecretPromptState::Done,
            Code::Char('j' | 'm') if ctrl => return SecretPromptState::Done,
            Code::Char('c' | 'd') if ctrl => return SecretPromptState::Stopped,
            Code::Esc => return SecretPromptState::Stopped,
            Code::Char('u') if ctrl => self.0.clear(),
            Code::Char('h') if ctrl => drop(self.0.pop()),
            Code::Backspace => drop(self.0.pop()),
            Code::Char(c) if !ctrl && self.0.len() + c.len_utf8() <= ROOM => self.0.push(c),
            _ => {}
        }
        SecretPromptState::Typing
    }
}
