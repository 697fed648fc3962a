//! What must be typed before something is deleted.

use amtui::domain::Untrusted;
use amtui::domain::confirm::{Confirmation, IdReason};

const ID: &str = "2e50e859-0042-46ff-8cf8-1ad6f0c78b67";

fn ask(name: &str) -> Confirmation {
    Confirmation::new(&name.into(), ID, std::iter::empty())
}

fn why(ask: &Confirmation) -> Option<IdReason> {
    match ask {
        Confirmation::Name(_) => None,
        Confirmation::Id { why, .. } => Some(*why),
    }
}

#[test]
fn a_name_matches_trimmed_and_in_normal_form_but_case_and_inside_are_exact() {
    let okta = ask("Okta Production");
    assert!(okta.matches("Okta Production"));
    assert!(okta.matches("  Okta Production "));
    assert!(ask("Zürich").matches("Zu\u{308}rich"));
    assert!(ask("Zu\u{308}rich").matches("Zürich"));
    for wrong in [
        "okta production",
        "Okta  Production",
        "OktaProduction",
        "Okta Productio",
        "",
        "Okta Production2",
    ] {
        assert!(!okta.matches(wrong), "{wrong}");
    }
}

#[test]
fn feedback_says_how_far_it_is() {
    let okta = ask("Okta Production");
    assert_eq!(okta.feedback("", "Press Enter to go to Delete."), "0 of 15 characters");
    assert_eq!(
        okta.feedback("Okta ", "Press Enter to go to Delete."),
        "5 of 15 characters"
    );
    assert_eq!(
        okta.feedback("Okta Prod", "Press Enter to go to Delete."),
        "9 of 15 characters"
    );
    assert_eq!(
        okta.feedback("Okta production", "Press Enter to go to Delete."),
        "Differs at character 6: the name has 'P', you have 'p'."
    );
    assert_eq!(
        okta.feedback("Okta Productions", "Press Enter to go to Delete."),
        "Differs at character 16: the name ends, you have 's'."
    );
    assert_eq!(
        okta.feedback("Okta\u{200b}", "Press Enter to go to Delete."),
        "Differs at character 5: the name has ' ', you have '<U+200B>'."
    );
    assert_eq!(
        okta.feedback("Okta Production", "Press Enter to go to Delete."),
        "Name matches. Press Enter to go to Delete."
    );
}

#[test]
fn the_id_is_asked_for_where_the_name_cannot_be_typed() {
    for (name, reason) in [
        ("", IdReason::Empty),
        ("   ", IdReason::Empty),
        ("Okta\u{200b}", IdReason::Hidden),
        ("Okta  Production", IdReason::Hidden),
        (" Okta", IdReason::Hidden),
        ("Okt\u{430}", IdReason::Scripts),
        (&"x".repeat(121), IdReason::Long),
    ] {
        let asked = ask(name);
        assert_eq!(why(&asked), Some(reason), "{name:?}");
        assert!(asked.matches("2e50e859"));
        assert!(!asked.matches(name) && !asked.matches(""));
    }
    assert_eq!(why(&ask(&"x".repeat(120))), None);
}

#[test]
fn a_shared_name_asks_for_the_id_and_for_all_of_it_where_its_start_is_shared() {
    let name = Untrusted::new("Okta");
    let other = |id: &str| std::iter::once((&name, id.to_owned())).collect::<Vec<_>>().into_iter();
    let asked = Confirmation::new(&name, ID, other("91c2d0aa-0000-4000-8000-000000000000"));
    assert_eq!(
        asked,
        Confirmation::Id {
            text: "2e50e859".into(),
            why: IdReason::Shared
        }
    );
    let asked = Confirmation::new(&name, ID, other("2e50e859-ffff-4000-8000-000000000000"));
    assert_eq!(
        asked,
        Confirmation::Id {
            text: ID.into(),
            why: IdReason::Shared
        }
    );
    assert!(!asked.matches("2e50e859"));
    assert_eq!(
        asked.feedback("2e50e859x", "Press Enter to go to Delete."),
        "Differs at character 9: the id has '-', you have 'x'."
    );
}

#[test]
fn where_not_all_others_are_listed_the_whole_id_is_asked_for() {
    for name in ["Okta", ""] {
        let asked = ask(name).of_part(ID);
        assert!(asked.matches(ID), "{asked:?}");
        assert!(!asked.matches("2e50e859"), "{asked:?}");
    }
}
