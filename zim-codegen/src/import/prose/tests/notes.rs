//! Notes about characters, and what is said of the whole action.

use super::super::super::{Field, FieldType, Found, Limit};
use super::super::{batch, note};
use super::limit_shown;
use zim_spec::diagnostic::{Diagnostics, FileId, Place, SourceFile};
use zim_spec::model::LimitKind;

fn place() -> Place {
    Place { file: FileId(0), span: 0..0 }
}

fn field(name: &str, ty: FieldType) -> Field {
    let mut field = Field::new(Found::new(name.to_owned(), place()));
    field.ty = Some(Found::new(ty, place()));
    field
}

/// Which of two parameters get which signs beside letters and digits, and how many findings there are.
#[track_caller]
fn check(text: &str, expected: &str, findings: usize) {
    let mut params = vec![field("SenderId", FieldType::Text), field("TeamIds", FieldType::ListOfText)];
    params[1].fields = vec![field("Count", FieldType::Number)];
    let mut said = Diagnostics::new(vec![SourceFile::new("page", text)]);
    note(text, place(), &mut params, &mut said);
    let signs = |field: &Field| {
        field.limits.iter().find_map(|limit| match &limit.value.kind {
            LimitKind::Charset(chars) => Some(chars.chars().filter(|c| !c.is_alphanumeric()).collect::<String>()),
            _ => None,
        })
    };
    let shown = params.iter().filter_map(|field| Some(format!("{}:{}", field.name.value, signs(field)?)));
    assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{text}\n{said}");
    assert_eq!(said.len(), findings, "{text}\n{said}");
}

#[test]
fn notes_about_characters() {
    check("SenderId 仅支持数字，英文字符和 {\"'!'，'-'，' '，'{'，'}'，'|'，'~'\"}。", "SenderId: !-{|}~", 0);
    check("SenderId only supports digits, letters, and '!', '-', ' '.", "SenderId: !-", 0);
    check(
        "The parameters SenderId and TeamIds only support numbers and English characters and '-', ' '.",
        "SenderId: - TeamIds: -",
        0,
    );
    check("SenderID、TeamId 只支持数字、字母和 '-', ' '", "SenderId: - TeamIds: -", 0);
    check(
        "SenderId only supports numbers, English characters, and \\{'!', '\\<', '\\{', '-', ' '\\}.",
        "SenderId: !-<{",
        0,
    );
    check("SenderId only supports digits, letters, and '+', '', ':', ' '", "SenderId: +-:", 1);
    check("SenderId only supports digits, letters, and '+', '\\'', ':', ' '", "SenderId: +-:", 1);
    check("SenderId only supports digits, letters, and '+', ':'", "SenderId:+:", 2);
    check("SenderId 仅支持数字、字母、`_`、`-` 和空格", "SenderId: -_", 0);
    check("SenderId only supports digits, letters, underscores, hyphens and spaces.", "SenderId: -_", 0);
    check("TeamIds has at most 5 items. Both only support digits, letters and '-', ' '.", "TeamIds: -", 0);
    check("OtherId only supports digits, letters and '-', ' '", "", 2);
    check("Only supports digits, letters and '-', ' '", "", 1);
    check("Count only supports digits and '-', ' '", "", 1);
}

#[test]
fn what_is_no_such_note() {
    for text in [
        "",
        "This only supports groups.",
        "仅支持群聊",
        "SenderId is an ID",
        "Only 5 digits",
        "it's '",
        "only supports '",
    ] {
        check(text, "", 0);
    }
}

#[test]
fn what_is_said_of_the_whole_action() {
    #[track_caller]
    fn check(text: &str, known: Option<u64>, expected: &str) {
        let mut params = vec![field("SenderId", FieldType::Text), field("Users", FieldType::ListOfText)];
        let limit = known.map(|size| Found::new(Limit::new(LimitKind::MaxItems(size), false), place()));
        params[1].limits.extend(limit);
        batch(text, &place(), &mut params);
        let shown = params[1].limits.iter().map(|limit| limit_shown(&limit.value));
        assert_eq!(shown.collect::<Vec<_>>().join(", "), expected, "{text}");
    }
    check("You can greet up to 12 users at a time.", None, "max_items: 12");
    check("单次最多问候 12 名用户。", None, "max_items: 12");
    check("Batch greet up to 12 users. To increase the limit, contact support.", Some(12), "max_items: 12 raisable");
    check("批量问候最多 12 名用户，如需提高（最多 30 名），请联系技术支持。", Some(12), "max_items: 12 raisable to 30");
    check("单次最多问候 12 名用户，如需调整，请联系技术支持。", None, "max_items: 12 raisable");
    check("批量问候最多 12 名用户。如需提高（最多 30 名），请联系技术支持。", Some(12), "max_items: 12 raisable to 30");
    check(
        "A user can have a maximum of 300 friends. To increase the limit, contact support.",
        Some(12),
        "max_items: 12",
    );
    check("Recall what was sent within 2 minutes.", None, "");
    check("It may be late by up to 1 minute at a time.", None, "");
}

/// Lengths that a note states before the characters are those of the parameters that it names there.
#[test]
fn notes_about_lengths_and_characters() {
    let lengths = |text: &str| {
        let mut params = vec![field("SenderId", FieldType::Text), field("TeamId", FieldType::Text)];
        note(text, place(), &mut params, &mut Diagnostics::new(vec![SourceFile::new("page", text)]));
        let of = |field: &Field| {
            let lengths =
                field.limits.iter().map(|limit| limit_shown(&limit.value)).filter(|it| !it.starts_with("charset"));
            format!("{}:{}", field.name.value, lengths.collect::<Vec<_>>().join("+"))
        };
        params.iter().map(of).collect::<Vec<_>>().join(" ")
    };
    for (text, expected) in [
        (
            "SenderId 长度上限为 24 字节，TeamID 长度上限为 96 字节，均仅支持数字，英文字符和 '-'",
            "SenderId:max_bytes: 24 TeamId:max_bytes: 96",
        ),
        (
            "SenderId is at most 24 bytes, TeamId at most 96 bytes, both only support digits, letters and '-'",
            "SenderId:max_bytes: 24 TeamId:max_bytes: 96",
        ),
        ("SenderId and TeamId are at most 24 bytes, and only support digits, letters and '-'", "SenderId: TeamId:"),
        ("SenderId only supports digits, letters and '-', at most 5 TeamId", "SenderId: TeamId:"),
    ] {
        assert_eq!(lengths(text), expected, "{text}");
    }
}
