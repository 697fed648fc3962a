//! The form of a client provider: made of sections, filled from an issuer, checked.

use tui_input::Input;

use super::{Button, Entry, Field, Form, FormItem, FormSubject};
use crate::app::change_set::ChangeSet;
use crate::app::component::{Command, Cx, Outcome};
use crate::app::line::{Line, Tone};
use crate::app::model::Model;
use crate::app::request::Request;
use crate::app::secret_field::SecretField;
use crate::domain::change::Change;
use crate::domain::config::{Need, Shape};
use crate::domain::discovery::{Discovery, Filled, can_fill, same_issuer};
use crate::domain::draft::{Draft, FieldValue};
use crate::domain::text::{count, escape, normal};
use crate::domain::{OrgId, Provider, ProviderId, ProviderKind, ProviderRef, Untrusted};

const ISSUER: &str = "/oidc_dynamic_client_provider/issuer";

/// What the platform's documents leave open.
const ENTRA: &str = "Creating this type through the API isn't documented. The platform may ask for more.";

/// The section that is folded at first.
const ADVANCED: &str = "Advanced Settings";

impl Form {
    /// A form of these fields and the two buttons.
    pub(super) fn of(title: String, subject: FormSubject, fields: Vec<Field>) -> Self {
        let items = fields.into_iter().map(FormItem::Field);
        Self::with(title, subject, items.collect())
    }

    fn with(title: String, subject: FormSubject, mut items: Vec<FormItem>) -> Self {
        items.extend([FormItem::Button(Button::Cancel), FormItem::Button(Button::Submit)]);
        let focus = items.iter().position(Self::stops).unwrap_or(0);
        Self {
            title,
            subject,
            items,
            focus,
            note: None,
            standing: None,
            doubt: false,
            outdated: false,
            discard: None,
        }
    }

    /// The form of a client provider.
    pub fn provider(organization: OrgId, draft: Draft) -> Self {
        let title = match (&draft.base, &draft.kind) {
            (Some(provider), _) => format!("Edit client provider {}", provider.row.name.shown()),
            // The platform's own titles.
            (None, ProviderKind::Oidc) => "Add OIDC client provider".into(),
            (None, ProviderKind::EntraId) => "Add OIDC Microsoft Entra ID (Azure AD) client provider".into(),
            (None, kind) => format!("Add {} client provider", kind.label()),
        };
        let discovers = can_fill(&draft);
        let mut items = Vec::new();
        let mut entries = draft.entries();
        for section in draft.sections() {
            let folds = section.title == ADVANCED;
            if !section.title.is_empty() {
                items.push(FormItem::Section {
                    title: section.title,
                    open: folds.then_some(false),
                });
            }
            for (spec, typed) in entries.by_ref().take(section.fields.len()) {
                let stored = draft
                    .base
                    .as_ref()
                    .is_some_and(|p| p.secrets.iter().any(|s| s == spec.path));
                let entry = match typed {
                    _ if spec.shape == Shape::NotInApi => Entry::Fixed("not available through the API".into()),
                    FieldValue::Text(text) if !draft.editable(spec) => Entry::Fixed(escape(text).into_owned()),
                    FieldValue::Text(text) => Entry::Text(Input::new(text.clone())),
                    FieldValue::Secret(_) => Entry::Secret {
                        input: SecretField::default(),
                        stored,
                    },
                    FieldValue::Switch(on) => Entry::Switch(*on),
                };
                let was = match &entry {
                    Entry::Text(input) => input.value().to_owned(),
                    _ => String::new(),
                };
                items.push(FormItem::Field(Field {
                    label: spec.label,
                    required: spec.need == Need::Required && !stored,
                    entry,
                    problem: None,
                    hint: None,
                    folded: folds,
                    was,
                }));
                if discovers && spec.path == ISSUER {
                    items.push(FormItem::Button(Button::FromIssuer));
                }
            }
        }
        drop(entries);
        let mut form = Self::with(
            title,
            FormSubject::Provider {
                organization,
                draft: Box::new(draft),
            },
            items,
        );
        form.explain();
        form
    }

    /// What the platform's documents leave open is said where it matters.
    fn explain(&mut self) {
        let FormSubject::Provider { draft, .. } = &self.subject else {
            return;
        };
        if draft.kind == ProviderKind::EntraId && draft.base.is_none() {
            self.standing = Some(ENTRA);
        }
    }

    /// Somebody else changed the provider meanwhile: what was not touched here follows, what was typed stays.
    pub fn rebase(&mut self, provider: Provider) {
        let FormSubject::Provider { draft, .. } = &mut self.subject else {
            return;
        };
        let new = Draft::from_provider(provider);
        if new.kind != draft.kind {
            return;
        }
        let old = std::mem::replace(&mut **draft, new.clone());
        self.outdated = false;
        for ((field, was), now) in self.fields_mut().zip(&old.typed).zip(&new.typed) {
            match (&mut field.entry, was, now) {
                (Entry::Text(input), FieldValue::Text(was), FieldValue::Text(now)) if input.value() == was => {
                    *input = Input::new(now.clone());
                    field.was.clone_from(now);
                }
                (Entry::Switch(on), FieldValue::Switch(was), FieldValue::Switch(now)) if on == was => *on = *now,
                (Entry::Text(_), FieldValue::Text(was), FieldValue::Text(now)) if was != now => {
                    field.hint = Some(format!("someone else set it to {}", escape(now)));
                }
                _ => {}
            }
        }
        self.note =
            Some("Someone else changed it. Fields you didn't touch are updated. Check, then save again.".into());
    }

    /// The id of the provider that it edits.
    pub fn edits(&self) -> Option<ProviderRef> {
        match &self.subject {
            FormSubject::Provider { draft, .. } => draft.base.as_ref().map(|p| p.row.id),
            _ => None,
        }
    }

    /// The provider's form as it is filled in.
    pub fn draft(&self) -> Option<Draft> {
        let FormSubject::Provider { draft, .. } = &self.subject else {
            return None;
        };
        let mut draft = (**draft).clone();
        for (typed, field) in draft.typed.iter_mut().zip(self.fields()) {
            *typed = match &field.entry {
                Entry::Text(input) => FieldValue::Text(input.value().to_owned()),
                Entry::Secret { input, .. } => FieldValue::Secret(input.secret()),
                Entry::Switch(on) => FieldValue::Switch(*on),
                Entry::Choice { .. } | Entry::Fixed(_) => continue,
            };
        }
        Some(draft)
    }

    /// Says what is wrong with the field that has the keys: it is being left.
    pub(super) fn check_focused(&mut self) {
        let before = self.items.iter().take(self.focus + 1);
        let at = before.filter(|item| matches!(item, FormItem::Field(_))).count();
        let Some(at) = at.checked_sub(1) else {
            return;
        };
        let found = self.problems().into_iter().find(|p| p.at == at);
        if let Some(FormItem::Field(field)) = self.items.get_mut(self.focus) {
            field.problem = found.map(|p| p.text);
        }
    }

    /// Checks everything. Says whether it can be reviewed; else the first field that is wrong has the keys.
    pub fn check(&mut self) -> bool {
        let problems = self.problems();
        for field in self.fields_mut() {
            field.problem = None;
        }
        for problem in &problems {
            if let Some(field) = self.fields_mut().nth(problem.at) {
                field.problem = Some(problem.text.clone());
            }
        }
        let wrong: Vec<_> = problems.iter().filter(|p| !p.confirmable).collect();
        let Some(first) = wrong.first() else {
            self.note = None;
            return true;
        };
        let labels: Vec<&str> = wrong.iter().map(|p| p.label).collect();
        self.note = Some(format!(
            "{}: {}",
            count(wrong.len(), "problem", "problems"),
            labels.join(", ")
        ));
        let mut fields = self
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| matches!(item, FormItem::Field(_)));
        if let Some((at, _)) = fields.nth(first.at) {
            self.unfold(at);
            self.focus = at;
        }
        false
    }

    /// Opens the section that a row stands in.
    fn unfold(&mut self, at: usize) {
        let section = self
            .items
            .iter()
            .take(at)
            .rposition(|item| matches!(item, FormItem::Section { .. }));
        if let Some(FormItem::Section { open: Some(open), .. }) = section.and_then(|s| self.items.get_mut(s)) {
            *open = true;
            let rows = self.items.iter_mut().skip(section.unwrap_or(0) + 1);
            for item in rows.take_while(|item| !matches!(item, FormItem::Section { .. } | FormItem::Button(_))) {
                if let FormItem::Field(field) = item {
                    field.folded = false;
                }
            }
        }
    }

    /// Asks the issuer that is typed.
    pub(super) fn ask_issuer(&mut self, cx: &Cx<'_>) -> Outcome {
        if cx.awaits {
            return Outcome::done();
        }
        let draft = self.draft();
        let issuer = draft.as_ref().and_then(|d| d.text(ISSUER)).unwrap_or_default();
        if issuer.is_empty() {
            self.note = Some("Type the issuer first.".into());
            return Outcome::done();
        }
        // The address of its document is often what is at hand.
        let plain = issuer.split("/.well-known/").next().unwrap_or(issuer).to_owned();
        if let Some(mut draft) = draft.as_ref().filter(|_| plain != issuer).cloned() {
            draft.put(ISSUER, &plain);
            self.take(&draft);
        }
        self.note = None;
        Command::Send(Request::Discover(Untrusted::new(&plain))).into()
    }

    /// Takes what an issuer says about itself: empty fields are filled, and what was typed stays.
    pub fn discovered(&mut self, discovery: &Discovery) {
        let Some(mut draft) = self.draft() else {
            return;
        };
        let asked = draft.text(ISSUER).unwrap_or_default().to_owned();
        let named = discovery.issuer.as_ref().map(Untrusted::raw);
        if !named.is_some_and(|named| same_issuer(named, &asked)) {
            self.note = Some("Not filled in: the document is about another issuer.".into());
            return;
        }
        let filled = discovery.fill(&mut draft);
        self.take(&draft);
        for field in self.fields_mut() {
            let conflict = filled.conflicts.iter().find(|(label, _)| *label == field.label);
            field.hint = conflict.map(|(_, says)| format!("the issuer says {says}"));
        }
        self.note = Some(told(&filled));
    }

    /// Takes over the texts of a draft.
    fn take(&mut self, draft: &Draft) {
        for (field, typed) in self.fields_mut().zip(&draft.typed) {
            if let (Entry::Text(input), FieldValue::Text(text)) = (&mut field.entry, typed)
                && input.value() != text
            {
                *input = Input::new(text.clone());
                field.problem = None;
            }
        }
    }

    pub(super) fn provider_changes(&self, model: &Model, organization: OrgId) -> Option<ChangeSet> {
        let draft = self.draft()?;
        let edits = draft.edits();
        let differences = draft.differences();
        let (verb, change) = if let Some(provider) = &draft.base {
            let id = Option::<ProviderId>::from(provider.row.id)?;
            let change = Change::EditProvider {
                organization,
                provider: id,
                was: provider.row.name.clone(),
                edits,
            };
            ("Save", change)
        } else {
            let change = Change::AddProvider {
                organization,
                kind: draft.kind.clone(),
                edits,
            };
            ("Create", change)
        };
        if differences.is_empty() {
            return None;
        }
        let lines = differences.into_iter().map(|mut d| {
            // What is left of something that has a stand-in is not shown either.
            if model.hides(&d.before) && !model.hides(&d.after) && !d.after.is_empty() {
                d.after = "(changed)".into();
            }
            let value = match (draft.base.is_some(), d.before.is_empty(), d.after.is_empty()) {
                (false, ..) | (true, true, _) => d.after,
                (true, false, true) => format!("{} -> (not set)", d.before),
                (true, false, false) => format!("{} -> {}", d.before, d.after),
            };
            (d.label, value)
        });
        let mut set = ChangeSet::one(self.title.clone(), verb, lines.collect(), change);
        if let Some(open) = self.standing {
            set.lines.push(Line::text(Tone::Warning, format!("! {open}")));
        }
        let own = self.edits().and_then(Option::<ProviderId>::from);
        let own = own.map_or("This one gets an id of its own.".into(), |id| {
            format!("This one is {id}.")
        });
        for id in twins(model, &draft) {
            let text = format!("! Another client provider has this name: {id}. {own}");
            set.lines.push(Line::text(Tone::Warning, text));
        }
        let open: Vec<String> = draft
            .problems()
            .into_iter()
            .map(|p| format!("! {} {}", p.label, p.text))
            .collect();
        if !open.is_empty() {
            for text in open {
                set.lines.push(Line::text(Tone::Warning, text));
            }
            set.accept = Some("Continue although some addresses aren't encrypted");
        }
        if draft.base.is_some() {
            let text = "APIs use the new settings once they are redeployed.";
            set.lines.push(Line::text(Tone::Dim, text));
        }
        Some(set)
    }
}

/// The ids of other providers of the same name (R42).
fn twins(model: &Model, draft: &Draft) -> Vec<ProviderId> {
    let name = normal(draft.text("/name").unwrap_or_default());
    let own = draft.base.as_ref().map(|p| p.row.id);
    let here = model.client_providers();
    let others = here.into_iter().flatten().filter(|row| Some(row.id) != own);
    let same = others.filter(|row| normal(row.name.raw()) == name);
    same.filter_map(|row| row.id.into()).collect()
}

fn told(filled: &Filled) -> String {
    let mut text = Vec::new();
    if !filled.conflicts.is_empty() {
        let labels: Vec<&str> = filled.conflicts.iter().map(|(label, _)| *label).collect();
        text.push(format!("Left as typed: {}.", labels.join(", ")));
    }
    if !filled.missing.is_empty() {
        text.push(format!("The issuer does not say: {}.", filled.missing.join(", ")));
    }
    if filled.filled.is_empty() {
        text.push("No field was empty.".to_owned());
    } else {
        text.push(format!("Filled: {}.", filled.filled.join(", ")));
    }
    text.join(" ")
}
