//! The main page at every size.

use super::{Driver, StartOptions, hold};

#[test]
fn the_main_page_fits_any_screen() {
    for (width, height, keys) in [(60, 16, "Tab"), (80, 24, "k"), (120, 36, "k"), (160, 50, "Tab")] {
        let mut d = Driver::start(StartOptions::default());
        d.size(width, height).keys("Enter Enter").keys(keys).wait(600);
        hold(&format!("main_page_{width}x{height}"), &d.screen());
    }
}
