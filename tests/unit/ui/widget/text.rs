//! Text that is cut and wrapped to fit its area.

use amtui::app::model::shown::Shown;
use amtui::ui::widget::text::{put, width, wrap};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

#[test]
fn a_long_line_is_cut_where_its_area_ends() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 6, 1));
    put(&mut buf, Rect::new(1, 0, 4, 1), "abcdef", Style::new());
    assert_eq!(buf, Buffer::with_lines([" abc… "]));
    let mut buf = Buffer::empty(Rect::new(0, 0, 4, 1));
    put(&mut buf, Rect::new(0, 0, 4, 1), "東京都", Style::new());
    assert_eq!(buf, Buffer::with_lines(["東… "]));
}

proptest! {
    #[test]
    fn nothing_is_drawn_outside_and_nothing_is_lost(text in "\\PC{0,40}", x in 0u16..9, y in 0u16..3, w in 0u16..12) {
        let shown = Shown::unmasked(&text);
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 2));
        put(&mut buf, Rect::new(x, y, w, 1), &shown, Style::new());
        for (i, cell) in buf.content.iter().enumerate() {
            let (cx, cy) = buf.pos_of(i);
            prop_assert!(cell.symbol() == " " || (cy == y && cx >= x && cx < x + w));
        }
        let kept: String = wrap(&shown, 7).iter().flat_map(|line| line.split(' ')).collect();
        prop_assert_eq!(kept, shown.split(' ').collect::<String>());
        prop_assert!(wrap(&shown, 7).iter().all(|l| width(l) <= 7));
    }
}
