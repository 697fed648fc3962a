//! Stand-ins for what tells who and where: user names, e-mails, ids, hosts and client ids. A stand-in follows
//! from the word alone, so that the same thing has the same one on every screen, in every picture and recording.

mod ids;
pub mod person;
mod shapes;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::{Value, json};

use ids::{code, is_short, stand_in_host, stand_in_id, stand_in_short};
use shapes::{NamePart, begins_word, ends_host, ends_word, ip_6, is_host, is_ip, is_uuid, joins};

use super::data::{Data, Named, NamedKind};
use super::remote::Remote;
use crate::app::work::count_walked;
use crate::domain::compare::{Difference, DifferenceKind, ItemKind, ItemValue};
use crate::domain::permission::ADMINISTRATOR;
use crate::domain::snapshot::SnapshotItem;
use crate::domain::text::{escape, to_json};
use crate::domain::{Account, Application, Listing, Tree, Untrusted};

/// Members of a provider's object whose text is a client id or a user name.
const NAMED: [&str; 6] = ["id", "clientid", "username", "user", "login", "consumerkey"];

type ApplicationList = Arc<Listing<Application>>;

/// What is to be masked, as far as it is known.
#[derive(Debug, Default)]
pub struct Mask {
    /// Each word with its stand-in.
    words: HashMap<String, String>,
    /// The same for what may name a person, unless a thing is called so.
    guesses: HashMap<String, String>,
    /// The names of teams and roles.
    things: HashSet<String>,
    /// The names of permissions and products, which no person's name hides.
    permissions: HashSet<String>,
    /// The length of the longest word, in bytes.
    longest: usize,
    /// Whose each made-up name is, and who has another one than the first because that was taken.
    taken: HashMap<String, String>,
    others: HashMap<String, u64>,
    /// The lists of client applications that are learned.
    applications: Vec<ApplicationList>,
    /// The answers about users, teams and roles up to this revision are learned.
    learned: u64,
}

impl Mask {
    /// Learns every word that is known now. What it learned before stays: it may still stand in an open text.
    pub fn learn<'a>(&mut self, data: &Data, accounts: impl Iterator<Item = &'a Account>, hosts: &[&str]) {
        let mask = self;
        for host in hosts {
            mask.add(host, "host");
        }
        for account in accounts {
            mask.person(account.username.raw());
            mask.person(account.name.as_ref().map_or("", Untrusted::raw));
        }
        for organization in data.tree.get().into_iter().flat_map(Tree::iter) {
            mask.person(organization.owner.as_ref().map_or("", Untrusted::raw));
            mask.short(&organization.id.to_string());
            mask.add(organization.domain.as_ref().map_or("", Untrusted::raw), "domain");
            mask.add(organization.client_id.as_ref().map_or("", Untrusted::raw), "client");
        }
        for environment in data.environments_so_far() {
            mask.short(&environment.id.to_string());
        }
        for row in data.providers.values().filter_map(Remote::get).flatten() {
            mask.short(&row.id.id_text());
        }
        for application in mask
            .take_new(data.application_lists())
            .iter()
            .flat_map(|list| list.iter())
        {
            count_walked(1);
            mask.add(application.client_id.raw(), "client");
            mask.short(&application.provider.id_text());
            for owner in application.owners.iter().flat_map(|owners| owners.iter()) {
                mask.identity(owner.id.as_str());
                mask.person(owner.name.as_ref().map_or("", Untrusted::raw));
            }
        }
        for provider in data.details.values().filter_map(Remote::get) {
            mask.object(provider.config.as_ref().unwrap_or(&Value::Null));
        }
        mask.learn_people(data);
        for one in &data.compared {
            mask.setting(one);
            mask.people_of(one);
            let ids = one.named().filter_map(|named| named.id.as_deref());
            ids.for_each(|id| mask.short(id));
        }
    }

    /// Those of the lists that were not learned yet. Where a list changed, it is another one.
    fn take_new<'a>(&mut self, lists: impl Iterator<Item = &'a ApplicationList>) -> Vec<ApplicationList> {
        let all: Vec<ApplicationList> = lists.cloned().collect();
        let known = std::mem::replace(&mut self.applications, all.clone());
        let is_new = |list: &ApplicationList| !known.iter().any(|one| Arc::ptr_eq(one, list));
        all.into_iter().filter(is_new).collect()
    }

    /// Learns whom the answers about access name that came since.
    fn learn_people(&mut self, data: &Data) {
        let access = &data.access;
        for Named { id, names, kind } in access.named_since(self.learned) {
            self.identity(&id);
            for name in names {
                match kind {
                    NamedKind::Person => self.person(name.raw()),
                    NamedKind::PerhapsPerson => {
                        let shown = escape(name.raw());
                        if let Some(made_up) = self.make_up(&shown) {
                            for written in spellings(name.raw()) {
                                self.longest = self.longest.max(written.len());
                                self.guesses.insert(written, made_up.clone());
                            }
                        }
                    }
                    NamedKind::Thing => _ = self.things.insert(escape(name.raw()).into_owned()),
                    NamedKind::Permission => _ = self.permissions.insert(escape(name.raw()).into_owned()),
                }
            }
        }
        self.learned = access.revision();
    }

    /// An id of any kind.
    fn identity(&mut self, id: &str) {
        if is_uuid(id) {
            self.short(id);
        } else {
            self.add(id, "id");
            // Lists show its beginning, too. One without a digit may be any word.
            let begins = id
                .get(..8)
                .filter(|begins| begins.contains(|c: char| c.is_ascii_digit()));
            self.add(begins.unwrap_or_default(), "id");
        }
    }

    /// Whom a comparison names, and the settings of an identity provider that tell whose it is.
    fn people_of(&mut self, one: &Difference) {
        let values = || [&one.before, &one.after].into_iter().flatten();
        let is_user = matches!(one.what, ItemKind::User | ItemKind::List(SnapshotItem::UserGrants));
        let subject = is_user.then_some(&one.subject);
        let owners = (one.how == DifferenceKind::OwnerChanged).then(|| values().flat_map(ItemValue::named));
        for person in subject.into_iter().chain(owners.into_iter().flatten()) {
            self.person(person.name.raw());
        }
        one.named()
            .filter_map(|named| named.id.as_deref())
            .for_each(|id| self.identity(id));
        let renamed = is_user && one.how == DifferenceKind::Renamed;
        let telling = one.what == ItemKind::IdentityProvider && one.setting.is_some();
        for value in values() {
            match value {
                ItemValue::Text(name) if renamed => self.person(name.raw()),
                // Addresses are known by their shape.
                ItemValue::Text(text) if telling && !text.raw().contains("://") && !is_answer(text.raw()) => {
                    self.identity(text.raw());
                }
                _ => {}
            }
        }
    }

    fn person(&mut self, name: &str) {
        if let Some(made_up) = self.make_up(&escape(name)) {
            self.word(name, &made_up);
        }
    }

    /// A name for somebody who has none yet. Two people never have the same: who comes second gets another one.
    fn make_up(&mut self, shown: &str) -> Option<String> {
        if self.words.contains_key(shown) {
            return None;
        }
        let before = shown
            .split('@')
            .next()
            .filter(|before| !person::plain(before).is_empty());
        let name = before.unwrap_or(shown);
        let user = person::plain(name);
        if user.is_empty() {
            return None;
        }
        for other in self.others.get(&user).copied().unwrap_or(0).. {
            let made_up = person::stand_in(&user, other);
            if *self.taken.entry(made_up).or_insert_with(|| user.clone()) == user {
                if other > 0 {
                    self.others.insert(user, other);
                }
                return Some(person::stand_in(name, other));
            }
        }
        None
    }

    /// The made-up name of a person.
    fn stand_in(&self, name: &str) -> String {
        let other = self.others.get(&person::plain(name)).copied();
        person::stand_in(name, other.unwrap_or(0))
    }

    fn add(&mut self, word: &str, kind: &str) {
        let shown = escape(word);
        if !self.words.contains_key(&*shown) {
            self.word(word, &format!("{kind}-{}", code(&shown)));
        }
    }

    /// Learns a word as screens show it, and as JSON writes it.
    fn word(&mut self, word: &str, masked: &str) {
        for written in spellings(word) {
            self.insert(written, masked.to_owned());
        }
    }

    fn insert(&mut self, word: String, shown: String) {
        self.longest = self.longest.max(word.len());
        self.words.insert(word, shown);
    }

    /// The first characters of an id, as lists show them.
    fn short(&mut self, id: &str) {
        if let Some(short) = id.get(..8).filter(|short| !is_short(short)) {
            self.insert(short.to_owned(), stand_in_short(short));
        }
    }

    /// What the setting of a comparison was and is.
    fn setting(&mut self, one: &Difference) {
        let path = one.setting.as_deref().unwrap_or_default();
        let (above, name) = path.rsplit_once('/').unwrap_or_default();
        for told in [&one.before, &one.after].into_iter().flatten() {
            if let ItemValue::Value(value) = told {
                // As it stands in the object, so that the same rules hold.
                let above = above.rsplit('/').next().unwrap_or_default();
                self.object(&json!({above: {name: value}}));
            }
        }
    }

    fn object(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    match member.as_str() {
                        // The names of claims are nobody's names.
                        None if name == "token_mapping" => {}
                        Some(text) if NAMED.contains(&plain(name).as_str()) => self.add(text, "client"),
                        _ => self.object(member),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.object(item)),
            _ => {}
        }
    }

    /// The text with every such word replaced.
    pub fn apply<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|r| !r.is_empty()) {
            let found = text
                .get(..at)
                .filter(|before| begins_word(before))
                .and_then(|_| self.find(rest));
            let (length, shown) = found.unwrap_or_else(|| {
                let c = rest.chars().next().unwrap_or(' ');
                (c.len_utf8(), c.to_string())
            });
            out.push_str(&shown);
            at += length;
            // What follows `://` is a host, whatever is known of it.
            if out.ends_with("://") {
                let host = text.get(at..).map_or("", |r| r.split(ends_host).next().unwrap_or(r));
                if !host.is_empty() {
                    out.push_str(&stand_in_host(host));
                    at += host.len();
                }
            }
        }
        if out == text { text } else { Cow::Owned(out) }
    }

    /// A word at the beginning of `rest`, with its length and its stand-in.
    fn find(&self, rest: &str) -> Option<(usize, String)> {
        if let Some(part) = NamePart::begins(rest) {
            return Some((part.key.len() + part.value.len(), self.name_part(&part)));
        }
        if let Some(address) = ip_6(rest) {
            return Some((address.len(), format!("ip-{}", code(address))));
        }
        let word = rest.split(|c: char| !joins(c)).next().unwrap_or(rest);
        // A stop at the end is the sentence's, not the word's.
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if is_uuid(word) {
            return Some((word.len(), stand_in_id(word)));
        }
        if is_short(word) {
            return Some((word.len(), stand_in_short(word)));
        }
        if let Some((user, _)) = word
            .split_once('@')
            .filter(|(user, host)| !user.is_empty() && host.contains('.'))
        {
            return Some((word.len(), self.stand_in(user) + "@example.com"));
        }
        if is_host(word) {
            return Some((word.len(), stand_in_host(word)));
        }
        if is_ip(word) {
            return Some((word.len(), format!("ip-{}", code(word))));
        }
        // The longest known word that ends where a word ends.
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
        let ends = ends.take_while(|end| *end <= self.longest);
        let whole = ends.filter(|end| ends_word(rest.get(*end..).unwrap_or_default()));
        let known = whole.filter_map(|end| Some((end, self.known(rest.get(..end)?)?.clone())));
        known.last()
    }

    fn name_part(&self, part: &NamePart<'_>) -> String {
        let masked = match part.value.split_once('@') {
            _ if part.is_host => format!("host-{}", code(part.value)),
            Some((user, _)) => self.stand_in(user) + "@example.com",
            None => self
                .known(part.value)
                .cloned()
                .unwrap_or_else(|| self.stand_in(part.value)),
        };
        format!("{}{masked}", part.key)
    }

    /// The made-up text for a known word.
    fn known(&self, word: &str) -> Option<&String> {
        if word == ADMINISTRATOR || self.permissions.contains(word) {
            return None;
        }
        let guess = || self.guesses.get(word).filter(|_| !self.things.contains(word));
        self.words.get(word).or_else(guess)
    }
}

/// A word as screens show it and, where that differs, as JSON writes it.
fn spellings(word: &str) -> Vec<String> {
    let shown = escape(word);
    let mut all = Vec::new();
    if word.contains(['"', '\\']) || *shown != *word {
        let json = to_json(&word);
        let inner = json.strip_prefix('"').and_then(|json| json.strip_suffix('"'));
        all.push(escape(inner.unwrap_or_default()).into_owned());
    }
    all.push(shown.into_owned());
    all.retain(|written| !written.is_empty());
    all
}

/// Whether a setting is one of those that are on or off.
fn is_answer(text: &str) -> bool {
    matches!(text, "yes" | "no")
}

fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().to_ascii_lowercase()
}
