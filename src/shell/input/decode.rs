//! Turns what a terminal sends into keys, pastes and mouse events. No sequence that stays unfinished holds back a key for
//! long: it has a longest form and a time, and Ctrl-C ends it at once.

mod sequence;

use std::time::Duration;

use self::sequence::{mouse, sequence, single};
use crate::app::key::{Code, Key};
use crate::app::msg::Mouse;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalInput {
    /// Pressed, or held.
    Key(Key),
    Paste(String),
    /// With column and row, from 0.
    Mouse(Mouse, u16, u16),
    /// The terminal's background, as it answers when asked: whether that is light.
    Background(bool),
}

/// After this much silence Escape is a key. The rest of a sequence comes sooner, also over a network.
const ESCAPE: Duration = Duration::from_millis(25);
/// After this much silence a sequence is dropped.
const SEQUENCE: Duration = Duration::from_millis(100);
/// After this much silence a paste is over.
const PASTE: Duration = Duration::from_secs(1);

/// The most bytes of a sequence of numbers: those of the mouse and of keys have less than 20.
const LONGEST: usize = 64;
/// The most bytes of a string that a terminal sends as an answer.
const LONGEST_STRING: usize = 4096;
/// The most bytes of a paste that are kept.
const LONGEST_PASTE: usize = 1 << 20;

const PASTE_END: &[u8] = b"\x1b[201~";
const CTRL_C: u8 = 3;
const ESC: u8 = 0x1b;

#[derive(Debug, Default)]
enum DecoderState {
    #[default]
    Ground,
    /// The first bytes of a character of several bytes.
    Char { bytes: Vec<u8>, alt: bool },
    /// After Escape.
    Escape,
    /// After `ESC O`.
    Single,
    /// After `ESC [`: parameters.
    Control(Vec<u8>),
    /// After `ESC [ [`: F1 to F5 of the Linux console.
    Console,
    /// After `ESC [ M`: button, column and row in a byte each.
    OldMouse(Vec<u8>),
    /// A string that answers a question, until BEL or `ESC \`. It may be meant for a program before this one.
    Answer { text: Vec<u8>, escape: bool },
    /// A paste. What is abandoned is read to its end and thrown away, but for Ctrl-C and a byte behind it.
    Paste {
        text: Vec<u8>,
        ended: usize,
        abandoned: bool,
    },
    /// After a paste whose end did not come in time: its rest may still come.
    Stalled {
        /// A key came since then.
        key: bool,
    },
}

impl DecoderState {
    /// A paste that is read to its end and thrown away.
    const ABANDONED: Self = Self::Paste {
        text: Vec::new(),
        ended: 0,
        abandoned: true,
    };
}

/// Decodes the bytes of a terminal, in pieces of any size.
#[derive(Debug, Default)]
pub struct Decoder {
    state: DecoderState,
    out: Vec<TerminalInput>,
}

impl Decoder {
    pub fn decode(&mut self, bytes: &[u8]) {
        let stalled = matches!(self.state, DecoderState::Stalled { .. });
        let key = stalled && is_one_key(bytes);
        if stalled {
            self.state = if key {
                DecoderState::Ground
            } else {
                DecoderState::ABANDONED
            };
        }
        for byte in bytes {
            self.byte(*byte);
        }
        if key && matches!(self.state, DecoderState::Ground) {
            self.state = DecoderState::Stalled { key };
        }
    }

    /// Takes the input that is complete.
    pub fn inputs(&mut self) -> impl Iterator<Item = TerminalInput> {
        std::mem::take(&mut self.out).into_iter()
    }

    /// How long to wait for the rest of an unfinished sequence; `None` without one.
    pub fn timeout(&self) -> Option<Duration> {
        match &self.state {
            DecoderState::Ground | DecoderState::Stalled { key: false } => None,
            DecoderState::Escape => Some(ESCAPE),
            DecoderState::Paste { .. } | DecoderState::Stalled { key: true } => Some(PASTE),
            _ => Some(SEQUENCE),
        }
    }

    /// Ends what is unfinished: Escape and what Alt makes of `[` and `O` are keys, a paste is what came of it, and all else
    /// is rubbish. Bytes that come parallel after such a paste are its rest, and not keys.
    pub fn time_out(&mut self) {
        match std::mem::take(&mut self.state) {
            DecoderState::Escape => self.key(Key::plain(Code::Esc)),
            DecoderState::Single => self.key(alt(Key::char('O'))),
            DecoderState::Control(parameters) if parameters.is_empty() => self.key(alt(Key::char('['))),
            DecoderState::Paste {
                text, abandoned: false, ..
            } => {
                self.paste(&text);
                self.state = DecoderState::Stalled { key: false };
            }
            _ => {}
        }
    }

    fn key(&mut self, key: Key) {
        self.out.push(TerminalInput::Key(key));
    }

    fn paste(&mut self, text: &[u8]) {
        self.out
            .push(TerminalInput::Paste(String::from_utf8_lossy(text).into_owned()));
    }

    fn byte(&mut self, byte: u8) {
        if byte == CTRL_C {
            return self.interrupt();
        }
        self.state = match std::mem::take(&mut self.state) {
            DecoderState::Ground | DecoderState::Stalled { .. } => self.ground(byte, false),
            DecoderState::Char { bytes, alt } => self.char(bytes, byte, alt),
            DecoderState::Escape => self.escape(byte),
            DecoderState::Single => match single(byte) {
                Some(code) => self.whole(Key::plain(code)),
                None => self.restart(byte),
            },
            DecoderState::Control(parameters) => self.control(parameters, byte),
            DecoderState::Console => match byte {
                b'A'..=b'E' => self.whole(Key::plain(Code::F(byte - b'A' + 1))),
                _ => self.restart(byte),
            },
            DecoderState::OldMouse(bytes) => self.old_mouse(bytes, byte),
            DecoderState::Answer { mut text, escape } => match byte {
                7 => self.answered(&text),
                b'\\' if escape => self.answered(&text),
                _ if escape => self.escape(byte),
                0..0x20 if byte != ESC => self.ground(byte, false),
                _ if text.len() == LONGEST_STRING => DecoderState::Ground,
                _ => {
                    text.push(byte);
                    DecoderState::Answer {
                        text,
                        escape: byte == ESC,
                    }
                }
            },
            DecoderState::Paste { text, ended, abandoned } => self.pasted(text, ended, byte, abandoned),
        };
    }

    /// A string that answers a question: of all only the background's colour matters.
    fn answered(&mut self, text: &[u8]) -> DecoderState {
        let light = std::str::from_utf8(text).ok().and_then(is_light);
        self.out.extend(light.map(TerminalInput::Background));
        DecoderState::Ground
    }

    /// Ctrl-C is a key wherever it stands. It abandons a paste, whose rest must not be taken for keys. Another one behind more
    /// text of the same paste is no key: two of them would quit.
    fn interrupt(&mut self) {
        if let DecoderState::Paste { text, abandoned, .. } = &mut self.state {
            if *abandoned && text.len() > 1 {
                return;
            }
            *abandoned = true;
            *text = vec![CTRL_C];
        } else {
            self.time_out();
        }
        self.key(Key::ctrl('c'));
    }

    fn whole(&mut self, key: Key) -> DecoderState {
        self.key(key);
        DecoderState::Ground
    }

    /// A byte that does not belong to the sequence before it: that is dropped. Letters would be a part of it.
    fn restart(&mut self, byte: u8) -> DecoderState {
        match byte {
            0..0x20 | 0x7f.. => self.ground(byte, false),
            _ => DecoderState::Ground,
        }
    }

    fn ground(&mut self, byte: u8, with_alt: bool) -> DecoderState {
        let key = match byte {
            ESC => return DecoderState::Escape,
            0xc2..=0xf4 => {
                return DecoderState::Char {
                    bytes: vec![byte],
                    alt: with_alt,
                };
            }
            // No character begins with these.
            0x80.. => return DecoderState::Ground,
            b'\r' => Key::plain(Code::Enter),
            b'\t' => Key::plain(Code::Tab),
            0x7f => Key::plain(Code::Backspace),
            0 => Key::ctrl(' '),
            1..=26 => Key::ctrl(char::from(byte - 1 + b'a')),
            28..=31 => Key::ctrl(char::from(byte - 28 + b'4')),
            _ => Key::char(char::from(byte)),
        };
        self.whole(Key { alt: with_alt, ..key })
    }

    fn char(&mut self, mut bytes: Vec<u8>, byte: u8, alt: bool) -> DecoderState {
        if byte & 0xc0 != 0x80 {
            return self.ground(byte, false);
        }
        bytes.push(byte);
        match str::from_utf8(&bytes) {
            Ok(text) => {
                let keys = text.chars().map(|c| TerminalInput::Key(Key { alt, ..Key::char(c) }));
                self.out.extend(keys);
                DecoderState::Ground
            }
            Err(wrong) if wrong.error_len().is_none() => DecoderState::Char { bytes, alt },
            Err(_) => DecoderState::Ground,
        }
    }

    fn escape(&mut self, byte: u8) -> DecoderState {
        match byte {
            ESC => {
                self.key(Key::plain(Code::Esc));
                DecoderState::Escape
            }
            b'[' => DecoderState::Control(Vec::new()),
            b'O' => DecoderState::Single,
            b'P' | b'X' | b']' | b'^' | b'_' => DecoderState::Answer {
                text: Vec::new(),
                escape: false,
            },
            _ => self.ground(byte, true),
        }
    }

    fn control(&mut self, mut parameters: Vec<u8>, byte: u8) -> DecoderState {
        match byte {
            b'[' if parameters.is_empty() => DecoderState::Console,
            b'M' if parameters.is_empty() => DecoderState::OldMouse(Vec::new()),
            0x20..=0x3f if parameters.len() < LONGEST => {
                parameters.push(byte);
                DecoderState::Control(parameters)
            }
            0x20..=0x3f => DecoderState::Ground,
            b'~' if parameters == b"200" => DecoderState::Paste {
                text: Vec::new(),
                ended: 0,
                abandoned: false,
            },
            0x40..=0x7e => {
                self.out.extend(sequence(&parameters, byte));
                DecoderState::Ground
            }
            _ => self.restart(byte),
        }
    }

    fn old_mouse(&mut self, mut bytes: Vec<u8>, byte: u8) -> DecoderState {
        if byte < 0x20 {
            return self.restart(byte);
        }
        bytes.push(byte - 0x20);
        if let [button, column, row] = bytes[..] {
            self.out
                .extend(mouse(u16::from(button), u16::from(column), u16::from(row)));
            return DecoderState::Ground;
        }
        DecoderState::OldMouse(bytes)
    }

    fn pasted(&mut self, mut text: Vec<u8>, ended: usize, byte: u8, abandoned: bool) -> DecoderState {
        if PASTE_END.get(ended) == Some(&byte) {
            if ended + 1 == PASTE_END.len() {
                if !abandoned {
                    self.paste(&text);
                }
                return DecoderState::Ground;
            }
            return DecoderState::Paste {
                text,
                ended: ended + 1,
                abandoned,
            };
        }
        // What looked like the end was text.
        let begun = PASTE_END.get(..ended).unwrap_or_default();
        let ended = usize::from(byte == ESC);
        if !abandoned && text.len() + begun.len() < LONGEST_PASTE {
            text.extend_from_slice(begun);
            text.extend((ended == 0).then_some(byte));
        } else if abandoned && text.len() == 1 {
            text.push(byte);
        }
        DecoderState::Paste { text, ended, abandoned }
    }
}

/// Whether these bytes are what a terminal sends for one key, or for one event of the mouse.
fn is_one_key(bytes: &[u8]) -> bool {
    let mut decoder = Decoder::default();
    decoder.decode(bytes);
    match decoder.state {
        DecoderState::Ground => decoder.out.len() == 1,
        DecoderState::Escape => decoder.out.is_empty(),
        _ => false,
    }
}

fn alt(key: Key) -> Key {
    Key { alt: true, ..key }
}

/// Whether `11;rgb:ffff/ffff/ffff` names a light colour.
fn is_light(answer: &str) -> Option<bool> {
    let colour = answer.trim_end_matches('\u{1b}').strip_prefix("11;rgb:")?;
    let mut parts = colour.split('/').map(|digits| {
        let most = 16u32.checked_pow(u32::try_from(digits.len()).ok()?)?.checked_sub(1)?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        (most > 0).then(|| f64::from(value) / f64::from(most))
    });
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    Some(0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5)
}
