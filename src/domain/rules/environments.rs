//! Rules for environments: names, limits, client providers (docs/platform.md, R3, R5, R24, R50-R54).

use std::collections::HashSet;

use super::{Actor, ENVIRONMENTS, Refusal};
use crate::domain::{OrgId, ProviderId, Untrusted};

/// Characters of an environment's name (R5).
const LETTERS: std::ops::RangeInclusive<usize> = 2..=65;

/// Whether an environment may be created in `organization`, which has `there` of them.
pub fn create_environment(who: Actor<'_>, organization: OrgId, there: usize) -> Result<(), Refusal> {
    let found = who.administers(organization)?;
    if there >= ENVIRONMENTS {
        return Err(Refusal::TooManyEnvironments(found.name.shown().into_owned()));
    }
    Ok(())
}

/// Whether an environment of `organization` may be changed: its name, its client providers, those of its APIs (R24).
pub fn change_environment(who: Actor<'_>, organization: OrgId) -> Result<(), Refusal> {
    who.administers(organization).map(|_| ())
}

pub fn delete_environment(who: Actor<'_>, organization: OrgId) -> Result<(), Refusal> {
    who.administers(organization).map(|_| ())
}

/// Whether the client providers of an environment of `organization` may be changed from `was` to `providers`: by its
/// administrators (R24), each once, and another one is the default afterwards only where it was made that in so many
/// words (R53). The first one added to an empty list is the default (R51), and removing all makes it
/// the built-in one (R54).
///
/// # Errors
/// The reason why not; `name` says how a provider is called.
pub fn associate(
    who: Actor<'_>,
    organization: OrgId,
    was: &[ProviderId],
    providers: &[ProviderId],
    made_default: Option<ProviderId>,
    name: impl Fn(ProviderId) -> String,
) -> Result<(), Refusal> {
    who.administers(organization)?;
    stands_once(providers, &name)?;
    match (was.first(), providers.first()) {
        (Some(old), Some(new)) if old != new && made_default != Some(*new) => {
            Err(Refusal::DefaultStays { provider: name(*old) })
        }
        _ => Ok(()),
    }
}

/// Whether each client provider stands once in the list of an environment; `name` says how one is called.
///
/// # Errors
/// The one that stands twice.
pub fn stands_once(providers: &[ProviderId], name: impl Fn(ProviderId) -> String) -> Result<(), Refusal> {
    let mut seen = HashSet::new();
    match providers.iter().find(|id| !seen.insert(**id)) {
        Some(twice) => Err(Refusal::ProviderTwice { provider: name(*twice) }),
        None => Ok(()),
    }
}

/// The name that an environment gets which shall be called `name`: with `-1`, `-2` and so on behind it where another one of
/// its organization has that (R5), and shortened where it would grow too long by that. The documentation does not say
/// whether case counts: taken not to, because people do not tell `QA` from `qa` either.
pub fn free_name<'a>(name: &str, others: &(impl Iterator<Item = &'a Untrusted> + Clone)) -> String {
    let taken = |name: &str| others.clone().any(|other| other.raw().eq_ignore_ascii_case(name));
    if !taken(name) {
        return name.to_owned();
    }
    let mut names = (1..).map(|n| numbered(name, n));
    names.find(|name| !taken(name)).unwrap_or_else(|| name.to_owned())
}

fn numbered(name: &str, n: u32) -> String {
    let end = format!("-{n}");
    let room = LETTERS.end().saturating_sub(end.len());
    let kept: String = name.chars().take(room).collect();
    format!("{}{end}", kept.trim_end_matches([' ', '-', '_']))
}

/// Whether an environment that shall be called `name` may get the name `given`: [`free_name`] where it isn't known which
/// names are taken.
pub fn may_be_named(name: &str, given: &Untrusted) -> bool {
    let given = given.raw();
    let number = given.rsplit_once('-').and_then(|(_, number)| number.parse().ok());
    given == name || number.is_some_and(|n| given == numbered(name, n))
}

/// Checks a name as the platform does (R5): 2 to 65 letters and digits. The platform itself puts a dash before the number
/// of a repeated name, and existing ones hold blanks: both are let through, and its answer decides.
pub fn environment_name(name: &str) -> Result<(), Refusal> {
    let ok = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_');
    let fits = LETTERS.contains(&name.chars().count()) && name.trim() == name && name.chars().all(ok);
    let edge = |c: char| !c.is_ascii_alphanumeric();
    if fits && !name.starts_with(edge) && !name.ends_with(edge) {
        Ok(())
    } else {
        let why = "An environment's name has 2 to 65 letters and digits; spaces, - and _ are allowed inside.";
        Err(Refusal::Name(why.into()))
    }
}
