//! The organization tree: the root and its business groups (docs/platform.md, R10-R14).

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::id::OrgId;
use super::listing::{Coverage, Listing};
use super::text::{Untrusted, normal, within};

/// A root organization or a business group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    pub id: OrgId,
    pub name: Untrusted,
    /// The path to it, root first; empty on the root, and only there (R10).
    pub parents: Vec<OrgId>,
    /// User name of its owner, where known.
    pub owner: Option<Untrusted>,
    /// The domain of the root; business groups have none (R14).
    pub domain: Option<Untrusted>,
    /// The id of its own client, where it is told.
    pub client_id: Option<Untrusted>,
    /// Whether a secret of that client is stored. It is never read with the rest.
    pub has_secret: bool,
    /// What it is entitled to: the flags of the platform, in the order they come. Quantities are not among them.
    pub entitlements: Vec<(Untrusted, bool)>,
    /// How many environments it has of its own, where that is told.
    pub environments: Option<usize>,
}

impl Organization {
    pub fn is_root(&self) -> bool {
        self.parents.is_empty()
    }

    pub fn kind(&self) -> &'static str {
        if self.is_root() {
            "root organization"
        } else {
            "business group"
        }
    }
}

/// What an organization is entitled to or not, as the platform's object says it; what is counted is left out.
pub fn entitlements(object: &Map<String, Value>) -> Vec<(Untrusted, bool)> {
    let flag = |(name, value): (&String, &Value)| Some((Untrusted::new(name), value.as_bool()?));
    object.iter().filter_map(flag).collect()
}

/// Organizations in reading order: each before its children. Never empty once read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    nodes: Listing<Organization>,
}

impl Tree {
    pub fn new(nodes: impl Into<Listing<Organization>>) -> Self {
        Self { nodes: nodes.into() }
    }

    /// How much of the organizations that the account may see are in it.
    pub fn coverage(&self) -> &Coverage {
        &self.nodes.coverage
    }

    pub fn root(&self) -> Option<&Organization> {
        self.nodes.iter().find(|o| o.is_root())
    }

    pub fn get(&self, id: OrgId) -> Option<&Organization> {
        self.nodes.iter().find(|o| o.id == id)
    }

    /// The name of each, fit to be shown. Behind its parent's where another one has that name, and with its short id where
    /// both do.
    pub fn labels(&self) -> BTreeMap<OrgId, String> {
        let parents: BTreeMap<OrgId, &Organization> = self.iter().map(|one| (one.id, one)).collect();
        let behind_parent = |one: &Organization| {
            let parent = one.parents.last().and_then(|id| parents.get(id));
            let name = one.name.shown();
            parent.map_or_else(|| name.to_string(), |parent| within(&parent.name.shown(), &name))
        };
        let mut named: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for one in self.iter() {
            let places = named.entry(normal(one.name.raw())).or_default();
            *places.entry(behind_parent(one)).or_default() += 1;
        }
        let label = |one: &Organization| {
            let places = named.get(&normal(one.name.raw()));
            let place = behind_parent(one);
            let same = places.and_then(|places| places.get(&place)).copied().unwrap_or(0);
            if same > 1 {
                format!("{place} {}", one.id.short())
            } else if places.is_some_and(|places| places.len() > 1) {
                place
            } else {
                one.name.shown().into_owned()
            }
        };
        self.iter().map(|one| (one.id, label(one))).collect()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Organization> {
        self.nodes.iter()
    }

    pub fn has_children(&self, id: OrgId) -> bool {
        self.nodes.iter().any(|o| o.parents.last() == Some(&id))
    }

    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}
