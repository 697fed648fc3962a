//! Lists that tell no total, or tell one in a single answer.

use amtui::backend::rest::RestBackend;
use amtui::backend::{AccessReads, Backend};
use amtui::domain::{ApiId, Coverage, ProviderRef};
use serde_json::{Value, json};

use super::coverage::{LISTS, five_of_everything, offset};
use super::users::ada;
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::{ROOT, environment, org, organization, people};
use crate::generate;

/// Takes the total out of an answer, and the object around its rows with it.
fn without_total(rows: &'static str) -> impl FnMut(&str, &mut Value) + Send {
    move |_, body| {
        if body.is_object() {
            *body = body[rows].take();
        }
    }
}

#[test]
fn a_list_without_a_total_is_read_on_where_fewer_rows_come_than_a_page_may_have() {
    for list in LISTS {
        let fake = five_of_everything();
        let (backend, _) = ada(&fake);
        backend.environments().unwrap();
        fake.edit(list.0, without_total(list.1));
        fake.seen();
        assert_eq!(list.2(&backend), Coverage::Complete, "{}", list.0);
        let asked = fake.seen();
        let asked = asked
            .iter()
            .filter(|seen| seen.path.contains(list.0) && !seen.path.contains("/xapi/"));
        let offsets: Vec<usize> = asked.map(|seen| offset(&seen.path)).collect();
        assert_eq!(
            offsets,
            [0, 2, 4],
            "{}: a page that is shorter than others is the last one",
            list.0
        );
    }
    let fake = FakePlatform::of(&generate::organization(0, 1, 2, 0, 300));
    let (backend, _) = ada(&fake);
    let read = || {
        let found = backend.applications(ProviderRef::BuiltIn).unwrap();
        let counted = backend.count_applications(ProviderRef::BuiltIn).unwrap();
        (found.len(), found.coverage.clone(), counted.n, counted.coverage)
    };
    let whole = read();
    assert_eq!((&whole.1, &whole.3), (&Coverage::Complete, &Coverage::Complete));
    assert!(whole.0 > 100);
    fake.model(|model| model.page = Some(100));
    assert_eq!(read(), whole);
}

#[test]
fn a_list_without_pages_and_total_is_whole_once_it_repeats_itself() {
    let fake = FakePlatform::of(&organization());
    let (backend, _) = ada(&fake);
    fake.edit("environments?", without_total("data"));
    let mut first = Value::Null;
    fake.edit("environments?", move |path, body| {
        if offset(path) == 0 {
            first = body.clone();
        }
        *body = first.clone();
    });
    let all = backend.environments().unwrap();
    assert_eq!((all.len(), &all.coverage), (4, &Coverage::Complete));
    assert_eq!(fake.asked("environments?"), 2);
}

#[test]
fn what_comes_in_one_answer_is_a_part_where_there_are_more() {
    let fake = FakePlatform::of(&people());
    let (backend, _) = ada(&fake);
    let values = |backend: &RestBackend| backend.audit_values(org(ROOT)).unwrap().whole;
    assert!(values(&backend));
    fake.edit("/objectTypes", |_, body| {
        *body = json!({"data": body.take(), "total": 99});
    });
    assert!(!values(&backend));
    fake.edit("/policies", |_, body| {
        let rows = if body.is_object() {
            body["policies"].take()
        } else {
            body.take()
        };
        *body = json!({"policies": rows, "total": 99});
    });
    let policies = backend.protection(environment(0), ApiId(3)).unwrap().policies;
    let gap = policies.coverage.partial_reason().unwrap_or_default();
    assert!(gap.ends_with(" of 99 policies were loaded."), "{policies:?}");
}

/// What came before stays, and is called a part.
#[test]
fn a_list_that_gives_fewer_rows_than_asked_for_keeps_them_where_its_second_page_is_refused() {
    for status in [400, 404] {
        for list in LISTS {
            let fake = five_of_everything();
            let (backend, _) = ada(&fake);
            backend.environments().unwrap();
            fake.edit(list.0, without_total(list.1));
            fake.plan(99, "GET", "offset=2", Fault::Answer(status, "", None));
            let coverage = list.2(&backend);
            let why = coverage.partial_reason().unwrap_or_default();
            assert!(
                why.ends_with("did not come to an end: 2 were read."),
                "{}: {why}",
                list.0
            );
        }
    }
    // Where a total says that there are more, the refusal is told.
    let fake = five_of_everything();
    let (backend, _) = ada(&fake);
    fake.plan(99, "GET", "offset=2", Fault::Answer(400, "", None));
    assert!(backend.environments().is_err());
}
