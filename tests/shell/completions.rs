//! Completions in real shells, the manual page and the list of keys.

use std::fs;
use std::process::{Command, Stdio};

use super::{Shell, close};

const AMTUI: &str = env!("CARGO_BIN_EXE_amtui");

/// Runs a script in a shell that finds `amtui`, and returns its lines; `None` where that shell isn't installed.
fn run_in(shell: &Shell, program: &str, arguments: &[&str], script: &str) -> Option<Vec<String>> {
    let bin = shell.folder.path().join("bin");
    if !bin.exists() {
        fs::create_dir(&bin).unwrap();
        std::os::unix::fs::symlink(AMTUI, bin.join("amtui")).unwrap();
    }
    let mut command = Command::new(program);
    command
        .args(arguments)
        .arg(script)
        .current_dir(shell.folder.path())
        .env_clear();
    command
        .env("HOME", shell.folder.path())
        .env("LANG", "C.UTF-8")
        .env("TERM", "xterm");
    command
        .env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", bin.display()))
        .stdin(Stdio::null());
    let output = match command.output() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        output => output.unwrap(),
    };
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{program}");
    Some(
        String::from_utf8(output.stdout)
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect(),
    )
}

/// What bash offers for the last of these words.
fn bash(shell: &Shell, words: &[&str]) -> Vec<String> {
    let quoted: Vec<String> = words
        .iter()
        .map(|word| format!("'{}'", word.replace('\'', r"'\''")))
        .collect();
    let script = format!(
        "source <(amtui completions bash); COMP_WORDS=({}); COMP_CWORD={}; COMP_TYPE=9; \
         _clap_complete_amtui amtui \"${{COMP_WORDS[COMP_CWORD]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        quoted.join(" "),
        words.len() - 1
    );
    run_in(shell, "bash", &["--norc", "-c"], &script).expect("bash is installed")
}

#[test]
fn bash_completes_commands_places_themes_and_files() {
    let shell = Shell::new();
    assert_eq!(bash(&shell, &["amtui", "prov"]), ["providers"]);
    assert_eq!(bash(&shell, &["amtui", "providers", "im"]), ["impact"]);
    assert_eq!(bash(&shell, &["amtui", "--theme", "da"]), ["dark"]);
    assert_eq!(bash(&shell, &["amtui", "--open", "client-p"])[0], "client-providers");
    assert_eq!(bash(&shell, &["amtui", "--file", "org"]), ["org.json"]);
    assert_eq!(bash(&shell, &["amtui", "--as", "ben"]), ["ben.okafor"]);
}

#[test]
fn bash_completes_the_providers_of_the_demo_or_of_the_file_and_keeps_blanks_in_one_word() {
    let shell = Shell::new();
    let offered = bash(&shell, &["amtui", "providers", "impact", "Okta"]);
    assert_eq!(offered, ["Okta\\ Production", "Okta\\ Sandbox"]);
    assert_eq!(
        bash(&shell, &["amtui", "providers", "show", "'Okta P"]),
        ["'Okta Production'"]
    );
    let renamed = fs::read_to_string(shell.file())
        .unwrap()
        .replace("Okta Production", "Okta Staff");
    fs::write(shell.file(), renamed).unwrap();
    for file in [&["--file", "org.json"][..], &["--file=org.json"]] {
        let words = [&["amtui"], file, &["providers", "delete", "Okta"]].concat();
        assert_eq!(bash(&shell, &words), ["Okta\\ Sandbox", "Okta\\ Staff"]);
        // The name that confirms a deletion is for the person to type.
        let words = [&["amtui"], file, &["providers", "delete", "x", "--confirm", "Okta"]].concat();
        assert_eq!(bash(&shell, &words), [""]);
    }
    let state = shell.folder.path().join(".local");
    assert!(!state.exists(), "a completion leaves nothing behind");
}

#[test]
fn bash_completes_profiles_and_own_themes_and_asks_the_platform_nothing() {
    let shell = Shell::new();
    let folder = shell.folder.path().join(".config/amtui");
    fs::create_dir_all(&folder).unwrap();
    fs::write(
        folder.join("config.toml"),
        "[themes.sunset]\n[profiles.acme-eu]\nhost = \"127.0.0.1:9\"\n",
    )
    .unwrap();
    close(&folder);
    assert_eq!(bash(&shell, &["amtui", "--theme", "sun"]), ["sunset"]);
    assert_eq!(bash(&shell, &["amtui", "--profile", "ac"]), ["acme-eu"]);
    assert_eq!(
        bash(&shell, &["amtui", "--profile", "acme-eu", "providers", "show", "Okta"]),
        [""]
    );
}

#[test]
fn a_name_that_could_steer_the_terminal_is_not_offered() {
    let shell = Shell::new();
    let hostile = fs::read_to_string(shell.file())
        .unwrap()
        .replace("Okta Production", "Okta \\u001b[2JX");
    fs::write(shell.file(), hostile).unwrap();
    assert_eq!(
        bash(&shell, &["amtui", "--file", "org.json", "providers", "show", "Okta"]),
        ["Okta\\ Sandbox"]
    );
}

#[test]
fn fish_completes_providers_where_it_is_installed() {
    let shell = Shell::new();
    let script = "amtui completions fish | source; complete -C 'amtui providers show Okta'";
    if let Some(offered) = run_in(&shell, "fish", &["--no-config", "-c"], script) {
        assert_eq!(offered, ["Okta Production", "Okta Sandbox"]);
    }
}

#[test]
fn zsh_completes_providers_where_it_is_installed() {
    let shell = Shell::new();
    // A shell in a pseudo-terminal of zsh: completion works nowhere else.
    let script = "zmodload zsh/zpty; zpty z zsh -f -i; \
        zpty -w z 'PS1=; autoload -U compinit; compinit -u -D; source <(amtui completions zsh); echo rea''dy'; \
        zpty -r z out '*ready*'; zpty -w -n z $'amtui providers show Okta\\\\ P\\t'; zpty -r z out '*Production*'; \
        print -r -- $out | grep -o 'show Okta.*Production' | tail -n 1; zpty -d z";
    if let Some(offered) = run_in(&shell, "zsh", &["-f", "-c"], script) {
        assert_eq!(offered, ["show Okta\\ Production"]);
    }
}

/// PowerShell itself is not run: this says only that its script registers a completer for amtui.
#[test]
fn powershell_has_a_script_that_asks_amtui() {
    let shell = Shell::new();
    let script = shell.command(&["completions", "powershell"]).output().unwrap();
    let script = String::from_utf8(script.stdout).unwrap();
    assert!(
        script.contains("Register-ArgumentCompleter -Native -CommandName amtui"),
        "{script}"
    );
}

#[test]
fn the_manual_page_names_every_command_and_its_options() {
    let shell = Shell::new();
    let page = shell.command(&["man"]).output().unwrap();
    let page = String::from_utf8(page.stdout).unwrap();
    for part in [
        ".TH amtui 1",
        "amtui providers delete",
        "\\-\\-confirm",
        ".SH \"EXIT STATUS\"",
        ".SH FILES",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn programs_that_render_manual_pages_have_nothing_to_complain_of() {
    let shell = Shell::new();
    let page = shell.folder.path().join("amtui.1");
    fs::write(&page, shell.command(&["man"]).output().unwrap().stdout).unwrap();
    for (program, arguments) in [
        ("groff", &["-man", "-Tascii", "-ww", "-P-cbou"][..]),
        ("mandoc", &["-Tascii", "-Werror"]),
        ("man", &["--warnings", "-l"]),
    ] {
        let page = page.to_str().unwrap();
        let Some(lines) = run_in(&shell, program, arguments, page) else {
            continue;
        };
        // Bold is a letter over itself.
        let plain = lines.join(" ").chars().fold(String::new(), |mut text, c| {
            match c {
                '\u{8}' => _ = text.pop(),
                _ => text.push(c),
            }
            text
        });
        let text = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in ["amtui providers delete", "Allow changes on the platform", "EXIT STATUS"] {
            assert!(text.contains(part), "{program} {part}: {text}");
        }
        // The last line.
        let foot = format!("amtui {} amtui(1)", env!("CARGO_PKG_VERSION"));
        assert!(text.ends_with(&foot), "{program}: {text}");
    }
}

#[test]
fn keys_are_listed_with_those_of_the_person() {
    let shell = Shell::new();
    let folder = shell.folder.path().join(".config/amtui");
    fs::create_dir_all(&folder).unwrap();
    fs::write(
        folder.join("keys.toml"),
        "[[key]]\ncontext = \"any\"\nkeys = [\"x\"]\naction = \"down\"\n",
    )
    .unwrap();
    let said = shell.command(&["keys"]).output().unwrap();
    assert_eq!(said.status.code(), Some(0), "{}", String::from_utf8_lossy(&said.stderr));
    let table = String::from_utf8(said.stdout).unwrap();
    assert!(table.lines().any(|line| line == "x\tany\tdown\tdown"), "{table}");
}
