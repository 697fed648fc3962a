//! The rows in view of a list, as CSV or JSON, with whole ids and times.

use serde_json::{Map, Value};

use crate::app::component::Command;
use crate::app::line::{Line, Tone};
use crate::app::list::RowId;
use crate::app::list::column::Column;
use crate::app::list::values::Values;
use crate::app::model::Model;
use crate::app::msg::Effect;
use crate::app::pane::Pane;
use crate::app::view::ViewShape;
use crate::domain::csv::csv;
use crate::domain::text::{count, escape, to_json};

/// Saves the rows that the filter leaves, in their order, and nothing of them shortened. The mask hides as on screen.
pub fn export(pane: Option<&Pane>, file: &str, model: &Model) -> Command {
    let warning = |text: String| Command::Notify(Tone::Warning, text);
    if model.audience.watched {
        return warning("No files here: a tape or a tour saves only pictures.".into());
    }
    let Some(pane) = pane.filter(|pane| pane.view().shape() != ViewShape::Button) else {
        return warning("There is no list here.".into());
    };
    let rows = rows(pane, model);
    let text = match file.rsplit_once('.') {
        Some((_, "csv")) => csv(std::iter::once(&rows.titles).chain(&rows.cells)),
        Some((_, "json")) => json(&rows),
        _ => {
            let file = escape(file);
            return warning(format!("{file}: the name ends with .csv or .json. Not saved."));
        }
    };
    let part = if pane.may_have_more(model) {
        " The list isn't whole."
    } else {
        ""
    };
    let saved = count(rows.cells.len(), "row", "rows");
    Command::Effect(Effect::Save {
        file: file.to_owned(),
        text,
        saved: format!("Saved {saved} in {{}}.{part}"),
    })
}

struct Exported {
    titles: Vec<String>,
    /// Which columns count something.
    numbers: Vec<bool>,
    cells: Vec<Vec<String>>,
}

fn rows(pane: &Pane, model: &Model) -> Exported {
    let list = pane.list.rows.iter();
    if pane.is_text() {
        let line = |row: &RowId| match row {
            RowId::Line(at) => pane.lines.get(*at),
            _ => None,
        };
        let cells = |line: &Line| {
            let shown = [&line.label, &line.value].map(|text| model.show(text.trim()).to_string());
            shown.into()
        };
        return Exported {
            titles: vec!["FIELD".into(), "VALUE".into()],
            numbers: vec![false; 2],
            cells: list.filter_map(line).map(cells).collect(),
        };
    }
    let columns = pane.columns(model);
    let cell = |row: &RowId, column: &Column| match pane.view().whole(model, *row, column.col) {
        Some(whole) => model.show(whole).to_string(),
        None => pane.cell(model, *row, column.col).text.to_string(),
    };
    Exported {
        titles: columns.iter().map(title).collect(),
        numbers: columns.iter().map(is_number).collect(),
        cells: list
            .map(|row| columns.iter().map(|column| cell(row, column)).collect())
            .collect(),
    }
}

fn is_number(column: &Column) -> bool {
    matches!(column.values, Values::Number | Values::NumberOr(_))
}

/// A column without a title is called as in the code: two members of one object can't have one name.
fn title(column: &Column) -> String {
    match column.title {
        "" => format!("{:?}", column.col).to_uppercase(),
        title => title.to_owned(),
    }
}

fn json(rows: &Exported) -> String {
    let object = |cells: &Vec<String>| -> Value {
        let values = cells
            .iter()
            .zip(&rows.numbers)
            .map(|(text, number)| value(text, *number));
        rows.titles.iter().cloned().zip(values).collect::<Map<_, _>>().into()
    };
    let all: Vec<Value> = rows.cells.iter().map(object).collect();
    to_json(&Value::from(all))
}

/// A count is a number, and `null` where it isn't known. `3+` is a text: there may be more.
fn value(text: &str, number: bool) -> Value {
    match text {
        "-" if number => Value::Null,
        _ => match text.parse::<u64>() {
            Ok(count) if number => count.into(),
            _ => text.into(),
        },
    }
}
