//! The bar of a snapshot.

use amtui::domain::snapshot::{SnapshotPhase, SnapshotProgress};
use amtui::shell::commands::snapshot::bar;

#[test]
fn the_bar_fills_and_stays_on_one_line() {
    let at = |read, of, width| {
        let phase = SnapshotPhase::Environments;
        bar(SnapshotProgress { phase, read, of }, width)
    };
    assert_eq!(at(137, 500, 80), "[#####...............] 137 of 500 environments read");
    assert_eq!(at(500, 500, 80), "[####################] 500 of 500 environments read");
    assert_eq!(at(0, 0, 80), "[####################] 0 of 0 environments read");
    assert_eq!(at(0, 3, 12), "[..........");
}
