//! Whether a file that is to be written can be read: who may do what in it as well. Imports `domain`.

use super::super::access::Directory;
use super::super::document::Document;
use crate::domain::change::Object;

/// Why a file must not be written.
pub(super) enum Harm {
    /// Something in it would lead to what is gone.
    LeftBehind,
    /// It couldn't be read any more: what is wrong, and where.
    Unreadable(String),
}

/// Reads a file, and of it what a change of `object` may have broken. What could not be read `before` isn't broken by it.
pub(super) fn check(bytes: &[u8], object: Object, before: &[u8]) -> Result<Document, Harm> {
    let document = Document::parse(bytes).map_err(Harm::Unreadable)?;
    // Nothing of who may do what leads to these.
    if matches!(object, Object::Provider(_) | Object::Api(..)) {
        return Ok(document);
    }
    match Directory::parse(bytes) {
        Ok(directory) if is_gone(object, &document) && directory.has_any_in(object) => Err(Harm::LeftBehind),
        Err(why) if Directory::parse(before).is_ok() => Err(Harm::Unreadable(why)),
        _ => Ok(document),
    }
}

fn is_gone(object: Object, document: &Document) -> bool {
    match object {
        Object::Environment(id) => document.environments.iter().all(|e| e.id != id),
        Object::Group(id) => document.tree.get(id).is_none(),
        _ => false,
    }
}
