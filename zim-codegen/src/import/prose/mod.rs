//! What a description says about a field, in Chinese or English: limits, values, defaults, rates.
//!
//! The readers of formats give the words and where they stand; what is understood becomes a fact, and what only looks
//! understood a finding. A number whose unit nobody wrote is never a limit.

mod batch;
mod bound;
mod cells;
mod charset;
mod defaults;
mod entries;
mod fallback;
mod length;
mod marks;
mod number;
mod rates;
mod reader;
#[cfg(test)]
mod tests;
mod text;
mod unit;
mod values;
mod words;

use super::rules::UNIT;
use super::{Field, FieldType, Found, Rate, Required};
use reader::Reader;
use text::Sentence;
use zim_spec::diagnostic::{Diagnostics, Place, quoted};

pub(crate) use length::unit_of;
pub(crate) use reader::{is_same, shown};

/// Words that begin an example: nothing behind them is a fact.
const EXAMPLES: &[&str] =
    &["例如", "比如", "示例", "举例", "for example", "e.g.", "example:", "such as", "for instance", "examples:"];

/// Words of the steps of an example, and of paging.
const STEPS: &[&str] = &[
    "第一次",
    "第二次",
    "第三次",
    "首次",
    "first call",
    "second call",
    "third call",
    "first request",
    "for the first time",
    "previous call",
    "last time",
    "sdk",
    "版本",
    "version",
];

/// Adds what `text`, a description that stands at `base`, says to `field`, whose type is `ty` as far as it is known.
///
/// Of a list, the limits of length hold for its items and those of items for itself. A limit
/// [`Charset`](zim_spec::model::LimitKind::Charset) holds the characters themselves, sorted: a page has no name for
/// them.
pub(crate) fn read(text: &str, base: Place, ty: Option<FieldType>, field: &mut Field, findings: &mut Diagnostics) {
    let sentences = text::sentences(text);
    let may_be_now = sentences.iter().any(|sentence| words::has(&sentence.lower, &["当前时间", "current time"]));
    let mut reader = Reader { text, base, ty, field, findings, last: None, may_be_now, warned: 0 };
    let listed = values::read(&mut reader, &sentences);
    let mut is_example = false;
    let mut of_value = false;
    let mut stamp = None;
    for (sentence, is_listed) in sentences.iter().zip(&listed) {
        if sentence.starts_line {
            is_example &= sentence.is_item;
            of_value = *is_listed && sentence.is_item;
        }
        if *is_listed {
            marks::unit(&mut reader, sentence);
        }
        if is_example || *is_listed {
            continue;
        }
        let (shown, begins) = before_example(sentence);
        is_example |= begins;
        if of_value {
            // What else is said of one value holds for it alone.
            continue;
        }
        if let Some(sentence) = shown {
            if stamp.is_none() && words::has(&sentence.lower, &["时间戳", "timestamp"]) {
                stamp = Some(sentence.clone());
            }
            say(&mut reader, &sentence);
        }
    }
    if let (Some(sentence), None, true) = (stamp, &reader.field.unit, reader.is_number()) {
        let what = format!("{} is a time, but in seconds or milliseconds?", quoted(&reader.field.name.value));
        reader.warn(UNIT, &sentence, what, "look at an example: today's seconds have 10 digits; write `unit`");
    }
}

/// Reads one sentence, in the order in which what is read makes the rest plainer.
fn say(reader: &mut Reader<'_>, sentence: &Sentence) {
    if words::has(&sentence.lower, STEPS) {
        return;
    }
    if let Some(note) = charset::find_note(&sentence.text).filter(|_| reader.has_text()) {
        let place = reader.place(sentence);
        charset::set(reader.field, &note.chars, &place);
        charset::report(&note, &place, reader.findings);
        // `长度不超过 8 字节,仅支持…`: what stands before is a sentence of its own.
        let text = note.subject.trim_end_matches([',', ' ']).to_owned();
        let before = Sentence { lower: text.to_ascii_lowercase(), text, ..sentence.clone() };
        if before.text.len() < sentence.text.len() && !before.text.is_empty() {
            say(reader, &before);
        }
        return;
    }
    if let Some(offer) = marks::offer(&sentence.lower) {
        let part = |range: std::ops::Range<usize>| {
            let text = sentence.text.get(range).unwrap_or_default().trim_end_matches([',', '(', ' ']).to_owned();
            Sentence { lower: text.to_ascii_lowercase(), text, ..sentence.clone() }
        };
        if offer > 0 {
            say(reader, &part(0..offer));
        }
        marks::raise(reader, &part(offer..sentence.text.len()));
        return;
    }
    let mut used = Vec::new();
    if !fallback::read(reader, sentence, &mut used) {
        values::choices(reader, sentence, &mut used);
    }
    length::read(reader, sentence, &mut used);
    defaults::read(reader, sentence, &mut used);
    marks::read(reader, sentence);
}

/// The sentence up to an example in it, and whether there is one.
fn before_example(sentence: &Sentence) -> (Option<Sentence>, bool) {
    let Some((at, _)) = words::first(&sentence.lower, EXAMPLES) else { return (Some(sentence.clone()), false) };
    let cut = |text: &str| text.get(..at).unwrap_or_default().trim_end_matches([',', ' ', '(']).to_owned();
    let (text, lower) = (cut(&sentence.text), cut(&sentence.lower));
    if text.is_empty() {
        return (None, true);
    }
    (Some(Sentence { text, lower, ..sentence.clone() }), true)
}

/// The rates that a line or note at `place` states; several if it names several windows.
///
/// Whom they are for and what they count is in the words of the text until [`settle_rates`] has looked them up.
pub(crate) fn rate(text: &str, place: Place) -> Vec<Found<Rate>> {
    rates::read(text, &place)
}

/// Finds the parameters that rates are for or of, in place of the words for them (`Group` becomes `GroupId`).
pub(crate) fn settle_rates(rates: &mut [Found<Rate>], params: &[Field], findings: &mut Diagnostics) {
    rates::settle(rates, params, findings);
}

/// Adds what `text`, which stands at `place` and is about the whole action, says about its list of items.
pub(crate) fn batch(text: &str, place: &Place, params: &mut [Field]) {
    batch::read(text, place, params);
}

/// Gives the parameters that a note at `place` names the characters that it lists.
pub(crate) fn note(text: &str, place: Place, params: &mut [Field], findings: &mut Diagnostics) {
    charset::give(text, &place, params, findings);
    charset::clauses(text, params, &mut |clause, field| {
        let ty = field.ty.as_ref().map(|ty| ty.value);
        let start = place.span.start + text.find(clause).unwrap_or_default();
        read(clause, Place { span: start..start + clause.len(), ..place }, ty, field, findings);
    });
}

/// What the cell of a table says about whether a parameter must be there; `None` if it says nothing of the kind.
pub(crate) fn required(cell: &str) -> Option<Required> {
    cells::required(cell)
}

/// The type that a cell or schema names; `None` if nobody understands it.
pub(crate) fn field_type(text: &str) -> Option<FieldType> {
    cells::field_type(text)
}
