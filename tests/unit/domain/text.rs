//! Text from outside as it is shown, compared and searched.

use std::borrow::Cow;

use amtui::domain::UserId;
use amtui::domain::text::{contains_words, escape, fold, mixes_scripts, normal, visible, without_hidden};
use proptest::prelude::*;

#[test]
fn plain_text_is_shown_as_it_is() {
    for text in ["Okta Production", "Zürich", "東京 認証", "a<b>&c", "e\u{301}tage", ""] {
        assert_eq!(escape(text), text);
        assert!(matches!(escape(text), Cow::Borrowed(_)));
    }
}

#[test]
fn hidden_characters_are_named() {
    assert_eq!(escape("Okta\u{200b}"), "Okta<U+200B>");
    assert_eq!(escape("\u{202e}atkO"), "<U+202E>atkO");
    assert_eq!(escape("a\u{a0}b"), "a<U+00A0>b");
    assert_eq!(escape("\u{1b}[31m"), "<U+001B>[31m");
    assert_eq!(escape("line\nline"), "line<U+000A>line");
    assert_eq!(escape("\u{2764}\u{fe0f}"), "\u{2764}<U+FE0F>");
    assert_eq!(escape("\u{e000}"), "<U+E000>");
    assert_eq!(escape("\u{3164}"), "<U+3164>");
}

#[test]
fn spaces_that_cannot_be_seen_become_dots() {
    assert_eq!(escape(" a b  c "), "·a b··c·");
    assert_eq!(escape(" "), "·");
}

#[test]
fn stray_and_piled_marks_are_named() {
    assert_eq!(escape("\u{301}a"), "<U+0301>a");
    assert_eq!(
        escape("a\u{301}\u{301}\u{301}\u{301}\u{301}"),
        "a\u{301}\u{301}\u{301}\u{301}<U+0301>"
    );
}

#[test]
fn scripts_mix_only_where_they_are_not_written_together() {
    for alone in [
        "Okta",
        "Окта",
        "東京",
        "顧客ポータル",
        "Acme 東京",
        "한국 은행",
        "a-1 (b)",
        "",
    ] {
        assert!(!mixes_scripts(alone), "{alone}");
    }
    for mixed in ["Okt\u{430}", "ΑΒc", "Окта 東京"] {
        assert!(mixes_scripts(mixed), "{mixed}");
    }
}

#[test]
fn words_are_found_in_any_order_and_case() {
    assert!(contains_words("Okta Production", &fold("PROD okta")));
    assert!(!contains_words("Okta Production", "sandbox"));
    assert!(contains_words("ZÜRICH", &fold("zürich")));
}

proptest! {
    #[test]
    fn any_text_is_fit_to_be_shown(text in any::<String>()) {
        let shown = escape(&text);
        prop_assert_eq!(without_hidden(&shown).1, 0);
        prop_assert!(!shown.starts_with(' ') && !shown.ends_with(' ') && !shown.contains("  "));
        prop_assert_eq!(escape(&shown), shown.clone());
    }

    #[test]
    fn a_sentence_around_text_from_outside_names_what_is_hidden_and_keeps_its_blanks(text in any::<String>()) {
        let escaped = escape(&text);
        prop_assert_eq!(visible(escaped.clone()), escaped.clone());
        let sentence = visible(format!("  Deleted  '{text}'.").into());
        prop_assert!(sentence.starts_with("  Deleted  '"));
        prop_assert_eq!(without_hidden(&sentence).1, 0);
    }

    #[test]
    fn the_normal_form_is_stable(text in any::<String>()) {
        let once = normal(&text);
        prop_assert_eq!(normal(&once), once.clone());
    }
}

#[test]
fn an_id_is_its_text_and_no_other() {
    let id: UserId = "abc".parse().unwrap();
    assert!(id.is("abc"));
    for other in ["", "ab", "abcd", "abc\0", "abc\0\0"] {
        assert!(!id.is(other), "{other:?}");
    }
}
