//! What is kept of a client provider before it is deleted, so that it can be added again by hand (R73). Imports `domain`.
//!
//! A copy holds the settings that are known to be harmless. It counts the values that it leaves out.

use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use serde_json::json;

use crate::backend::new_file::NewFile;
use crate::domain::text::escape;
use crate::domain::{Error, OrgId, Provider, ProviderRef};

/// Writes it into `folder`, which is made where it is not there, and says which file it is. Nobody but its owner reads it.
pub(super) fn save(folder: &Path, at: i64, organization: OrgId, provider: &Provider) -> Result<String, Error> {
    if provider.config.is_none() {
        return Err(Error::BackupFailed(
            "Not deleted: its configuration could not be read, so that it could not be kept.".into(),
        ));
    }
    let time = jiff::Timestamp::from_second(at).unwrap_or_default();
    let id = match provider.row.id {
        ProviderRef::External(id) => id.short(),
        ProviderRef::BuiltIn => "built-in".into(),
    };
    let path = folder.join(format!("{}-{id}.json", time.strftime("%Y%m%dT%H%M%SZ")));
    let copy = json!({
        "deleted": time.to_string(),
        "organizationId": organization,
        "clientProvider": provider.config,
        "secretsToEnterAgain": provider.secrets,
        "valuesLeftOut": provider.unknown,
    });
    let shown = || escape(&path.to_string_lossy()).into_owned();
    write(folder, &path, &copy).map_err(|why| {
        Error::BackupFailed(format!(
            "Not deleted: its configuration could not be kept in {}: {why}.",
            shown()
        ))
    })?;
    Ok(shown())
}

fn write(folder: &Path, path: &Path, copy: &serde_json::Value) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let bytes = format!("{copy:#}\n");
    // A copy that is there is somebody's only one.
    NewFile::beside(path, bytes.as_bytes())?.place(path).map(drop)
}
