//! What one takes along: names, ids and JSON for the clipboard, and text to read.

use super::action::Action;
use super::after::{After, Wanted};
use super::line::{Line, Tone};
use super::list::RowId;
use super::msg::Effect;
use super::overlay::Overlay;
use super::overlay::viewer::Viewer;
use super::page::Page;
use super::resource::Resource;
use super::{App, words};
use crate::domain::ProviderRef;
use crate::domain::text::{count, to_json, without_hidden};

impl App {
    pub(super) fn messages(&mut self) {
        let said = self.model.notices.all();
        let lines = said
            .map(|n| Line::text(n.tone, format!("{}  {}", self.model.clock(n.at), n.text)))
            .collect();
        self.overlay(Overlay::Viewer(Viewer::new("Messages", lines)));
    }

    pub(super) fn show_log(&mut self, read: Result<Vec<String>, String>) {
        match read {
            Ok(lines) if lines.is_empty() => self.model.say(Tone::Plain, "Nothing was asked of the platform yet."),
            Ok(lines) => {
                // The newest is what one looks for.
                let lines = lines.into_iter().rev().map(|line| Line::text(Tone::Plain, line));
                self.overlay(Overlay::Viewer(Viewer::new("Log, the newest first", lines.collect())));
            }
            Err(why) => self.model.say(Tone::Bad, why),
        }
    }

    /// Copies what `action` asks for of a row.
    pub(super) fn copy(&mut self, action: Action, row: Option<RowId>) {
        if action == Action::CopyAddress {
            let text = if self.model.mode.is_live() {
                "The platform does not document the web addresses of its pages."
            } else {
                "An organization file has no web address."
            };
            return self.model.say(Tone::Plain, text);
        }
        let Some((name, id)) = row.and_then(|row| self.identity(row)) else {
            return self.model.say(Tone::Plain, "There is nothing to copy here.");
        };
        let (what, text) = if action == Action::CopyName {
            ("name", name)
        } else {
            ("id", id)
        };
        let (text, hidden) = without_hidden(&text);
        self.effects.push(Effect::Copy(text));
        let note = match hidden {
            0 => String::new(),
            n => format!(" Left out: {}.", count(n, "hidden character", "hidden characters")),
        };
        self.model.say(Tone::Plain, format!("Copied the {what}.{note}"));
    }

    /// Name and id of a row, as they are.
    fn identity(&self, row: RowId) -> Option<(String, String)> {
        let data = &self.model.data;
        Some(match row {
            RowId::Org(id) => (data.organization(id)?.name.raw().into(), id.to_string()),
            RowId::Environment(id) => (data.environment(id)?.name.raw().into(), id.to_string()),
            RowId::Provider(id) => (data.provider(id)?.name.raw().into(), id.id_text()),
            RowId::Api(environment, id) => (data.api(environment, id)?.asset.raw().into(), id.to_string()),
            RowId::Application(id) => {
                let found = data.all_seen_applications().find(|a| a.id == id)?;
                (found.name.raw().into(), id.to_string())
            }
            _ => return None,
        })
    }

    pub(super) fn take_json(&mut self, action: Action) {
        if let Some(provider) = self.page().and_then(Page::provider) {
            return self.json(provider, action);
        }
        let key = self.key_of(action);
        let text = format!("{key} is about a client provider. Select one first.");
        self.model.say(Tone::Plain, text);
    }

    /// Shows or copies what is known of `provider`, as soon as it is read.
    pub(super) fn json(&mut self, provider: ProviderRef, action: Action) {
        if provider == ProviderRef::BuiltIn {
            return self
                .model
                .say(Tone::Plain, "The built-in client provider has no configuration.");
        }
        self.with_detail(provider, action);
    }

    /// Does what `action` asks for of a provider that must be read for it: now where it is, else as soon as it comes.
    pub(super) fn with_detail(&mut self, provider: ProviderRef, action: Action) {
        let Some(here) = self.model.organization else {
            return;
        };
        let resource = Resource::Provider(here, provider);
        let detail = self.model.data.details.get(&(here, provider)).and_then(|d| d.get());
        let Some(detail) = detail else {
            // Not read yet: it is asked for, and its answer comes back here.
            let page = self.page();
            let wanted = if page.and_then(Page::provider) == Some(provider) {
                Wanted::Selected
            } else {
                Wanted::At(page.map(|p| p.at))
            };
            self.requests.after = Some(After::Provider(provider, action, wanted));
            if self.model.data.loading_since(resource).is_none() {
                self.ask(resource);
            }
            return;
        };
        if action == Action::Edit {
            return self.open_form(provider);
        }
        let Some(config) = &detail.config else {
            return self
                .model
                .say(Tone::Warning, "Only its name and type may be seen from here.");
        };
        let text = to_json(config);
        let left_out = detail.left_out();
        if action == Action::Json {
            let title = format!("JSON of {}, secrets removed", detail.row.name.shown());
            let note = left_out.map(|note| Line::text(Tone::Warning, note));
            let lines = note.into_iter().chain(words::json(&text)).collect();
            self.overlay(Overlay::Viewer(Viewer::new(title, lines)));
        } else {
            self.effects.push(Effect::Copy(text));
            let note = left_out.map(|note| format!(" {note}")).unwrap_or_default();
            self.model
                .say(Tone::Plain, format!("Copied as JSON, secrets removed.{note}"));
        }
    }
}
