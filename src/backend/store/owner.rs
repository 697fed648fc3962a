//! Permissions of a file that replaces another: they stay, or it is not replaced. Imports the system alone.

use std::fs::{File, Metadata, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

/// Gives `new` the owner, the group, the permissions and the access list of `old`.
///
/// # Errors
/// People would gain or lose access: the end of a sentence.
pub fn hand_over(old: &File, new: &File) -> io::Result<()> {
    let (was, is) = (old.metadata()?, new.metadata()?);
    let list = acl::of(old)?;
    // One by one: changing the owner needs rights that few have. The system may refuse either: what counts is the result.
    if is.gid() != was.gid() {
        let _ = fchown(new, None, Some(was.gid()));
    }
    if is.uid() != was.uid() {
        let _ = fchown(new, Some(was.uid()), None);
    }
    let is = FileOwner::of(&new.metadata()?);
    if let Some(loss) = loss(FileOwner::of(&was), is, was.mode(), list.is_some()) {
        return Err(io::Error::other(loss));
    }
    // After the owner and the group: changing those can clear bits of the mode. A list makes the mode's middle its mask.
    acl::set(new, list.as_deref())?;
    new.set_permissions(Permissions::from_mode(was.mode() & 0o7777))
}

/// Whose a file is.
#[derive(Clone, Copy, Debug)]
pub struct FileOwner {
    pub owner: u32,
    pub group: u32,
}

impl FileOwner {
    fn of(meta: &Metadata) -> Self {
        Self {
            owner: meta.uid(),
            group: meta.gid(),
        }
    }
}

/// Who loses access where a file of `mode` is no longer that of `was` but that of `is`, as the end of a sentence. With an
/// access list, the mode does not tell what the group may do.
pub fn loss(was: FileOwner, is: FileOwner, mode: u32, has_list: bool) -> Option<&'static str> {
    let (owner, group, others) = (mode >> 6 & 0o7, mode >> 3 & 0o7, mode & 0o7);
    if is.group != was.group && (has_list || group != others) {
        return Some(
            "you are not in its group, which would lose its access. Ask someone in the group, or root, to change it",
        );
    }
    if is.owner != was.owner && (has_list || owner & !group != 0) {
        return Some("it would become yours, and its owner would lose access. Ask its owner, or root, to change it");
    }
    None
}

/// The POSIX access lists of Linux.
#[cfg(target_os = "linux")]
mod acl {
    use std::fs::File;
    use std::io;

    use rustix::fs::{XattrFlags, fgetxattr, fremovexattr, fsetxattr};
    use rustix::io::Errno;

    const NAME: &str = "system.posix_acl_access";

    /// The longest value that the system keeps.
    const LONGEST: usize = 64 << 10;

    pub(super) fn of(file: &File) -> io::Result<Option<Vec<u8>>> {
        let mut list = vec![0; LONGEST];
        match fgetxattr(file, NAME, &mut list[..]) {
            Ok(length) => {
                list.truncate(length);
                Ok(Some(list))
            }
            Err(Errno::NODATA | Errno::OPNOTSUPP) => Ok(None),
            Err(e) => Err(e.into()),
        }
    }

    /// Sets a list, or removes the one that a new file has from its folder.
    pub(super) fn set(file: &File, list: Option<&[u8]>) -> io::Result<()> {
        let done = match list {
            Some(list) => fsetxattr(file, NAME, list, XattrFlags::empty()),
            None => match fremovexattr(file, NAME) {
                Err(Errno::NODATA | Errno::OPNOTSUPP) => Ok(()),
                done => done,
            },
        };
        Ok(done?)
    }
}

/// Access lists of other systems are not kept.
#[cfg(not(target_os = "linux"))]
mod acl {
    use std::fs::File;
    use std::io;

    pub(super) fn of(_: &File) -> io::Result<Option<Vec<u8>>> {
        Ok(None)
    }

    pub(super) fn set(_: &File, _: Option<&[u8]>) -> io::Result<()> {
        Ok(())
    }
}
