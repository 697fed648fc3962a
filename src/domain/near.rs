//! Names that are near to one that isn't there.

use super::text::fold;

/// At most so many are suggested.
const MOST: usize = 3;

/// The names nearest to `wanted`, the nearest first. What nobody would mistake for it is left out.
pub fn near<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = fold(wanted.trim());
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(usize, &str)> = Vec::new();
    for name in names {
        let folded = fold(name);
        if let Some(distance) = distance(&wanted, &folded).or_else(|| of_a_word(&wanted, &folded)) {
            found.push((distance, name));
        }
    }
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(MOST).map(|(_, name)| name).collect()
}

/// ` Did you mean X or Y?`; nothing where no name is near.
pub fn suggestion<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    match near(wanted, names).as_slice() {
        [] => String::new(),
        [one] => format!(" Did you mean {one}?"),
        [first @ .., last] => format!(" Did you mean {} or {last}?", first.join(", ")),
    }
}

/// How far a name is from what is wanted; `None` where it is too far. Both are folded.
fn distance(wanted: &str, name: &str) -> Option<usize> {
    let (wanted_chars, name_chars): (Vec<char>, Vec<char>) = (wanted.chars().collect(), name.chars().collect());
    // One that begins as it is typed is as near as one with a typing error, and so is one that has it in it.
    if wanted_chars.len() > 1 && name.starts_with(wanted) {
        return Some(1);
    }
    if wanted_chars.len() > 2 && name.contains(wanted) {
        return Some(2);
    }
    let most = wanted_chars.len().max(3) / 3;
    if wanted_chars.len().abs_diff(name_chars.len()) > most {
        return None;
    }
    let edits = edits(&wanted_chars, &name_chars);
    (edits <= most).then_some(edits)
}

/// How far the nearest word of a name is: farther than any whole name.
fn of_a_word(wanted: &str, name: &str) -> Option<usize> {
    let words = name.split(|c: char| !c.is_alphanumeric());
    let nearest = words.filter_map(|word| distance(wanted, word)).min()?;
    (wanted.chars().count() > 3).then_some(nearest + wanted.len())
}

/// How many letters are changed, left out, added or swapped with the next one.
fn edits(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, found) in other.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let mut fewest = at(&last, j) + usize::from(letter != found);
            fewest = fewest.min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && one.get(i - 1) == Some(found) && other.get(j - 1) == Some(letter);
            if swapped {
                fewest = fewest.min(at(&before, j - 1) + 1);
            }
            row.push(fewest);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or_default()
}
