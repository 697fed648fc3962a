//! The field that a secret is typed into.

use amtui::app::key::Key;
use amtui::app::secret_field::SecretField;

fn press(field: &mut SecretField, names: &str) {
    for name in names.split(' ') {
        field.edit(Key::parse(name).expect("a key"));
    }
}

#[test]
fn it_is_edited_like_any_field_and_shows_itself_to_nobody() {
    let mut field = SecretField::default();
    press(&mut field, "h u s h Left Left x Backspace Delete");
    assert_eq!(field.secret().reveal(), "huh");
    assert_eq!(field.cursor(), 2);
    field.paste("é日\n").expect("a line break at the end is dropped");
    assert_eq!(field.secret().reveal(), "hué日h");
    assert!(field.paste("a\tb").is_err() && field.len() == 5);
    assert_eq!(format!("{field:?}"), "SecretField");
    press(&mut field, "Ctrl-U");
    assert!(field.is_empty());
}
