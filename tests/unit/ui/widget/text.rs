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
    fn letters_and_signs_are_drawn_as_ratatui_draws_them(text in "[a~ ─╭│▌▟›…▲▼○●✗é東\u{301}\u{fe0f}]{0,12}") {
        let shown = Shown::unmasked(&text);
        // A character that is shown by its number takes eight cells.
        let area = Rect::new(0, 0, 96, 1);
        let [mut own, mut reference] = [Buffer::empty(area), Buffer::empty(area)];
        let cells = put(&mut own, area, &shown, Style::new());
        let (end, _) = reference.set_stringn(0, 0, &*shown, 96, Style::new());
        prop_assert_eq!((own, cells, width(&shown)), (reference, end, usize::from(end)));
    }

    #[test]
    fn letters_and_signs_are_cut_after_as_many_as_fit(text in "[a~─│▌›…▲●]{9,12}") {
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 1));
        let cells = put(&mut buf, Rect::new(1, 0, 8, 1), Shown::unmasked(&text), Style::new());
        let begin: String = text.chars().take(7).collect();
        prop_assert_eq!((buf, cells), (Buffer::with_lines([format!(" {begin}… ")]), 8));
    }

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
