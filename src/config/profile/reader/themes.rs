//! Reads the tables `[themes.NAME]`.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use crate::app::model::theme_name::OwnTheme;
use crate::domain::near::suggestion;
use crate::domain::text::escape;
use crate::ui::theme::{ThemeName, ThemeRole, is_look};

const LOOK: &str = "a look is \"COLOR [on COLOR] [bold] [dim] [reverse] [underlined]\", as \"#6cbcff on default bold\"";

/// The themes as far as they are right; `problem` is told where something is wrong, and why.
pub(super) fn read(table: &DeTable<'_>, problem: &mut dyn FnMut(Range<usize>, String)) -> Vec<ThemeName> {
    let mut themes = Vec::new();
    for (key, member) in table {
        let name = key.get_ref().as_ref();
        let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        if ThemeName::parse(name).is_some() {
            problem(key.span(), format!("amtui has a theme {name}: choose another name."));
            continue;
        }
        match member.get_ref() {
            DeValue::Table(members) if !name.is_empty() && name.chars().all(fits) => {
                themes.push(ThemeName::Own(Arc::new(theme(name, members, problem))));
            }
            DeValue::Table(_) => {
                let why = "the name of a theme has letters, digits, - and _".to_owned();
                problem(key.span(), format!("{}: {why}.", escape(name)));
            }
            _ => problem(
                key.span(),
                format!("{}: a theme is a table, [themes.NAME].", escape(name)),
            ),
        }
    }
    themes
}

fn theme(title: &str, members: &DeTable<'_>, problem: &mut dyn FnMut(Range<usize>, String)) -> OwnTheme {
    let mut theme = OwnTheme {
        name: title.to_owned(),
        base: ThemeName::Dark,
        roles: Vec::new(),
        partial: false,
    };
    let mut partial = false;
    let mut problem = |at, why| {
        partial = true;
        problem(at, why);
    };
    for (key, member) in members {
        let (name, text) = (key.get_ref().as_ref(), member.get_ref().as_str());
        let base = || ThemeName::BASES.into_iter().find(|base| Some(base.title()) == text);
        let known = ThemeRole::ALL.iter().map(|(role, _)| *role);
        match text {
            _ if name == "base" => {
                if let Some(base) = base() {
                    theme.base = base;
                } else {
                    let bases = ThemeName::BASES.each_ref().map(ThemeName::title);
                    let near = suggestion(text.unwrap_or_default(), bases);
                    problem(
                        member.span(),
                        format!("{title}: base is one of {}.{near}", bases.join(", ")),
                    );
                }
            }
            _ if !known.clone().any(|role| role == name) => {
                let near = suggestion(name, known.chain(["base"]));
                problem(
                    key.span(),
                    format!("{title}: no part of the screen is named {}.{near}", escape(name)),
                );
            }
            Some(text) if is_look(text) => theme.roles.push((name.to_owned(), text.to_owned())),
            _ => problem(member.span(), format!("{title}: {name}: {LOOK}.")),
        }
    }
    theme.partial = partial;
    theme
}
