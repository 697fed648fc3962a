//! The form that signs in to the platform: what is asked depends on what is known already.

use tui_input::Input;

use super::{Entry, Field, Form, FormSubject};
use crate::app::secret_field::SecretField;
use crate::domain::draft::FieldProblem;
use crate::domain::login::{Credentials, Redirect, SignInPrompt, UserGrant};

/// The ways to sign in, as the choice says them.
const WAYS: [&str; 4] = [
    "Connected app",
    "Access token",
    "User name and password",
    "Browser, through a connected app",
];

/// Their fields: what names one, where anything does, and the secret.
const LABELS: [(Option<&str>, &str); 4] = [
    (Some("Client ID"), "Client Secret"),
    (None, "Access Token"),
    (Some("User name"), "Password"),
    (Some("Client ID"), "Client Secret"),
];

fn field(label: &'static str, entry: Entry, required: bool) -> Field {
    Field {
        label,
        required,
        entry,
        problem: None,
        hint: None,
        folded: false,
        was: String::new(),
    }
}

fn secret(label: &'static str) -> Field {
    let input = SecretField::default();
    field(label, Entry::Secret { input, stored: false }, true)
}

impl Form {
    /// The form that asks for what is missing to sign in to `host`, fit to be shown.
    pub fn sign_in(host: &str, asks: &SignInPrompt) -> Self {
        let fixed = |text: &str| Entry::Fixed(crate::domain::text::escape(text).into_owned());
        let fields = match asks {
            SignInPrompt::ClientSecret { client_id } => {
                vec![field("Client ID", fixed(client_id), false), secret("Client Secret")]
            }
            SignInPrompt::Password { username } => vec![field("User name", fixed(username), false), secret("Password")],
            SignInPrompt::ThroughApp(app) => {
                let mut fields = vec![field("Client ID", fixed(&app.client_id), false)];
                fields.extend(app.client_secret.is_none().then(|| secret("Client Secret")));
                if let UserGrant::Password { username, password } = &app.grant {
                    fields.push(field("User name", fixed(username), false));
                    fields.extend(password.is_none().then(|| secret("Password")));
                }
                fields
            }
            SignInPrompt::Nothing | SignInPrompt::Anything => {
                let options = WAYS.map(str::to_owned).to_vec();
                let mut way = field("Sign in with", Entry::Choice { options, at: 0 }, false);
                way.hint = Some(
                    "Space changes it. With multi-factor authentication, use a connected app, a token or the browser."
                        .into(),
                );
                vec![
                    way,
                    field("Client ID", Entry::Text(Input::default()), true),
                    secret("Client Secret"),
                ]
            }
        };
        let mut form = Self::of(format!("Sign in to {host}"), FormSubject::SignIn(asks.clone()), fields);
        form.standing = Some("What you type stays in memory and is sent only to this host.");
        form
    }

    /// The fields follow the way that is chosen.
    pub(super) fn follow(&mut self) {
        if !matches!(
            self.subject,
            FormSubject::SignIn(SignInPrompt::Nothing | SignInPrompt::Anything)
        ) {
            return;
        }
        let chosen = self.way();
        if self
            .fields()
            .nth(2)
            .is_some_and(|field| Some(field.label) != LABELS.get(chosen).map(|l| l.1))
        {
            // One thing's secret is not another one's.
            self.forget_secret();
        }
        let (name, word) = LABELS.get(self.way()).copied().unwrap_or((None, "Secret"));
        let mut fields = self.fields_mut().skip(1);
        if let Some(field) = fields.next() {
            field.label = name.unwrap_or("");
            field.required = name.is_some();
            field.folded = name.is_none();
        }
        if let Some(field) = fields.next() {
            field.label = word;
        }
    }

    fn forget_secret(&mut self) {
        for field in self.fields_mut() {
            if let Entry::Secret { input, .. } = &mut field.entry {
                *input = SecretField::default();
            }
        }
    }

    fn way(&self) -> usize {
        match self.fields().next().map(|field| &field.entry) {
            Some(Entry::Choice { at, .. }) => *at,
            _ => 0,
        }
    }

    /// What is missing to sign in.
    pub(super) fn missing(&self) -> Vec<FieldProblem> {
        let empty = |field: &Field| match &field.entry {
            Entry::Text(input) => field.required && input.value().trim().is_empty(),
            Entry::Secret { input, .. } => input.is_empty(),
            _ => false,
        };
        let fields = self.fields().enumerate().filter(|(_, field)| empty(field));
        let problem = |(at, field): (usize, &Field)| FieldProblem {
            at,
            label: field.label,
            text: format!("{} is required.", field.label),
            confirmable: false,
        };
        fields.map(problem).collect()
    }

    /// What was typed, to sign in with.
    pub fn credentials(&self) -> Option<Credentials> {
        let FormSubject::SignIn(asks) = &self.subject else {
            return None;
        };
        let mut secrets = self.fields().filter_map(|field| match &field.entry {
            Entry::Secret { input, .. } => Some(input.secret()),
            _ => None,
        });
        if let SignInPrompt::ThroughApp(app) = asks {
            return app.credentials(|_| secrets.next().ok_or(())).ok();
        }
        let secret = secrets.next()?;
        let mut texts = self.fields().filter_map(|field| match &field.entry {
            Entry::Text(input) => Some(input.value().trim().to_owned()),
            _ => None,
        });
        let typed = texts.next().unwrap_or_default();
        let app = |client_id| Credentials::ConnectedApp {
            client_id,
            client_secret: secret.clone(),
        };
        let user = |username| Credentials::User {
            username,
            password: secret.clone(),
        };
        Some(match (asks, self.way()) {
            (SignInPrompt::ClientSecret { client_id }, _) => app(client_id.clone()),
            (SignInPrompt::Password { username }, _) => user(username.clone()),
            (_, 0) => app(typed),
            (_, 1) => Credentials::Bearer(secret),
            (_, 3) => Credentials::AuthorizationCode {
                client_id: typed,
                client_secret: secret,
                redirect: Redirect::default(),
            },
            _ => user(typed),
        })
    }
}
