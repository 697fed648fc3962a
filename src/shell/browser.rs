//! The browser of this computer, for signing in.

use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::thread;

use super::console::warn;
use crate::config::variables;

/// What opens an address in the browser that the person chose.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// What says that somebody sits before a screen, or which browser they want.
const SCREEN: [&str; 3] = ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER"];

/// Opens an address in the browser, and waits for nothing. Says whether a browser was started, as far as that can be known.
/// No shell reads the address.
pub fn open(address: &str) -> bool {
    let set = |name: &&str| variables::read(name).is_some_and(|value| !value.is_empty());
    // Without a screen, the opener would look for a browser in the terminal.
    if !cfg!(target_os = "macos") && !SCREEN.iter().any(set) {
        return false;
    }
    let mut opener = Command::new(OPENER);
    opener.arg(address);
    // It may run for days: it has no secret of ours in its environment, and outlives our terminal.
    for name in variables::NAMES {
        opener.env_remove(name);
    }
    opener.process_group(0);
    opener.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = opener.spawn() else {
        return false;
    };
    // Some openers stay until the browser ends. How that ends, nobody asks.
    thread::Builder::new()
        .name("browser".into())
        .spawn(move || child.wait())
        .is_ok()
}

/// The same for a command: the terminal says what to do.
pub fn open_and_warn(address: &str) {
    let begin = if open(address) {
        "Your browser opens. Sign in there. If it doesn't open, open this address:"
    } else {
        "Open this address in a browser on this computer, and sign in:"
    };
    warn(&format!("amtui: {begin}\n{address}\nCtrl-C gives up."));
}
