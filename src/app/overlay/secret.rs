//! The client secret of an organization: shown on request, to nobody who watches, for a short time.

use std::time::Duration;

use crate::app::component::{Command, Component};
use crate::app::line::Tone;
use crate::app::location::Location;
use crate::app::model::Model;
use crate::app::request::Reply;
use crate::domain::rules::{self, Refusal};
use crate::domain::secret::Secret;
use crate::domain::{Error, OrgId};

/// How long a secret is shown.
pub const SHOWN: Duration = Duration::from_secs(20);

#[derive(Debug)]
pub struct Revealed {
    /// Whose it is, fit to be shown.
    pub of: String,
    pub secret: Secret,
    /// When it goes by itself.
    pub until: Duration,
}

impl Revealed {
    /// Asks for the secret of the business group that is on screen, or says why not.
    pub(in crate::app) fn ask(at: Option<Location>, model: &Model) -> Command {
        let Some(Location::BusinessGroup(id)) = at else {
            let text = "Open a business group first: the secret is one of its settings.";
            return Command::Notify(Tone::Plain, text.into());
        };
        if let Err(why) = model.who().and_then(|who| rules::reveal_secret(who, id)) {
            return Command::Notify(Tone::Warning, why.to_string());
        }
        if model.mode.is_live() {
            return Command::Notify(Tone::Warning, Refusal::NotInContract.to_string());
        }
        if !model.data.organization(id).is_some_and(|o| o.has_secret) {
            let text = "No client secret of this organization is stored.";
            return Command::Notify(Tone::Plain, text.into());
        }
        if model.is_watched() {
            let text = "Secrets aren't shown while you record, hide names or play a tour. End that first.";
            return Command::Notify(Tone::Warning, text.into());
        }
        Command::RevealSecret(id)
    }

    /// The popup, where its business group is still what is on screen, with nothing over it.
    ///
    /// # Errors
    /// What is said instead.
    pub(in crate::app) fn of(
        id: OrgId,
        result: Result<Reply, Error>,
        on_screen: bool,
        model: &Model,
    ) -> Result<Self, Command> {
        match result {
            Ok(Reply::Revealed(secret)) if on_screen && !model.is_watched() => {
                let of = model.data.organization(id).map(|o| o.name.shown().into_owned());
                Ok(Self {
                    of: of.unwrap_or_default(),
                    secret,
                    until: model.now.mono + SHOWN,
                })
            }
            Ok(_) => {
                let text = "The secret is not shown: you opened something else.";
                Err(Command::Notify(Tone::Plain, text.into()))
            }
            Err(error) => Err(Command::Notify(Tone::Bad, error.to_string())),
        }
    }
}

impl Component for Revealed {
    fn deadline(&self) -> Option<Duration> {
        Some(self.until)
    }

    fn expired(&self, model: &Model) -> bool {
        model.is_watched() || self.until <= model.now.mono
    }
}
