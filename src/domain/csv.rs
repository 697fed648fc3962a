//! Rows as CSV (RFC 4180), safe to be opened in a spreadsheet.

/// Characters that make a formula of a cell in a spreadsheet.
const FORMULA: [char; 9] = ['=', '+', '@', '-', '\t', '＝', '＋', '＠', '－'];

pub fn csv<'a>(lines: impl IntoIterator<Item = &'a Vec<String>>) -> String {
    let line = |cells: &Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
        cells.join(",") + "\r\n"
    };
    lines.into_iter().map(line).collect()
}

/// A cell that begins like a formula gets an apostrophe, so that no spreadsheet runs it. Where `;` parts the cells, what
/// follows one begins a cell. A lone `-` is no formula.
fn cell(text: &str) -> String {
    let formula = text.len() > 1 && text.starts_with(FORMULA) && text.parse::<f64>().is_err();
    let mut text = if formula { format!("'{text}") } else { text.to_owned() };
    for sign in FORMULA {
        text = text.replace(&format!(";{sign}"), &format!(";'{sign}"));
    }
    if text.contains(['"', ',', ';', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
