//! Shows the one secret that can be shown: that of an organization's own client. Imports `domain`.

use serde_json::Value;

use super::FileBackend;
use super::journal::uuid;
use crate::domain::rules::{self, Actor};
use crate::domain::secret::{Secret, WipedJson};
use crate::domain::{Error, OrgId};

impl FileBackend {
    /// Reads it anew for this one answer; it is kept nowhere else.
    pub(super) fn reveal(&self, organization: OrgId) -> Result<Secret, Error> {
        let (document, account) = self.signed_in()?;
        let who = Actor {
            account: &account,
            tree: &document.tree,
            read_only: false,
        };
        rules::reveal_secret(who, organization).map_err(Error::Refused)?;
        let content = self.medium.read()?;
        let json = serde_json::from_slice(&content.bytes).map(WipedJson);
        let json = json.map_err(|_| Error::Internal("the organization file reads differently now".into()))?;
        let secret = json.0.get("organization").and_then(|node| find(node, organization));
        secret.ok_or_else(|| Error::NotFound("The client secret of this organization".into()))
    }
}

fn find(node: &Value, organization: OrgId) -> Option<Secret> {
    if node.get("id").and_then(uuid) == Some(organization.0) {
        let text = node.get("clientSecret")?.as_str().filter(|text| !text.is_empty())?;
        return Some(Secret::new(text.to_owned()));
    }
    let below = node.get("subOrganizations")?.as_array()?;
    below.iter().find_map(|node| find(node, organization))
}
