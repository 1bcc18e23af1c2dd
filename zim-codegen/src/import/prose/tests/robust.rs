//! Whatever the text, reading it ends, and soon.

use super::super::{field_type, note, rate, required};
use super::{BOOL, FieldType, MAP, NUMBER, NUMBERS, OBJECTS, TEXT, TEXTS, read};
use zim_spec::diagnostic::{Diagnostics, FileId, Place, SourceFile};

/// Pieces of which texts are made: what the readers look for, and what they might trip over.
const PIECES: [&str; 56] = [
    "最多",
    "不超过",
    "at most",
    "20",
    "-1",
    "0",
    "99999999999999999999",
    "9223372036854775807",
    "-9223372036854775808",
    " 字节",
    "个字符",
    " bytes",
    "KB",
    "[",
    "]",
    "(",
    ")",
    "（",
    "）",
    "，",
    "。",
    "; ",
    ". ",
    "\n",
    "- ",
    "1. ",
    ": ",
    "：",
    "`",
    "'",
    "''",
    "\"",
    "<li>",
    "</li>",
    "<",
    "&nbsp;",
    "&",
    "\\",
    "](",
    "如果",
    "if ",
    "when ",
    "则",
    "取值为",
    "default is ",
    "默认",
    "仅支持数字，字母",
    "only supports digits",
    "base64",
    "以",
    "开头",
    "联系",
    "提高",
    "次/秒",
    "每",
    "\u{202e}",
];

/// xorshift: the same pieces on every run.
struct Seed(u64);

impl Seed {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below).unwrap()).unwrap()
    }
}

fn everything(text: &str) {
    let types = [TEXT, NUMBER, BOOL, TEXTS, NUMBERS, OBJECTS, MAP, FieldType::Int64];
    let mut params = Vec::new();
    for ty in types {
        let (field, findings) = read(ty, text);
        for finding in &findings {
            let span = finding.place.clone().unwrap().span;
            assert!(text.get(span).is_some(), "a finding is not within the text {text:?}");
        }
        params.push(field);
    }
    let place = Place { file: FileId(0), span: 0..text.len() };
    let mut findings = Diagnostics::new(vec![SourceFile::new("page", text)]);
    rate(text, place.clone());
    note(text, place, &mut params, &mut findings);
    required(text);
    field_type(text);
}

#[test]
fn any_mixture_of_pieces_is_read() {
    let mut seed = Seed(0x5eed);
    for _ in 0..1500 {
        let text: String = (0..seed.next(24)).map(|_| PIECES[seed.next(PIECES.len())]).collect();
        everything(&text);
    }
}

#[test]
fn long_texts_are_read_in_parts() {
    for piece in PIECES {
        everything(&piece.repeat(1000));
    }
    everything(&"最多 20 字节，".repeat(5000));
    everything(&"if 1 or 2, 3 is taken, ".repeat(5000));
    everything(&"'a', ".repeat(5000));
}
