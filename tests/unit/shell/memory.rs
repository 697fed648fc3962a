//! Where you left each profile and file: what is kept, and what is forgotten first.

use amtui::shell::memory::{LeftAt, LeftPlaces, change};

fn left(at: i64) -> LeftAt {
    serde_json::from_value(serde_json::json!({"open": "users", "at": at})).unwrap()
}

#[test]
fn of_too_many_places_those_that_were_left_first_are_forgotten() {
    let mut places = LeftPlaces::new();
    for n in 0..100 {
        // The first names were left last.
        assert!(change(&mut places, format!("file {n:03}"), Some(left(1_000 - n))));
    }
    assert!(change(&mut places, "file zzz".into(), Some(left(2_000))));
    assert_eq!(places.len(), 100);
    assert!(places.contains_key("file 000") && places.contains_key("file zzz"));
    assert!(!places.contains_key("file 099"));
    assert!(
        !change(&mut places, "file zzz".into(), Some(left(2_000))),
        "nothing is written for nothing"
    );
    assert!(change(&mut places, "file zzz".into(), None) && places.len() == 99);
}
