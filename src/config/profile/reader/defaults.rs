//! Reads the table `[defaults]`: what holds where the command line gives no such option.

use std::ops::Range;

use toml::de::DeTable;

use super::super::super::settings::FileDefaults;
use super::super::CHANGES_OFF;
use super::means;
use crate::app::Place;
use crate::domain::near::suggestion;
use crate::domain::text::escape;

const KNOWN: [&str; 3] = ["open", "as", "read_only"];

/// Options that a file can't give, each with the reason.
const ASKED_FOR: [(&[&str], &str); 3] = [
    (
        &["mask"],
        "amtui reads this file after the first frame. Use --mask or AMTUI_MASK=1",
    ),
    (
        &["profile", "live", "file", "fresh"],
        "only the command line says where you work",
    ),
    (
        &["write", "dry_run", "force", "record", "record_unmasked"],
        "only the command line allows it, each time",
    ),
];

/// The defaults as far as they are right; `problem` is told where something is wrong, and why. `line` counts lines.
pub(super) fn read(
    table: &DeTable<'_>,
    line: &dyn Fn(&Range<usize>) -> usize,
    problem: &mut dyn FnMut(Range<usize>, String),
) -> FileDefaults {
    let (mut defaults, mut misspelled) = (FileDefaults::default(), None);
    for (key, member) in table {
        let (name, value, at) = (key.get_ref().as_ref(), member.get_ref(), line(&key.span()));
        // On the command line it is `--read-only`.
        let named = name.replace('-', "_");
        let wrong = match named.as_str() {
            "open" => {
                if let Some(place) = value.as_str().and_then(Place::parse) {
                    defaults.open = Some((place, at));
                    None
                } else {
                    let near = Place::near(value.as_str().unwrap_or_default());
                    Some(format!("a place is expected, as \"users\" or \"users/NAME\".{near}"))
                }
            }
            "as" => match value.as_str().map(str::trim).filter(|text| !text.is_empty()) {
                Some(text) => {
                    defaults.sign_in_as = Some((text.to_owned(), at));
                    None
                }
                None => Some("the name of an account is expected".to_owned()),
            },
            "read_only" => {
                let on = value.as_bool();
                // Whoever writes this may count on it.
                defaults.read_only = Some((on.unwrap_or(true), at));
                on.is_none()
                    .then(|| "true or false is expected. Until you correct this, changes are off".to_owned())
            }
            other if means("read_only", other) => {
                misspelled = Some((true, at));
                Some(format!("{} {CHANGES_OFF}", suggestion(other, KNOWN).trim()))
            }
            other => {
                let asked = ASKED_FOR.iter().find(|(names, _)| names.contains(&other));
                let usual = || format!("the defaults are {}.{}", KNOWN.join(", "), suggestion(other, KNOWN));
                Some(asked.map_or_else(usual, |(_, why)| format!("can't be set in this file: {why}")))
            }
        };
        if let Some(why) = wrong {
            let end = if why.ends_with(['?', '.']) { "" } else { "." };
            problem(key.span(), format!("{}: {why}{end}", escape(name)));
        }
    }
    defaults.read_only = misspelled.or(defaults.read_only);
    defaults
}
