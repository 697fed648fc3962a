//! Tapes: the VHS language, so that one file drives amtui and VHS alike. Directives of our own hide in
//! comments.

mod tokens;

use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use regex_lite::Regex;

use self::tokens::{TapeToken, TapeTokens};
use crate::app::Place;
use crate::app::key::{Code, Key};
use crate::app::viewport::Size;
use crate::domain::near::suggestion;
use crate::domain::text::escape;
use crate::ui::theme::ThemeName;

#[derive(Clone, Debug)]
pub struct Tape {
    /// The only size it plays at, where its screens need one.
    pub size: Option<Size>,
    pub theme: ThemeName,
    pub user: Option<String>,
    pub open: Option<Place>,
    pub read_only: bool,
    pub steps: Vec<TapeStep>,
}

#[derive(Clone, Debug)]
pub struct TapeStep {
    pub line: usize,
    pub command: TapeCommand,
}

#[derive(Clone, Debug)]
pub enum TapeCommand {
    Type {
        text: String,
        /// Time per character, else the speed of the tape.
        each: Option<Duration>,
    },
    Key {
        key: Key,
        times: usize,
        each: Option<Duration>,
    },
    Sleep(Duration),
    Wait {
        pattern: Regex,
        /// Anywhere on the screen, not only in the line of the cursor.
        anywhere: bool,
        /// Time limit, else that of the tape.
        within: Option<Duration>,
    },
    Screenshot(PathBuf),
    /// Pauses the recording (`true`) or resumes it.
    Hide(bool),
    Speed(Duration),
    /// Time limit of the waits that follow.
    Patience(Duration),
    Caption(String),
    Marker(String),
    /// How long a notice stays at most.
    Notices(Duration),
}

/// Settings of VHS for its own pictures: ignored.
const LOOKS: [&str; 16] = [
    "FontSize",
    "FontFamily",
    "Width",
    "Height",
    "LetterSpacing",
    "LineHeight",
    "LoopOffset",
    "Theme",
    "Padding",
    "Framerate",
    "PlaybackSpeed",
    "MarginFill",
    "Margin",
    "BorderRadius",
    "WindowBar",
    "WindowBarSize",
];

const COMMANDS: [&str; 13] = [
    "Type",
    "Sleep",
    "Wait",
    "Wait+Line",
    "Wait+Screen",
    "Screenshot",
    "Hide",
    "Show",
    "Set",
    "Output",
    "Require",
    "Env",
    "Source",
];

const DIRECTIVES: [&str; 11] = [
    "size",
    "theme",
    "fresh",
    "read-only",
    "as",
    "open",
    "caption",
    "marker",
    "notices",
    "vhs-only",
    "end",
];

/// The keys that have a name. Function keys and letters are beside them.
const KEYS: [(&str, Code); 15] = [
    ("Enter", Code::Enter),
    ("Tab", Code::Tab),
    ("Space", Code::Char(' ')),
    ("Backspace", Code::Backspace),
    ("Delete", Code::Delete),
    ("Insert", Code::Insert),
    ("Escape", Code::Esc),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PageUp", Code::PageUp),
    ("PageDown", Code::PageDown),
];

/// Refuses a file outside the current folder: a tape may come from anybody.
///
/// # Errors
/// It may be elsewhere: a sentence.
pub fn below(path: &Path) -> Result<&Path, String> {
    let inside = path
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if inside {
        return Ok(path);
    }
    let file = escape(&path.to_string_lossy()).into_owned();
    Err(format!(
        "{file}: a tape or a tour writes only below the current folder. Not written."
    ))
}

impl Tape {
    /// Reads a tape.
    ///
    /// # Errors
    /// Everything that is wrong with it, as `line: sentence`.
    pub fn parse(text: &str) -> Result<Self, Vec<String>> {
        let mut tape = Self {
            size: None,
            theme: ThemeName::Dark,
            user: None,
            open: None,
            read_only: false,
            steps: Vec::new(),
        };
        let mut problems = Vec::new();
        let mut elsewhere = false;
        for (at, line) in text.lines().enumerate() {
            let number = at + 1;
            let done = match line.trim().strip_prefix("#!").map(str::trim) {
                Some("vhs-only") => {
                    elsewhere = true;
                    Ok(())
                }
                Some("end") => {
                    elsewhere = false;
                    Ok(())
                }
                _ if elsewhere => Ok(()),
                Some(directive) => tape.directive(directive, number),
                None => tape.line(line, number),
            };
            problems.extend(done.err().map(|why| format!("{number}: {why}")));
        }
        if elsewhere {
            problems.push(format!("{}: `#! vhs-only` has no `#! end`.", text.lines().count()));
        }
        if problems.is_empty() { Ok(tape) } else { Err(problems) }
    }

    fn push(&mut self, line: usize, command: TapeCommand) {
        self.steps.push(TapeStep { line, command });
    }

    fn directive(&mut self, text: &str, line: usize) -> Result<(), String> {
        let (name, rest) = text.split_once(' ').unwrap_or((text, ""));
        let rest = rest.trim();
        match name {
            "size" => {
                let size = rest.split_once('x');
                let size = size.and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
                let fits = size.filter(|(w, h)| (1..=500).contains(w) && (1..=200).contains(h));
                let (width, height) = fits.ok_or("a size is written as 80x24, up to 500x200.")?;
                self.size = Some(Size { width, height });
            }
            "theme" => {
                self.theme = ThemeName::parse(rest).ok_or("the themes are dark, light, high-contrast and mono.")?;
            }
            // A tape is always played on an organization of its own.
            "fresh" if rest.is_empty() => {}
            "read-only" if rest.is_empty() => self.read_only = true,
            "as" if !rest.is_empty() => self.user = Some(rest.to_owned()),
            "open" => self.open = Some(Place::parse(rest).ok_or("there is no such place.")?),
            "caption" => self.push(line, TapeCommand::Caption(quoted(rest)?)),
            "marker" => self.push(line, TapeCommand::Marker(quoted(rest)?)),
            "notices" => {
                let most = duration(rest)?;
                if most < Duration::from_secs(1) {
                    return Err("a notice stays for 1s at least: it must be read.".into());
                }
                self.push(line, TapeCommand::Notices(most));
            }
            _ => {
                let near = suggestion(name, DIRECTIVES);
                return Err(format!("`#! {}` is not a directive.{near}", escape(name)));
            }
        }
        Ok(())
    }

    fn line(&mut self, text: &str, line: usize) -> Result<(), String> {
        let mut tokens = TapeTokens { rest: text };
        while let Some(word) = tokens.next()? {
            let command = Self::command(&word, &mut tokens)?;
            if let Some(command) = command {
                self.push(line, command);
            }
        }
        Ok(())
    }

    fn command(word: &TapeToken, tokens: &mut TapeTokens<'_>) -> Result<Option<TapeCommand>, String> {
        let TapeToken::Plain(word) = word else {
            return Err("a command was expected here, not text in quotes.".into());
        };
        let (head, each) = match word.split_once('@') {
            Some((head, time)) => (head, Some(duration(time)?)),
            None => (word.as_str(), None),
        };
        Ok(Some(match head {
            "Type" => TapeCommand::Type {
                text: tokens.text()?,
                each,
            },
            "Sleep" => TapeCommand::Sleep(duration(&tokens.plain("a time")?)?),
            "Wait" | "Wait+Line" | "Wait+Screen" => TapeCommand::Wait {
                pattern: tokens.pattern()?,
                anywhere: head == "Wait+Screen",
                within: each,
            },
            "Screenshot" => TapeCommand::Screenshot(below(Path::new(&tokens.name()?))?.to_owned()),
            "Hide" => TapeCommand::Hide(true),
            "Show" => TapeCommand::Hide(false),
            "Set" => match tokens.plain("a setting")?.as_str() {
                "TypingSpeed" => TapeCommand::Speed(duration(&tokens.plain("a time")?)?),
                "WaitTimeout" => TapeCommand::Patience(duration(&tokens.plain("a time")?)?),
                looks if LOOKS.contains(&looks) => {
                    tokens.skip_line();
                    return Ok(None);
                }
                other => {
                    let near = suggestion(other, LOOKS.into_iter().chain(["TypingSpeed", "WaitTimeout"]));
                    return Err(format!("there is no setting `{}`.{near}", escape(other)));
                }
            },
            "Output" | "Require" | "Env" => {
                tokens.skip_line();
                return Ok(None);
            }
            "Source" => return Err("a tape does not read other tapes: `Source` is refused.".into()),
            name => TapeCommand::Key {
                key: key(name).ok_or_else(|| {
                    let near = suggestion(name, COMMANDS.into_iter().chain(KEYS.map(|(name, _)| name)));
                    format!("`{}` is neither a command nor a key.{near}", escape(name))
                })?,
                times: tokens.count(),
                each,
            },
        }))
    }
}

/// A key as VHS names it: `Enter`, `PageDown`, `Ctrl+S`, `Alt+x`, `Shift+Tab`.
fn key(name: &str) -> Option<Key> {
    let mut parts: Vec<&str> = name.split('+').collect();
    let last = parts.pop()?;
    let mut chars = last.chars();
    let code = match (chars.next(), chars.next(), parts.is_empty()) {
        // A letter alone is no key of VHS: letters are typed.
        (Some(c), None, false) => Code::Char(c),
        // Beyond VHS: amtui binds function keys.
        (Some('F'), Some('1'..='9'), _) => Code::F(last.get(1..)?.parse().ok().filter(|n| (1..=12).contains(n))?),
        _ => KEYS.iter().find(|(n, _)| *n == last).map(|(_, code)| *code)?,
    };
    let mut key = Key::plain(code);
    for part in parts {
        match part {
            "Ctrl" => key.ctrl = true,
            "Alt" => key.alt = true,
            "Shift" if code == Code::Tab => key.code = Code::BackTab,
            "Shift" => {}
            _ => return None,
        }
    }
    if let (true, Code::Char(c)) = (key.ctrl, key.code) {
        key.code = Code::Char(c.to_ascii_lowercase());
    }
    Some(key)
}

/// `500ms`, `2s`, `1m`, `.5` (seconds).
fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = match text {
        t if t.ends_with("ms") => (t.trim_end_matches("ms"), 0.001),
        t if t.ends_with('s') => (t.trim_end_matches('s'), 1.0),
        t if t.ends_with('m') => (t.trim_end_matches('m'), 60.0),
        t => (t, 1.0),
    };
    let seconds = number.parse::<f64>().ok().map(|n| n * unit);
    let fits = seconds.filter(|s| (0.0..=86_400.0).contains(s));
    fits.map(Duration::from_secs_f64)
        .ok_or_else(|| format!("`{}` is not a time, such as 500ms, 2s or 1m.", escape(text)))
}

fn quoted(text: &str) -> Result<String, String> {
    TapeTokens { rest: text }.text()
}
