//! Made-up names of people: plausible, and always the same for the same person.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::domain::text::fingerprint;

const FIRST: &str = "Adam Alma Amir Anders Anouk Asha Astrid Bela Bruno Carla Cyrus Daria David Edith Elias Ella Erik Esme \
    Felix Fiona Florian Freya Gita Gustav Harold Ida Igor Ines Ivan Jada Joel Julia Kamal Karin Klaus Laura Leo Linus Lotte \
    Louis Magda Malik Milan Mira Moritz Naomi Nils Nora Oscar Paula Rafael Ravi Robin Rosa Simon Sonja Stella Sven Tara Theo \
    Ulla Vera Walter Zora";
const STEMS: &str = "Al Ash Berg Bjork Brad Cal Dahl Dor Eken Elm Falk Gran Hag Har Holm Kal Lind Mar Nor Ny Ost Ros Sand Sel \
    Stan Strand Sund Tor Vin Wal West Win";
const ENDINGS: &str = "berg blad bury by dal den er field ford gren ham hart holm ing land ley lin lund man mark mont more ner \
    quist sen son stedt strom ton well wick wood";

/// The name in place of a person's, as that is written: `Vera Holmgren` for `Ana Ortiz`, `vera.holmgren` for `ana.ortiz`.
pub fn stand_in(name: &str) -> String {
    let letters = name
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase);
    let plain: String = letters.map(|c| if c.is_alphanumeric() { c } else { '.' }).collect();
    let print = fingerprint(&plain);
    let (first, stem, ending) = (nth(FIRST, print), nth(STEMS, print >> 8), nth(ENDINGS, print >> 16));
    if name.contains(char::is_whitespace) {
        format!("{first} {stem}{ending}")
    } else {
        format!("{first}.{stem}{ending}").to_ascii_lowercase()
    }
}

fn nth(words: &'static str, n: u64) -> &'static str {
    let all = words.split(' ').count().max(1);
    let n = usize::try_from(n).unwrap_or(usize::MAX) % all;
    words.split(' ').nth(n).unwrap_or_default()
}
