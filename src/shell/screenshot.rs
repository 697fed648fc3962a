//! What is on the screen, saved: pictures of it, and rows as text.

use std::path::Path;

use anyhow::{Result, anyhow};

use super::paths;
use crate::app::App;
use crate::app::msg::Msg;
use crate::backend::Output;
use crate::domain::text::escape;
use crate::stage::picture::{Format, Paper, picture};
use crate::stage::simulation;
use crate::ui::theme::{Theme, ThemeName};

/// Saves a picture of the screen as it is, in a file that its owner alone can read: it may show what is nobody else's
/// business.
///
/// # Errors
/// The name says no format, or those of `output`: nothing was written then.
pub fn save(app: &App, theme: &Theme, paper: Paper, path: &Path, output: &Output) -> Result<()> {
    let format = Format::of(path).ok_or_else(|| {
        let file = escape(&path.to_string_lossy()).into_owned();
        anyhow!("{file}: a picture's name ends with .svg, .html, .txt or .ansi. Not written.")
    })?;
    let (screen, _) = simulation::draw(app, theme);
    let page = app.page().map_or("amtui", |p| p.at.title());
    let picture = picture(&screen, format, paper, &format!("amtui: {page}"));
    Ok(output.save(path, picture.as_bytes())?)
}

/// What a person reads after [`save`].
pub fn saved_notice(saved: &Result<()>, path: &Path) -> Msg {
    match saved {
        Ok(()) => Msg::Notice(true, format!("Picture saved in {}.", escape(&path.to_string_lossy()))),
        Err(why) => Msg::Notice(false, why.to_string()),
    }
}

/// Saves text in a file that its owner alone can read, and says so. Where there is such a file it gets a name with a number.
pub fn save_text(file: &str, text: &str, saved: &str) -> Msg {
    let wanted = paths::expand_home(file);
    let path = paths::free(&wanted);
    if let Err(why) = Output::default().save(&path, text.as_bytes()) {
        return Msg::Notice(false, why.to_string());
    }
    let shown = |path: &Path| escape(&path.to_string_lossy()).into_owned();
    let kept = if path == wanted {
        String::new()
    } else {
        format!(" {} exists and stays as it is.", shown(&wanted))
    };
    Msg::Notice(true, saved.replace("{}", &shown(&path)) + &kept)
}

pub fn paper(theme: &ThemeName) -> Paper {
    match theme.base() {
        ThemeName::Light => Paper::Light,
        _ => Paper::Dark,
    }
}
