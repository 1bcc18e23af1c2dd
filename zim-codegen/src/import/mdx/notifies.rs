//! The events of the clients that an action causes: named in tables of one column per platform.

use super::super::Found;
use super::block::Table;
use super::inline::clean;
use super::piece::place;
use std::collections::BTreeMap;
use std::ops::Range;

/// The events that `tables` name, each once, in the spelling that most platforms have.
pub(super) fn events(text: &str, tables: &[&Table]) -> Vec<Found<String>> {
    let mut order: Vec<String> = Vec::new();
    let mut spellings: BTreeMap<String, BTreeMap<String, (usize, Range<usize>)>> = BTreeMap::new();
    for cell in tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells) {
        let is_link = text.get(cell.clone()).is_some_and(|cell| cell.contains("]("));
        let piece = clean(text, cell.clone());
        let name = piece.text();
        if !is_link || !is_event(name) {
            continue;
        }
        let plain = name.to_ascii_lowercase();
        let plain = plain.strip_prefix("on").unwrap_or(&plain).to_owned();
        if !spellings.contains_key(&plain) {
            order.push(plain.clone());
        }
        let known = spellings.entry(plain).or_default().entry(name.to_owned()).or_insert((0, piece.place().span));
        known.0 += 1;
    }
    let best = order.iter().filter_map(|plain| {
        let all = spellings.get(plain)?;
        // Of spellings that are as common, the first in the alphabet: it hardly ever matters.
        let most = all.values().map(|(count, _)| *count).max()?;
        let (name, (_, span)) = all.iter().find(|(_, (count, _))| *count == most)?;
        Some(Found::new(name.clone(), place(span.clone())))
    });
    best.collect()
}

/// Whether `name` can be that of an event: a word of small and capital letters.
fn is_event(name: &str) -> bool {
    let has = |wanted: fn(&char) -> bool| name.chars().any(|c| wanted(&c));
    let is_word = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
    is_word && has(char::is_ascii_lowercase) && has(char::is_ascii_uppercase)
}
