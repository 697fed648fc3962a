//! `amtui report`: who may do what, connected apps, or users, as a table, JSON or CSV.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use serde_json::{Map, Value};

use super::exit::{Exit, INCOMPLETE};
use crate::backend::Backend;
use crate::backend::access_inventory::{AccessParts, read_access, reason};
use crate::backend::administrators::read_administrators;
use crate::cli::{Cli, ReportArgs, ReportKind};
use crate::domain::Untrusted;
use crate::domain::access::{AccessReport, Administrators, ReportNames, report_access, report_apps, report_users};
use crate::domain::csv::csv;
use crate::domain::permission::ADMINISTRATOR;
use crate::domain::snapshot::{NotRead, SnapshotItem};
use crate::domain::text::{count, escape, to_json};
use crate::shell::console::{TextTable, print, warn};
use crate::shell::login::sign_in;
use crate::shell::open::{self, Listener, Purpose};
use crate::shell::options;
use crate::shell::parallel::parallel;

/// What stands in a cell of a table where nobody knows. JSON has null there.
const UNKNOWN: &str = "unknown";

/// How many names a line about a gap has.
const NAMED: usize = 3;

pub fn run(cli: &Cli, args: &ReportArgs) -> Result<u8> {
    let output = options::output(cli);
    if let Some(path) = &args.output {
        output.check(path)?;
    }
    let opened = open::open(cli, Purpose::Reads, Listener::console())?;
    sign_in(cli, &opened)?;
    let (report, gaps) = read(opened.backend.as_ref(), args.what, opened.threads)?;
    match &args.output {
        Some(path) => {
            output.save(path, text(&report, args).as_bytes())?;
            let rows = count(report.rows.len(), "row", "rows");
            warn(&format!("Saved {rows} in {}.", escape(&path.to_string_lossy())));
        }
        None if args.csv => io::stdout()
            .lock()
            .write_all(text(&report, args).as_bytes())
            .map_err(Exit::from)?,
        None => print(args.json, &json(&report), &table(&report)).map_err(Exit::from)?,
    }
    for line in gap_lines(&gaps) {
        warn(&line);
    }
    Ok(if gaps.is_empty() { 0 } else { INCOMPLETE })
}

/// The report, and what could not be read for it.
fn read(backend: &dyn Backend, what: ReportKind, threads: usize) -> Result<(AccessReport, Vec<NotRead>), Exit> {
    let tree = backend.tree()?;
    let parts = match what {
        ReportKind::Access => AccessParts::Grants,
        ReportKind::Apps => AccessParts::Apps,
        ReportKind::Users => AccessParts::Users,
    };
    let found = read_access(backend, &tree, parts, (threads, parallel))?;
    let environments = backend.environments();
    let unnamed = match &environments {
        Ok(all) => reason(&all.coverage).map(str::to_owned),
        Err(why) => Some(why.to_string()),
    };
    let lists = [
        // What belongs to a business group that isn't in the tree is in no list that is read here.
        (SnapshotItem::Group, reason(tree.coverage()).map(str::to_owned)),
        (SnapshotItem::Environments, unnamed),
    ];
    let unread = lists.into_iter().filter_map(|(what, why)| {
        Some(NotRead {
            what,
            id: None,
            name: Untrusted::default(),
            why: why?.as_str().into(),
        })
    });
    let environments = environments.map(|all| all.rows).unwrap_or_default();
    let names = ReportNames::new(&tree, &environments, &found);
    let mut gaps: Vec<NotRead> = found.gaps().cloned().chain(unread).collect();
    let report = match what {
        ReportKind::Users => {
            let administrators = read_administrators(backend, &tree, (threads, parallel))?;
            gaps.extend(administrators_gap(&administrators));
            report_users(&names, &administrators)
        }
        ReportKind::Apps => report_apps(&names, &found),
        ReportKind::Access => report_access(&names, &found),
    };
    Ok((report, gaps))
}

/// Why somebody may be missing among the administrators.
fn administrators_gap(administrators: &Administrators) -> Option<NotRead> {
    Some(NotRead {
        what: SnapshotItem::Permissions,
        id: None,
        name: ADMINISTRATOR.into(),
        why: reason(&administrators.coverage)?.into(),
    })
}

/// A line for each kind and reason, with the names of the first few.
fn gap_lines(gaps: &[NotRead]) -> Vec<String> {
    let mut gaps: Vec<&NotRead> = gaps.iter().collect();
    gaps.sort_by_key(|gap| (gap.what, &gap.why));
    let kinds = gaps.chunk_by(|one, other| (one.what, &one.why) == (other.what, &other.why));
    let line = |kind: &[&NotRead]| {
        let first = kind.first()?;
        let name = |gap: &&NotRead| match (gap.name.raw(), &gap.id) {
            ("", id) => escape(id.as_deref().unwrap_or_default()).into_owned(),
            _ => gap.name.shown().into_owned(),
        };
        let mut names: Vec<String> = kind.iter().take(NAMED).map(name).collect();
        names.retain(|name| !name.is_empty());
        let more = kind.len().saturating_sub(NAMED);
        if more > 0 {
            names.push(format!("{more} more"));
        }
        let of = if names.is_empty() {
            String::new()
        } else {
            format!(": {}", names.join(", "))
        };
        Some(format!("Not read: {}{of}. {}", first.what.noun(), first.why.shown()))
    };
    kinds.filter_map(line).collect()
}

fn text(report: &AccessReport, args: &ReportArgs) -> String {
    let is_csv = args.csv || args.output.as_deref().is_some_and(ends_with_csv);
    if !is_csv || args.json {
        return to_json(&json(report)) + "\n";
    }
    let titles = report.titles.iter().map(|title| (*title).to_owned()).collect();
    let lines: Vec<Vec<String>> = std::iter::once(titles).chain(cells(report)).collect();
    csv(&lines)
}

fn ends_with_csv(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "csv")
}

fn cells(report: &AccessReport) -> impl Iterator<Item = Vec<String>> {
    let known = |cell: &Option<String>| cell.clone().unwrap_or_else(|| UNKNOWN.into());
    report.rows.iter().map(move |row| row.iter().map(known).collect())
}

fn table(report: &AccessReport) -> TextTable {
    let mut table = TextTable::new(report.titles);
    cells(report).for_each(|row| table.row(row));
    table
}

/// An object a row, with the titles in small letters as its members: `lastSignIn`.
fn json(report: &AccessReport) -> Value {
    let object = |row: &Vec<Option<String>>| -> Value {
        let members = report.titles.iter().zip(row);
        let members = members.map(|(title, cell)| (member(title), cell.clone().map_or(Value::Null, Value::from)));
        members.collect::<Map<_, _>>().into()
    };
    report.rows.iter().map(object).collect()
}

fn member(title: &str) -> String {
    let mut words = title.split([' ', '-']).map(str::to_lowercase);
    let first = words.next().unwrap_or_default();
    let more = words.map(|word| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
            .unwrap_or_default()
    });
    first + &more.collect::<String>()
}
