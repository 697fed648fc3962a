//! Where one is and who works there: what stands over every page.

use super::App;
use super::connection::Mode;
use super::location::Location;
use super::model::shown::Shown;
use super::overlay::Overlay;
use super::overlay::form::FormSubject;
use super::page::Page;

/// One part of the breadcrumb: where it leads, and its name.
pub type Crumb = (Option<Location>, Shown<'static>);

/// Who works here, from the most that can be said to the least.
pub fn who(app: &App) -> Vec<Shown<'static>> {
    let model = app.model();
    let Some(account) = &model.account else {
        return vec![Shown::default()];
    };
    let name = account.username.shown().into_owned();
    let Some(here) = model.current_organization() else {
        return vec![model.show(name)];
    };
    let may = match (account.administers(here), account.administers_any()) {
        // What scopes allow is not told.
        _ if account.app => "connected app",
        _ if account.limited_by_scopes => "within scopes",
        _ if account.assumed => "roles unknown",
        (true, _) => "Org Admin",
        (false, true) => "not admin here",
        (false, false) => "no administration",
    };
    let backend = match model.mode {
        Mode::Demo => "",
        Mode::File => model.file.as_str(),
        Mode::Live | Mode::DryRun => model.live.as_ref().map_or("", |live| live.host.as_str()),
    };
    let all = [
        format!("{name}  {may}  {backend}"),
        format!("{name}  {may}"),
        name,
        String::new(),
    ];
    all.into_iter()
        .map(|words| model.show(words.trim_end().to_owned()))
        .collect()
}

/// The parts of the breadcrumb.
pub fn breadcrumb(app: &App, page: &Page) -> Vec<Crumb> {
    let mut names: Vec<(Option<Location>, String)> = Vec::new();
    if let Some(list) = page.at.entry() {
        names.push((Some(Location::Products), "Access Management".to_owned()));
        names.push((Some(list.at).filter(|at| *at != page.at), list.title.to_owned()));
        let object = page.at.object().and_then(|object| app.model().name_of(object));
        names.extend(object.map(|name| (None, name)));
    } else {
        let list = page.at.list_of_apis().filter(|at| *at != page.at);
        names.push((list, page.at.title().to_owned()));
        let object = page.at.object().and_then(|object| app.model().name_of(object));
        names.extend(object.map(|name| (None, name)));
    }
    let operation = app.overlays().iter().find_map(|overlay| match overlay {
        Overlay::Delete(dialog) if dialog.target.page() == page.at => Some("Delete".to_owned()),
        Overlay::Delete(dialog) => Some(format!("Delete {}", dialog.target.called)),
        Overlay::Form(form) if matches!(form.subject, FormSubject::SignIn(_)) => None,
        // `Rename environment Production` is the title.
        Overlay::Form(form) => form.title.split(' ').next().map(str::to_owned),
        Overlay::Checklist(_) => Some("Edit".to_owned()),
        _ => None,
    });
    names.extend(operation.map(|operation| (None, operation)));
    let shown = |(leads, name)| (leads, app.model().show(name));
    names.into_iter().map(shown).collect()
}
