//! The main screens at every size and in every theme.

#[path = "themes/drawn.rs"]
mod drawn;
#[path = "themes/panes.rs"]
mod panes;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use amtui::app::msg::{Msg, ScreenSettings};
use amtui::app::{Location, Place};
use amtui::ui::theme::{Depth, Theme, ThemeName};

use super::{Driver, StartOptions, at, client_providers, hold, typed};
use drawn::Drawn;

/// A screen: its name, how to start, the keys that lead to a page, and what opens a popup there.
struct Screen(&'static str, fn() -> StartOptions, &'static str, fn(&mut Driver));

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 36), (160, 50)];

/// Every theme, and whether its frames are ASCII. Mono is also what `NO_COLOR` asks for.
const THEMES: [(&str, ThemeName, Depth, bool); 8] = [
    ("dark", ThemeName::Dark, Depth::True, false),
    ("light", ThemeName::Light, Depth::True, false),
    ("high-contrast", ThemeName::HighContrast, Depth::True, false),
    ("mono", ThemeName::Mono, Depth::Sixteen, false),
    ("dark-16", ThemeName::Dark, Depth::Sixteen, false),
    ("light-16", ThemeName::Light, Depth::Sixteen, false),
    ("high-contrast-16", ThemeName::HighContrast, Depth::Sixteen, false),
    ("ascii", ThemeName::Dark, Depth::True, true),
];

fn open(place: &str) -> StartOptions {
    at(Place::parse(place).unwrap())
}

fn okta() -> StartOptions {
    at(Place::Provider("Okta Production".into()))
}

fn environments() -> StartOptions {
    at(Place::List(Location::Environments))
}

fn nothing(_: &mut Driver) {}

/// Opens the delete dialog, past the time in which it takes no text.
fn dialog(d: &mut Driver) -> &mut Driver {
    d.keys("D").wait(600)
}

const SCREENS: [Screen; 36] = [
    Screen("sign_in", StartOptions::default, "", nothing),
    Screen("main_page", StartOptions::default, "Enter Enter", nothing),
    Screen("client_providers", client_providers, "j j j", nothing),
    Screen("provider_config", okta, "", nothing),
    Screen("provider_environments", okta, "Tab", nothing),
    Screen("provider_apis", okta, "Tab Tab", nothing),
    Screen("provider_applications", okta, "Tab Tab Tab", nothing),
    Screen("provider_impact", okta, "i", nothing),
    Screen("provider_history", okta, "Tab Tab Tab Tab Tab", nothing),
    Screen("users", || open("users"), "j", nothing),
    Screen("user", || open("users/noah.brooks"), "", nothing),
    Screen("teams", || open("teams"), "j", nothing),
    Screen("environments", environments, "j", nothing),
    Screen("connected_apps", || open("connected-apps"), "j", nothing),
    Screen("audit", || open("audit-logs"), "j", nothing),
    Screen("api_manager", || open("api-manager"), "j", nothing),
    Screen("api", || open("api-manager/1602"), "", nothing),
    Screen("nav", client_providers, "h", nothing),
    Screen("filter", client_providers, r#"/ "okta" Enter"#, nothing),
    Screen("empty", client_providers, r#"/ "nowhere" Enter"#, nothing),
    Screen(
        "refused",
        || StartOptions {
            user: Some("carol.wu"),
            ..open("users")
        },
        "",
        nothing,
    ),
    Screen(
        "loading",
        || StartOptions {
            hold: true,
            ..client_providers()
        },
        "",
        nothing,
    ),
    Screen("delete", okta, "", |d| {
        dialog(d);
    }),
    Screen("delete_typed", okta, "", |d| {
        dialog(d).text("Okta Prx");
    }),
    Screen("delete_ready", okta, "", |d| {
        dialog(d).text("Okta Production").keys("Enter").wait(700);
    }),
    Screen("delete_environment", environments, "j", |d| {
        dialog(d);
    }),
    Screen("pick", client_providers, "", |d| typed(d, "a")),
    Screen("form", client_providers, "j j j", |d| typed(d, "e Tab")),
    Screen("form_problems", client_providers, "", |d| {
        typed(d, r#"a Enter "X" Tab Tab "http://a" Ctrl-S"#);
    }),
    Screen(
        "review",
        || open("client-providers/Salesforce Partners"),
        "Tab e j Space j j Space",
        |d| {
            typed(d, "Ctrl-S");
        },
    ),
    Screen("checklist", environments, "j", |d| typed(d, "e")),
    Screen("palette", client_providers, "j j j", |d| typed(d, r#":"cl""#)),
    Screen("help", client_providers, "j j j", |d| typed(d, "?")),
    Screen("find", okta, "", |d| typed(d, r#"Ctrl-P "ord""#)),
    Screen("json", okta, "", |d| typed(d, "J")),
    Screen("menu", environments, "", |d| typed(d, "b j")),
];

/// Each screen at each size, in the dark theme and the others, with the same page before anything stood over it, and the screen
/// with all of its rows.
fn every<'a>(
    themes: &'a [(&'static str, Theme)],
    mut look: impl FnMut(&str, &BTreeMap<&'static str, Drawn<'a>>, Option<&Drawn<'_>>, &Drawn<'_>),
) {
    for Screen(name, start, keys, popup) in SCREENS {
        let mut d = Driver::start(start());
        // As the program starts, where nobody chose.
        d.send(Msg::Preferences(ScreenSettings {
            preview: Some(true),
            ..ScreenSettings::default()
        }));
        typed(&mut d, keys);
        d.wait(600);
        let mut pages = Vec::new();
        for (width, height) in SIZES {
            d.size(width, height);
            pages.push(Drawn::of(&d, &themes[0].1));
        }
        popup(&mut d);
        d.wait(600);
        for ((width, height), page) in SIZES.into_iter().zip(&pages) {
            d.size(width, height);
            let drawn = themes.iter().map(|(name, theme)| (*name, Drawn::of(&d, theme)));
            let page = (!d.app.overlays().is_empty()).then_some(page);
            let drawn = drawn.collect();
            let tall = Drawn::of(d.size(width, TALL), &themes[0].1);
            look(&format!("{name} {width}x{height}"), &drawn, page, &tall);
        }
    }
}

/// The screens whose styles are kept, at 80x24, in every theme.
const STYLED: [&str; 5] = ["main_page", "provider_impact", "delete_typed", "form", "find"];

/// A window in which every row of the demo is seen: columns are as wide as they are in a lower one.
const TALL: u16 = 200;

#[test]
fn no_list_cuts_a_name_where_its_rows_in_and_out_of_view_leave_room() {
    let theme = Theme::load(&ThemeName::Dark, Depth::True, false).unwrap();
    let mut faults = Vec::new();
    for (name, location) in Place::lists() {
        for preview in [false, true] {
            let mut d = Driver::start(at(Place::List(location)));
            d.send(Msg::Preferences(ScreenSettings {
                preview: Some(preview),
                ..ScreenSettings::default()
            }));
            for width in [60, 80, 100, 110, 120, 140, 160, 200] {
                let fault = Drawn::of(d.size(width, TALL), &theme).cut_beside_free_space();
                faults.extend(fault.map(|fault| format!("{name} {width}, preview {preview}: {fault}")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_popup_cuts_a_text_where_its_rows_leave_room() {
    let theme = Theme::load(&ThemeName::Dark, Depth::True, false).unwrap();
    let mut faults = Vec::new();
    for keys in [
        ":",
        "?",
        "b",
        "J",
        "i",
        "a",
        "e",
        "w",
        "s",
        r#"Ctrl-P "a""#,
        r#":"messages" Enter"#,
    ] {
        let mut d = Driver::start(client_providers());
        typed(&mut d, "j j j");
        typed(&mut d, keys);
        for width in [60, 80, 100, 120, 160] {
            let fault = Drawn::of(d.size(width, TALL), &theme).cut_beside_free_space();
            faults.extend(fault.map(|fault| format!("{keys} {width}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_screen_holds_at_every_size_and_in_every_theme() {
    let mut faults = String::new();
    let mut pictures: BTreeMap<String, String> = BTreeMap::new();
    let mut seen = HashMap::new();
    let mut styles: BTreeMap<String, (Vec<String>, String)> = BTreeMap::new();
    let themes = THEMES.map(|(name, theme, depth, ascii)| (name, Theme::load(&theme, depth, ascii).unwrap()));
    every(&themes, |here, drawn, page, tall| {
        let dark = &drawn["dark"];
        let (name, size) = here.split_once(' ').unwrap();
        if size == "60x16" || size == "160x50" {
            let picture = pictures.entry(name.to_owned()).or_default();
            writeln!(picture, "{size}\n{}", dark.text()).unwrap();
        }
        let has_styles = STYLED.contains(&name) && size == "80x24";
        for (theme, drawn) in drawn.iter().filter(|(theme, _)| has_styles && **theme != "ascii") {
            let (legend, rows) = styles.entry((*theme).to_owned()).or_default();
            write!(rows, "{name}\n{}", drawn.styles(legend)).unwrap();
        }
        let mut fault = |what: String| writeln!(faults, "{here}: {what}").unwrap();
        for (theme, drawn) in drawn {
            let other = if *theme == "ascii" {
                drawn.differs_by_more_than_signs(dark)
            } else {
                drawn.has_other_words(dark)
            };
            other.into_iter().for_each(&mut fault);
            let looks = drawn.looks().into_iter();
            seen.extend(looks.map(|(style, line)| ((*theme, style, line), here.to_owned())));
        }
        // Its columns stand by all commands, and a test of its own sees them all.
        let whole = |drawn: &Drawn<'_>| drawn.cut_beside_free_space().filter(|_| name != "palette");
        let checks = [
            dark.covered_header(),
            page.and_then(|page| dark.half_word(page)),
            whole(dark),
            // Where rows are out of view, the room may be theirs: they stand in a taller window.
            whole(tall),
            dark.sign_without_word(),
        ];
        checks.into_iter().flatten().for_each(&mut fault);
    });
    for ((name, style, line), here) in seen {
        let theme = themes.iter().find(|(theme, _)| *theme == name);
        if let Some(found) = theme.and_then(|(_, theme)| drawn::fault(name, theme, style, line)) {
            writeln!(faults, "{here}: {name}: {found}").unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
    for (name, picture) in pictures {
        hold(&format!("sizes_{name}"), &picture);
    }
    for (theme, (legend, rows)) in styles {
        let letters = ('a'..='z').chain('A'..='Z');
        let legend: Vec<String> = letters
            .zip(legend)
            .map(|(letter, style)| format!("{letter} = {style}"))
            .collect();
        hold(&format!("styles_{theme}"), &format!("{rows}{}", legend.join("\n")));
    }
}
