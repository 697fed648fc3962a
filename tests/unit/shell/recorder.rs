//! Names of files that nobody named.

use std::fs;
use std::path::Path;

use amtui::shell::recorder::default_name;

#[test]
fn names_follow_from_the_time_and_are_new() {
    assert_eq!(
        default_name(Path::new(""), 1_795_528_931, "svg"),
        Path::new("amtui-20261124-140211.svg")
    );
    let folder = tempfile::tempdir().expect("a folder");
    for name in [
        "amtui-20261124-140211.svg",
        "amtui-20261124-140211-2.svg",
        "amtui-20261124-140211-3.svg",
    ] {
        let path = default_name(folder.path(), 1_795_528_931, "svg");
        assert_eq!(path, folder.path().join(name));
        fs::write(path, "").expect("written");
    }
}
