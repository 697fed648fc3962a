//! The rows in view of a list, as CSV or JSON.

use serde_json::{Map, Value};

use crate::app::component::Command;
use crate::app::line::{Line, Tone};
use crate::app::list::RowId;
use crate::app::list::column::Column;
use crate::app::model::Model;
use crate::app::msg::Effect;
use crate::app::pane::Pane;
use crate::app::view::ViewShape;
use crate::domain::csv::csv;
use crate::domain::text::{count, escape, to_json};

/// Saves the rows that the filter leaves, in their order, as they are shown: masked where the mask is on.
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
            return warning(format!("{file}: the name ends with .csv or .json. Nothing was saved."));
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
            cells: list.filter_map(line).map(cells).collect(),
        };
    }
    let columns = pane.columns(model);
    let cell = |row: &RowId, column: &Column| pane.cell(model, *row, column.col).text.to_string();
    Exported {
        titles: columns.iter().map(title).collect(),
        cells: list
            .map(|row| columns.iter().map(|column| cell(row, column)).collect())
            .collect(),
    }
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
        let members = rows.titles.iter().cloned().zip(cells.iter().cloned().map(Value::from));
        members.collect::<Map<_, _>>().into()
    };
    let all: Vec<Value> = rows.cells.iter().map(object).collect();
    to_json(&Value::from(all))
}
