//! What is known of one user beside what they may do.

use std::borrow::Cow;

use super::View;
use super::users::{mfa_words, status_words};
use super::who::{identity_provider_name, refusal};
use crate::app::access_read::AccessRead;
use crate::app::line::{Line, Tone};
use crate::app::list::List;
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::{LastTime, UnixTime, Untrusted, User, UserId};

#[derive(Debug)]
pub struct UserSettingsView(pub UserId);

impl View for UserSettingsView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Settings".into()
    }

    fn tab(&self) -> &'static str {
        "Settings"
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let reads = |_| vec![AccessRead::User(self.0).into(), AccessRead::IdentityProviders.into()];
        model.organization.map_or(Vec::new(), reads)
    }

    fn is_text(&self) -> bool {
        true
    }

    fn lines(&self, model: &Model) -> Option<Vec<Line>> {
        Some(
            model
                .data
                .access
                .user(self.0)
                .map_or_else(Vec::new, |user| settings(model, user)),
        )
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::User(self.0))
    }
}

fn settings(model: &Model, user: &User) -> Vec<Line> {
    let text = |text: &Option<Untrusted>| text.as_ref().map_or("unknown".into(), |text| text.shown().into_owned());
    let time = |time: Option<UnixTime>| time.map_or("unknown".into(), |time| time.to_string());
    let last = |last| match last {
        LastTime::At(time) => time.to_string(),
        LastTime::Never => "never".into(),
        LastTime::Unknown => "unknown".into(),
    };
    let exempt = |exempt| match exempt {
        Some(true) => "exempt",
        Some(false) => "not exempt",
        None => "unknown",
    };
    let provider = user
        .provider
        .map_or("unknown".into(), |id| identity_provider_name(model, id));
    vec![
        Line::pair("Name", text(&user.name)),
        Line::pair("Username", user.username.shown()),
        Line::pair("Email", text(&user.email)),
        Line::pair("Id", user.id.to_string()),
        Line::pair("Status", status_words(user)),
        Line::blank(),
        Line::text(Tone::Heading, "Sign-in"),
        Line::pair("Identity provider", provider),
        Line::pair("Multi-factor authentication", mfa_words(user)),
        Line::pair("MFA exemption", exempt(user.mfa_exempt)),
        Line::pair("IP allowlist exemption", exempt(user.ip_exempt)),
        Line::pair("Last sign-in", last(user.last_sign_in)),
        Line::pair("Sign-in before that", last(user.previous_sign_in)),
        Line::pair("Created", time(user.created)),
    ]
}
