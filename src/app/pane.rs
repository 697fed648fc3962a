//! A pane of a page or a popup: a view with its list, or with its lines.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use super::keymap::Context;
use super::line::{Line, PairWidths, Tone};
use super::list::column::{Col, Column};
use super::list::prepared::{Prepared, TextState};
use super::list::query::{Query, text_of};
use super::list::widest::Widest;
use super::list::{List, RowId};
use super::model::Model;
use super::model::resource::Resource;
use super::model::shown::Shown;
use super::view::text::TextView;
use super::view::{ShownCell, View, ViewShape, shown_cell};
use super::work::{self, WorkDone};
use crate::domain::text::{contains_words, escape, fold, visible};
use crate::domain::{Coverage, Error};

/// How many rows are prepared for a filter between two keys. The next frames prepare the others.
const AT_ONCE: usize = 4_000;

#[derive(Debug)]
pub struct Pane {
    view: Box<dyn View>,
    /// Its rows and where one is in them.
    pub list: List,
    /// Its lines, where it is text.
    pub lines: Vec<Line>,
    /// Derived: how many of its rows it has.
    coverage: Coverage,
    /// Derived: which rows its filter leaves out.
    left_out: Option<Line>,
    /// Derived: where the values of its lines begin.
    pub widths: PairWidths,
    /// What its filter searches.
    prepared: Prepared,
    widest: Widest,
}

impl Pane {
    pub fn new(view: impl View + 'static) -> Self {
        Self {
            view: Box::new(view),
            list: List::default(),
            lines: Vec::new(),
            coverage: Coverage::default(),
            left_out: None,
            widths: PairWidths::default(),
            prepared: Prepared::default(),
            widest: Widest::default(),
        }
    }

    /// A pane that is sorted by its first column from the start.
    pub fn sorted(view: impl View + 'static) -> Self {
        let mut pane = Self::new(view);
        pane.list.order.column = Some(0);
        pane
    }

    /// A pane of lines that do not change.
    pub fn text(title: impl Into<Cow<'static, str>>, lines: Vec<Line>) -> Self {
        let mut pane = Self::new(TextView(title.into()));
        pane.fill(lines);
        pane
    }

    pub fn fill(&mut self, lines: Vec<Line>) {
        self.widths = PairWidths::of(&lines);
        self.lines = lines;
    }

    pub fn view(&self) -> &dyn View {
        &*self.view
    }

    /// What stands below the rows, the rows that a filter leaves out first.
    pub fn notes(&self, model: &Model) -> impl Iterator<Item = Line> {
        self.left_out.clone().into_iter().chain(self.view.notes(model))
    }

    /// Says which rows the filter leaves out. There may be thousands: none is put into words again.
    fn find_left_out(&self, model: &Model) -> Option<Line> {
        // Not every row has a text to look at yet.
        if self.is_preparing() {
            return None;
        }
        let columns = self.columns(model);
        let query = Query::of(&fold(self.list.filter.value()), columns);
        let texts = OnceCell::new();
        let text = |row| {
            let texts: &HashMap<RowId, &str> = texts.get_or_init(|| self.prepared.texts().collect());
            texts.get(&row).copied().unwrap_or_default()
        };
        let fits = |row: RowId, col: Col| {
            work::count(WorkDone {
                rows: 1,
                ..WorkDone::default()
            });
            let matches = |col: Col, wanted: &str| self.view.matches(model, row, col, wanted);
            query.fits_beside(col, || text(row), columns, matches)
        };
        self.view.left_out(model, &self.list, &fits)
    }

    pub fn is_text(&self) -> bool {
        self.view.shape() == ViewShape::Text
    }

    /// The contexts of the bindings that apply in a popup that is this pane alone.
    pub fn contexts(&self) -> &'static [Context] {
        if self.list.filtering {
            &[Context::Field, Context::Always]
        } else {
            &[Context::Any, Context::Always]
        }
    }

    /// Its title, with the counts.
    pub fn title(&self, model: &Model) -> Cow<'static, str> {
        let name = self.view.title(model);
        match self.known_counts(model) {
            Some(counts) => match self.view.counted() {
                Some((one, _)) if self.list.total == 1 => format!("{name} ({counts} {one})").into(),
                Some((_, several)) => format!("{name} ({counts} {several})").into(),
                None => format!("{name} ({counts})").into(),
            },
            None => name,
        }
    }

    /// Its counts, where it has any: what was not read, or may not be seen, is not counted as nothing.
    fn known_counts(&self, model: &Model) -> Option<String> {
        let is_read = || {
            let mut resources = self.row_resources(model).into_iter();
            !self.view.is_refused(model) && self.view.is_listed(model) && resources.all(|one| model.data.has(one))
        };
        let known = self.view.shape().is_counted() && (self.list.total > 0 || is_read());
        known.then(|| self.counts(model))
    }

    /// How many rows it has, and how many of them fit its filter.
    fn counts(&self, model: &Model) -> String {
        let (rows, total) = (self.list.rows.len(), self.list.total);
        let more = if self.may_have_more(model) { "+" } else { "" };
        match self.list.filter.value() {
            "" => format!("{total}{more}"),
            _ => format!("{rows} of {total}{more}"),
        }
    }

    /// Its name in the strip of panes, and its counts.
    pub fn tab(&self, model: &Model) -> (&'static str, String) {
        (self.view.tab(), self.known_counts(model).unwrap_or_default())
    }

    /// Nothing is read before it is known where you work.
    pub fn resources(&self, model: &Model) -> Vec<Resource> {
        let here = model.organization;
        here.map_or(Vec::new(), |_| self.view.resources(model, &self.list))
    }

    /// Those of them that its rows come from.
    fn row_resources(&self, model: &Model) -> Vec<Resource> {
        let here = model.organization;
        here.map_or(Vec::new(), |_| self.view.row_resources(model, &self.list))
    }

    /// Whether its rows are still to come, and none is there yet.
    pub(super) fn awaits_rows(&self, model: &Model) -> bool {
        let read = || self.row_resources(model).into_iter().chain([Resource::Tree]);
        self.list.total == 0 && self.view.shape().is_list() && read().any(|one| model.data.is_loading(one))
    }

    pub(super) fn in_view(&self, model: &Model) -> Vec<Resource> {
        let here = model.organization;
        here.map_or(Vec::new(), |_| self.view.in_view(model, &self.list))
    }

    pub fn columns(&self, model: &Model) -> &'static [Column] {
        self.view.columns(model)
    }

    /// The places of the columns that are seen, in their order: all, where the person chose none.
    pub fn shown_columns(&self, model: &Model) -> Vec<usize> {
        let all = self.columns(model);
        let chosen = model.columns.iter().find(|chosen| chosen.of == all);
        chosen.map_or_else(|| (0..all.len()).collect(), |chosen| chosen.shown.clone())
    }

    /// The cells that each column is known to take.
    pub fn widest(&self) -> &Widest {
        &self.widest
    }

    /// What stands in column `col` of row `row`.
    pub fn cell<'a>(&self, model: &'a Model, row: RowId, col: Col) -> ShownCell<'a> {
        shown_cell(&*self.view, model, &self.list, row, col)
    }

    /// Whether there may be more rows than it has.
    pub fn may_have_more(&self, model: &Model) -> bool {
        self.is_preparing() || self.view.is_arriving(model) || !self.coverage.is_complete()
    }

    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// Derives rows and lines from the model, the filter and the order.
    pub fn refresh(&mut self, model: &Model) {
        self.refresh_rows(model);
        self.coverage = self.view.coverage(model, &self.list);
        self.left_out = self.find_left_out(model);
    }

    fn refresh_rows(&mut self, model: &Model) {
        if self.is_text() {
            self.refresh_lines(model);
            return;
        }
        let mut rows = self.view.rows(model, &self.list);
        work::count(WorkDone {
            rows: rows.len(),
            ..WorkDone::default()
        });
        let total = self.view.total(model, rows.len());
        let columns = self.columns(model);
        let state = TextState {
            revision: model.data.revision,
            masked: model.mask.is_some(),
            offset: model.now.offset,
            columns,
        };
        let mut widest = std::mem::take(&mut self.widest);
        let measured = TextState {
            revision: model.data.lists_revision(),
            ..state
        };
        widest.refresh(measured, &rows, model.data.changed_rows(), |row, column| {
            self.cell(model, row, column.col).cells(column)
        });
        self.widest = widest;
        let searched = fold(self.view.searched(model, self.list.filter.value()));
        if searched.is_empty() {
            // Who takes a letter back may type another one. What is half prepared would go on being half prepared.
            if !self.list.filtering || self.is_preparing() {
                self.prepared = Prepared::default();
            }
        } else {
            let prepared = std::mem::take(&mut self.prepared);
            let most = self.list.filtering.then_some(AT_ONCE);
            self.prepared = prepared.kept(state, &rows, most, |row| self.searched_text(model, row));
            let query = if self.view.is_fuzzy() {
                Query::fuzzy(&searched)
            } else {
                Query::of(&searched, columns)
            };
            let matches = |row, col, wanted: &str| self.view.matches(model, row, col, wanted);
            rows = self.prepared.found(&searched, &query, columns, matches);
        }
        self.view.sort(model, &self.list, &mut rows);
        self.list.set_rows(rows, total);
    }

    /// The text of a row that a filter searches.
    fn searched_text(&self, model: &Model, row: RowId) -> String {
        let text = text_of(self.columns(model), |col| self.searched_cell(model, row, col));
        text + &fold(&findable(model, self.view.also_found_by(model, row).into()))
    }

    /// The text of a cell that a filter searches.
    fn searched_cell<'a>(&self, model: &'a Model, row: RowId, col: Col) -> Cow<'a, str> {
        let cell = self.view.cell(model, &self.list, row, col);
        findable(model, cell.map_or("-".into(), |cell| cell.text))
    }

    /// Whether the filter that is being typed doesn't search every row yet.
    pub fn is_preparing(&self) -> bool {
        !self.prepared.is_whole()
    }

    /// What the filter seeks, folded, and in which column where in one alone.
    pub fn sought(&self, model: &Model) -> Vec<(Option<usize>, String)> {
        let typed = self.list.filter.value();
        if typed.is_empty() {
            return Vec::new();
        }
        let typed = fold(self.view.searched(model, typed));
        let query = if self.is_text() || self.view.is_fuzzy() {
            Query::fuzzy(&typed)
        } else {
            Query::of(&typed, self.columns(model))
        };
        query.sought().map(|(at, word)| (at, word.to_owned())).collect()
    }

    fn refresh_lines(&mut self, model: &Model) {
        if let Some(lines) = self.view.lines(model) {
            self.fill(lines);
        }
        let sought = fold(self.list.filter.value());
        let has = |text: &str| contains_words(&findable(model, text.into()), &sought);
        let fits = |line: &Line| has(&line.label) || has(&line.value);
        // What stands below a heading says what that is about: one isn't found without the other.
        let belongs = |line: &&Line| line.below;
        let mut rows = Vec::new();
        let mut at = 0;
        while let Some((head, rest)) = self.lines.get(at..).and_then(<[Line]>::split_first) {
            let parts = 1 + rest.iter().take_while(belongs).count();
            let whole = self.lines.get(at..at + parts).unwrap_or_default();
            if fits(head) || whole.iter().any(fits) {
                rows.extend((at..at + parts).map(RowId::Line));
            }
            at += parts;
        }
        self.list.set_rows(rows, self.lines.len());
    }

    /// Why its rows could not be read, or not all of them.
    fn failed<'a>(&self, model: &'a Model) -> Option<&'a Error> {
        let mut of_rows = self.row_resources(model).into_iter();
        of_rows.find_map(|resource| model.data.error(resource))
    }

    /// Why there may be more rows, where the pane itself doesn't say it in place of rows.
    pub fn gap(&self, model: &Model) -> Option<String> {
        let why = self.coverage.partial_reason()?;
        (!self.list.rows.is_empty() || self.failed(model).is_none()).then(|| why.to_owned())
    }

    /// What stands there instead of rows; `None` while it has some, or while nobody knows.
    pub fn empty(&self, model: &Model) -> Option<(Tone, Shown<'static>)> {
        if !self.list.rows.is_empty() || self.view.shape() == ViewShape::Button {
            return None;
        }
        let filter = self.list.filter.value();
        if self.list.total > 0 && !filter.is_empty() {
            let nothing = if self.may_have_more(model) {
                "Nothing that is read so far"
            } else {
                "Nothing"
            };
            let columns = self.columns(model);
            let query = Query::of(&fold(filter), columns);
            if let Some(why) = query.wrong().filter(|_| !columns.is_empty()) {
                return Some((Tone::Warning, model.show(why.to_owned())));
            }
            let usual = || {
                format!(
                    "{nothing} matches \"{}\". {}",
                    escape(filter),
                    self.view.after_no_match()
                )
            };
            let words = self.view.no_match(model, filter).unwrap_or_else(usual);
            return Some((Tone::Dim, model.show(words)));
        }
        if let Some(error) = self.failed(model) {
            // Where it is known whose right it is, that helps more than the refusal itself.
            let refusal = matches!(error, Error::Forbidden(_)).then(|| self.view.refusal(model));
            // Where a part of it came, that isn't what is missing.
            let partly = || self.row_resources(model).iter().any(|of| model.data.is_ready(*of));
            let (tone, text) = match refusal.flatten() {
                Some(why) if !partly() => (Tone::Warning, why),
                Some(_) => {
                    let why = self.coverage.partial_reason().map(str::to_owned);
                    (Tone::Warning, why.unwrap_or_else(|| model.message(error)))
                }
                None => (Tone::Bad, model.message(error)),
            };
            return Some((tone, model.show(text)));
        }
        let reads = |resource: &Resource| model.data.loading_since(*resource).is_some();
        if self.resources(model).iter().any(reads) {
            return None;
        }
        Some((Tone::Dim, self.view.empty(model, &self.list).into()))
    }
}

/// What a filter finds a text by: what the screen shows, and what stands behind a stand-in.
fn findable<'a>(model: &Model, text: Cow<'a, str>) -> Cow<'a, str> {
    let text = visible(text);
    if !model.hides(&text) {
        return text;
    }
    format!("{} {text}", &*model.show(&*text)).into()
}
