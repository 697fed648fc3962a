//! The words for what a snapshot lacks.

use amtui::domain::snapshot::SnapshotItem;

#[test]
fn what_a_later_program_lists_is_let_through() {
    let read = |word: &str| serde_json::from_value::<SnapshotItem>(word.into()).expect("any word will do");
    assert_eq!(read("client applications"), SnapshotItem::Applications);
    assert_eq!(read("user"), SnapshotItem::Other);
    assert_eq!(SnapshotItem::Applications.noun(), "client applications");
}
