//! Recordings in both versions of their format.

use std::time::Duration;

use amtui::app::viewport::Size;
use amtui::stage::cast::{Cast, Version};
use serde_json::{Value, json};

const SIZE: Size = Size { width: 80, height: 24 };

fn recorded(version: Version) -> Vec<Value> {
    let mut bytes = Vec::new();
    let at = Duration::from_millis;
    let mut cast = Cast::begin(&mut bytes, version, SIZE, 1_000, at(500)).expect("it is memory");
    cast.frame(at(500), "\u{1b}[2J東".as_bytes()).expect("it is memory");
    cast.marker(at(1_750), "Step 1").expect("it is memory");
    cast.resize(at(2_000), SIZE).expect("it is memory");
    cast.resize(at(2_000), Size { width: 90, height: 30 })
        .expect("it is memory");
    cast.frame(at(2_000), b"").expect("it is memory");
    cast.frame(at(2_000), b"x").expect("it is memory");
    let text = String::from_utf8(bytes).expect("it is UTF-8");
    assert!(text.ends_with('\n'));
    text.lines()
        .map(|l| serde_json::from_str(l).expect("each line is whole"))
        .collect()
}

#[test]
fn version_two_counts_from_the_beginning() {
    let said = recorded(Version::Two);
    assert_eq!(said[0]["version"], 2);
    assert_eq!((&said[0]["width"], &said[0]["height"]), (&json!(80), &json!(24)));
    let wanted = [
        json!([0.0, "o", "\u{1b}[2J東"]),
        json!([1.25, "m", "Step 1"]),
        json!([1.5, "r", "90x30"]),
        json!([1.5, "o", "x"]),
    ];
    assert_eq!(said[1..], wanted);
}

#[test]
fn version_three_counts_from_the_event_before() {
    let said = recorded(Version::Three);
    assert_eq!(said[0]["term"]["cols"], 80);
    assert!(!said[0].to_string().contains("null"));
    let times: Vec<_> = said[1..].iter().map(|e| e[0].clone()).collect();
    assert_eq!(times, [json!(0.0), json!(1.25), json!(0.25), json!(0.0)]);
}
