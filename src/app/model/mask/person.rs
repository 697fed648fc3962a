//! Made-up names of people: plausible, and always the same for the same person.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::ids::mixed;

const FIRST: &str = "Adam Agnes Albin Alma Amir Anders Anouk Antje Arvid Asha Astrid Bela Birgit Bodil Boris Bruno Carla Celia Clara \
    Cyrus Dagmar Daria David Dieter Edith Elias Elin Ella Emil Erik Esme Eva Felix Fiona Flora Florian Frank Freya \
    Fritz Gerda Gita Greta Gustav Hanna Harold Heidi Helge Henrik Ida Igor Ilse Ines Ingrid Irma Ivan Jada Jakob \
    Jens Joel Johan Judith Julia Jutta Kamal Karin Katja Klara Klaus Knut Laila Lars Laura Leo Lina Linus Lotte \
    Louis Luca Lydia Magda Maja Malik Marco Marta Milan Mira Moritz Nadia Naomi Nils Nina Nora Olaf Olga Oscar Otto \
    Paula Petra Pia Rafael Ravi Robin Rolf Rosa Ruth Selma Signe Simon Sonja Stella Sven Tanja Tara Theo Tilda Timo \
    Ulla Uwe Vera Vidar Vilma Walter Wanda Xaver Yara Yusuf Zeno Zora";
const STEMS: &str = "Ahl Al Alm Arn Ash Balt Berg Bjork Blom Brad Brand Cal Dahl Dor Eber Ek Elm Engel Esk Falk Feld Fern Frisk Gran \
    Grun Hag Hall Har Hart Hed Holm Hor Jan Kal Kron Kull Land Lind Lund Mal Mar Mel Nor Ny Os Ost Palm Quist Rand \
    Ros Sand Sel Sol Stan Stein Strand Sund Thor Tor Vall Vin Wal West Win";
const MIDDLES: &str = "a am an ar as e ed el em en er es i ib id il im in ir is o od ol om on or os u ul um un ur";
const ENDINGS: &str = "bach back bank bauer beck bell berg blad bo born boe bury by dal del den dorf drup fair feld field ford fors \
    gard gate gren hagen ham hart haus heim hjelm holm holt hult kamp kvist lake land lev ley lin lund man mark mont \
    more nell ner qvist rup sen ski son stad stedt strom tal ton vang vik well wick wood";

/// The name in place of a person's, as that is written: `Vera Holmenlund` for `Ana Ortiz`, `vera.holmenlund` for
/// `ana.ortiz`. There are 16 million; `other` makes another one.
pub fn stand_in(name: &str, other: u64) -> String {
    let print = mixed(&plain(name), other);
    let first = nth(FIRST, print);
    let last: String = [(STEMS, 16), (MIDDLES, 32), (ENDINGS, 48)]
        .map(|(words, bits)| nth(words, print >> bits & 0xffff))
        .concat();
    if name.contains(char::is_whitespace) {
        format!("{first} {last}")
    } else {
        format!("{first}.{last}").to_ascii_lowercase()
    }
}

/// What is the same of a person's name and user name: small letters without marks, and dots.
pub(super) fn plain(name: &str) -> String {
    let letters = name
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase);
    letters.map(|c| if c.is_alphanumeric() { c } else { '.' }).collect()
}

fn nth(words: &'static str, n: u64) -> &'static str {
    let all = words.split(' ').count().max(1);
    let n = usize::try_from(n).unwrap_or(usize::MAX) % all;
    words.split(' ').nth(n).unwrap_or_default()
}
