//! What keys do in a text field.

use tui_input::{Input, InputRequest};

use super::key::{Code, Key};

/// Why a paste is not taken (docs/guide.md, D11).
pub const REFUSED_PASTE: &str = "Not pasted: the text contains a line break or another control character.";

/// Why a paste is not taken: nothing that is asked for here is this long.
pub const LONG_PASTE: &str = "Not pasted: the text is longer than 4,096 characters.";
const LONGEST_PASTE: usize = 4096;

/// Lets the field have a key; says whether it did anything with it.
pub fn edit(field: &mut Input, key: Key) -> bool {
    use InputRequest as R;
    let request = match key.code {
        Code::Char(c) if key.ctrl => match c.to_ascii_lowercase() {
            'a' => R::GoToStart,
            'e' => R::GoToEnd,
            'w' => R::DeletePrevWord,
            'u' => R::DeleteFromStart,
            'k' => R::DeleteTillEnd,
            'h' => R::DeletePrevChar,
            _ => return false,
        },
        Code::Char(c) if !key.alt => R::InsertChar(c),
        Code::Backspace if key.ctrl || key.alt => R::DeletePrevWord,
        Code::Backspace => R::DeletePrevChar,
        Code::Delete => R::DeleteNextChar,
        Code::Left if key.ctrl => R::GoToPrevWord,
        Code::Right if key.ctrl => R::GoToNextWord,
        Code::Left => R::GoToPrevChar,
        Code::Right => R::GoToNextChar,
        Code::Home => R::GoToStart,
        Code::End => R::GoToEnd,
        _ => return false,
    };
    field.handle(request);
    true
}

/// Pastes text: one final line break is dropped, any other control character refuses all of it.
///
/// # Errors
/// The sentence that says so; the field is as it was.
pub fn paste(field: &mut Input, text: &str) -> Result<(), &'static str> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.chars().any(char::is_control) {
        return Err(REFUSED_PASTE);
    }
    if text.chars().count() > LONGEST_PASTE {
        return Err(LONG_PASTE);
    }
    let value = field.value();
    let split = value.char_indices().nth(field.cursor()).map_or(value.len(), |(i, _)| i);
    let (before, after) = value.split_at(split);
    let cursor = field.cursor() + text.chars().count();
    *field = Input::new([before, text, after].concat()).with_cursor(cursor);
    Ok(())
}
