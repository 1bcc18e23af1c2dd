//! All pages of the documentation, where they are at hand, against the shipped spec; and pages that are damaged.
//!
//! The pages are somebody else's and no part of this repository: without them, the first test says so and passes.
#![cfg(feature = "import")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a test fails by panicking")]

#[path = "bench/documents.rs"]
mod documents;

use std::collections::BTreeSet;
use std::path::PathBuf;
use zim_codegen::import::compare::{Compared, Kind, Verdict, compare};
use zim_codegen::import::{Field, mdx};
use zim_spec::diagnostic::Place;

/// Kinds of fact that every page states outright. What is said in sentences is the business of other tests.
const KINDS: [Kind; 9] = [
    Kind::Action,
    Kind::Method,
    Kind::Parameter,
    Kind::Nesting,
    Kind::Type,
    Kind::Required,
    Kind::Rate,
    Kind::ReplyField,
    Kind::Code,
];

/// What the spec and a page do not agree on: the end of the path, or all of it after the action, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    (".SubMessage", "the spec lets every failed item carry words; most pages do not mention them"),
    ("params.MessageBody", "its fields are on a page of their own"),
    ("params.OfflinePush", "its fields are on a page of their own"),
    ("InviteUsersIntoGroup params.UserIds", "the page marks both lists as required, and says that one is enough"),
    (
        "InviteUsersIntoGroup params.GroupMemberInfos",
        "the page marks both lists as required, and says that one is enough",
    ),
    ("params.AtListInfo.AtList", "its table has no column for what is required"),
    ("reply.MemberList.Role", "newer than the page"),
    ("reply.AttributeSeq", "newer than the page"),
    ("reply.Attributes.Seq", "newer than the page"),
    ("reply.SuccKeyList", "newer than the page"),
    ("DestroyRoom params.FromUserId", "newer than the page"),
    ("KickoutRoomUser params.FromUserId", "newer than the page"),
];

fn pages() -> Vec<(PathBuf, String)> {
    documents::documents("pages-zh")
}

#[test]
fn every_page_says_what_the_spec_says() {
    let pages = pages();
    if pages.is_empty() {
        println!("skipped: the pages of the documentation are not at hand");
        return;
    }
    let spec = zim_spec::load::shipped().unwrap();
    let mut used = BTreeSet::new();
    let mut wrong: Vec<String> = Vec::new();
    for (path, text) in &pages {
        let all = mdx("page.mdx", text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for facts in all {
            let name = &facts.action.as_ref().unwrap().value;
            let action = spec.action(name).unwrap_or_else(|| panic!("{}: no action {name}", path.display()));
            let compared = compare(&facts, action, &spec);
            for fact in compared.differences().filter(|fact| KINDS.contains(&fact.kind)) {
                match EXCEPTIONS.iter().position(|(what, _)| is_about(fact, what)) {
                    Some(exception) => {
                        used.insert(exception);
                    }
                    None => wrong.push(format!("{}: {fact}", path.display())),
                }
            }
        }
    }
    let count = wrong.len();
    assert!(
        wrong.is_empty(),
        "{count} facts are not as in the spec: mend the reader, or list why\n{}",
        wrong.join("\n")
    );
    let stale: Vec<_> = EXCEPTIONS.iter().enumerate().filter(|(at, _)| !used.contains(at)).collect();
    assert!(stale.is_empty(), "no longer needed, take them out: {stale:?}");
}

/// Numbers beside a name that are no limit of it.
const NO_LIMITS: &[(&str, &str)] = &[
    ("SetGroupMemberRole params.Role min 2", "the number is one of the values"),
    ("KickoutRoomUser params.CustomReason max_bytes 32", "it is recommended, and reported as such"),
];

/// What is not read of a page is not there: a number that the spec has as a limit, and the reader has not, stands in no
/// row or note about its parameter. This looks for digits alone, and knows nothing of how sentences are read.
#[test]
fn a_limit_that_is_missed_is_not_on_the_page() {
    let spec = zim_spec::load::shipped().unwrap();
    let mut overlooked = BTreeSet::new();
    for (_, text) in pages() {
        for facts in mdx("page.mdx", &text).unwrap() {
            let action = spec.action(&facts.action.as_ref().unwrap().value).unwrap();
            let compared = compare(&facts, action, &spec);
            let limits = compared.differences().filter(|fact| {
                matches!(fact.kind, Kind::SchemaLimit | Kind::ProseLimit) && fact.verdict == Verdict::Missed
            });
            for fact in limits {
                let limit = fact.spec.as_deref().unwrap();
                // 0 and 1 are everywhere.
                let number = limit.split(' ').next_back().and_then(|number| number.parse::<u64>().ok());
                let Some(number) = number.filter(|number| *number > 1) else { continue };
                let name = fact.path.rsplit('.').next().unwrap();
                if rows(&text, name).any(|row| has_number(row, number)) {
                    overlooked.insert(format!("{} {} {limit}", fact.action, fact.path));
                }
            }
        }
    }
    let listed: BTreeSet<String> = NO_LIMITS.iter().map(|(fact, _)| (*fact).to_owned()).collect();
    if pages().is_empty() {
        println!("skipped: the pages of the documentation are not at hand");
    } else {
        assert_eq!(overlooked, listed, "a reader overlooks a number that stands beside the name of its parameter");
    }
}

/// What follows each mention of `name`, up to the end of its row or line.
fn rows<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = &'t str> {
    let is_letter = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
    text.match_indices(name).filter_map(move |(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        let is_whole = !is_letter(before.chars().next_back()) && !is_letter(after.chars().next());
        let end = after.find("</tr>").into_iter().chain(after.find("\n|")).chain(after.find("\n\n")).min();
        is_whole.then(|| &after[..end.unwrap_or(after.len())])
    })
}

/// Whether `text` has the number, or that of kilobytes, by itself.
fn has_number(text: &str, number: u64) -> bool {
    let has = |number: u64, unit: &str| {
        let digits = number.to_string();
        text.match_indices(&digits).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = &text[at + digits.len()..];
            let is_whole = ![before, after.chars().next()].into_iter().flatten().any(|char| char.is_ascii_digit());
            is_whole && after.trim_start().starts_with(unit)
        })
    };
    has(number, "") || (number.is_multiple_of(1024) && has(number / 1024, "K"))
}

fn is_about(fact: &Compared, what: &str) -> bool {
    format!("{} {}", fact.action, fact.path).ends_with(what)
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below.max(1)).unwrap()).unwrap()
    }
}

/// Pieces that mean something to a reader of pages.
const PIECES: [&str; 30] = [
    "<table>",
    "</table>",
    "<tr><td>",
    "</td>",
    "<td rowspan=\"9\">",
    "<tr data-row-level=\"1-1-1\">",
    "|",
    "\\|",
    "|--|--|\n",
    "```\n",
    "~~~\n",
    "`",
    "{",
    "[",
    "\"",
    "[a](b",
    "<!--",
    "{/*",
    "<",
    "&nbsp;",
    "└",
    "# ",
    "\n\n",
    "<ul><li>",
    "**",
    "- ",
    "https://a.example/?Action=",
    "&a=",
    "\u{202e}",
    "A.",
];

/// A page, damaged in one of several ways.
fn damaged(pages: &[String], dice: &mut Dice) -> String {
    let mut text = pages[dice.roll(pages.len())].clone().into_bytes();
    for _ in 0..=dice.roll(3) {
        let at = dice.roll(text.len());
        let end = (at + dice.roll(400)).min(text.len());
        match dice.roll(6) {
            0 => text.truncate(at),
            1 => drop(text.drain(at..end)),
            2 => {
                let other = pages[dice.roll(pages.len())].as_bytes();
                let from = dice.roll(other.len());
                text.truncate(at);
                text.extend(&other[from..]);
            }
            3 => (0..20).for_each(|_| {
                let at = dice.roll(text.len());
                if let Some(byte) = text.get_mut(at) {
                    *byte = u8::try_from(dice.roll(256)).unwrap();
                }
            }),
            4 => {
                let piece = PIECES[dice.roll(PIECES.len())].repeat(1 + dice.roll(12));
                text.splice(at..at, piece.into_bytes());
            }
            _ => {
                let again = text[at..end].to_vec();
                text.splice(at..at, again);
            }
        }
    }
    String::from_utf8_lossy(&text).into_owned()
}

/// A page with most of what pages have, for where the real ones are not at hand.
const OWN: &str = "# T\n\n## 描述\n\n词。\n\n## 接口原型\n\n- 请求方法：POST\n- 请求地址：`https://a.example/?Action=Do`\n\
    - 调用频率限制：20 次/秒\n\n## 请求参数\n\n<table><tbody><tr data-row-level=\"1\"><th>参数</th><th>类型</th><th>是否必选</th>\
    <th>描述</th></tr><tr data-row-level=\"2\"><td>A</td><td>Array of [X](#x)</td><td rowspan=\"2\">是</td><td>甲，最多 9 个。</td>\
    </tr><tr data-row-level=\"2-1\"><td>&nbsp;└B</td><td>String</td><td>乙 <ul><li>1：一</li></ul></td></tr></tbody></table>\n\n\
    <a id=\"x\"></a>\n**X 结构**\n\n| 参数 | 类型 | 描述 |\n|--|--|--|\n| C | Array of X | '|'，'~' |\n\n## 请求示例\n\n- URL\n\n    \
    ```json\n    https://a.example/?Action=Do\n    &<公共请求参数>\n    ```\n\n```json\n{\"A\": [{\"B\": 1, // x\n}], ...}\n```\n\n\
    ## 响应参数\n\n| 参数 | 类型 |\n|--|--|\n| Code | Number |\n| Message | String |\n\n## 返回码\n\n| 返回码 | 说明 |\n|--|--|\n\
    | 12 | 坏 |\n";

fn samples() -> Vec<String> {
    let mut texts: Vec<String> = pages().into_iter().map(|(_, text)| text).collect();
    texts.push(OWN.to_owned());
    texts
}

fn places_of<'a>(field: &'a Field, places: &mut Vec<&'a Place>) {
    places.push(&field.name.place);
    places.extend(field.ty.iter().map(|found| &found.place));
    places.extend(field.limits.iter().map(|found| &found.place));
    places.extend(field.values.iter().map(|found| &found.place));
    places.extend(field.default.iter().map(|found| &found.place));
    field.fields.iter().for_each(|field| places_of(field, places));
}

#[test]
fn damaged_pages_are_read_or_refused() {
    let texts = samples();
    assert!(mdx("own.mdx", OWN).is_ok(), "the page itself is one");
    let mut dice = Dice(0x5eed);
    let mut read = 0;
    for _ in 0..1000 {
        let text = damaged(&texts, &mut dice);
        for facts in mdx("damaged.mdx", &text).into_iter().flatten() {
            read += 1;
            let shown = facts.findings.render(false);
            assert!(facts.findings.is_empty() || !shown.is_empty());
            let mut places: Vec<&Place> = facts.findings.iter().filter_map(|item| item.place.as_ref()).collect();
            facts.params.iter().chain(&facts.reply).for_each(|field| places_of(field, &mut places));
            places.extend(facts.codes.iter().map(|code| &code.place));
            for place in places {
                assert!(text.get(place.span.clone()).is_some(), "a place between characters: {place:?}");
            }
        }
    }
    assert!(read > 100, "most damage leaves a page: {read}");
}

#[test]
fn repetition_and_nesting_end() {
    for piece in PIECES {
        for around in [("", ""), (OWN, ""), ("# T\n\n## 请求参数\n\n| 参数 | 类型 |\n|--|--|\n| ", OWN)] {
            let text = format!("{}{}{}", around.0, piece.repeat(10_000), around.1);
            let _ = mdx("deep.mdx", &text);
        }
    }
}
