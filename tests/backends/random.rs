//! Random changes and undos leave an organization, and undo leads back to the start.

use amtui::backend::Backend;
use amtui::domain::change::{Change, Seen};
use amtui::domain::{EnvironmentId, EnvironmentKind, Error, Organization, ProviderKind, ProviderRef};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::asks;
use crate::fixture::{Place, ROOT, changeable, org, without_audit};
use crate::suite::undo_says;

#[derive(Clone, Debug)]
struct Operation {
    kind: u8,
    one: Index,
    two: Index,
    name: &'static str,
}

fn operation() -> impl Strategy<Value = Operation> {
    let name = prop_oneof![
        Just("QA"),
        Just("Env 0"),
        Just("x"),
        Just(""),
        Just("Shops"),
        Just("Q\u{200b}")
    ];
    (0..14_u8, any::<Index>(), any::<Index>(), name).prop_map(|(kind, one, two, name)| Operation {
        kind,
        one,
        two,
        name,
    })
}

/// A change of what is there now; some are not allowed.
fn change(backend: &dyn Backend, operation: &Operation) -> Change {
    let Operation { kind, one, two, name } = operation;
    let groups: Vec<Organization> = backend.tree().unwrap().iter().cloned().collect();
    let group = one.get(&groups).clone();
    let (organization, organization_name) = (group.id, group.name);
    let environments = backend.environments().unwrap();
    let picked = (!environments.is_empty()).then(|| one.get(&environments));
    let (environment, environment_name) =
        picked.map_or((EnvironmentId(org(9).0), "none".into()), |e| (e.id, e.name.clone()));
    let rows = backend.providers(org(ROOT)).unwrap();
    let row = two.get(&rows);
    let ids: Vec<_> = rows.iter().filter_map(|r| r.id.into()).collect();
    let uses = backend.environment_use(environment).unwrap_or_default();
    match kind {
        0 => asks::add(ProviderKind::EntraId, name),
        1 | 2 => match row.id {
            ProviderRef::External(provider) => {
                let typed = [
                    ("/name", asks::text(name)),
                    ("/type/description", asks::text(&two.index(3).to_string())),
                ];
                asks::edit_of(backend, provider, &typed)
            }
            ProviderRef::BuiltIn => asks::add(ProviderKind::Oidc, name),
        },
        3 | 4 => Change::Associate {
            environment,
            was: uses.providers.to_vec(),
            made_default: ids.first().copied().filter(|_| *kind == 4),
            providers: ids.into_iter().take(two.index(4)).collect(),
        },
        5 | 6 => Change::CreateEnvironment {
            organization,
            name: (*name).into(),
            kind: EnvironmentKind::Sandbox,
            providers: ids.into_iter().take(two.index(3)).collect(),
        },
        7 => Change::RenameEnvironment {
            environment,
            was: environment_name,
            name: (*name).into(),
        },
        8 => Change::DeleteEnvironment {
            environment,
            was: environment_name,
            seen: Seen::default(),
        },
        9 => Change::CreateGroup {
            parent: organization,
            name: (*name).into(),
            owner: "ben".into(),
        },
        10 => Change::EditGroup {
            group: organization,
            was: organization_name,
            name: (*name).into(),
            owner: (two.index(2) == 0).then(|| (group.owner, "dee".into())),
        },
        11 => Change::DeleteGroup {
            group: organization,
            was: organization_name,
            seen: Seen::default(),
        },
        _ => {
            let api = (!uses.apis.is_empty()).then(|| two.get(&uses.apis));
            Change::Reassign {
                environment,
                api: api.map_or(amtui::domain::ApiId(0), |api| api.id),
                was: api.map_or(ProviderRef::BuiltIn, |api| api.provider),
                provider: row.id,
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undo_leads_back_to_the_start_and_redo_to_the_end(operations in prop::collection::vec((operation(), 0..4_u8), 1..24)) {
        let place = Place::of(&changeable());
        let backend = place.backend();
        let mut states = vec![(without_audit(place.json()).to_string(), String::new())];
        for (operation, undo) in operations {
            let before = place.bytes();
            let done = if undo == 0 {
                backend.undo()
            } else {
                let change = change(&backend, &operation);
                backend.change(&change).map(|done| done.summary(&change))
            };
            match done {
                Ok(said) if undo == 0 => {
                    let (_, last) = states.pop().unwrap();
                    prop_assert_eq!(said, undo_says(&last));
                }
                Ok(said) => states.push((without_audit(place.json()).to_string(), said)),
                Err(why) => {
                    let refused = matches!(why, Error::Refused(_) | Error::NotFound(_) | Error::Changed(_));
                    prop_assert!(refused || (undo == 0 && why == Error::NothingToUndo), "{}", why);
                    prop_assert_eq!(undo == 0, why == Error::NothingToUndo, "{}", why);
                    prop_assert_eq!(place.bytes(), before);
                }
            }
            let (now, _) = states.last().unwrap();
            prop_assert_eq!(&without_audit(place.json()).to_string(), now);
            // Another program can read it.
            place.backend();
        }
        let mut undone = Vec::new();
        while states.len() > 1 {
            let (state, said) = states.pop().unwrap();
            prop_assert_eq!(backend.undo(), Ok(undo_says(&said)));
            undone.push((state, said));
            prop_assert_eq!(&without_audit(place.json()).to_string(), &states.last().unwrap().0);
        }
        prop_assert_eq!(backend.undo(), Err(Error::NothingToUndo));
        while let Some((state, said)) = undone.pop() {
            prop_assert_eq!(backend.redo(), Ok(format!("Redone: {}", said.trim_end_matches('.'))));
            prop_assert_eq!(&without_audit(place.json()).to_string(), &state);
        }
    }
}
