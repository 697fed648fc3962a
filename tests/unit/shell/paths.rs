//! Paths as people write them.

use std::path::Path;

use amtui::shell::paths::expand;

#[test]
fn a_tilde_is_ones_own_folder_and_nobody_elses() {
    let home = Some(Path::new("/home/ana"));
    for (text, path) in [
        ("~/org.json", "/home/ana/org.json"),
        ("~//etc/org.json", "/home/ana/etc/org.json"),
        ("~", "/home/ana/"),
        ("~ben/org.json", "~ben/org.json"),
        ("a/~/org.json", "a/~/org.json"),
        ("/org.json", "/org.json"),
    ] {
        assert_eq!(expand(text, home), Path::new(path), "{text}");
    }
    assert_eq!(expand("~/org.json", None), Path::new("~/org.json"));
}
