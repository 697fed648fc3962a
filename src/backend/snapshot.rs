//! A copy of an organization, without secrets, read from any backend. It lists what could not be read. Imports `domain`
//! and the format of organization files.

mod written;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::Value;

use super::parallel::{self, RunParallel};
use super::{Backend, Output, guard, store};
use crate::domain::rules::Refusal;
use crate::domain::snapshot::{NotRead, SnapshotItem, SnapshotPhase, SnapshotProgress};
use crate::domain::{
    Account, ApiId, Application, Coverage, Environment, EnvironmentId, EnvironmentUse, Error, Listing, OrgId, Provider,
    ProviderRef, ProviderRow, Tree,
};

/// Pieces that are read at a time. A backend over the network asks for the parts of each several at a time itself, and
/// keeps to its own limit.
const AT_A_TIME: usize = 4;

pub struct SnapshotOptions<'a> {
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

/// What was asked about, each with its answer.
type ReadResults<T, R> = Vec<(T, Result<R, Error>)>;

/// What an environment uses, and the API instances whose policies and contracts could not be read.
struct UseRead {
    uses: Arc<EnvironmentUse>,
    unprotected: Vec<(ApiId, Error)>,
}

struct OrganizationRead<'a> {
    account: &'a Account,
    root: OrgId,
    tree: Tree,
    /// How complete each list is.
    lists: Vec<(SnapshotItem, Coverage)>,
    environments: ReadResults<Environment, UseRead>,
    /// The external ones.
    providers: ReadResults<ProviderRow, Provider>,
    /// Of every provider, the built-in one included.
    applications: ReadResults<ProviderRow, Arc<Listing<Application>>>,
}

/// Reads an organization as `account`, who is signed in. One environment, client provider or list of client applications
/// that cannot be read is listed; anything else fails all.
pub fn take(backend: &dyn Backend, account: &Account, how: &SnapshotOptions<'_>) -> Result<Snapshot, Error> {
    let tree = backend.tree()?;
    let root = tree.root().map(|o| o.id).ok_or(Error::Refused(Refusal::NotSeen))?;
    let rows = backend.providers(root)?;
    let environments = backend.environments()?;
    let lists = vec![
        (
            SnapshotItem::Environments,
            environments.of_all(Some(&tree), Some(account)),
        ),
        (SnapshotItem::Providers, rows.coverage.clone()),
    ];
    let listed: Vec<ProviderRow> = rows.iter().filter(|row| row.is_external()).cloned().collect();
    let read = OrganizationRead {
        account,
        root,
        tree,
        lists,
        environments: how.each(SnapshotPhase::Environments, environments.rows, |e| {
            how.environment_use(backend, e.id)
        })?,
        providers: how.each(SnapshotPhase::Providers, listed, |row| backend.provider(root, row.id))?,
        applications: how.applications(backend, rows.rows)?,
    };
    let (json, not_read) = written::file(&read, &backend.source(), how.now)?;
    Ok(Snapshot { json, not_read })
}

impl SnapshotOptions<'_> {
    /// With the policies and contracts of its API instances.
    fn environment_use(&self, backend: &dyn Backend, id: EnvironmentId) -> Result<UseRead, Error> {
        let mut uses = backend.environment_use(id)?;
        let open = uses
            .apis
            .iter()
            .filter(|api| !api.protection_known && api.is_external());
        let open: Vec<ApiId> = open.map(|api| api.id).collect();
        let read = parallel::each(self.parallel, AT_A_TIME, &open, |api| {
            (*api, backend.protection(id, *api))
        });
        let mut unprotected = Vec::new();
        for (api, read) in read {
            match read {
                Ok(read) => Arc::make_mut(&mut uses).protect(api, read),
                Err(Error::SignedOut) => return Err(Error::SignedOut),
                Err(why) => unprotected.push((api, why)),
            }
        }
        Ok(UseRead { uses, unprotected })
    }

    /// The client applications of each provider.
    fn applications(
        &self,
        backend: &dyn Backend,
        rows: Vec<ProviderRow>,
    ) -> Result<ReadResults<ProviderRow, Arc<Listing<Application>>>, Error> {
        let (phase, of, count) = (SnapshotPhase::Applications, rows.len(), Mutex::new(0));
        let tell = |read| (self.tell)(SnapshotProgress { phase, read, of });
        tell(0);
        let ids: Vec<ProviderRef> = rows.iter().map(|row| row.id).collect();
        let answers = backend.applications_of_each(&ids, &|| {
            let mut count = guard(&count);
            *count += 1;
            tell(*count);
        });
        if answers.contains(&Err(Error::SignedOut)) {
            return Err(Error::SignedOut);
        }
        whole(rows, answers)
    }

    /// Reads a piece about each of `items`. Who is signed out in between gets nothing more, and no half of a snapshot.
    fn each<T: Sync, R: Send>(
        &self,
        phase: SnapshotPhase,
        items: Vec<T>,
        read: impl Fn(&T) -> Result<R, Error> + Sync,
    ) -> Result<ReadResults<T, R>, Error> {
        let of = items.len();
        let (signed_out, count) = (AtomicBool::new(false), Mutex::new(0));
        (self.tell)(SnapshotProgress { phase, read: 0, of });
        let answers = parallel::each(self.parallel, AT_A_TIME, &items, |item| {
            if signed_out.load(Ordering::Relaxed) {
                return Err(Error::SignedOut);
            }
            let answer = read(item);
            if matches!(answer, Err(Error::SignedOut)) {
                signed_out.store(true, Ordering::Relaxed);
            }
            let mut count = guard(&count);
            *count += 1;
            (self.tell)(SnapshotProgress {
                phase,
                read: *count,
                of,
            });
            answer
        });
        if signed_out.into_inner() {
            return Err(Error::SignedOut);
        }
        whole(items, answers)
    }
}

/// Each item with its answer.
fn whole<T, R>(items: Vec<T>, answers: Vec<Result<R, Error>>) -> Result<ReadResults<T, R>, Error> {
    if answers.len() < items.len() {
        return Err(parallel::broke_off());
    }
    Ok(items.into_iter().zip(answers).collect())
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
