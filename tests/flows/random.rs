//! Random keys, clicks, pastes and sizes: no panic, nothing deleted untyped.

use amtui::app::key::{Code, Key};
use amtui::app::msg::{Mouse, Msg};
use amtui::app::overlay::Overlay;
use amtui::app::viewport::Size;
use amtui::ui;
use proptest::prelude::*;

use crate::driver::{Driver, StartOptions, client_providers};

#[derive(Clone, Debug)]
enum Deed {
    Key(Key),
    Paste(String),
    /// Types the whole name of the provider that the open dialog is about.
    Name,
    Click(u16, u16),
    Resize(u16, u16),
    Wait(u64),
}

fn deed() -> impl Strategy<Value = Deed> {
    let names = [
        "j",
        "k",
        "G",
        "g",
        "a",
        "e",
        "R",
        "m",
        "d",
        "[",
        "]",
        "Ctrl-S",
        "Ctrl-D",
        "Ctrl-U",
        "PgDn",
        "Enter",
        "Enter",
        "l",
        "h",
        "Esc",
        "Backspace",
        "Tab",
        "Shift-Tab",
        "1",
        "4",
        "7",
        "7",
        "b",
        "D",
        "D",
        "i",
        "/",
        "s",
        "S",
        "r",
        "y",
        "n",
        "J",
        "p",
        "u",
        ":",
        "?",
        "%",
        "q",
        "Space",
        "Ctrl-C",
        "Left",
        "Right",
        "Up",
        "Down",
        "Home",
        "End",
        "F1",
        "Delete",
        "O",
        "k",
        "t",
        "a",
    ];
    prop_oneof![
        20 => proptest::sample::select(names.to_vec()).prop_map(|n| Deed::Key(Key::parse(n).unwrap())),
        2 => any::<char>().prop_map(|c| Deed::Key(Key::plain(Code::Char(c)))),
        1 => "\\PC{0,12}".prop_map(Deed::Paste),
        1 => Just(Deed::Name),
        2 => (0u16..130, 0u16..40).prop_map(|(x, y)| Deed::Click(x, y)),
        1 => (0u16..130, 0u16..40).prop_map(|(w, h)| Deed::Resize(w, h)),
        2 => (0u64..700).prop_map(Deed::Wait),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ten_thousand_deeds_delete_nothing_that_was_not_typed(deeds in proptest::collection::vec(deed(), 1000)) {
        let mut d = Driver::start(StartOptions { user: Some("ana.ortiz"), ..client_providers() });
        let mut last = Deed::Name;
        for (n, deed) in deeds.into_iter().enumerate() {
            let (before, sent) = (dialog(&d), d.deletes());
            match deed.clone() {
                Deed::Key(key) => d.press(key),
                Deed::Paste(text) => d.send(Msg::Paste(text)),
                Deed::Name => if let Some((name, _)) = &before {
                    let name = name.clone();
                    d.text(&name);
                },
                Deed::Click(x, y) => {
                    let target = ui::target(&d.app, x, y);
                    d.send(Msg::Mouse(Mouse::Click, target));
                }
                Deed::Resize(width, height) => d.send(Msg::Resize(Size { width, height })),
                Deed::Wait(ms) => { d.wait(ms); }
            }
            if d.deletes() > sent {
                // Only time passes between the press and the deed, and only with the name or the id in the field.
                prop_assert!(matches!(deed, Deed::Wait(_) | Deed::Key(_) | Deed::Name), "{deed:?} after {last:?}");
                let (name, typed) = before.expect("a dialog was open");
                prop_assert_eq!(typed.trim(), name);
                prop_assert_eq!(d.deletes(), sent + 1);
            }
            if n % 16 == 0 {
                let width = usize::from(d.app.model().size.width);
                for line in d.screen().lines() {
                    prop_assert!(unicode_width::UnicodeWidthStr::width(line) <= width);
                }
            }
            last = deed;
        }
    }
}

/// The name that the open dialog asks for, and what is typed.
fn dialog(d: &Driver) -> Option<(String, String)> {
    d.app.overlays().iter().find_map(|o| match o {
        Overlay::Delete(dialog) => Some((dialog.target.name.raw().to_owned(), dialog.input.value().to_owned())),
        _ => None,
    })
}
