//! What whole sequences of a terminal mean.

use super::TerminalInput;
use crate::app::key::{Code, Key};
use crate::app::msg::Mouse;

/// Keys that end `ESC O` and, without numbers, `ESC [`.
pub(super) fn single(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'M' => Code::Enter,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    })
}

/// What a whole `ESC [` sequence says; `None` for those that mean nothing here, such as that the window has the focus.
pub(super) fn sequence(parameters: &[u8], last: u8) -> Option<TerminalInput> {
    let text = str::from_utf8(parameters).ok()?;
    if let Some(numbers) = text.strip_prefix('<') {
        let mut numbers = numbers.split(';').map(str::parse::<u16>);
        let (button, column, row) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
        // A small letter says that the button is up again.
        return (last == b'M').then(|| mouse(button, column, row)).flatten();
    }
    if !parameters.iter().all(|byte| matches!(byte, b'0'..=b'9' | b':' | b';')) {
        return None;
    }
    // `97:65;5:2`: the key and what it is with Shift; the modifiers and whether it is pressed, held or let go.
    let mut fields = text.split(';').map(|field| field.split(':').map(str::parse::<u32>));
    let mut key = fields.next().into_iter().flatten();
    let number = key.next().and_then(Result::ok).unwrap_or(1);
    let shifted = key.next().and_then(Result::ok);
    let mut held = fields.next().into_iter().flatten();
    let modifiers = held.next().and_then(Result::ok).unwrap_or(1).saturating_sub(1);
    let kind = held.next().and_then(Result::ok).unwrap_or(1);
    let (shift, ctrl) = (modifiers & 1 != 0, modifiers & 4 != 0);
    let code = match last {
        b'Z' => Code::BackTab,
        b'~' => numbered(number)?,
        b'u' => match unicode(number)? {
            Code::Tab if shift => Code::BackTab,
            Code::Char(c) if shift && !ctrl => Code::Char(shifted.map_or_else(|| upper(c), char::from_u32)?),
            Code::Char(c) if ctrl => Code::Char(c.to_ascii_lowercase()),
            code => code,
        },
        // The terminal says where its cursor is; F3 comes in other ways.
        b'R' if !parameters.is_empty() => return None,
        b'M' => return None,
        _ => single(last)?,
    };
    (kind != 3).then_some(TerminalInput::Key(Key {
        code,
        ctrl,
        alt: modifiers & 2 != 0,
        repeat: kind == 2,
    }))
}

fn upper(c: char) -> Option<char> {
    let mut upper = c.to_uppercase();
    upper.next().filter(|_| upper.next().is_none())
}

/// The key of `ESC [ number ~`.
fn numbered(number: u32) -> Option<Code> {
    let f = |less: u32| u8::try_from(number - less).map(Code::F).ok();
    match number {
        1 | 7 => Some(Code::Home),
        2 => Some(Code::Insert),
        3 => Some(Code::Delete),
        4 | 8 => Some(Code::End),
        5 => Some(Code::PageUp),
        6 => Some(Code::PageDown),
        11..=15 => f(10),
        17..=21 => f(11),
        23..=26 => f(12),
        28..=29 => f(13),
        31..=34 => f(14),
        _ => None,
    }
}

/// The key of `ESC [ number u`: a character, or a number of the Kitty keyboard protocol.
fn unicode(number: u32) -> Option<Code> {
    /// The keypad from 57399 on.
    const PAD: &[u8] = b"0123456789./*-+\r=,";
    Some(match number {
        8 | 127 => Code::Backspace,
        9 => Code::Tab,
        13 => Code::Enter,
        27 => Code::Esc,
        57376..=57398 => Code::F(u8::try_from(number - 57376 + 13).ok()?),
        57399..=57416 => match char::from(*PAD.get(usize::try_from(number - 57399).ok()?)?) {
            '\r' => Code::Enter,
            c => Code::Char(c),
        },
        57417 => Code::Left,
        57418 => Code::Right,
        57419 => Code::Up,
        57420 => Code::Down,
        57421 => Code::PageUp,
        57422 => Code::PageDown,
        57423 => Code::Home,
        57424 => Code::End,
        57425 => Code::Insert,
        57426 => Code::Delete,
        // The rest of its private numbers are keys that mean nothing alone.
        0..32 | 57344..=63743 => return None,
        _ => Code::Char(char::from_u32(number)?),
    })
}

/// A press of the left button, or a turn of the wheel.
pub(super) fn mouse(button: u16, column: u16, row: u16) -> Option<TerminalInput> {
    // Without Shift (4), Alt (8) and Control (16). The 32 of a movement is none of these.
    let what = match button & !0b1_1100 {
        0 => Mouse::Click,
        64 => Mouse::WheelUp,
        65 => Mouse::WheelDown,
        _ => return None,
    };
    Some(TerminalInput::Mouse(
        what,
        column.saturating_sub(1),
        row.saturating_sub(1),
    ))
}
