//! Makes up texts within their limits.

use crate::model::{LimitKind, Schema, Spec};

/// Texts and lists are never made longer than this, whatever their least length.
const LONGEST: usize = 64 * 1024;
/// What texts are made of where no charset is stated.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz0123456789";

/// A text within the limits of `schema`; different for different `nth`, as far as the limits allow.
pub(super) fn made_up(spec: &Spec, schema: &Schema, nth: usize) -> String {
    let listed = listed(spec, schema);
    if let Some(text) = listed.get(nth.checked_rem(listed.len()).unwrap_or_default()) {
        return (*text).to_owned();
    }
    let mut needs = TextNeeds::default();
    for limit in &schema.limits {
        match &limit.kind {
            LimitKind::Base64(_) => needs.base64 = true,
            LimitKind::MinBytes(least) => needs.least_bytes = to_length(*least),
            LimitKind::MaxBytes(most) => needs.most_bytes = Some(to_length(*most)),
            LimitKind::MinChars(least) => needs.least_chars = to_length(*least),
            LimitKind::MaxChars(most) => needs.most_chars = Some(to_length(*most)),
            LimitKind::Charset(name) => needs.alphabet = spec.charsets.get(name).map(|set| set.chars.as_str()),
            LimitKind::Prefix(prefix) => needs.prefix = prefix,
            LimitKind::ForbiddenPrefix(prefix) => needs.forbidden_prefix = Some(prefix),
            _ => {}
        }
    }
    needs.text(nth)
}

/// The texts of an enumeration, in the order of the spec, as far as the limits list them.
fn listed<'a>(spec: &'a Spec, schema: &'a Schema) -> Vec<&'a str> {
    let only = schema.limits.iter().find_map(|limit| match &limit.kind {
        LimitKind::OneOfTexts(texts) => Some(texts),
        _ => None,
    });
    let named = schema.enumeration.as_ref().and_then(|name| spec.types.get(name));
    let values = named.and_then(|named| named.texts.as_ref()).map(|texts| texts.values.as_slice());
    let texts = values.unwrap_or_default().iter().map(|value| value.text.as_str());
    let texts: Vec<&str> =
        texts.filter(|text| only.is_none_or(|only| only.iter().any(|one| one.as_str() == *text))).collect();
    if texts.is_empty() { only.into_iter().flatten().map(String::as_str).collect() } else { texts }
}

/// The limits of a text, gathered.
#[derive(Default)]
struct TextNeeds<'a> {
    /// Whether it may have to be base64, depending on other fields: it then always is.
    base64: bool,
    least_bytes: usize,
    most_bytes: Option<usize>,
    least_chars: usize,
    most_chars: Option<usize>,
    alphabet: Option<&'a str>,
    prefix: &'a str,
    forbidden_prefix: Option<&'a str>,
}

impl TextNeeds<'_> {
    /// The prefix, then `nth` written with the letters of the alphabet, in as many places as are needed.
    fn text(&self, nth: usize) -> String {
        let given: Vec<char> = self.alphabet.unwrap_or(LETTERS).chars().collect();
        // Letters before signs: a text made of them reads like an id.
        let (letters, signs): (Vec<char>, Vec<char>) = given.iter().partition(|c| c.is_ascii_alphanumeric());
        let alphabet = [letters, signs].concat();
        let mut places = self.places(nth, alphabet.len());
        if self.base64 {
            // As many whole groups as fit, or one: without padding any letters and digits are base64.
            let fitting = self.most_bytes.map_or(places.div_ceil(4), |most| places.div_ceil(4).min(most / 4));
            places = fitting.max(self.least_bytes.div_ceil(3)).max(1) * 4;
        }
        // Each letter in turn comes first, until the text does not start as it must not.
        let texts = (0..alphabet.len()).map(|turn| {
            let mut turned = alphabet.clone();
            turned.rotate_left(turn);
            format!("{}{}", self.prefix, written(nth, places, &turned))
        });
        let mut last = self.prefix.to_owned();
        for text in texts {
            last = text;
            if !self.forbidden_prefix.is_some_and(|forbidden| last.starts_with(forbidden)) {
                break;
            }
        }
        last
    }

    /// How many letters follow the prefix: enough for the least length and for `nth`, within the most.
    fn places(&self, nth: usize, base: usize) -> usize {
        let (bytes, chars) = (self.prefix.len(), self.prefix.chars().count());
        let least = self.least_bytes.saturating_sub(bytes).max(self.least_chars.saturating_sub(chars));
        let mut distinct: usize = 1;
        let mut count = base;
        while count <= nth && base > 1 {
            count = count.saturating_mul(base);
            distinct += 1;
        }
        let by_bytes = self.most_bytes.map_or(LONGEST, |most| most.saturating_sub(bytes));
        let by_chars = self.most_chars.map_or(LONGEST, |most| most.saturating_sub(chars));
        least.max(distinct).min(by_bytes).min(by_chars)
    }
}

/// `number` in exactly `places` digits, the first of `digits` being zero.
fn written(mut number: usize, places: usize, digits: &[char]) -> String {
    let mut reversed: Vec<char> = Vec::with_capacity(places);
    for _ in 0..places {
        let base = digits.len().max(1);
        reversed.extend(digits.get(number % base));
        number /= base;
    }
    reversed.into_iter().rev().collect()
}

/// A length as far as one is made.
pub(super) fn to_length(number: u64) -> usize {
    usize::try_from(number).unwrap_or(LONGEST).min(LONGEST)
}
