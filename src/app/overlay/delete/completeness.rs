//! How much is known of what a deletion takes along, and which resources say that.

use std::collections::BTreeSet;
use std::time::Duration;

use super::Delete;
use crate::app::PATIENCE;
use crate::app::access_read::AccessRead;
use crate::app::component::Cx;
use crate::app::delete_target::{DeleteTarget, Thing};
use crate::app::model::Model;
use crate::app::model::data::Data;
use crate::app::model::resource::Resource;
use crate::app::words::is_place_named;
use crate::domain::change::{Seen, team_parts};
use crate::domain::impact::Impact;
use crate::domain::{Api, EnvironmentId, ProviderRef, TeamId};

/// How much of what it takes along is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// Every environment was read, and the client applications are counted.
    Complete,
    /// The rest is on its way, and has not taken long.
    Arriving,
    /// Something could not be read, or takes its time: to go on without it is the person's decision.
    Incomplete,
}

/// A resource of which not all is known, and whether nothing more of it is on its way.
pub(super) type Gap = (Resource, bool);

impl Delete {
    pub fn completeness_in(&self, model: &Model, loading_since: Option<Duration>) -> Completeness {
        self.target.completeness(model, loading_since)
    }

    pub(super) fn completeness(&self, cx: &Cx<'_>) -> Completeness {
        self.target.completeness(cx.model, cx.loading_since)
    }
}

impl DeleteTarget {
    /// The resources that the dialog says something about.
    pub(in crate::app) fn resources(&self, model: &Model) -> Vec<Resource> {
        match self.thing {
            Thing::Provider(id, _) => {
                let mut resources = model.impact_resources(ProviderRef::External(id));
                resources.push(Resource::Count(ProviderRef::External(id)));
                resources
            }
            Thing::Environment(id, _) => self.with_access(model.resources_in([id]), model),
            Thing::Group(id) => self.with_access(model.resources_in_group(id), model),
            Thing::Team(id) => {
                let reads = model.data.access.team_loss_reads(id).into_iter();
                let names = [Resource::Tree, Resource::Environments].into_iter();
                names.chain(reads.map(Resource::from)).collect()
            }
        }
    }

    /// On the platform nothing tells what permissions and scopes go with it but reading all of them.
    fn with_access(&self, mut resources: Vec<Resource>, model: &Model) -> Vec<Resource> {
        let access = Resource::Access(AccessRead::PlaceAccess(self.object()));
        resources.extend((!model.mode.is_live()).then_some(access));
        resources
    }

    /// What the dialog says goes with it.
    pub(super) fn seen(&self, model: &Model) -> Seen {
        let data = &model.data;
        let all = || data.environments.get().into_iter().flatten();
        let (here, listed): (Vec<EnvironmentId>, bool) = match self.thing {
            Thing::Provider(..) => {
                let listed = !data.environment_coverage.lacks_rows();
                (all().map(|e| e.id).collect(), listed)
            }
            Thing::Environment(id, _) => (vec![id], true),
            Thing::Group(id) => {
                let here = model.environments_of(id).map(|e| e.id);
                (here.collect(), !data.partly_listed.contains(&id))
            }
            Thing::Team(id) => return seen_of_team(id, model),
        };
        let uses = |id: EnvironmentId| {
            let uses = data.environment_use(id).filter(|_| data.is_ready(Resource::Use(id)));
            (id, uses.map(|uses| &**uses))
        };
        let counted = self.provider().filter(|id| data.is_ready(Resource::Count(*id)));
        let counted = counted.and_then(|id| data.counts.get(&id)?.get());
        let counted = counted.filter(|count| !count.coverage.lacks_rows());
        Seen::new(
            self.object(),
            here.into_iter().map(uses),
            listed && data.is_ready(Resource::Environments),
            counted.map(|count| count.n),
        )
        .with_access(data.access.place_access(self.object()).filter(|_| {
            let read = AccessRead::PlaceAccess(self.object());
            data.is_ready(read.into())
        }))
    }

    /// What is unknown of what the dialog says.
    pub(super) fn gaps(&self, model: &Model) -> BTreeSet<Gap> {
        let data = &model.data;
        let gap = |resource: Resource| {
            let ready = data.is_ready(resource);
            let lost = ready || data.error(resource).is_some();
            (!ready || !told(resource, data)).then_some((resource, lost))
        };
        let mut gaps: BTreeSet<Gap> = self.resources(model).into_iter().filter_map(gap).collect();
        if gaps.iter().all(|(_, lost)| *lost) && !self.verified(&[], model) {
            gaps.insert((Resource::Environments, true));
        }
        gaps
    }

    fn completeness(&self, model: &Model, loading_since: Option<Duration>) -> Completeness {
        let data = &model.data;
        let (all, failed) = if let Some(id) = self.provider() {
            let impact = data.impact(id);
            let counted = data.counts_applications(id) && impact.is_some_and(Impact::complete);
            let lost = impact.is_none_or(|i| !i.failed.is_empty());
            let failed = [Resource::Environments, Resource::Count(id)]
                .into_iter()
                .any(|s| data.error(s).is_some());
            (counted, lost || failed)
        } else {
            let resources = self.resources(model);
            (
                resources.iter().all(|s| data.is_ready(*s)) && self.verified(&resources, model),
                resources.iter().any(|s| data.error(*s).is_some()),
            )
        };
        if all {
            return Completeness::Complete;
        }
        match loading_since.map(|since| model.now.mono.saturating_sub(since)) {
            Some(taken) if !failed && taken < PATIENCE => Completeness::Arriving,
            _ => Completeness::Incomplete,
        }
    }

    /// Whether what its environments hold is told in full: an app that sees no API may only not be allowed to, and of some
    /// APIs the contracts are not read.
    fn verified(&self, resources: &[Resource], model: &Model) -> bool {
        let data = &model.data;
        if let Thing::Team(id) = self.thing {
            let Some(loss) = data.access.team_loss(id) else {
                return false;
            };
            let mut permissions = loss.permissions.iter().filter(|(_, (lost, _))| !lost.is_empty());
            let named = permissions.all(|(grant, _)| is_place_named(model, &grant.context));
            return named && loss.unknown == 0 && loss.coverage.is_complete();
        }
        let listed = match self.thing {
            Thing::Group(id) => !data.partly_listed.contains(&id),
            _ => true,
        };
        listed && resources.iter().all(|resource| told(*resource, data))
    }
}

/// Whether all of an answer came.
fn told(resource: Resource, data: &Data) -> bool {
    match resource {
        Resource::Use(id) => data.environment_use(id).is_none_or(|uses| {
            let whole = uses.apis.is_complete() && !uses.apis.iter().any(Api::may_hide_protection);
            whole && uses.partial_reason().is_none()
        }),
        // What members of a team keep elsewhere is judged as a whole.
        Resource::Access(AccessRead::PlaceAccess(place)) => data
            .access
            .place_access(place)
            .is_none_or(|found| found.coverage.is_complete()),
        _ => true,
    }
}

/// What was shown of a team and of those below it.
fn seen_of_team(id: TeamId, model: &Model) -> Seen {
    let access = &model.data.access;
    let parts = |id| {
        let pieces = [
            AccessRead::TeamMembers(id),
            AccessRead::TeamMappings(id),
            AccessRead::TeamGrants(id),
        ];
        let ready = pieces.into_iter().all(|read| model.data.is_ready(Resource::from(read)));
        let (members, groups) = (access.team_members(id)?, access.team_mappings(id)?);
        team_parts(members, access.grants(AccessRead::TeamGrants(id))?, groups).filter(|_| ready)
    };
    let lost = access.team_loss(id).map(|loss| loss.lost.clone()).unwrap_or_default();
    Seen::of_teams(access.within(id).into_iter().map(|id| (id, parts(id)))).with_losses(lost)
}

/// What depends on a client provider and may have changed since it was read. On the platform an environment that was read and
/// did not use it is left out: there may be hundreds. `fresh`: it was all read just now.
pub(in crate::app) fn outdated_impact(provider: ProviderRef, fresh: bool, model: &Model) -> Vec<Resource> {
    let (data, live) = (&model.data, model.mode.is_live());
    let holds = |id| data.environment_use(id).is_some_and(|uses| uses.holds(provider));
    let again = |resource: &Resource| match *resource {
        // A reading that was stopped or failed is no reading.
        resource if !data.is_ready(resource) => true,
        _ if fresh => false,
        Resource::Use(id) => !live || holds(id),
        _ => true,
    };
    let mut resources = model.impact_resources(provider);
    resources.retain(again);
    resources.push(Resource::Count(provider));
    resources
}
