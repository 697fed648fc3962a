//! The table of key bindings: `assets/keys.toml` and a person's own changes to it.

mod rows;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::action::Action;
use super::key::Key;

const TABLE: &str = include_str!("../../assets/keys.toml");
/// Keys of lazygit that mean nothing here, and what does here what they do there.
const OF_LAZYGIT: [(char, Action, &str); 3] = [
    ('+', Action::Open, "opens the row as a page"),
    ('_', Action::Back, "goes back"),
    ('@', Action::Log, "shows the requests sent to the platform"),
];

/// Where a binding holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Context {
    /// Everywhere.
    Always,
    /// Everywhere but in text fields and dialogs.
    Any,
    /// On the pages of Access Management.
    Area,
    /// Where a client provider is selected or open.
    Provider,
    /// Where a user, a team or a role is selected or open.
    Directory,
    /// In a text field: printable keys type.
    Field,
    /// On the buttons of a dialog.
    Dialog,
    /// In a form, its review, and a list of boxes to tick.
    Form,
    /// In a list of boxes to tick.
    Checklist,
    /// Not a key but a command of the palette.
    Command,
}

impl Context {
    /// Its name in the table.
    pub fn name(self) -> String {
        let name = serde_json::to_value(self).ok();
        name.and_then(|n| n.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// A person's rows: the line of each, and the keys that it replaces.
type ChangedRows = BTreeMap<(Context, Action), (usize, Vec<Vec<Key>>)>;

/// What is wrong with a table of keys: the line of the row, and a sentence. 0 is for the table of the program itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyProblem(pub usize, pub String);

/// One action in one context, with every way to ask for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where it holds.
    pub context: Context,
    /// Alternatives; each a key or a chord of several.
    pub keys: Vec<Vec<Key>>,
    pub action: Action,
    /// The words in hints and help.
    pub label: String,
    /// Other names of its command.
    pub aliases: Vec<String>,
    /// 1 stays longest in the hint bar; 0 never stands there.
    pub rank: u8,
    /// Can destroy something, always behind a dialog.
    pub danger: bool,
    /// Cannot be remapped.
    pub fixed: bool,
}

impl Binding {
    /// Whether its command has this name, or another one that is this.
    pub fn is_called(&self, name: &str) -> bool {
        self.action.name() == name || self.aliases.iter().any(|alias| alias == name)
    }

    /// Whether a word of its command's name begins as it is typed.
    pub fn begins_word(&self, typed: &str) -> bool {
        let name = self.action.name();
        name.starts_with(typed) || name.contains(&format!("-{typed}"))
    }

    /// Its keys as a person reads them: `j Down`, `y n`.
    pub fn keys_shown(&self, between: &str) -> String {
        let one = |chord: &Vec<Key>| chord.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        self.keys.iter().map(one).collect::<Vec<_>>().join(between)
    }

    /// Its first key, for a hint.
    pub fn first_key(&self) -> String {
        self.keys
            .first()
            .map_or_else(String::new, |chord| chord.iter().map(ToString::to_string).collect())
    }
}

/// What a sequence of keys means.
#[derive(Debug, PartialEq, Eq)]
pub enum Meaning {
    Action(Action),
    /// The beginning of a chord.
    Begun,
    Nothing,
}

/// Every binding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
    /// The places of the bindings that begin with a key: a key that is held comes a thousand times.
    begun_by: BTreeMap<Key, Vec<usize>>,
}

impl Keymap {
    /// The table this program comes with, changed by a person's own `[[key]]` rows where there are any.
    ///
    /// # Errors
    /// Every problem of the rows.
    pub fn standard(own: Option<&str>) -> Result<Self, Vec<KeyProblem>> {
        let (map, problems) = Self::load(TABLE, own);
        if problems.is_empty() { Ok(map) } else { Err(problems) }
    }

    /// The same, with those of a person's own rows that are right, and every problem of the others.
    pub fn of_person(own: &str) -> (Self, Vec<KeyProblem>) {
        Self::load(TABLE, Some(own))
    }

    /// Reads a table and the changes to it. A row of `own` replaces the keys of the same context and action. Problems are
    /// unknown words, unreadable keys, rows that are fixed or not there, and clashes.
    fn load(table: &str, own: Option<&str>) -> (Self, Vec<KeyProblem>) {
        let mut problems = Vec::new();
        let mut map = Self::default();
        for (at, row) in rows::read(table, &[], &mut problems) {
            if map.find(row.context, row.action).is_some() {
                let (action, context) = (row.action.name(), row.context.name());
                let line = rows::line(table, at);
                problems.push(KeyProblem(line, format!("{action} is in {context} twice.")));
            }
            map.bindings.push(row);
        }
        // The line of each changed row, and the keys that it had.
        let mut changed = BTreeMap::new();
        let rows = own.map(|own| rows::read(own, &map.bindings, &mut problems));
        for (at, row) in rows.unwrap_or_default() {
            let line = rows::line(own.unwrap_or_default(), at);
            let (context, action) = (row.context, row.action);
            let mut problem = |text| problems.push(KeyProblem(line, text));
            let name = action.name();
            match map
                .bindings
                .iter_mut()
                .find(|b| b.context == context && b.action == action)
            {
                None => problem(format!("{name} has no key in the context {}.", context.name())),
                Some(_) if context == Context::Command => problem(format!("{name} is a command: it takes no key.")),
                Some(b) if b.fixed => problem(format!("The key of {name} can't be changed.")),
                Some(b) => {
                    let before = std::mem::replace(&mut b.keys, row.keys);
                    let (_, first) = changed.remove(&(context, action)).unwrap_or((line, before));
                    changed.insert((context, action), (line, first));
                }
            }
        }
        // A row that clashes is taken back. The keys that it had may clash with another row. The table by itself has no clash:
        // a test looks.
        while own.is_some() {
            let clashing = map.clashes(&changed, &mut problems);
            if clashing.is_empty() {
                break;
            }
            for binding in &mut map.bindings {
                let place = (binding.context, binding.action);
                if clashing.contains(&place)
                    && let Some((_, before)) = changed.remove(&place)
                {
                    binding.keys = before;
                }
            }
        }
        problems.sort();
        problems.dedup();
        for (at, binding) in map.bindings.iter().enumerate() {
            for first in binding.keys.iter().filter_map(|chord| chord.first()) {
                map.begun_by.entry(*first).or_default().push(at);
            }
        }
        (map, problems)
    }

    fn find(&self, context: Context, action: Action) -> Option<&Binding> {
        self.bindings
            .iter()
            .find(|b| b.context == context && b.action == action)
    }

    /// The same keys in contexts that hold at the same time must not differ in meaning, nor begin one another. Returns the
    /// rows of a person that clash; `changed` has their lines.
    fn clashes(&self, changed: &ChangedRows, problems: &mut Vec<KeyProblem>) -> BTreeSet<(Context, Action)> {
        let mut clashing = BTreeSet::new();
        let mut seen: BTreeMap<(u8, String), &Binding> = BTreeMap::new();
        // `any`, `area` and `provider` hold together, and `always` with each of these.
        let together = |context| match context {
            Context::Always => [0, 1, 2].as_slice(),
            Context::Any | Context::Area | Context::Provider | Context::Directory => &[0],
            Context::Field => &[1],
            Context::Dialog => &[2],
            Context::Command => &[3],
            // A form is made of fields and buttons.
            Context::Form => &[1, 2],
            // What holds in a list of boxes goes before what holds anywhere.
            Context::Checklist => &[4],
        };
        let each = self
            .bindings
            .iter()
            .flat_map(|b| together(b.context).iter().map(move |t| (*t, b)));
        for (together, binding) in each {
            for chord in &binding.keys {
                let mut name = String::new();
                for key in chord {
                    name = format!("{name} {key}");
                    let whole = name.trim() == chord.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
                    let mark = if whole { name.clone() } else { format!("{name} ...") };
                    let other = if whole { format!("{name} ...") } else { name.clone() };
                    let clash = seen
                        .get(&(together, other))
                        .or_else(|| seen.get(&(together, mark.clone())).filter(|_| whole))
                        .filter(|first| first.action != binding.action);
                    if let Some(first) = clash {
                        let line = |of: &Binding| changed.get(&(of.context, of.action)).map(|(line, _)| *line);
                        let both = [first, &binding].map(|of| (of.context, of.action));
                        clashing.extend(both.into_iter().filter(|place| changed.contains_key(place)));
                        let (one, other) = (first.action.name(), binding.action.name());
                        let text = format!("{} is the key for both {one} and {other}.", name.trim());
                        problems.push(KeyProblem(line(binding).or(line(first)).unwrap_or_default(), text));
                    }
                    seen.insert((together, mark), binding);
                }
            }
        }
        clashing
    }

    /// What `keys` mean where `contexts` hold; an earlier context wins.
    pub fn resolve(&self, contexts: &[Context], keys: &[Key]) -> Meaning {
        let begun_by = keys.first().and_then(|first| self.begun_by.get(first));
        let bindings = || begun_by.into_iter().flatten().filter_map(|at| self.bindings.get(*at));
        let mut begun = false;
        for context in contexts {
            for binding in bindings().filter(|b| b.context == *context) {
                for chord in &binding.keys {
                    if chord == keys {
                        return Meaning::Action(binding.action);
                    }
                    begun |= chord.starts_with(keys);
                }
            }
        }
        if begun { Meaning::Begun } else { Meaning::Nothing }
    }

    /// What is said of keys that mean nothing where `contexts` hold; a letter may mean something in the other case.
    pub fn unbound(&self, contexts: &[Context], keys: &[Key]) -> String {
        let names: Vec<String> = keys.iter().map(ToString::to_string).collect();
        let other = match keys {
            [key] => key.in_other_case(),
            _ => None,
        };
        let bound = other.and_then(|other| {
            let binding = self
                .bindings(contexts)
                .find(|b| b.keys.iter().any(|chord| *chord == [other]))?;
            if binding.action == Action::Delete {
                // Nobody is led to a deletion by a slip.
                let [open, preview] = [Action::Open, Action::Preview].map(|action| self.key_of(action));
                return Some(format!(" {} opens the row, {} previews it.", open?, preview?));
            }
            Some(format!(" Did you mean {other} ({})?", binding.label))
        });
        let meant = || {
            let [key] = keys else { return None };
            let (_, action, does) = OF_LAZYGIT.iter().find(|(c, ..)| key.typed() == Some(*c))?;
            let way = self.key_of(*action).unwrap_or_else(|| format!(":{}", action.name()));
            Some(format!(" {way} {does}."))
        };
        let help = self.key_of(Action::Help).map(|key| format!(" Press {key} for keys."));
        format!(
            "{} does nothing here.{}{}",
            names.join(" "),
            bound.or_else(meant).unwrap_or_default(),
            help.unwrap_or_default()
        )
    }

    /// The bindings that hold in `contexts`, in the order of the table.
    pub fn bindings<'a>(&'a self, contexts: &'a [Context]) -> impl Iterator<Item = &'a Binding> {
        self.bindings.iter().filter(|b| contexts.contains(&b.context))
    }

    /// The first key that asks for an action, wherever that is.
    pub fn key_of(&self, action: Action) -> Option<String> {
        let bound = |b: &&Binding| b.action == action && !b.keys.is_empty();
        self.bindings.iter().find(bound).map(Binding::first_key)
    }

    /// Every binding.
    pub fn all(&self) -> impl Iterator<Item = &Binding> {
        self.bindings.iter()
    }

    /// How a chord that begins with `keys` can go on.
    pub fn continued<'a>(&'a self, contexts: &'a [Context], keys: &'a [Key]) -> impl Iterator<Item = (Key, &'a str)> {
        self.bindings(contexts).flat_map(move |b| {
            let next = |chord: &'a Vec<Key>| chord.starts_with(keys).then(|| chord.get(keys.len())).flatten();
            b.keys.iter().filter_map(next).map(|key| (*key, b.label.as_str()))
        })
    }
}
