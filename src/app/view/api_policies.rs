//! The policies of one API instance.

use super::api_configuration::{coverage, is_unread, none, resources, row_resources};
use super::{Cell, View};
use crate::app::line::Tone;
use crate::app::list::column::{Col, Column, fixed, grows};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::api::PolicyFamily;
use crate::domain::{ApiId, Coverage, EnvironmentId, Policy};

const COLUMNS: &[Column] = &[
    grows(Col::Name, "POLICY", 24),
    fixed(Col::State, "STATE", 10, 1),
    fixed(Col::Type, "NEEDS", 20, 2),
];

#[derive(Debug)]
pub struct ApiPoliciesView(pub EnvironmentId, pub ApiId);

impl ApiPoliciesView {
    fn policies<'a>(&self, model: &'a Model) -> &'a [Policy] {
        let api = model.data.api(self.0, self.1);
        api.map_or(&[], |api| &api.policies)
    }
}

impl View for ApiPoliciesView {
    fn tab(&self) -> &'static str {
        "Policies"
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        resources(model, self.0, self.1)
    }

    fn row_resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        row_resources(model, self.0, self.1)
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        (0..self.policies(model).len()).map(RowId::Entry).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let policy = self.policies(model).get(row.entry()?)?;
        Some(match (col, policy.tied()) {
            (Col::Name, _) => Cell::plain(policy.asset.shown()),
            (Col::State, _) if policy.disabled => Cell::of("disabled", Tone::Warning),
            (Col::State, _) => Cell::plain("enabled"),
            (_, None) => Cell::dim("any provider"),
            (_, Some(PolicyFamily::OpenIdConnect)) => Cell::plain("OpenID Connect"),
            (_, Some(PolicyFamily::OpenAm)) => Cell::plain("OpenAM"),
            (_, Some(PolicyFamily::PingFederate)) => Cell::plain("PingFederate"),
        })
    }

    fn leads_to(&self, _: &Model, _: RowId) -> Option<Vec<RowId>> {
        Some(Vec::new())
    }

    fn coverage(&self, model: &Model, _: &List) -> Coverage {
        coverage(model, self.0, self.1, |api| &api.policies.coverage)
    }

    fn is_refused(&self, model: &Model) -> bool {
        is_unread(model.data.api(self.0, self.1))
    }

    fn none(&self, model: &Model) -> &'static str {
        none(model.data.api(self.0, self.1), "No policies.")
    }
}
