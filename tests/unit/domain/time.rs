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
fn the_usual_notation_is_read_as_strictly_as_the_others() {
    let mut read = 0;
    for year in ["0000", "1969", "2023", "2024", "9999", "-001"] {
        for day in [
            "01-01", "02-28", "02-29", "02-30", "04-31", "12-31", "12-32", "13-01", "00-10", "+1-01",
        ] {
            for time in [
                "00:00:00", "23:59:59", "23:59:60", "24:00:00", "12:60:00", "12-30-00", " 1:02:03",
            ] {
                let usual = UnixTime::parse(&format!("{year}-{day}T{time}Z"));
                assert_eq!(
                    usual,
                    UnixTime::parse(&format!("{year}-{day}T{time}+00:00")),
                    "{year}-{day}T{time}"
                );
                read += usize::from(usual.is_some());
            }
        }
    }
    assert!(read > 40, "{read} times are right");
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
