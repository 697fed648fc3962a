//! Opens regular files up to a size, and never waits for a pipe or a device.

use std::fmt;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::fs::OFlags;
use zeroize::Zeroizing;

use crate::domain::secret::WipedBytes;
use crate::domain::text::escape;

/// The most that a file of settings, certificates or a tape can have, in bytes.
pub const SMALL: u64 = 4 << 20;

/// Why a file is not read. It reads as the end of a sentence, without the full stop.
#[derive(Debug)]
pub enum FileRefusal {
    Folder,
    /// Reading it could wait for ever or never end.
    Device,
    /// It has more than `most` bytes.
    Large {
        most: u64,
    },
    /// It is not UTF-8.
    NotText,
    /// The system does not let it be read.
    System(io::Error),
}

impl FileRefusal {
    /// Whether there is no such file.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::System(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory))
    }
}

impl From<io::Error> for FileRefusal {
    fn from(cause: io::Error) -> Self {
        Self::System(cause)
    }
}

impl fmt::Display for FileRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder => f.write_str("it is a folder, not a file"),
            Self::Device => f.write_str("it is a device, pipe or socket, not a file"),
            Self::Large { most } => write!(f, "it is too large: amtui reads up to {} MiB of it", most >> 20),
            Self::NotText => f.write_str("it is not UTF-8 text"),
            Self::System(cause) => f.write_str(&words(cause)),
        }
    }
}

impl std::error::Error for FileRefusal {}

/// The cause in plain words where we have some; else the system's own, escaped.
pub fn words(cause: &io::Error) -> String {
    match cause.kind() {
        ErrorKind::NotFound => "there is no such file or folder".into(),
        ErrorKind::PermissionDenied => "you have no permission".into(),
        ErrorKind::StorageFull => "the disk is full".into(),
        ErrorKind::QuotaExceeded => "your disk quota is used up".into(),
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only".into(),
        ErrorKind::NotADirectory => "a part of its path is not a folder".into(),
        ErrorKind::FileTooLarge => "the file would grow larger than the system allows".into(),
        _ => escape(&cause.to_string()).into_owned(),
    }
}

/// Says what is known of a regular file without opening it.
///
/// # Errors
/// It is none, or the system does not tell.
pub fn look(path: &Path) -> Result<Metadata, FileRefusal> {
    regular(fs::metadata(path)?)
}

fn regular(meta: Metadata) -> Result<Metadata, FileRefusal> {
    match meta.file_type() {
        kind if kind.is_file() => Ok(meta),
        kind if kind.is_dir() => Err(FileRefusal::Folder),
        _ => Err(FileRefusal::Device),
    }
}

/// Opens a regular file as `options` say.
///
/// # Errors
/// It is no regular file, or the system does not let it be opened.
pub fn open(path: &Path, options: &mut OpenOptions) -> Result<File, FileRefusal> {
    // Opening a device can already do something, and a file that is to be made need not be there.
    match look(path) {
        Err(refusal) if !refusal.is_missing() => return Err(refusal),
        _ => {}
    }
    // Something else may have taken its place since: opening that must not wait, nor become our terminal.
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = options.custom_flags(flags.bits().cast_signed()).open(path)?;
    regular(file.metadata()?)?;
    Ok(file)
}

/// Reads a regular file of at most `most` bytes.
///
/// # Errors
/// It is none, it is larger, or the system does not let it be read.
pub fn read(path: &Path, most: u64) -> Result<WipedBytes, FileRefusal> {
    content(&open(path, OpenOptions::new().read(true))?, most)
}

/// Reads an open file of at most `most` bytes from where it stands.
///
/// # Errors
/// It is larger, or the system does not let it be read.
pub fn content(mut file: &File, most: u64) -> Result<WipedBytes, FileRefusal> {
    let length = file.metadata()?.len();
    // One allocation with room to spare: a buffer that moves would leave a copy of secrets behind.
    let room = usize::try_from(length.min(most)).unwrap_or(0).saturating_add(4096);
    let mut bytes = WipedBytes::from(Vec::with_capacity(room));
    if length <= most {
        // It may grow meanwhile.
        file.by_ref().take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    }
    if length > most || bytes.len() as u64 > most {
        return Err(FileRefusal::Large { most });
    }
    Ok(bytes)
}

/// Reads a text of at most `most` bytes.
///
/// # Errors
/// Those of [`read`]; or it is not UTF-8.
pub fn text(path: &Path, most: u64) -> Result<Zeroizing<String>, FileRefusal> {
    let mut bytes = read(path, most)?;
    String::from_utf8(std::mem::take(&mut *bytes))
        .map(Zeroizing::new)
        .map_err(|wrong| {
            drop(WipedBytes::from(wrong.into_bytes()));
            FileRefusal::NotText
        })
}

/// Reads the last `most` bytes of a regular file.
///
/// # Errors
/// It is none, or the system does not let it be read.
pub fn tail(path: &Path, most: u64) -> Result<Vec<u8>, FileRefusal> {
    let mut file = open(path, OpenOptions::new().read(true))?;
    let from = file.metadata()?.len().saturating_sub(most);
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Makes what was put into a folder or renamed in it outlive a power loss. The change itself is made: an error undoes
/// nothing.
pub fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}
