//! Pictures of the screen, saved (`stage.md` P8).

use std::path::Path;

use anyhow::{Result, anyhow};

use crate::app::App;
use crate::domain::text::escape;
use crate::stage::picture::{Format, Paper, picture};
use crate::stage::theatre;
use crate::ui::theme::{Name, Theme};

/// Saves a picture of the screen as it is.
///
/// # Errors
/// The name says no format, or the file cannot be written.
pub fn save(app: &App, theme: &Theme, paper: Paper, path: &Path) -> Result<()> {
    let file = escape(&path.to_string_lossy()).into_owned();
    let format = Format::of(path).ok_or_else(|| {
        anyhow!("{file}: a picture's name ends with .svg, .html, .txt or .ansi. Nothing was written.")
    })?;
    let (screen, _) = theatre::draw(app, theme);
    let page = app.page().map_or("amtui", |p| p.at.title());
    write(path, &picture(&screen, format, paper, &format!("amtui: {page}"))).map_err(|e| anyhow!("{file}: {e}."))
}

/// Writes a file that its owner alone can read: a picture may show what is nobody else's business.
///
/// # Errors
/// It cannot be written.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = std::fs::OpenOptions::new();
    options
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?
        .write_all(text.as_bytes())
}

/// The paper of a theme.
#[must_use]
pub fn paper(theme: Name) -> Paper {
    match theme {
        Name::Light => Paper::Light,
        Name::Dark | Name::HighContrast | Name::Mono => Paper::Dark,
    }
}
