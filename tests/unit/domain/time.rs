//! Moments, and how long ago they are.

use amtui::domain::time::{LastTime, UnixTime};

/// Seconds of a day.
const DAY: i64 = 86_400;

#[test]
fn both_notations_of_the_platform_are_read() {
    let time = Some(UnixTime(1_709_633_472));
    for text in [
        "2024-03-05T10:11:12Z",
        "2024-03-05T10:11:12.345Z",
        "2024-03-05T11:11:12+01:00",
        "Tue Mar 05 2024 10:11:12 GMT+0000 (Coordinated Universal Time)",
        "Tue Mar 05 2024 12:11:12 GMT+0200 (CEST)",
    ] {
        assert_eq!(UnixTime::parse(text), time, "{text}");
    }
    assert_eq!(UnixTime::parse("yesterday"), None);
    assert_eq!(UnixTime(1_709_633_472).to_string(), "2024-03-05T10:11:12Z");
}

#[test]
fn what_is_unknown_is_neither_old_nor_new() {
    let now = UnixTime(100 * DAY);
    let at = |day| LastTime::At(UnixTime(day * DAY));
    assert_eq!(LastTime::Unknown.is_older_than(90, now), None);
    assert_eq!(LastTime::Never.is_older_than(90, now), Some(true));
    assert_eq!(at(9).is_older_than(90, now), Some(true));
    assert_eq!(at(10).is_older_than(90, now), Some(false));
    assert_eq!(UnixTime(0).days_until(now), 100);
    assert_eq!(now.days_until(UnixTime(0)), 0);
}
