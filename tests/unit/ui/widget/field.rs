//! The part of a field that is drawn.

use amtui::app::model::shown::Shown;
use amtui::ui::theme::{Depth, Theme, ThemeName};
use amtui::ui::widget::field::{Typed, field};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::Input;

fn drawn(input: &Input, width: u16) -> (String, Option<Position>) {
    let theme = Theme::load(&ThemeName::Mono, Depth::Sixteen, true).expect("the theme is right");
    let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
    let typed = Typed::of(input, |text| Shown::from(&*text.leak()));
    let cursor = field(&mut buf, Rect::new(0, 0, width, 1), &theme, &typed, true);
    ((0..width).map(|x| buf[(x, 0)].symbol()).collect(), cursor)
}

#[test]
fn the_part_around_the_cursor_is_seen() {
    let (text, cursor) = drawn(&Input::new("Okta ".into()), 8);
    assert_eq!((text.as_str(), cursor), ("Okta    ", Some(Position::new(5, 0))));
    let (text, cursor) = drawn(&Input::new("abcdefghij".into()), 6);
    assert_eq!((text.as_str(), cursor), ("fghij ", Some(Position::new(5, 0))));
    let (text, _) = drawn(&Input::new("a\u{200b}b".into()), 12);
    assert_eq!(text, "a<U+200B>b  ");
    assert_eq!(drawn(&Input::new("abc".into()), 0).1, None);
}
