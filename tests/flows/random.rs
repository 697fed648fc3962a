//! Random keys, clicks, pastes and sizes: nothing panics, nothing is drawn outside, and nothing is deleted untyped.

use amtui::app::key::{Code, Key};
use amtui::app::msg::{Mouse, Msg, Size};
use amtui::ui;
use proptest::prelude::*;

use crate::driver::{Driver, How, client_providers};

#[derive(Clone, Debug)]
enum Deed {
    Key(Key),
    Paste(String),
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
        2 => (0u16..130, 0u16..40).prop_map(|(x, y)| Deed::Click(x, y)),
        1 => (0u16..130, 0u16..40).prop_map(|(w, h)| Deed::Resize(w, h)),
        2 => (0u64..700).prop_map(Deed::Wait),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ten_thousand_deeds_delete_nothing_untyped(deeds in proptest::collection::vec(deed(), 1000)) {
        let mut d = Driver::start(How { user: Some("ana.ortiz"), ..client_providers() });
        for (n, deed) in deeds.into_iter().enumerate() {
            match deed {
                Deed::Key(key) => d.press(key),
                Deed::Paste(text) => d.send(Msg::Paste(text)),
                Deed::Click(x, y) => {
                    let target = ui::target(&d.app, x, y);
                    d.send(Msg::Mouse(Mouse::Click, target));
                }
                Deed::Resize(width, height) => d.send(Msg::Resize(Size { width, height })),
                Deed::Wait(ms) => { d.wait(ms); }
            }
            if n % 16 == 0 {
                let width = usize::from(d.app.size().width);
                for line in d.screen().lines() {
                    prop_assert!(unicode_width::UnicodeWidthStr::width(line) <= width);
                }
            }
        }
        // No random text is the whole name of a provider: whatever was pressed, nothing was sent.
        prop_assert_eq!(d.deletes(), 0);
        prop_assert_eq!(d.file()["clientProviders"].as_array().unwrap().len(), 6);
    }
}
