//! A copy of an organization, without secrets, read from any backend. It lists what could not be read. Imports `domain`
//! and the format of organization files.

mod access;
mod apis;
mod written;

use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::access_inventory::{AccessParts, read_access_with};
use super::inventory::{Inventory, InventoryReader};
use super::parallel::{RunParallel, broke_off};
use super::{Backend, Output, store};
use crate::domain::access::AccessInventory;
use crate::domain::snapshot::{NotRead, SnapshotPhase, SnapshotProgress, SnapshotScope};
use crate::domain::{Account, Api, Application, Error, Listing, ProviderRef, ProviderRow};

/// Pieces that are read at a time. A backend over the network asks for the parts of some several at a time itself, and
/// keeps to its own limit.
const AT_A_TIME: usize = 8;

pub struct SnapshotOptions<'a> {
    pub scope: SnapshotScope,
    pub parallel: RunParallel,
    /// The Unix time in seconds.
    pub now: i64,
    /// Called as the snapshot proceeds, from one thread at a time.
    pub tell: &'a (dyn Fn(SnapshotProgress) + Sync),
}

#[derive(Debug)]
pub struct Snapshot {
    json: Value,
    pub not_read: Vec<NotRead>,
}

struct OrganizationRead<'a> {
    account: &'a Account,
    inventory: Inventory,
    /// Of every provider, the built-in one included.
    applications: Vec<(ProviderRow, ApplicationsRead)>,
    /// `None` where it is left out.
    access: Option<AccessInventory>,
}

type ApplicationsRead = Result<Arc<Listing<Application>>, Error>;

/// Reads an organization as `account`, who is signed in. One environment, client provider or list of client applications
/// that cannot be read is listed; anything else fails all.
pub fn take(backend: &dyn Backend, account: &Account, how: &SnapshotOptions<'_>) -> Result<Snapshot, Error> {
    let reader = InventoryReader {
        backend,
        at_once: AT_A_TIME,
        parallel: how.parallel,
        tell: how.tell,
    };
    let mut inventory = Inventory::read_as(account, &reader)?;
    inventory.read_protection(&reader, Api::is_external)?;
    inventory.read_configurations(&reader)?;
    let applications = applications(&reader, &inventory.providers)?;
    let access = match how.scope {
        SnapshotScope::All => Some(read_access_with(&reader, &inventory.tree, AccessParts::All)?),
        SnapshotScope::WithoutAccess => None,
    };
    let read = OrganizationRead {
        account,
        inventory,
        applications,
        access,
    };
    let (json, not_read) = written::file(&read, &backend.source(), how.now)?;
    Ok(Snapshot { json, not_read })
}

/// The client applications of each provider.
fn applications(
    reader: &InventoryReader<'_>,
    rows: &[ProviderRow],
) -> Result<Vec<(ProviderRow, ApplicationsRead)>, Error> {
    let done = reader.begin(SnapshotPhase::Applications, rows.len());
    let ids: Vec<ProviderRef> = rows.iter().map(|row| row.id).collect();
    let answers = reader.backend.applications_of_each(&ids, &done);
    if answers.contains(&Err(Error::SignedOut)) {
        return Err(Error::SignedOut);
    }
    if answers.len() < rows.len() {
        return Err(broke_off());
    }
    Ok(rows.iter().cloned().zip(answers).collect())
}

impl Snapshot {
    /// Saves it in a file that its owner alone can read.
    pub fn save(&self, path: &Path, output: &Output) -> Result<(), Error> {
        let mut bytes = serde_json::to_vec_pretty(&self.json).map_err(|e| Error::Internal(e.to_string()))?;
        bytes.push(b'\n');
        store::check(&bytes)?;
        output.save(path, &bytes)
    }
}
