//! Two backends on one file against a plain model, under random operations.

use amtui::backend::Backend;
use amtui::domain::{Error, ProviderKind};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fixture::{Place, target};
use crate::generate::{self, id};

#[derive(Clone, Debug)]
enum Operation {
    Delete(usize, usize),
    Undo(usize),
    Reopen(usize),
}

/// What the file must say, kept as lists of numbers.
#[derive(Clone, Debug, PartialEq)]
struct Model {
    providers: Vec<usize>,
    environments: Vec<Vec<usize>>,
    apis: Vec<Option<usize>>,
    applications: Vec<Option<usize>>,
}

impl Model {
    fn of(file: &Value) -> Self {
        let number = |v: &Value| v.as_str().map(|s| usize::from_str_radix(s.split_at(24).1, 16).unwrap());
        let list = |name: &str| file[name].as_array().unwrap().clone();
        Self {
            providers: list("clientProviders")
                .iter()
                .filter_map(|p| number(&p["providerId"]))
                .collect(),
            environments: list("environments")
                .iter()
                .map(|e| {
                    e["clientManagementProviderIds"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .filter_map(number)
                        .collect()
                })
                .collect(),
            apis: list("apis").iter().map(|a| number(&a["providerId"])).collect(),
            applications: list("applications").iter().map(|a| number(&a["providerId"])).collect(),
        }
    }

    /// Entries of the audit about a provider that goes or comes back: its own, and one of each environment that has it.
    fn entries(&self, provider: usize) -> usize {
        1 + self.environments.iter().filter(|e| e.contains(&provider)).count()
    }

    fn without(&self, provider: usize) -> Self {
        let keep = |p: &Option<usize>| p.filter(|p| *p != provider);
        Self {
            providers: self.providers.iter().copied().filter(|p| *p != provider).collect(),
            environments: self
                .environments
                .iter()
                .map(|e| e.iter().copied().filter(|p| *p != provider).collect())
                .collect(),
            apis: self.apis.iter().map(keep).collect(),
            applications: self.applications.iter().map(keep).collect(),
        }
    }

    /// Takes back the step from `before` to `after` if every place it changed still is what it left.
    fn undone(&self, provider: usize, before: &Self, after: &Self) -> Option<Self> {
        fn back<T: Clone + PartialEq>(now: &[T], before: &[T], after: &[T]) -> Option<Vec<T>> {
            let places = now.iter().zip(before.iter().zip(after));
            places
                .map(|(now, (before, after))| match (before == after, now == after) {
                    (true, _) => Some(now.clone()),
                    (false, true) => Some(before.clone()),
                    (false, false) => None,
                })
                .collect()
        }
        let mut providers = self.providers.clone();
        let index = before.providers.iter().position(|p| *p == provider)?;
        providers.insert(index.min(providers.len()), provider);
        Some(Self {
            providers,
            environments: back(&self.environments, &before.environments, &after.environments)?,
            apis: back(&self.apis, &before.apis, &after.apis)?,
            applications: back(&self.applications, &before.applications, &after.applications)?,
        })
    }
}

fn operation() -> impl Strategy<Value = Operation> {
    prop_oneof![
        3 => (0..2_usize, 0..5_usize).prop_map(|(backend, n)| Operation::Delete(backend, n)),
        3 => (0..2_usize).prop_map(Operation::Undo),
        1 => (0..2_usize).prop_map(Operation::Reopen),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_store_equals_a_plain_model(operations in prop::collection::vec(operation(), 1..24)) {
        let start = generate::organization(2, 6, 4, 12, 12);
        let place = Place::of(&start);
        let mut backends = [place.backend(), place.backend()];
        let mut journals = [vec![], vec![]];
        let mut model = Model::of(&start);
        let mut entries = 0;
        for operation in operations {
            match operation {
                Operation::Delete(backend, n) => {
                    let done = backends[backend].change(&target(n, &format!("Provider {n}"), ProviderKind::Oidc));
                    if model.providers.contains(&n) {
                        prop_assert_eq!(done.map(drop), Ok(()));
                        let after = model.without(n);
                        entries += model.entries(n);
                        journals[backend].push((n, model, after.clone()));
                        model = after;
                    } else {
                        prop_assert!(matches!(done, Err(Error::NotFound(_))), "{done:?}");
                    }
                }
                Operation::Undo(backend) => {
                    let done = backends[backend].undo();
                    match journals[backend].last() {
                        None => prop_assert_eq!(done, Err(Error::NothingToUndo)),
                        Some((n, before, after)) => match model.undone(*n, before, after) {
                            None => prop_assert!(matches!(done, Err(Error::Changed(_))), "{done:?}"),
                            Some(back) => {
                                prop_assert_eq!(done, Ok(format!("Client provider 'Provider {n}' is back")));
                                model = back;
                                entries += model.entries(*n);
                                journals[backend].pop();
                            }
                        },
                    }
                }
                Operation::Reopen(backend) => {
                    backends[backend] = place.backend();
                    journals[backend].clear();
                }
            }
            let file = place.json();
            prop_assert_eq!(&Model::of(&file), &model);
            prop_assert_eq!(file.get("audit").map_or(0, |a| a.as_array().unwrap().len()), entries);
            for backend in &backends {
                let mut ids: Vec<_> = backend.providers(crate::fixture::org(0)).unwrap().iter().map(|r| json!(r.id)).collect();
                ids.sort_by_key(Value::to_string);
                let mut wanted: Vec<_> = model.providers.iter().map(|n| json!(id("0c", *n))).collect();
                wanted.push(Value::Null);
                wanted.sort_by_key(Value::to_string);
                prop_assert_eq!(ids, wanted);
            }
        }
    }
}
