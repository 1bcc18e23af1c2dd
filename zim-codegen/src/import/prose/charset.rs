//! Notes of the form *X only supports digits, letters and …*: which parameters, which characters.

use super::super::rules::CHARSET;
use super::super::{Field, FieldType, Found, Limit};
use super::words::{find, first, has, same_name};
use std::collections::BTreeSet;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, Place, quoted};
use zim_spec::model::LimitKind;

/// Words before the characters.
const ONLY: &[&str] = &[
    "only supports",
    "only support",
    "supports only",
    "support only",
    "can only contain",
    "may only contain",
    "only contain",
    "only contains",
    "only allows",
    "only allow",
    "must consist of",
    "consists of",
    "can contain only",
    "仅支持",
    "只支持",
    "仅可包含",
    "只能包含",
    "仅允许",
    "只能由",
    "仅限",
];

/// Words for the digits and for the letters.
const DIGITS: &[&str] = &["数字", "numbers", "digits", "numerals", "numeric"];
const LETTERS: &[&str] =
    &["英文字符", "字母", "英文", "english characters", "letters", "english letters", "alphabetic", "alphanumeric"];

/// Characters that have names.
const NAMED: &[(&str, char)] = &[
    ("下划线", '_'),
    ("underscore", '_'),
    ("underscores", '_'),
    ("短横线", '-'),
    ("中划线", '-'),
    ("连字符", '-'),
    ("减号", '-'),
    ("hyphen", '-'),
    ("hyphens", '-'),
    ("dash", '-'),
    ("dashes", '-'),
    ("空格", ' '),
    ("space", ' '),
    ("spaces", ' '),
    ("点号", '.'),
    ("dot", '.'),
    ("dots", '.'),
    ("逗号", ','),
];

/// What signs stand in.
const QUOTES: [char; 3] = ['\'', '‘', '’'];

/// A list of more signs than this is meant to be all that are allowed.
const MANY: usize = 14;

/// Between notes and in one there are at most so many bytes.
const LONGEST: usize = 4096;

/// What a note says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note<'t> {
    /// The words before: they name the parameters.
    pub(super) subject: &'t str,
    /// The characters, in order, each once.
    pub(super) chars: String,
    /// What is odd about the list.
    oddities: Vec<&'static str>,
}

/// The note that `text` holds, if it lists characters.
pub(super) fn find_note(text: &str) -> Option<Note<'_>> {
    let text = super::words::head(text, LONGEST);
    let lower = text.to_ascii_lowercase();
    let (at, word) = first(&lower, ONLY)?;
    let list = text.get(at + word.len()..)?;
    let listed = lower.get(at + word.len()..)?;
    let named = first_sentence(listed);
    if !has(named, DIGITS) && !has(named, LETTERS) {
        return None;
    }
    let mut chars = BTreeSet::new();
    if has(named, DIGITS) || has(named, &["alphanumeric"]) {
        chars.extend('0'..='9');
    }
    if has(named, LETTERS) {
        chars.extend(('a'..='z').chain('A'..='Z'));
    }
    let said = listed.split(['。', '\n']).next().unwrap_or_default().split(". ").next().unwrap_or_default();
    chars.extend(NAMED.iter().filter(|(name, _)| find(said, name).is_some()).map(|(_, character)| *character));
    let mut oddities = Vec::new();
    signs(list, &mut chars, &mut oddities);
    Some(Note { subject: text.get(..at).unwrap_or_default(), chars: chars.into_iter().collect(), oddities })
}

/// The words up to the signs or the end of the sentence.
fn first_sentence(text: &str) -> &str {
    let end = text.find(['\'', '‘', '"', '`', '。', '\n', '{', '“']).unwrap_or(text.len());
    let text = text.get(..end).unwrap_or(text);
    text.split(". ").next().unwrap_or(text)
}

/// The signs of a list such as `'!', '#'`, or `_ - .`.
fn signs(list: &str, chars: &mut BTreeSet<char>, oddities: &mut Vec<&'static str>) {
    let Some(start) = list.find(QUOTES).filter(|start| !list.get(..*start).is_some_and(|before| before.contains('。')))
    else {
        return bare(list, chars);
    };
    let letters: Vec<char> = list.get(start..).unwrap_or_default().chars().collect();
    let mut at = 0;
    loop {
        // Between signs: commas, blanks, marks of code, and the line break of a quotation.
        let is_between = |c: &char| matches!(c, ' ' | ',' | '，' | '、' | '\n' | '\r' | '>' | '\\' | '`' | '"');
        while letters.get(at).is_some_and(is_between) {
            at += 1;
        }
        if !letters.get(at).is_some_and(|c| QUOTES.contains(c)) {
            break;
        }
        let Some((sign, end)) = sign(&letters, at + 1) else {
            oddities.push("the list breaks off within a sign");
            break;
        };
        at = end;
        match sign.as_slice() {
            [] => {
                oddities.push("a sign is lost: `''` most likely was `'-'`, which is taken");
                chars.insert('-');
            }
            ['\''] => {
                oddities.push("an apostrophe stands where other lists have `-`: `-` is taken in its place");
                chars.insert('-');
            }
            ['，' | ','] => {
                oddities.push("a comma as a sign is doubtful: a `|` that broke the table may have become one");
                chars.insert(',');
            }
            signs if signs.iter().all(char::is_ascii) => chars.extend(signs.iter().copied()),
            _ => oddities.push("a sign is no ASCII character"),
        }
    }
    if !chars.contains(&'-') {
        oddities.push("no `-` is in the list: it may be lost");
    }
    if !chars.contains(&' ') {
        oddities.push("no blank is in the list: it may be lost");
    }
    // The lists go through ASCII in its order, or nearly so, and end with `{ } | ~`.
    let last = ['{', '}', '|', '~'].iter().filter(|c| chars.contains(c)).count();
    let signs = chars.iter().filter(|c| !c.is_alphanumeric()).count();
    if last < 4 && signs > MANY {
        oddities.push("the list seems to break off: other lists go on to `~`");
    }
}

/// The sign between quotes that starts at `at`, and where what follows its closing quote is.
fn sign(letters: &[char], at: usize) -> Option<(Vec<char>, usize)> {
    let is_quote = |at: usize| letters.get(at).is_some_and(|c| QUOTES.contains(c));
    // Three quotes are a quote as a sign, two a sign that got lost.
    if is_quote(at) && is_quote(at + 1) && !is_quote(at + 2) {
        return Some((vec!['\''], at + 2));
    }
    let mut sign = Vec::new();
    let mut at = at;
    while !is_quote(at) {
        let escapes = letters.get(at) == Some(&'\\') && letters.get(at + 1).is_some_and(char::is_ascii_punctuation);
        at += usize::from(escapes);
        sign.push(*letters.get(at)?);
        at += 1;
        if sign.len() > 4 {
            return None;
        }
    }
    Some((sign, at + 1))
}

/// Signs without quotes: `_`, `-` in back ticks, or by themselves between blanks and commas.
fn bare(list: &str, chars: &mut BTreeSet<char>) {
    let sentence = list.split(['。', '\n']).next().unwrap_or(list);
    for token in sentence.split([' ', ',', '，', '、', '/']) {
        let inner = token.trim_matches(['`', '"', '“', '”', '(', ')', '（', '）']);
        let inner = if inner.is_empty() { token.trim_matches('`') } else { inner };
        let signs = inner.chars().filter(|_| inner.chars().all(|c| c.is_ascii_punctuation()));
        // The full stop of the sentence is none.
        chars.extend(signs.filter(|c| *c != '.' || token.contains('`')));
    }
}

/// Gives the fields that `text` names what it says; `place` is the note's.
pub(super) fn give(text: &str, place: &Place, params: &mut [Field], findings: &mut Diagnostics) {
    let Some(note) = find_note(text) else { return };
    let mut names = names(note.subject);
    names.dedup();
    let mut given = 0;
    for name in &names {
        let mut is_known = false;
        visit(params, 0, &mut |field| {
            if is_named(&field.name.value, name) {
                is_known = true;
                given += usize::from(has_text(field));
                if has_text(field) {
                    set(field, &note.chars, place);
                }
            }
        });
        if !is_known && is_likely_parameter(name) {
            let what = format!("the note about characters names {}, which is no parameter", quoted(name));
            findings.push(Diagnostic::warning(CHARSET, what).at(place.clone()).help("look which parameter is meant"));
        }
    }
    if given == 0 {
        let finding = Diagnostic::warning(CHARSET, "the note about characters names no parameter");
        findings.push(finding.at(place.clone()).help("write `charset` at the parameters that it is about"));
    }
    report(&note, place, findings);
}

/// Calls `with` for each part of what stands before the characters that is about one parameter, with that parameter:
/// `A is at most 32 bytes, B at most 64, both only support …`.
pub(super) fn clauses(text: &str, params: &mut [Field], with: &mut dyn FnMut(&str, &mut Field)) {
    let Some(note) = find_note(text) else { return };
    let subject = super::words::tail(note.subject, 300);
    for clause in
        subject.split([',', '，', ';', '；', '。', '\n']).filter(|clause| clause.chars().any(|c| c.is_ascii_digit()))
    {
        let names = names(clause);
        let mut named = 0;
        visit(params, 0, &mut |field| named += usize::from(names.iter().any(|name| is_named(&field.name.value, name))));
        if named == 1 {
            visit(params, 0, &mut |field| {
                if has_text(field) && names.iter().any(|name| is_named(&field.name.value, name)) {
                    with(clause.trim(), field);
                }
            });
        }
    }
}

/// Whether `word` names the parameter `name`. A word that any sentence may hold must be written just so.
fn is_named(name: &str, word: &str) -> bool {
    let plain = |name: &str| name.trim_end_matches("[]").trim_end_matches('s').to_owned();
    plain(name) == plain(word) || is_likely_parameter(word) && same_name(name, word)
}

/// Whether a field, or what it lists, can be a text.
fn has_text(field: &Field) -> bool {
    let ty = field.ty.as_ref().map(|ty| ty.value);
    matches!(ty, None | Some(FieldType::Text | FieldType::ListOfText | FieldType::List))
}

/// Says what is odd about the list.
pub(super) fn report(note: &Note<'_>, place: &Place, findings: &mut Diagnostics) {
    for oddity in &note.oddities {
        let finding = Diagnostic::warning(CHARSET, *oddity).at(place.clone());
        findings.push(finding.help("compare the list with those of other pages"));
    }
}

/// Sets the characters of a field.
pub(super) fn set(field: &mut Field, chars: &str, place: &Place) {
    if field.limits.iter().all(|limit| !matches!(limit.value.kind, LimitKind::Charset(_))) {
        field.limits.push(Found::new(Limit::new(LimitKind::Charset(chars.to_owned()), true), place.clone()));
    }
}

/// The words that could be names of parameters.
fn names(subject: &str) -> Vec<&str> {
    // The sentence of the note, and those before that *both* and the like refer to; nothing of a tag.
    let subject = super::words::tail(subject, 300);
    let subject = subject.rsplit('>').next().unwrap_or(subject);
    let words = subject.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    words.filter(|word| word.len() > 1 && word.starts_with(|c: char| c.is_ascii_alphabetic())).collect()
}

/// Whether a word is written like a parameter, rather than like one of a sentence.
fn is_likely_parameter(word: &str) -> bool {
    word.chars().skip(1).any(|c| c.is_ascii_uppercase()) && word.chars().any(|c| c.is_ascii_lowercase())
}

fn visit(fields: &mut [Field], depth: usize, act: &mut impl FnMut(&mut Field)) {
    for field in fields {
        act(field);
        if depth < 16 {
            visit(&mut field.fields, depth + 1, act);
        }
    }
}
