//! Tables for people and for programs.

use amtui::shell::console::TextTable;
use amtui::ui::widget::text;

fn written(table: &TextTable, columns: Option<usize>) -> String {
    let mut out = Vec::new();
    table.write(&mut out, columns).expect("memory takes it");
    String::from_utf8(out).expect("it is text")
}

#[test]
fn columns_stand_below_each_other_and_programs_get_tabs() {
    let mut table = TextTable::new(&["NAME", "TYPE"]);
    table.row(vec!["Okta".into(), "OIDC DCR".into()]);
    table.row(vec!["日本".into(), "OpenAM".into()]);
    assert_eq!(written(&table, Some(80)), "NAME  TYPE\nOkta  OIDC DCR\n日本  OpenAM\n");
    assert_eq!(written(&table, None), "Okta\tOIDC DCR\n日本\tOpenAM\n");
}

#[test]
fn a_long_name_is_cut_to_fit_the_terminal_and_whole_for_programs() {
    let long = "n".repeat(10_000);
    let id = "2e50e859-0042-46ff-8cf8-1ad6f0c78b67";
    let mut table = TextTable::new(&["NAME", "ID", "WHERE"]);
    table.row(vec![long.clone(), id.into(), "Production (Retail)".into()]);
    table.row(vec!["Okta".into(), id.into(), "QA".into()]);
    let lines = written(&table, Some(80));
    assert!(lines.lines().all(|line| text::width(line) <= 80), "{lines}");
    assert!(lines.contains("…  2e50e859…  Production (Retail)"), "{lines}");
    assert!(written(&table, None).contains(&long));
    assert!(written(&table, None).contains(id));
}
