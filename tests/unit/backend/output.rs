//! Files that a person names to be written.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use amtui::backend::Output;

#[test]
fn only_force_replaces_a_file_and_never_one_in_use() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let (file, used, link) = (at("a"), at("used"), at("link"));
    fs::write(&used, "kept").expect("written");
    symlink(&used, &link).expect("made");
    let output = |force| Output::new(force, vec![used.clone(), at("none")]);
    output(false).save(&file, b"one").expect("it is new");
    let mode = fs::metadata(&file).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let why = |output: Output, path: &Path| output.save(path, b"two").expect_err("refused").to_string();
    assert!(why(output(false), &file).ends_with("Choose another name, or use --force."));
    assert!(why(Output::default(), &file).ends_with("Choose another name."));
    assert!(why(output(true), &used).contains("amtui uses it"));
    assert!(why(output(true), &link).contains("symbolic link"));
    assert!(why(output(true), folder.path()).contains("it is not a file"));
    assert_eq!(fs::read(&file).expect("read"), b"one");
    let mut streamed = output(true).create(&file).expect("it may");
    streamed.write_all(b"three").expect("written");
    assert_eq!(fs::read(&file).expect("read"), b"three");
    assert_eq!(fs::read(&used).expect("read"), b"kept");
    assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 3);
}
