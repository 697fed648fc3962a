//! Changes to ask a backend for, as the program asks for them.

use amtui::backend::Backend;
use amtui::domain::change::{Change, Seen};
use amtui::domain::config::{Need, Shape};
use amtui::domain::draft::{Draft, FieldValue};
use amtui::domain::secret::Secret;
use amtui::domain::{ApiId, EnvironmentKind, OrgId, ProviderId, ProviderKind, ProviderRef};

use crate::fixture::{BANK, FREE, RETAIL, ROOT, SHOPS, environment, external, org, provider};

/// A secret that is nowhere yet.
pub const NEW_SECRET: &str = "hush-new";

/// A form of this kind, filled in.
pub fn form(kind: ProviderKind, name: &str) -> Draft {
    let mut draft = Draft::new(kind);
    let fields: Vec<_> = draft.entries().map(|(field, _)| field).collect();
    for (field, typed) in fields.into_iter().zip(&mut draft.typed) {
        match (field.shape, typed) {
            (_, FieldValue::Text(text)) if field.path == "/name" => name.clone_into(text),
            (Shape::Url, FieldValue::Text(text)) => *text = format!("https://idp.example.com{}", field.path),
            (Shape::DeleteUrl, FieldValue::Text(text)) => *text = "https://idp.example.com/{{client_id}}".into(),
            (Shape::Tenant | Shape::Text | Shape::List, FieldValue::Text(text))
                if text.is_empty() && field.need == Need::Required =>
            {
                *text = "mine".into();
            }
            (Shape::Secret, FieldValue::Secret(secret)) => *secret = Secret::new(NEW_SECRET.into()),
            _ => {}
        }
    }
    draft
}

pub fn add(kind: ProviderKind, name: &str) -> Change {
    add_in(org(ROOT), kind, name)
}

pub fn add_in(organization: OrgId, kind: ProviderKind, name: &str) -> Change {
    let edits = form(kind.clone(), name).edits();
    Change::AddProvider {
        organization,
        kind,
        edits,
    }
}

/// The provider's form as the backend shows it, with this typed into some of its fields.
pub fn edit(backend: &dyn Backend, n: usize, typed: &[(&str, FieldValue)]) -> Change {
    edit_of(backend, provider(n), typed)
}

pub fn edit_of(backend: &dyn Backend, provider: ProviderId, typed: &[(&str, FieldValue)]) -> Change {
    let mut draft = Draft::from_provider(backend.provider(org(ROOT), ProviderRef::External(provider)).unwrap());
    for (path, new) in typed {
        let at = draft.entries().position(|(field, _)| field.path == *path).unwrap();
        draft.typed[at] = new.clone();
    }
    Change::EditProvider {
        organization: org(ROOT),
        provider,
        was: draft.base.as_ref().unwrap().row.name.clone(),
        edits: draft.edits(),
    }
}

pub fn text(text: &str) -> FieldValue {
    FieldValue::Text(text.into())
}

pub fn associate(n: usize, was: &[usize], providers: &[usize]) -> Change {
    let ids = |list: &[usize]| list.iter().copied().map(provider).collect();
    Change::Associate {
        environment: environment(n),
        was: ids(was),
        providers: ids(providers),
        made_default: None,
    }
}

/// The same, and the first of the list was made the default in so many words.
pub fn associate_anew(n: usize, was: &[usize], providers: &[usize]) -> Change {
    match associate(n, was, providers) {
        Change::Associate {
            environment,
            was,
            providers,
            ..
        } => Change::Associate {
            environment,
            was,
            made_default: providers.first().copied(),
            providers,
        },
        other => other,
    }
}

pub fn create_environment(n: usize, name: &str, providers: &[usize]) -> Change {
    Change::CreateEnvironment {
        organization: org(n),
        name: name.into(),
        kind: EnvironmentKind::Production,
        providers: providers.iter().copied().map(provider).collect(),
    }
}

pub fn rename_environment(n: usize, was: &str, name: &str) -> Change {
    Change::RenameEnvironment {
        environment: environment(n),
        was: was.into(),
        name: name.into(),
    }
}

pub fn delete_environment(n: usize, was: &str) -> Change {
    Change::DeleteEnvironment {
        environment: environment(n),
        was: was.into(),
        seen: Seen::default(),
    }
}

pub fn create_group(n: usize, name: &str, owner: &str) -> Change {
    Change::CreateGroup {
        parent: org(n),
        name: name.into(),
        owner: owner.into(),
    }
}

/// `owner`: who owns it, and who is to own it.
pub fn edit_group(n: usize, was: &str, name: &str, owner: Option<(Option<&str>, &str)>) -> Change {
    Change::EditGroup {
        group: org(n),
        was: was.into(),
        name: name.into(),
        owner: owner.map(|(was, owner)| (was.map(Into::into), owner.into())),
    }
}

pub fn delete_group(n: usize, was: &str) -> Change {
    Change::DeleteGroup {
        group: org(n),
        was: was.into(),
        seen: Seen::default(),
    }
}

/// Moves an API instance of environment 3 from provider 0; `None` is the built-in one.
pub fn reassign(api: u64, to: Option<usize>) -> Change {
    Change::Reassign {
        environment: environment(3),
        api: ApiId(api),
        was: external(0),
        provider: to.map(provider).into(),
    }
}

/// One change of each kind, all possible one after the other in `changeable`, and what was done then.
pub fn every(backend: &dyn Backend) -> Vec<(Change, &'static str)> {
    let typed = [
        ("/name", text("Zeta 2")),
        ("/oidc_dynamic_client_provider/issuer", text("https://zeta.example.com")),
        (
            "/oidc_dynamic_client_provider/primary_client/secret",
            FieldValue::Secret(Secret::new(NEW_SECRET.into())),
        ),
    ];
    vec![
        (add(ProviderKind::Oidc, "Okta"), "Added client provider 'Okta'"),
        (edit(backend, 0, &typed), "Saved client provider 'Zeta 2'"),
        (
            associate_anew(3, &[0, 1, 2], &[1, 0]),
            "Set the client providers of environment 'Env 3'",
        ),
        (create_environment(ROOT, "QA", &[1]), "Created environment 'QA'"),
        (rename_environment(0, "Env 0", "Live"), "Renamed environment 'Live'"),
        (create_group(BANK, "Cards", "cy"), "Created business group 'Cards'"),
        (
            edit_group(RETAIL, "Retail", "Stores", Some((Some("ben"), "ada"))),
            "Saved business group 'Stores'",
        ),
        (reassign(FREE, Some(1)), "Set the client provider of API 'api-16'"),
        (delete_group(SHOPS, "Shops"), "Deleted business group 'Shops'"),
        (delete_environment(3, "Env 3"), "Deleted environment 'Env 3'"),
    ]
}
