//! What forms are about: each makes its fields, checks them, and says what saving would change.

use tui_input::Input;

use super::{Entry, Field, Form};
use crate::app::change_set::ChangeSet;
use crate::app::line::{Line, Tone};
use crate::app::model::Model;
use crate::domain::change::Change;
use crate::domain::draft::{Draft, FieldProblem};
use crate::domain::environment::EnvironmentKind;
use crate::domain::login::SignInPrompt;
use crate::domain::rules::{self, Refusal};
use crate::domain::text::escape;
use crate::domain::{EnvironmentId, OrgId, ProviderId, ProviderRef, Tree, Untrusted};

/// What a form is about.
#[derive(Debug)]
pub enum FormSubject {
    /// A client provider, a new one or one that is there.
    Provider {
        /// The root organization.
        organization: OrgId,
        /// The form as it was opened; what is typed stands in the fields.
        draft: Box<Draft>,
    },
    /// A new environment.
    Environment {
        organization: OrgId,
        /// The providers that can be chosen, in the order of the choice.
        providers: Vec<ProviderRef>,
    },
    /// Signing in to the platform.
    SignIn(SignInPrompt),
    EnvironmentName {
        environment: EnvironmentId,
        /// Its name.
        was: Untrusted,
    },
    /// A new business group.
    Group {
        /// The organizations it can stand below, in the order of the choice.
        parents: Vec<OrgId>,
        /// The accounts that can own it, in the order of the choice.
        owners: Vec<Owner>,
    },
    /// The name and the owner of a business group.
    GroupSettings {
        group: OrgId,
        /// Its name.
        was: Untrusted,
        /// Its owner, in the order of the choice.
        owners: Vec<Owner>,
        /// Which of them owns it.
        owner: usize,
    },
}

/// An account that can own a business group; `None` leaves that open.
pub type Owner = Option<Untrusted>;

/// The accounts that can be chosen. The platform lists none to sign in as: there it is the one who is signed in.
fn owners(model: &Model) -> Vec<Owner> {
    let accounts: Vec<_> = if model.mode.is_live() {
        model.account.iter().collect()
    } else {
        model.accounts.iter().collect()
    };
    accounts
        .into_iter()
        .map(|account| Some(account.username.clone()))
        .collect()
}

/// The types of an environment, in the order of the choice.
const KINDS: [EnvironmentKind; 3] = [
    EnvironmentKind::Sandbox,
    EnvironmentKind::Production,
    EnvironmentKind::Design,
];

fn text(label: &'static str, value: &str) -> Field {
    Field {
        label,
        required: true,
        entry: Entry::Text(Input::new(value.to_owned())),
        problem: None,
        hint: None,
        folded: false,
        was: value.to_owned(),
    }
}

fn choice(label: &'static str, options: Vec<String>, at: usize) -> Field {
    let was = options.get(at).cloned().unwrap_or_default();
    Field {
        entry: Entry::Choice { options, at },
        required: false,
        was,
        ..text(label, "")
    }
}

/// The platform tells an owner where it likes.
fn shown(owner: &Owner, model: &Model) -> String {
    let none = if model.mode.is_live() { "(unknown)" } else { "(not set)" };
    owner.as_ref().map_or(none.into(), |o| o.shown().into_owned())
}

fn environment_title(model: &Model, id: EnvironmentId) -> String {
    format!("Rename environment {}", model.data.environment_name(id))
}

fn group_title(name: &Untrusted) -> String {
    format!("Edit business group {}", name.shown())
}

impl Form {
    /// The form of a new environment of `organization`. At least one provider is chosen: the built-in one is there always
    /// (R50).
    pub fn environment(model: &Model, organization: OrgId) -> Self {
        let rows = model.client_providers();
        let providers: Vec<ProviderRef> = rows.into_iter().flatten().map(|row| row.id).collect();
        let names = providers.iter().map(|id| model.provider_name(*id)).collect();
        let kinds = KINDS.map(|k| k.label().to_owned()).to_vec();
        let mut kind = choice("Type", kinds, 0);
        kind.hint = Some("The type can never be changed.".into());
        let mut provider = choice("Client provider", names, 0);
        provider.hint = Some("The default for new APIs. You can associate more later.".into());
        let fields = vec![text("Name", ""), kind, provider];
        let subject = FormSubject::Environment {
            organization,
            providers,
        };
        let place = model.data.organization(organization);
        let place = place.map(|o| format!(" in {}", o.name.shown())).unwrap_or_default();
        Self::of(format!("Create environment{place}"), subject, fields)
    }

    /// The form that renames an environment.
    pub fn environment_name(model: &Model, environment: EnvironmentId) -> Option<Self> {
        let was = model.data.environment(environment)?.name.clone();
        let fields = vec![text("Name", was.raw())];
        Some(Self::of(
            environment_title(model, environment),
            FormSubject::EnvironmentName { environment, was },
            fields,
        ))
    }

    /// The form of a new business group below one of those that the account administers; `parent` is chosen first.
    pub fn group(model: &Model, parent: OrgId) -> Self {
        let tree = model.data.tree.get();
        let mut labels = tree.map(Tree::labels).unwrap_or_default();
        let all = tree.into_iter().flat_map(Tree::iter);
        let administered = all.filter(|o| model.account.as_ref().is_some_and(|a| a.administers(o)));
        let labelled = administered.filter_map(|o| Some((o.id, labels.remove(&o.id)?)));
        let (parents, names): (Vec<OrgId>, Vec<String>) = labelled.unzip();
        let at = parents.iter().position(|id| *id == parent).unwrap_or(0);
        let owners = owners(model);
        let me = owners
            .iter()
            .position(|o| o.as_ref() == model.account.as_ref().map(|a| &a.username));
        let fields = vec![
            text("Name", ""),
            choice("Parent", names, at),
            choice(
                "Owner",
                owners.iter().map(|o| shown(o, model)).collect(),
                me.unwrap_or(0),
            ),
        ];
        Self::of(
            "Create business group".into(),
            FormSubject::Group { parents, owners },
            fields,
        )
    }

    /// The form of a business group's name and owner.
    pub fn group_settings(model: &Model, group: OrgId) -> Option<Self> {
        let found = model.data.organization(group)?;
        let mut owners = owners(model);
        if !owners.contains(&found.owner) {
            owners.insert(0, found.owner.clone());
        }
        let owner = owners.iter().position(|o| *o == found.owner).unwrap_or(0);
        let fields = vec![
            text("Name", found.name.raw()),
            choice("Owner", owners.iter().map(|o| shown(o, model)).collect(), owner),
        ];
        let subject = FormSubject::GroupSettings {
            group,
            was: found.name.clone(),
            owners,
            owner,
        };
        Some(Self::of(group_title(&found.name), subject, fields))
    }

    fn text_at(&self, at: usize) -> &str {
        match self.fields().nth(at).map(|f| &f.entry) {
            Some(Entry::Text(input)) => input.value(),
            _ => "",
        }
    }

    fn choice_at(&self, at: usize) -> usize {
        match self.fields().nth(at).map(|f| &f.entry) {
            Some(Entry::Choice { at, .. }) => *at,
            _ => 0,
        }
    }

    /// How many fields hold something else than when the form was opened.
    pub fn dirty(&self) -> usize {
        match &self.subject {
            // There is nothing in it that anybody would miss.
            FormSubject::SignIn(_) => 0,
            FormSubject::Provider { .. } => self.draft().map_or(0, |draft| draft.dirty()),
            _ => self.fields().filter(|field| field.changed()).count(),
        }
    }

    /// Everything that is wrong.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let named = |check: fn(&str) -> Result<(), Refusal>| {
            let why = check(self.text_at(0)).err();
            let problem = |why: Refusal| FieldProblem {
                at: 0,
                label: "Name",
                text: why.to_string(),
                confirmable: false,
            };
            why.map(problem).into_iter().collect()
        };
        match &self.subject {
            FormSubject::Provider { .. } => self.draft().map(|draft| draft.problems()).unwrap_or_default(),
            FormSubject::SignIn(_) => self.missing(),
            FormSubject::Environment { .. } | FormSubject::EnvironmentName { .. } => named(rules::environment_name),
            FormSubject::Group { .. } | FormSubject::GroupSettings { .. } => named(rules::group_name),
        }
    }

    /// What saving would change, for the person to read before it happens; nothing where nothing would.
    pub fn changes(&self, model: &Model) -> Option<ChangeSet> {
        let name = self.text_at(0).to_owned();
        let mut title = self.title.clone();
        // The name and the owner of now: another program may have changed them since the form was opened.
        let mut current = [None, None];
        let (verb, change) = match &self.subject {
            FormSubject::SignIn(_) => return None,
            FormSubject::Provider { organization, .. } => return self.provider_changes(model, *organization),
            FormSubject::Environment {
                organization,
                providers,
            } => {
                let chosen = providers
                    .get(self.choice_at(2))
                    .copied()
                    .unwrap_or(ProviderRef::BuiltIn);
                let change = Change::CreateEnvironment {
                    organization: *organization,
                    name,
                    kind: KINDS
                        .get(self.choice_at(1))
                        .copied()
                        .unwrap_or(EnvironmentKind::Sandbox),
                    providers: Option::<ProviderId>::from(chosen).into_iter().collect(),
                };
                ("Create", change)
            }
            _ if self.dirty() == 0 => return None,
            FormSubject::EnvironmentName { environment, was } => {
                let now = model.data.environment(*environment).map_or(was, |e| &e.name);
                title = environment_title(model, *environment);
                current = [Some(escape(now.raw()).into_owned()), None];
                let change = Change::RenameEnvironment {
                    environment: *environment,
                    was: now.clone(),
                    name,
                };
                ("Rename", change)
            }
            FormSubject::Group { parents, owners } => {
                let parent = parents.get(self.choice_at(1)).copied()?;
                let owner = owners.get(self.choice_at(2)).cloned().flatten()?;
                ("Create", Change::CreateGroup { parent, name, owner })
            }
            FormSubject::GroupSettings {
                group,
                was,
                owners,
                owner,
            } => {
                let chosen = self.choice_at(1);
                let found = model.data.organization(*group);
                let now = found.map_or(was, |o| &o.name);
                title = group_title(now);
                current = [
                    Some(escape(now.raw()).into_owned()),
                    found.map(|o| shown(&o.owner, model)),
                ];
                let renamed = self.fields().next().is_some_and(Field::changed);
                let change = Change::EditGroup {
                    group: *group,
                    was: now.clone(),
                    name: if renamed { name } else { now.raw().to_owned() },
                    owner: (owners.get(chosen).cloned().flatten().filter(|_| chosen != *owner))
                        .map(|owner| (found.and_then(|group| group.owner.clone()), owner)),
                };
                ("Save", change)
            }
        };
        let new = self.is_new();
        let current = current.into_iter().chain(std::iter::repeat(None));
        let fields = self.fields().zip(current).filter(|(field, _)| new || field.changed());
        let line = |(field, current): (&Field, Option<String>)| {
            let was = current.unwrap_or_else(|| escape(&field.was).into_owned());
            let shown = field.shown();
            (field.label, if new { shown } else { format!("{was} -> {shown}") })
        };
        let lines = fields.map(line).collect();
        let numbered = numbered(model, &change);
        let mut set = ChangeSet::one(title, verb, lines, change);
        if let Some(name) = numbered {
            let text = format!("! This name is taken. It becomes '{name}'.");
            set.lines.push(Line::text(Tone::Warning, text));
        }
        Some(set)
    }
}

/// The name that an environment gets where the one that is asked for is taken (R5).
fn numbered(model: &Model, change: &Change) -> Option<String> {
    let (organization, own, name) = match change {
        Change::CreateEnvironment { organization, name, .. } => (*organization, None, name),
        Change::RenameEnvironment { environment, name, .. } => (
            model.data.environment(*environment)?.organization,
            Some(*environment),
            name,
        ),
        _ => return None,
    };
    let all = model.data.environments.get().into_iter().flatten();
    let others = all.filter(|e| e.organization == organization && Some(e.id) != own);
    Some(rules::free_name(name, &others.map(|e| &e.name))).filter(|free| free != name)
}

impl Field {
    /// Whether something else stands in it than at first.
    fn changed(&self) -> bool {
        match &self.entry {
            Entry::Text(input) => input.value() != self.was,
            Entry::Choice { options, at } => options.get(*at) != Some(&self.was),
            Entry::Secret { input, .. } => !input.is_empty(),
            Entry::Switch(_) | Entry::Fixed(_) => false,
        }
    }

    /// What stands in it, fit to be shown; of a secret only that there is one.
    pub fn shown(&self) -> String {
        match &self.entry {
            Entry::Text(input) => escape(input.value().trim()).into_owned(),
            Entry::Secret { input, .. } if input.is_empty() => String::new(),
            Entry::Secret { .. } => "set".into(),
            Entry::Switch(on) => if *on { "on" } else { "off" }.into(),
            Entry::Choice { options, at } => options.get(*at).cloned().unwrap_or_default(),
            Entry::Fixed(text) => text.clone(),
        }
    }
}
