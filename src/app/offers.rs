//! Which actions do something where one is: hints and spoken choices name them.

use super::App;
use super::action::Action;
use super::keymap::Binding;
use super::list::RowId;
use super::location::Location;
use super::operation::Operation;
use super::overlay::Overlay;
use super::overlay::checklist::ChecklistSubject;
use super::page::Page;
use super::pane::Pane;
use super::target::Control;
use crate::domain::ProviderRef;

/// Whether a binding does something here that is worth to be named.
pub fn is_offered(app: &App, page: &Page, binding: &Binding) -> bool {
    let help = binding.action == Action::Help;
    let reads = matches!(app.overlays().last(), Some(Overlay::Help(_) | Overlay::Viewer(_)));
    if reads && matches!(binding.action, Action::Close | Action::Open) {
        return binding.action == Action::Close;
    }
    let stops = binding.action == Action::Close && matches!(app.overlays().last(), Some(Overlay::Browser(_)));
    if binding.rank == 0 && !help && !stops {
        return false;
    }
    if app.opening().is_some() && app.overlays().is_empty() {
        return help || binding.action == Action::Palette;
    }
    // What the page could do is about its own rows.
    if app.nav().is_some() && app.overlays().is_empty() {
        return matches!(
            binding.action,
            Action::Open | Action::Next | Action::Switch | Action::Palette | Action::Help
        );
    }
    does_something(app, page, binding.action)
}

/// Whether a key or a command of a binding does something here.
pub fn works_here(app: &App, page: &Page, binding: &Binding) -> bool {
    app.contexts().contains(&binding.context) && does_something(app, page, binding.action)
}

fn does_something(app: &App, page: &Page, action: Action) -> bool {
    let in_area = page.at.entry().is_some();
    match action {
        Action::Open => {
            let shown = app.overlays().last().map_or_else(|| page.pane(), Overlay::pane);
            let opens = shown.is_some_and(|shown| match shown.list.current() {
                Some(RowId::Line(at)) => shown.lines.get(at).is_some_and(|line| line.names.is_some()),
                Some(row) => {
                    let leads = shown.view().leads_to(app.model(), row);
                    leads.is_none_or(|rows| !rows.is_empty())
                }
                None => false,
            });
            let picks = matches!(app.overlays().last(), Some(Overlay::Pick(_) | Overlay::Browser(_)));
            picks || opens || (page.is_on_button() && app.overlays().is_empty())
        }
        Action::Undo => {
            !app.model().read_only && !app.model().mode.is_live() && app.model().data.changes().next().is_some()
        }
        Action::Redo => app.model().data.can_redo(),
        Action::Add | Action::Edit | Action::Rename | Action::MoveDependents | Action::Mark | Action::Delete
            if app.overlays().is_empty() =>
        {
            app.operation(action).is_ok()
        }
        Action::MarkRange | Action::UnmarkRange | Action::InvertMarks => app.operation(action).is_ok(),
        Action::Enable | Action::Disable => app
            .operation(action)
            .is_ok_and(|operation| changes_status(app, &operation)),
        // Lines have no columns to sort by, and are not read from anywhere.
        Action::SortBy if !app.overlays().is_empty() => false,
        // Each key stays below its heading.
        Action::Sort | Action::Reverse if matches!(app.overlays().last(), Some(Overlay::Help(_))) => false,
        Action::Sort | Action::Reverse | Action::Reload
            if app.overlays().last().and_then(Overlay::pane).is_some_and(Pane::is_text) =>
        {
            false
        }
        Action::Filter | Action::Sort | Action::Reverse | Action::SortBy
            if app.overlays().is_empty() && page.is_on_button() =>
        {
            false
        }
        Action::Preview => page.has_preview(),
        Action::Filter | Action::Sort | Action::Reverse | Action::SortBy | Action::Reload => {
            in_area || page.at.list_of_apis().is_some() || !app.overlays().is_empty()
        }
        Action::SetDefault | Action::Earlier | Action::Later => {
            matches!(app.overlays().last(), Some(Overlay::Checklist(list)) if matches!(list.subject, ChecklistSubject::EnvironmentProviders { .. }))
        }
        Action::Impact => app.model().sees_all() && page.impact_of().is_some_and(|p| p != ProviderRef::BuiltIn),
        Action::Json | Action::CopyJson => match page.subject() {
            Some(RowId::Provider(id)) => app.model().sees_all() && id != ProviderRef::BuiltIn,
            row => row.is_some_and(|row| row.noun().is_some()),
        },
        // Help is looked at: there is nothing to accept in it, and only a dialog has somewhere to go next.
        Action::Run => !matches!(app.overlays().last(), Some(Overlay::Help(_))),
        // The key only goes to the button, once that can be pressed: there it has nothing to do.
        Action::Submit => match app.overlays().last() {
            Some(Overlay::Review(review)) => review.ready() && review.focus != Control::Confirm,
            _ => true,
        },
        Action::Next => match app.overlays().last() {
            Some(Overlay::Find(find)) => find.may_read_more(app.model()),
            over => matches!(over, None | Some(Overlay::Delete(_) | Overlay::Palette(_))),
        },
        Action::Palette => app.overlays().is_empty(),
        Action::Presets | Action::Follow => page.at == Location::AuditLogs,
        Action::Reveal => matches!(page.at, Location::BusinessGroup(_)) && !app.model().mode.is_live(),
        Action::CopyAddress => false,
        Action::CopyName | Action::CopyId => page.subject().is_some_and(|row| app.model().identity(row).is_some()),
        _ => true,
    }
}

/// Whether anybody's status is another one afterwards. Of several, the review tells.
fn changes_status(app: &App, operation: &Operation) -> bool {
    match operation {
        Operation::EnableUsers(users, enabled) => match users.as_slice() {
            [one] => app
                .model()
                .data
                .access
                .user(*one)
                .is_some_and(|user| user.enabled != Some(*enabled)),
            several => !several.is_empty(),
        },
        _ => false,
    }
}
