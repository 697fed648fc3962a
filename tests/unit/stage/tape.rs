//! Tapes: what their commands and directives mean, and what is wrong with them.

use amtui::app::Place;
use amtui::app::viewport::Size;
use amtui::stage::tape::{Tape, TapeCommand, TapeStep};
use amtui::ui::theme::ThemeName;

fn deeds(text: &str) -> Vec<String> {
    let tape = Tape::parse(text).expect("it is right");
    tape.steps
        .iter()
        .map(|s| format!("{} {:?}", s.line, s.command))
        .collect()
}

#[test]
fn commands_of_vhs_are_understood() {
    let said = deeds(
        "Type \"a 'b'\" Sleep 500ms Enter\nType@200ms `x` # typed slowly\nDown 3\nTab@500ms 2\nCtrl+S Alt+x Shift+Tab\n\
         Sleep 2\nSleep 1m\nSleep .5s\nWait /Okta/\nWait+Screen@10s /a b/\nHide Show\nScreenshot out/x.svg\nSet TypingSpeed 10ms\n\
         Set WaitTimeout 3s\nF2\nPageDown",
    );
    let wanted = [
        "1 Type { text: \"a 'b'\", each: None }",
        "1 Sleep(500ms)",
        "1 Key { key: Key { code: Enter, ctrl: false, alt: false, repeat: false }, times: 1, each: None }",
        "2 Type { text: \"x\", each: Some(200ms) }",
        "3 Key { key: Key { code: Down, ctrl: false, alt: false, repeat: false }, times: 3, each: None }",
        "4 Key { key: Key { code: Tab, ctrl: false, alt: false, repeat: false }, times: 2, each: Some(500ms) }",
        "5 Key { key: Key { code: Char('s'), ctrl: true, alt: false, repeat: false }, times: 1, each: None }",
        "5 Key { key: Key { code: Char('x'), ctrl: false, alt: true, repeat: false }, times: 1, each: None }",
        "5 Key { key: Key { code: BackTab, ctrl: false, alt: false, repeat: false }, times: 1, each: None }",
        "6 Sleep(2s)",
        "7 Sleep(60s)",
        "8 Sleep(500ms)",
        "9 Wait { pattern: Regex(\"Okta\"), anywhere: false, within: None }",
        "10 Wait { pattern: Regex(\"a b\"), anywhere: true, within: Some(10s) }",
        "11 Hide(true)",
        "11 Hide(false)",
        "12 Screenshot(\"out/x.svg\")",
        "13 Speed(10ms)",
        "14 Patience(3s)",
        "15 Key { key: Key { code: F(2), ctrl: false, alt: false, repeat: false }, times: 1, each: None }",
        "16 Key { key: Key { code: PageDown, ctrl: false, alt: false, repeat: false }, times: 1, each: None }",
    ];
    assert_eq!(said, wanted);
}

#[test]
fn what_is_about_vhs_s_own_pictures_is_passed_over() {
    let tape = "Output demo.gif\nRequire amtui\nEnv A \"b\"\nSet FontSize 22\nSet Theme { \"name\": \"x\" }\n# a comment\n\
                #! vhs-only\nType \"amtui\" Enter\nnonsense\n#! end\nEnter";
    assert_eq!(deeds(tape).len(), 1);
}

#[test]
fn directives_hide_in_comments() {
    let tape = "#! size 120x36\n#! theme light\n#! fresh\n#! as ana.ortiz\n#! open client-providers/Okta EU\n#! read-only\n\
                #! caption \"Look\"\n#! marker \"Step 3\"\n#! notices 2s";
    let tape = Tape::parse(tape).expect("it is right");
    assert_eq!(tape.size, Some(Size { width: 120, height: 36 }));
    assert_eq!((tape.theme, tape.read_only), (ThemeName::Light, true));
    assert_eq!(tape.user.as_deref(), Some("ana.ortiz"));
    assert_eq!(tape.open, Some(Place::Provider("Okta EU".into())));
    assert!(matches!(tape.steps.as_slice(), [
        TapeStep { command: TapeCommand::Caption(c), .. },
        TapeStep { command: TapeCommand::Marker(m), .. },
        TapeStep { command: TapeCommand::Notices(most), .. },
    ] if most.as_secs() == 2 && c == "Look" && m == "Step 3"));
}

#[test]
fn everything_that_is_wrong_is_told_with_its_line() {
    let tape = "Tipe \"x\"\nType \"x\nSleep soon\nWait Okta\nWait /(/\nSource other.tape\nSet Colour red\n#! size big\n\
                #! open nowhere\n#! dance\n\"x\"\nj\n#! vhs-only";
    let problems = Tape::parse(tape).expect_err("it is wrong");
    let lines: Vec<&str> = problems.iter().filter_map(|p| p.split(':').next()).collect();
    assert_eq!(
        lines,
        ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"]
    );
    assert!(problems.iter().all(|p| p.ends_with(['.', '?'])), "{problems:?}");
    for wrong in ["#! notices", "#! notices long", "#! notices 500ms"] {
        assert!(Tape::parse(wrong).is_err(), "{wrong}");
    }
    let near = |text: &str| Tape::parse(text).expect_err("it is wrong").concat();
    for (text, meant) in [
        ("Tipe \"x\"", "Type"),
        ("Entr", "Enter"),
        ("#! thme dark", "theme"),
        ("Set TypeSpeed 1", "TypingSpeed"),
    ] {
        assert!(
            near(text).ends_with(&format!(" Did you mean {meant}?")),
            "{}",
            near(text)
        );
    }
}
