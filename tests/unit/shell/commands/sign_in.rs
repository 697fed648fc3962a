//! Keeping the secrets of a profile.

use std::cell::RefCell;

use amtui::config::profile::SecretOwner;
use amtui::domain::secret::Secret;
use amtui::shell::commands::sign_in::keep;
use anyhow::bail;

fn owners() -> [SecretOwner; 2] {
    [SecretOwner::App("app-2".into()), SecretOwner::User("ada".into())]
}

fn typed() -> Secret {
    Secret::new("hush".into())
}

#[test]
fn a_person_who_gives_up_at_the_second_secret_leaves_none() {
    let stored = RefCell::new(0);
    let ask = |who: &SecretOwner| match who {
        SecretOwner::App(_) => Ok(typed()),
        SecretOwner::User(_) => bail!("Stopped."),
    };
    let store = |_: &SecretOwner, _: &Secret| {
        *stored.borrow_mut() += 1;
        Ok(())
    };
    assert_eq!(keep(&owners(), ask, store).unwrap_err().to_string(), "Stopped.");
    assert_eq!(stored.into_inner(), 0);
}

#[test]
fn a_keyring_that_fails_at_the_second_secret_names_the_one_that_it_has() {
    let store = |who: &SecretOwner, _: &Secret| match who {
        SecretOwner::App(_) => Ok(()),
        SecretOwner::User(_) => Err("The keyring is not used: it is locked.".to_owned()),
    };
    assert_eq!(
        keep(&owners(), |_| Ok(typed()), store).unwrap_err().to_string(),
        "The keyring is not used: it is locked. The secret of app-2 is in the keyring."
    );
    let all = |_: &SecretOwner, _: &Secret| Ok(());
    assert_eq!(
        keep(&owners(), |_| Ok(typed()), all).unwrap(),
        "Both secrets are in the keyring."
    );
}
