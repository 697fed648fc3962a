//! What the driver's screen looks like, beyond its words.

use std::cell::Ref;

use amtui::app::viewport::Size;
use amtui::app::work;
use amtui::shell::screen::take_changes;
use amtui::stage::simulation;
use amtui::ui;
use amtui::ui::kept_frame::KeptFrame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

use super::Driver;

/// Letters, background and attributes of a cell.
pub type CellStyle = (Color, Color, Modifier);

fn style_of(buffer: &Buffer, x: u16, y: u16) -> CellStyle {
    let cell = &buffer[(x, y)];
    (cell.fg, cell.bg, cell.modifier)
}

/// The last frame that was looked at, and what a terminal shows of it.
pub struct Drawn {
    kept: KeptFrame,
    shown: Buffer,
}

impl Drawn {
    pub fn new(size: Size) -> Self {
        Self {
            kept: KeptFrame::new(size),
            shown: Buffer::empty(Rect::new(0, 0, size.width, size.height)),
        }
    }
}

impl Driver {
    /// The cells that a terminal shows, and where the cursor is seen. A frame that is drawn in part is one that is drawn whole.
    pub(super) fn draw(&self) -> (Ref<'_, Buffer>, Option<Position>) {
        let size = self.app.model().size;
        let area = Rect::new(0, 0, size.width, size.height);
        let mut drawn = self.drawn.borrow_mut();
        if drawn.shown.area != area {
            *drawn = Drawn::new(size);
        }
        let Drawn { kept, shown } = &mut *drawn;
        let cursor = kept.draw_app(&self.app, &self.theme);
        take_changes(shown, kept.cells(), kept.drawn_rows(), |_, _| {});
        if kept.drawn_rows().count() < usize::from(size.height) {
            let done = work::take();
            let mut whole = Buffer::empty(area);
            let cursor_of_whole = ui::draw(&self.app, &self.theme, &mut whole);
            let rows = simulation::rows(&whole).join("\n");
            let differing = shown.diff(&whole);
            assert!(differing.is_empty(), "A whole frame differs: {differing:?}\n{rows}");
            assert_eq!(cursor, cursor_of_whole, "{rows}");
            work::take();
            work::count(done);
        }
        drop(drawn);
        (Ref::map(self.drawn.borrow(), |drawn| &drawn.shown), cursor)
    }

    /// How many rows the last frame drew.
    pub fn drawn_rows(&self) -> usize {
        self.drawn.borrow().kept.drawn_rows().count()
    }

    /// The screen's styles: a letter for each, and what the letters mean.
    pub fn styles(&self) -> String {
        let (buffer, _) = self.draw();
        let mut legend: Vec<CellStyle> = Vec::new();
        let ground = style_of(&buffer, buffer.area.width - 1, buffer.area.height - 1);
        let mut lines = Vec::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            for x in 0..buffer.area.width {
                let style = style_of(&buffer, x, y);
                if style == ground {
                    line.push('.');
                    continue;
                }
                let at = legend.iter().position(|s| *s == style).unwrap_or_else(|| {
                    legend.push(style);
                    legend.len() - 1
                });
                line.push(char::from(b'a' + u8::try_from(at).unwrap()));
            }
            lines.push(line);
        }
        for (i, (fg, bg, modifier)) in legend.iter().enumerate() {
            lines.push(format!(
                "{} = {fg:?} on {bg:?} {modifier:?}",
                char::from(b'a' + u8::try_from(i).unwrap())
            ));
        }
        lines.join("\n")
    }

    /// The styles of a row from a cell on, up to the frame.
    pub fn row_styles(&self, (x, y): (u16, u16)) -> Vec<CellStyle> {
        let (buffer, _) = self.draw();
        let row = (x..buffer.area.width).take_while(|x| !matches!(buffer[(*x, y)].symbol(), "│" | "┃"));
        row.map(|x| style_of(&buffer, x, y)).collect()
    }

    /// The styles of the letters of a text where it stands first.
    pub fn styles_of(&self, text: &str) -> Vec<CellStyle> {
        let (x, y) = self.find(text);
        let mut styles = self.row_styles((x, y));
        styles.truncate(text.chars().count());
        styles
    }

    /// The colours of the frames on screen, one for each upper left corner.
    pub fn frames(&self) -> Vec<Color> {
        let (buffer, _) = self.draw();
        let corners = buffer.content().iter().filter(|cell| cell.symbol() == "╭");
        corners.map(|cell| cell.fg).collect()
    }

    /// Fails with the screen unless the pane of this tab is open: it is underlined.
    pub fn on_tab(&mut self, name: &str) -> &mut Self {
        let screen = self.screen();
        let mut rows = screen.lines();
        let column = rows.find_map(|row| Some(row.split_once(name)?.0.chars().count()));
        let below = rows.next().zip(column).and_then(|(row, at)| row.chars().nth(at));
        assert_eq!(below, Some('━'), "{name} is not underlined:\n{screen}");
        self
    }
}
