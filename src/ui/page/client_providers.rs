//! The preview below the list of client providers.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::page::Page;
use crate::domain::{Api, config};
use crate::ui::layout::nth_line;
use crate::ui::theme::{Theme, ThemeRole};
use crate::ui::widget::frame::{Frame, frame};
use crate::ui::widget::text;

pub fn draw_preview(buf: &mut Buffer, app: &App, page: &Page, theme: &Theme, at: Rect) {
    let model = app.model();
    let Some(provider) = page.provider() else {
        return;
    };
    let title = model.show(format!("Preview: {}", model.provider_name(provider)));
    let inner = frame(
        buf,
        at,
        theme,
        Frame {
            title,
            right: Some("p hides it".into()),
            focused: false,
        },
    );
    let detail = model
        .organization
        .and_then(|here| model.data.details.get(&(here, provider))?.get());
    let issuer = detail.and_then(config::issuer);
    let environments: Vec<String> = model
        .data
        .environments
        .get()
        .into_iter()
        .flatten()
        .filter_map(|e| {
            let uses = model.data.environment_use(e.id).filter(|u| u.offers(provider))?;
            let default = if uses.default_provider() == provider {
                " (default)"
            } else {
                ""
            };
            Some(format!("{}{default}", model.data.environment_name(e.id)))
        })
        .collect();
    let all = model.data.environments.get().into_iter().flatten();
    let apis = all
        .filter_map(|e| model.data.environment_use(e.id))
        .flat_map(|u| u.apis.iter());
    let mut apis = apis.filter(|api| api.provider == provider);
    let mut names: Vec<String> = apis.by_ref().take(3).map(Api::shown_name).collect();
    match apis.count() {
        0 => {}
        more => names.push(format!("{more} more")),
    }
    let applications = model.data.counts.get(&provider).and_then(|c| c.get());
    let lines = [
        ("Issuer", issuer.map_or_else(|| "-".into(), |i| i.shown().into_owned())),
        ("Environments", environments.join(", ")),
        ("APIs", names.join(", ")),
        (
            "Client applications",
            applications.map_or("-".into(), ToString::to_string),
        ),
        ("", "Enter opens the full page.".into()),
    ];
    for (i, (label, value)) in lines.iter().enumerate() {
        let at = nth_line(inner, i);
        let words = model.show(format!(" {label:20} {value}"));
        text::put(buf, at, &words, theme.style(ThemeRole::Text));
    }
}
