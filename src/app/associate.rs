//! Reviews of many changes: the providers of environments, and the provider of API instances.

use super::App;
use super::component::Command;
use super::key::Key;
use super::line::{Line, Tone};
use super::list::RowId;
use super::overlay::Overlay;
use super::overlay::checklist::{CheckId, Checklist, Subject};
use super::overlay::pick::{Choice, Pick};
use super::overlay::review::{Review, Work};
use crate::domain::association::{Association, shared};
use crate::domain::change::Change;
use crate::domain::rules::{self, Refusal};
use crate::domain::text::count;
use crate::domain::{Api, ApiId, Environment, EnvironmentId, EnvironmentUse, ProviderId, ProviderRef};

/// One environment and the list it is to have.
struct Wanted<'a> {
    environment: &'a Environment,
    uses: &'a EnvironmentUse,
    /// The list as the person saw it.
    was: Vec<ProviderId>,
    providers: Vec<ProviderId>,
    made_default: Option<ProviderId>,
}

impl App {
    fn wanted<'a>(&'a self, list: &Checklist) -> Vec<Wanted<'a>> {
        let data = &self.model.data;
        let found = |id: EnvironmentId| Some((data.environment(id)?, data.environment_use(id)?.as_ref()));
        match &list.subject {
            Subject::Associate { environment, was } => {
                let found = found(*environment).into_iter();
                let wanted = found.map(|(environment, uses)| Wanted {
                    environment,
                    uses,
                    was: was.clone(),
                    providers: list.providers(),
                    made_default: list.made_default,
                });
                wanted.filter(|w| w.providers != w.was).collect()
            }
            Subject::Across { provider } => {
                let changed = list.checks.iter().filter(|c| c.on != c.was);
                let wanted = changed.filter_map(|check| {
                    let CheckId::Environment(id) = check.id else {
                        return None;
                    };
                    let (environment, uses) = found(id)?;
                    // Done before, by an earlier try or by somebody else.
                    if uses.providers.contains(provider) == check.on {
                        return None;
                    }
                    let others = uses.providers.iter().filter(|p| *p != provider).copied();
                    Some(Wanted {
                        environment,
                        uses,
                        was: uses.providers.to_vec(),
                        providers: others.chain(check.on.then_some(*provider)).collect(),
                        made_default: None,
                    })
                });
                wanted.collect()
            }
        }
    }

    fn may_associate(&self, wanted: &Wanted<'_>) -> Result<(), Refusal> {
        let name = |id| self.model.provider_name(ProviderRef::External(id));
        rules::associate(
            self.model.who()?,
            wanted.environment.organization,
            &wanted.was,
            &wanted.providers,
            wanted.made_default,
            name,
        )
    }

    /// Why what is ticked cannot be saved.
    pub(super) fn refused_check(&self, list: &Checklist) -> Option<String> {
        self.wanted(list).iter().find_map(|wanted| {
            let why = self.may_associate(wanted).err()?;
            let name = self.model.data.environment_name(wanted.environment.id);
            Some(format!("{name}: {why}"))
        })
    }

    /// The review of what is ticked in the checklist on top.
    pub(super) fn review_checklist(&mut self, key: Option<Key>) {
        let Some(Overlay::Checklist(list)) = self.router.overlays.last() else {
            return;
        };
        if let Some(why) = self.refused_check(list) {
            return self.model.say(Tone::Warning, why);
        }
        let wanted = self.wanted(list);
        if wanted.is_empty() {
            return self
                .model
                .say(Tone::Plain, "Nothing was changed: there is nothing to save.");
        }
        let mut lines = Vec::new();
        let mut works = Vec::new();
        for one in &wanted {
            lines.extend(self.association_lines(one));
            works.push(Work {
                name: if wanted.len() > 1 {
                    self.model.data.environment_name(one.environment.id)
                } else {
                    String::new()
                },
                change: Change::Associate {
                    environment: one.environment.id,
                    was: one.was.clone(),
                    providers: one.providers.clone(),
                    made_default: one.made_default,
                },
                outcome: None,
            });
        }
        lines.extend(self.sharing(&wanted));
        let review = Review::many(list.title.clone(), "Save", lines, works);
        self.review(review, key);
    }

    fn association_lines(&self, wanted: &Wanted<'_>) -> Vec<Line> {
        let model = &self.model;
        let names = |ids: &[ProviderId]| {
            let names: Vec<String> = ids
                .iter()
                .map(|id| model.provider_name(ProviderRef::External(*id)))
                .collect();
            names.join(", ")
        };
        let association = Association::new(wanted.uses, &wanted.providers);
        let mut lines = vec![Line::text(
            Tone::Heading,
            format!(
                "{} ({})",
                model.data.environment_name(wanted.environment.id),
                wanted.environment.kind.label()
            ),
        )];
        if !association.added.is_empty() {
            lines.push(Line::pair("  Add", names(&association.added)));
        }
        if !association.removed.is_empty() {
            lines.push(Line::pair("  Remove", names(&association.removed)));
        }
        if let Some(default) = association.default {
            let before = model.data.default_provider(wanted.environment.id);
            let before = before.map_or_else(|| "not known".into(), |id| model.provider_name(id));
            let after = model.provider_name(default);
            lines.push(Line::pair("  Default for new APIs", format!("{before} -> {after}")));
        }
        if association.added.is_empty() && association.removed.is_empty() && association.default.is_none() {
            lines.push(Line::pair("  Order", names(&wanted.providers)));
        }
        if model.data.hides_providers(wanted.uses) {
            let words = "! Saving may remove client providers that you do not see.";
            lines.push(Line::text(Tone::Warning, words));
        }
        let there = wanted.uses.apis.len();
        let words = match (there, association.staying) {
            (0, _) => "  There are no APIs in it yet.".into(),
            (n, 0) => format!("  {} in it: each keeps its client provider.", count(n, "API", "APIs")),
            (n, staying) => format!(
                "  {} in it: each keeps its client provider, {staying} of them one that is removed.",
                count(n, "API", "APIs")
            ),
        };
        lines.push(Line::text(Tone::Dim, words));
        lines
    }

    /// The advice against sharing a provider between production and the rest, where the change leads there (R56).
    fn sharing(&self, wanted: &[Wanted<'_>]) -> Vec<Line> {
        let data = &self.model.data;
        let mut added: Vec<ProviderId> = wanted
            .iter()
            .flat_map(|w| Association::new(w.uses, &w.providers).added)
            .collect();
        added.sort_unstable();
        added.dedup();
        let after = |environment: &Environment| -> Vec<ProviderId> {
            let changed = wanted.iter().find(|w| w.environment.id == environment.id);
            let uses = || data.environment_use(environment.id).map(|u| u.providers.to_vec());
            changed.map_or_else(|| uses().unwrap_or_default(), |w| w.providers.clone())
        };
        let mut lines = Vec::new();
        for provider in added {
            let all = data.environments.get().into_iter().flatten();
            let kinds = all.filter(|e| after(e).contains(&provider)).map(|e| e.kind);
            if shared(kinds) {
                let name = self.model.provider_name(ProviderRef::External(provider));
                let text = format!(
                    "! Production and other environments then share {name}. The platform's advice is against that."
                );
                lines.push(Line::text(Tone::Warning, text));
            }
        }
        lines
    }

    /// The API instances that are marked in the list that has the keys, else the selected one.
    #[must_use]
    pub fn meant(&self) -> Vec<(EnvironmentId, ApiId)> {
        let Some(list) = self.page().and_then(|p| p.pane()).map(|p| &p.list) else {
            return Vec::new();
        };
        let api = |row: &RowId| match row {
            RowId::Api(environment, id) => Some((*environment, *id)),
            _ => None,
        };
        // What a filter hides is not meant: nobody sees that it is marked.
        let rows = list.rows.iter().filter(|row| list.marks.contains(row));
        let marked: Vec<_> = rows.filter_map(api).collect();
        if marked.is_empty() {
            list.current().iter().filter_map(api).collect()
        } else {
            marked
        }
    }

    /// Asks for the provider that the API instances are to get.
    pub(super) fn reassign(&mut self) {
        let apis = self.meant();
        if apis.is_empty() {
            return self.model.say(Tone::Plain, "Select an API first.");
        }
        let rows = self.model.client_providers();
        let choices = rows.into_iter().flatten().map(|row| {
            let moves = |api: &&(EnvironmentId, ApiId)| {
                let uses_it = self.model.data.api(api.0, api.1).is_some_and(|a| a.provider == row.id);
                !uses_it && self.locked(**api, row.id).is_some_and(|l| l.is_empty())
            };
            let may = apis.iter().filter(moves).count();
            let all_use = apis
                .iter()
                .all(|(e, a)| self.model.data.api(*e, *a).is_some_and(|api| api.provider == row.id));
            let words = match (all_use, may, apis.len()) {
                (true, ..) => "in use now".into(),
                (_, 0, 1) => "not possible: Enter says why".into(),
                (_, 1, 1) => "possible".into(),
                (_, may, all) => format!("{may} of {all} can be moved"),
            };
            Choice {
                name: self.model.provider_name(row.id),
                note: words,
                does: Ok(Command::Reassign(apis.clone(), row.id)),
            }
        });
        let title = match apis.as_slice() {
            [(environment, api)] => {
                let name = self
                    .model
                    .data
                    .api(*environment, *api)
                    .map(Api::shown_name)
                    .unwrap_or_default();
                format!("Client provider of {name}")
            }
            many => format!("Client provider of {} APIs", many.len()),
        };
        let pick = Pick::new(title, choices.collect());
        self.overlay(Overlay::Pick(Box::new(pick)));
    }

    fn found(&self, (environment, api): (EnvironmentId, ApiId)) -> Option<(&Environment, &EnvironmentUse, &Api)> {
        let data = &self.model.data;
        Some((
            data.environment(environment)?,
            data.environment_use(environment)?,
            data.api(environment, api)?,
        ))
    }

    /// Why an API instance cannot get a provider; none where it can.
    pub(super) fn locked(&self, at: (EnvironmentId, ApiId), provider: ProviderRef) -> Option<Vec<rules::LockReason>> {
        let (environment, uses, api) = self.found(at)?;
        let (name, there) = (
            self.model.provider_name(provider),
            self.model.data.environment_name(environment.id),
        );
        let to = (provider, self.model.data.kind(provider), name.as_str());
        Some(rules::lock_reasons_for(api, &there, uses, to))
    }

    /// The review of moving API instances: what moves, and why the others stay.
    pub(super) fn reassign_review(&self, apis: &[(EnvironmentId, ApiId)], provider: ProviderRef) -> Review {
        let mut lines = Vec::new();
        let mut works = Vec::new();
        let mut stay = Vec::new();
        let after = self.model.provider_name(provider);
        for at in apis {
            let Some((environment, _, api)) = self.found(*at) else {
                continue;
            };
            let name = format!(
                "{} ({})",
                api.shown_name(),
                self.model.data.environment_name(environment.id)
            );
            if api.provider == provider {
                stay.push(Line::text(Tone::Dim, format!("{name} uses it already.")));
                continue;
            }
            let reasons = self.locked(*at, provider).unwrap_or_default();
            if reasons.is_empty() {
                let before = self.model.provider_name(api.provider);
                lines.push(Line::pair(&name, format!("{before} -> {after}")));
                works.push(Work {
                    name,
                    change: Change::Reassign {
                        environment: at.0,
                        api: at.1,
                        was: api.provider,
                        provider,
                    },
                    outcome: None,
                });
            } else {
                stay.push(Line::text(Tone::Bad, format!("! {name} keeps its client provider:")));
                stay.extend(reasons.iter().map(|r| Line::text(Tone::Plain, format!("    {r}"))));
            }
        }
        if works.is_empty() {
            lines.push(Line::text(Tone::Bad, "None of them can be moved."));
        } else {
            let text = "A policy that is tied to it uses the new one after the API is deployed again.";
            lines.push(Line::text(Tone::Dim, text));
        }
        lines.extend(stay);
        let title = format!("Move to {after}");
        Review::many(title, "Move", lines, works)
    }
}
