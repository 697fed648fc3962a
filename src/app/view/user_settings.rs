//! What is known of one user beside what they may do.

use super::facts::{Fact, Facts};
use super::users::{mfa_words, status_words};
use super::who::{identity_provider_name, last_words, refusal, text_words, time_words};
use crate::app::access_read::AccessRead;
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::time::LastTime;
use crate::domain::{User, UserId};

#[derive(Debug)]
pub struct UserSettings(pub UserId);

impl Facts for UserSettings {
    fn resources(&self, _: &Model) -> Vec<Resource> {
        vec![AccessRead::User(self.0).into(), AccessRead::IdentityProviders.into()]
    }

    fn facts(&self, model: &Model) -> Vec<Fact> {
        let user = model.data.access.user(self.0);
        user.map_or_else(Vec::new, |user| facts(model, user))
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::User(self.0))
    }

    fn none(&self) -> &'static str {
        "This user is not among those that were read."
    }
}

pub fn facts(model: &Model, user: &User) -> Vec<Fact> {
    let exempt = |exempt| match exempt {
        Some(true) => "exempt",
        Some(false) => "not exempt",
        None => "unknown",
    };
    let provider = user.provider.map(|id| identity_provider_name(model, id));
    // Who never signed in didn't do so before either.
    let before = match user.last_sign_in {
        LastTime::Never => LastTime::Never,
        _ => user.previous_sign_in,
    };
    vec![
        Fact::new("Name", text_words(user.name.as_ref())),
        Fact::new("Username", user.username.shown()),
        Fact::new("Email", text_words(user.email.as_ref())),
        Fact::new("Id", user.id.to_string()),
        Fact::new("Status", status_words(user)),
        Fact::new("Signs in with", provider.unwrap_or_else(|| "unknown".into()))
            .names(user.provider.map(RowId::IdentityProvider)),
        Fact::new("Second factor", mfa_words(user)),
        Fact::new("IP exemption", exempt(user.ip_exempt)),
        Fact::new("Last sign-in", last_words(user.last_sign_in)),
        Fact::new("Before that", last_words(before)),
        Fact::new("Created", time_words(user.created)),
    ]
}
