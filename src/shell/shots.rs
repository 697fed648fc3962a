//! Pictures of the screen, saved (`stage.md` P8).

use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Result, anyhow};

use super::recorder::create;
use crate::app::App;
use crate::domain::text::escape;
use crate::stage::picture::{Format, Paper, picture};
use crate::stage::theatre;
use crate::ui::theme::{Name, Theme};

/// Saves a picture of the screen as it is, in a new file that its owner alone can read: it may show what is nobody else's
/// business. A file that is there gives way only to a picture that is made `again`.
///
/// # Errors
/// The name says no format, or the file cannot be written.
pub fn save(app: &App, theme: &Theme, paper: Paper, path: &Path, again: bool) -> Result<()> {
    let file = escape(&path.to_string_lossy()).into_owned();
    let format = Format::of(path).ok_or_else(|| {
        anyhow!("{file}: a picture's name ends with .svg, .html, .txt or .ansi. Nothing was written.")
    })?;
    let (screen, _) = theatre::draw(app, theme);
    let page = app.page().map_or("amtui", |p| p.at.title());
    let picture = picture(&screen, format, paper, &format!("amtui: {page}"));
    let written = create(path, again).and_then(|mut new| new.write_all(picture.as_bytes()));
    written.map_err(|e| match e.kind() {
        io::ErrorKind::AlreadyExists => anyhow!("{file} is there already. Nothing was written: name another file."),
        _ => anyhow!("{file}: {}.", escape(&e.to_string())),
    })
}

/// The paper of a theme.
#[must_use]
pub fn paper(theme: Name) -> Paper {
    match theme {
        Name::Light => Paper::Light,
        Name::Dark | Name::HighContrast | Name::Mono => Paper::Dark,
    }
}
