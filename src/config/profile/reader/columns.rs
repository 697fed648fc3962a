//! Reads the table `[columns]`: which columns a list shows, and in which order.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::super::super::settings::ListColumns;
use crate::app::view::lists;
use crate::domain::near::suggestion;
use crate::domain::text::escape;

/// What lists show, as far as it is right; `problem` is told where something is wrong, and why. `line` counts lines.
pub(super) fn read(
    table: &DeTable<'_>,
    line: &dyn Fn(&Range<usize>) -> usize,
    problem: &mut dyn FnMut(Range<usize>, String),
) -> Vec<ListColumns> {
    let mut all = Vec::new();
    for (key, member) in table {
        let name = key.get_ref().as_ref();
        let Some(list) = lists::names().find(|list| *list == name) else {
            let (near, there) = (suggestion(name, lists::names()), lists::names().collect::<Vec<_>>());
            let why = format!("the lists are {}", there.join(", "));
            problem(
                key.span(),
                format!("columns: no list is named {}: {why}.{near}", escape(name)),
            );
            continue;
        };
        let mut wrong = |at, why: &str| problem(at, format!("{list}: {why}"));
        let DeValue::Array(items) = member.get_ref() else {
            wrong(member.span(), "a list of columns is expected, as [\"name\", \"type\"].");
            continue;
        };
        let titles = lists::column_names(list);
        let mut columns: Vec<String> = Vec::new();
        for item in items {
            let typed = item.get_ref().as_str().unwrap_or_default();
            let title = typed.trim().to_lowercase().replace(' ', "-");
            let found = lists::column_called(list, &title);
            if found.as_ref().is_some_and(|found| columns.contains(found)) {
                wrong(item.span(), &format!("{title} is there twice."));
            } else if let Some(found) = found {
                columns.push(found);
            } else {
                let near = suggestion(&title, titles.iter().map(String::as_str));
                wrong(item.span(), &format!("the columns are {}.{near}", titles.join(", ")));
            }
        }
        if items.is_empty() {
            wrong(member.span(), "give at least one column.");
        }
        if !columns.is_empty() {
            let line = line(&key.span());
            all.push(ListColumns { list, columns, line });
        }
    }
    all
}
