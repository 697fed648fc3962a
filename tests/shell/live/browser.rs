//! Signing in with the browser from the shell: what the terminal says, and what opens the browser.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use super::Live;
use crate::browser::{free_port, sign_in};

fn profile() -> Live {
    let port = free_port();
    Live::with(&format!(
        "client_id = \"app-2\"\ngrant = \"authorization_code\"\nredirect_port = {port}\n"
    ))
}

const SECRET: (&str, &str) = ("AMTUI_CLIENT_SECRET", "hush-app-2");

#[test]
fn the_address_is_printed_where_no_browser_is_and_whoever_signs_in_goes_on() {
    let live = profile();
    live.fake.model(|model| model.browser.user = "ana.ortiz".into());
    let mut command = live.command(&["--profile", "acme", "providers", "list"], &[SECRET]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let mut lines = [String::new(), String::new(), String::new()];
    for line in &mut lines {
        said.read_line(line).unwrap();
    }
    assert_eq!(
        lines[0],
        "amtui: Open this address in a browser on this computer, and sign in:\n"
    );
    assert_eq!(lines[2], "Ctrl-C gives up.\n");
    assert!(sign_in(lines[1].trim()).contains("amtui goes on in the terminal."));
    let output = child.wait_with_output().unwrap();
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert!(output.status.success(), "{rest}");
    let listed = String::from_utf8(output.stdout).unwrap();
    assert!(listed.contains("Okta Production"), "{listed}");
    let all = format!("{}{rest}{listed}", lines.concat());
    assert!(!all.contains("hush") && !all.contains("token-"), "{all}");
}

#[test]
fn the_browser_gets_the_address_as_one_word_and_a_no_ends_with_its_reason() {
    let live = profile();
    live.fake.model(|model| model.browser.user.clear());
    // In place of the browser: it goes to the address, and back to where that sends it.
    let (bin, opened) = (live.home.path().join("bin"), live.home.path().join("opened"));
    fs::create_dir(&bin).unwrap();
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$#\" \"$1\" > {0}.new && mv {0}.new {0}\n",
        opened.display()
    );
    for name in ["xdg-open", "open"] {
        fs::write(bin.join(name), &script).unwrap();
        fs::set_permissions(bin.join(name), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:/usr/bin:/bin", bin.display());
    let variables = [SECRET, ("DISPLAY", ":0"), ("PATH", &path)];
    let mut command = live.command(&["--profile", "acme", "providers", "list"], &variables);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let mut printed = String::new();
    said.read_line(&mut printed).unwrap();
    assert_eq!(
        printed,
        "amtui: Your browser opens. Sign in there. If it doesn't open, open this address:\n"
    );
    printed.clear();
    said.read_line(&mut printed).unwrap();
    let address = printed.trim().to_owned();
    sign_in(&address);
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(4));
    assert!(
        rest.ends_with("The platform signed nobody in: The user denied the request. Nothing has changed.\n"),
        "{rest}"
    );
    // The opener may still be at work.
    while !opened.exists() {
        std::thread::yield_now();
    }
    assert_eq!(fs::read_to_string(&opened).unwrap(), format!("1\n{address}\n"));
}
