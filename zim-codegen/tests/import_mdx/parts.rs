//! The parts of a page beside the table of the request, and what is no page at all.

use super::{HEAD, facts, page, rules, tree};
use std::fmt::Write;
use zim_codegen::import::{Found, ImportError, mdx};

#[test]
fn addresses_over_several_lines() {
    let page = page(&format!(
        "{HEAD}| Ids[] | Array of String | Yes | . |\n| B | String | No | . |\n\n## 请求示例\n\n    ```json\n    \
         https://a.example/?Action=Do\n    &Ids[]=1&Ids[]=2 \n    &B=x\n    &<公共请求参数>\n    ```\n"
    ));
    let facts = facts(&page.replace("method: POST", "method: GET"));
    assert_eq!(tree(&facts.params), "Ids! texts\nB text\n");
    assert!(facts.findings.is_empty(), "{}", facts.findings);
    assert_eq!(facts.in_body, None, "a GET has its parameters in the address anyway");
    let facts = super::facts(&page.replace("Action=Do\n", "Action=Dou\n").replace("method: POST", "method: GET"));
    assert_eq!(rules(&facts), ["conflict"], "the example calls another action");
    let facts = super::facts(&page);
    assert_eq!(facts.in_body.as_ref().map(|found| found.value), Some(false), "a POST without a body");
    assert_eq!(rules(&facts), ["conflict"]);
}

#[test]
fn pages_without_headings() {
    let page = page(&format!("{HEAD}| A | String | Yes | An A. |"));
    let bare: String = page.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect();
    let facts = facts(&bare);
    assert_eq!((tree(&facts.params).as_str(), tree(&facts.reply).as_str()), ("A! text\n", ""));
    assert_eq!((facts.rates.len(), facts.codes.len(), facts.envelope.len()), (1, 1, 3));
    assert_eq!(rules(&facts), ["doubt"], "{}", facts.findings);
}

/// The first lines of a page, with `prototype`, in both languages: what is read of it.
#[track_caller]
fn prototype(prototype: &str, expected: &str, findings: &[&str]) {
    let page = page(&format!("{HEAD}| GroupId | String | Yes | A. |\n| Seqs | Array of Number | Yes | B. |"));
    let (before, rest) = page.split_once("- Request method").unwrap();
    let (_, after) = rest.split_once("## Request parameters").unwrap();
    let facts = facts(&format!("{before}{prototype}\n\n## Request parameters{after}"));
    let mut shown = String::new();
    let method = facts.method.as_ref().map_or("?", |method| method.value.as_str());
    let value = |found: &Option<_>| found.as_ref().map_or_else(|| "?".to_owned(), |f: &Found<String>| f.value.clone());
    write!(shown, "{method} {} {}", value(&facts.host), value(&facts.action)).unwrap();
    for rate in &facts.rates {
        let rate = &rate.value;
        write!(shown, " {}/{}", rate.count, rate.window_seconds).unwrap();
        rate.per.iter().for_each(|per| write!(shown, " per {per}").unwrap());
        rate.of.iter().for_each(|of| write!(shown, " of {of}").unwrap());
    }
    assert_eq!(shown, expected, "{prototype}\n{}", facts.findings);
    let of_page = rules(&facts).into_iter().filter(|rule| ["unread", "doubt", "conflict"].contains(rule));
    assert_eq!(of_page.collect::<Vec<_>>(), findings, "{prototype}\n{}", facts.findings);
}

#[test]
fn prototypes_in_all_spellings() {
    let url = "`https://a.example/?Action=Do`";
    let all = "POST a.example Do 20/1";
    prototype(&format!("- 请求方法：POST\n- 请求地址：{url}\n- 传输协议：HTTPS\n- 调用频率限制：20 次/秒。"), all, &[]);
    prototype(&format!("- 请求方法： POST\n- 请求地址: {url}\n- 调用频率限制： 20次/秒"), all, &[]);
    prototype(&format!("- **请求方法**：POST\n- **请求地址**：{url}\n- **调用频率限制**：20次/秒"), all, &[]);
    prototype(&format!("- Request method: POST\n- Request address: {url}\n- Rate limit: 20 requests/second"), all, &[]);
    prototype(
        &format!("- Request Method: POST\n- Request URL: {url}\n- Call frequency limit: 20 calls per second."),
        all,
        &[],
    );
    prototype(&format!("* Method: POST\n* URL: {url}\n\n<Note title=\"QPS Limit\"> 20 times/s</Note>"), all, &[]);
    prototype(&format!("POST {url}\n\nRate limit: 20 times/second."), all, &[]);
    prototype("- Method: GET\n- URL: `https://a.example?Action=Do`\n- QPS: 5 times/s", "GET a.example Do 5/1", &[]);
    prototype(
        &format!("- 请求方法：POST\n- 请求地址：{url}\n- 调用频率限制：1 次/秒，群级别限制。更多请联系我们。"),
        "POST a.example Do 1/1 per GroupId",
        &[],
    );
    prototype(
        &format!(
            "- 请求方法：POST\n- 请求地址：{url}\n- 调用频率限制：20 条消息/秒\n\n    <Warning title=\"注意\">\n    \
             这里数的是 20 条消息/秒，而非 20 次/秒。\n    </Warning>"
        ),
        "POST a.example Do 20/1 of Seqs",
        &[],
    );
    prototype(
        &format!("- 请求方法：POST\n- 请求地址：{url}\n- 调用频率限制：\n  - 1 次/秒\n  - 每 24 小时 100 次"),
        "POST a.example Do 1/1 100/86400",
        &[],
    );
    prototype(
        &format!(
            "- 请求方法：POST\n- 请求地址：{url}\n- 调用频率限制（同一 AppID）：3 次/分，480 次/天（测试环境：5 次/秒）"
        ),
        "POST a.example Do 3/60 480/86400",
        &["unread"],
    );
    prototype(
        &format!(
            "- 请求方法：POST\n\n<Note title=\"说明\">\n\n使用 POST 请求方法时：\n- 直接传 JSON。\n</Note>\n\n- 请求地址：{url}\n- 调用频率限制：20 次/秒"
        ),
        all,
        &[],
    );
    prototype(&format!("- 请求地址：{url}\n- 调用频率限制：20 次/秒"), "? a.example Do 20/1", &["unread"]);
    prototype(&format!("- 请求方法：POST\n- 请求地址：{url}"), "POST a.example Do", &["unread"]);
    prototype(
        &format!("- 请求方法：PUT\n- 请求地址：{url}\n- 调用频率限制：20 次/秒"),
        "? a.example Do 20/1",
        &["unread", "unread"],
    );
    prototype("- Method: POST\n- URL: `https://a.example/v1/?Action=Do`\n- Rate: 20 times/s", all, &["unread"]);
}

#[test]
fn several_actions_share_a_page() {
    let rows =
        "| From | String | 是 | 发送者。<ul><li>单聊必填。</li><li>群聊选填。</li></ul> |\n| B | String | 是 | 乙。 |";
    let page = page(&format!("{HEAD}{rows}"));
    let urls = "- 请求地址：\n    - 单聊消息：`https://a.example/?Action=DoOne`\n    - 群聊消息：`https://a.example/?Action=DoMany`";
    let page = page.replace("- Request URL: `https://a.example/?Action=Do`", urls);
    let all = mdx("page.mdx", &page).unwrap();
    let shown: Vec<String> =
        all.iter().map(|facts| format!("{} {}", facts.action.as_ref().unwrap().value, tree(&facts.params))).collect();
    let lines: String = (0..40).map(|n| format!("    - 第 {n}：`https://a.example/?Action=Do{n}`\n")).collect();
    assert_eq!(mdx("page.mdx", &page.replace(urls, &lines)).unwrap().len(), 16, "not without end");
    assert_eq!(shown, ["DoOne From! text\nB! text\n", "DoMany From text\nB! text\n"]);
}

/// The reply, envelope and codes of a page with `rest` after its parameters.
#[track_caller]
fn reply(rest: &str, expected: &str, codes: &[i64], findings: &[&str]) {
    let page = page(&format!("{HEAD}| A | String | Yes | An A. |"));
    let (before, _) = page.split_once("## Response parameters").unwrap();
    let facts = facts(&format!("{before}{rest}"));
    assert_eq!(tree(&facts.params), "A! text\n", "{rest}");
    assert_eq!(tree(&facts.reply).trim_end(), expected, "{rest}\n{}", facts.findings);
    assert_eq!(facts.codes.iter().map(|code| code.value.number).collect::<Vec<_>>(), codes, "{rest}");
    assert_eq!(facts.envelope.first().map(|name| name.value.as_str()), Some("Code"), "{rest}");
    assert_eq!(rules(&facts), findings, "{rest}\n{}", facts.findings);
}

const ENVELOPE: &str =
    "| Parameter | Type | Description |\n|--|--|--|\n| Code | Number | . |\n| Message | String | . |\n";

#[test]
fn replies() {
    reply(&format!("## 响应参数\n\n{ENVELOPE}| N | Number | . |"), "N number", &[], &[]);
    // A heading that is missing, or of another language; one level deeper.
    reply(&format!("{ENVELOPE}| N | Number | . |"), "N number", &[], &[]);
    reply(&format!("### Response parameters\n\n{ENVELOPE}| N | Number | . |"), "N number", &[], &[]);
    reply(&format!("### Response\n\n{ENVELOPE}| N | Number | . |"), "N number", &[], &[]);
    reply(&format!("### What comes back\n\n{ENVELOPE}| N | Number | . |"), "N number", &[], &[]);
    reply(&format!("## Response parameters\n\n{ENVELOPE}| N | Number | . |\n\n<Rest />"), "N number", &[], &["unread"]);
    // With a column of marks.
    let table = "| 参数 | 类型 | 是否必选 | 描述 |\n|--|--|--|--|\n| Code | Number | 是 | . |\n| Message | String | 是 | . |\n| N | Number | 否 | . |";
    reply(&format!("## 响应参数\n\n{table}"), "N number", &[], &[]);
    // An envelope with data.
    reply(
        &format!("## Response parameters\n\n{ENVELOPE}| Data | Object | . |\n| └N | Number | . |"),
        "Data object\n· N number",
        &[],
        &[],
    );
    // Spelled otherwise in the example: the server knows.
    let example = "\n\n## Sample response\n\n```json\n{\"Code\": 0, \"Message\": \"\", \"TheId\": \"x\"}\n```\n";
    reply(
        &format!("## Response parameters\n\n{ENVELOPE}| TheID | String | . |{example}"),
        "TheId text",
        &[],
        &["conflict"],
    );
    // A list in words alone.
    reply(
        &format!("## Response parameters\n\n{ENVELOPE}| Bad | Object | The list of failures. |\n| └N | Number | . |"),
        "Bad objects\n· N number",
        &[],
        &["doubt"],
    );
}

#[test]
fn tables_of_codes() {
    let codes = |table: &str, numbers: &[i64], findings: &[&str]| {
        reply(&format!("## 响应参数\n\n{ENVELOPE}\n## 返回码\n\n{table}"), "", numbers, findings);
    };
    codes("| 返回码 | 说明 | 处理建议 |\n|--|--|--|\n| 12 | 坏。 | 改。 |\n| 34 | 差。 | 等。 |", &[12, 34], &[]);
    codes("| 返回码 | 描述 | 解决方案 |\n|--|--|--|\n| `12` | 坏。 | 改。 |", &[12], &[]);
    codes("| Return code | Description |\n|--|--|\n| 12 | Bad. |", &[12], &[]);
    codes("| 返回码 | 描述 | 可能原因 | 处理建议 |\n|--|--|--|--|\n| 12 | 坏。 | 因。 | 改。 |", &[12], &[]);
    codes("| 返回码 | 描述 | 可能原因 | 处理建议 |\n|--|--|--|--|\n| 12 | 坏。 | 改。 |", &[12], &["doubt"]);
    codes("| 返回码 | 说明 | 处理意见 |\n|--|--|--|\n| 0 | 成功。 | - |\n| 12 | 坏。 | - |", &[12], &[]);
    codes("| 返回码 | 说明 |\n|--|--|\n| 12 | 坏。 |\n| 12 | 坏。 |", &[12], &["doubt"]);
    codes("| 返回码 | 说明 |\n|--|--|\n| 其他 | 坏。 |", &[], &["unread"]);
    codes(
        "<table><tbody><tr><th>Code</th><th colspan=\"2\">Description</th></tr><tr><td>12&nbsp;</td>\
         <td><ul><li>Bad <code>A</code>.</li></ul></td><td>Mend.</td></tr></tbody></table>",
        &[12],
        &[],
    );
}

#[test]
fn the_words_of_codes_and_descriptions_are_kept() {
    let facts = facts(&page(&format!("{HEAD}| A | String | Yes | An **A**, see [B](#b).<br/>At most 8 bytes. |")));
    assert_eq!(facts.params[0].text.as_ref().unwrap().value, "An A, see B.\nAt most 8 bytes.");
    let limit = &facts.params[0].limits[0];
    let text = &facts.findings.files()[0].text;
    let limited = text.get(limit.place.span.clone()).unwrap();
    assert!(limited.contains("8 bytes"), "{limited:?}");
    let code = &facts.codes[0].value;
    assert_eq!((code.text.as_str(), code.advice.as_str()), ("Bad.", "Mend it."));
    assert_eq!(facts.summary.as_ref().unwrap().value, "Does a thing.");
}

#[test]
fn events_of_the_clients() {
    let table = "| iOS-25% | Android-25% |\n|--|--|\n| [thingDone](https://x) | [onThingDone](https://x) |\n\n\
                 | Web-25% | uni-app \\| x-25% |\n|--|--|\n| [thingDone](https://x) | [thingDone](https://x) | |\n";
    let page = page(HEAD).replace("Does a thing.", &format!("Does a thing.\n\n{table}"));
    let names: Vec<String> = facts(&page).notifies.into_iter().map(|name| name.value).collect();
    assert_eq!(names, ["thingDone"]);
}

#[test]
fn imports_front_matter_and_components_are_no_text() {
    let page =
        format!("---\ntitle: x\n---\nimport A from '/a.mdx'\n\n{}", page("<Note title=\"x\">\n\nWords.\n</Note>\n"));
    let facts = facts(&page.replace("Does a thing.", "<A />\n\nDoes a thing."));
    assert_eq!(facts.summary.unwrap().value, "Does a thing.");
}

#[test]
fn what_is_no_page_of_an_action() {
    #[track_caller]
    fn check(text: &str, is: fn(&ImportError) -> bool) {
        let error = mdx("page.mdx", text).err();
        assert!(error.as_ref().is_some_and(is), "{error:?} of {:?}", text.chars().take(60).collect::<String>());
    }
    check("", |error| matches!(error, ImportError::Empty));
    check(" \n\u{feff}", |error| matches!(error, ImportError::Empty));
    check("GIF\0", |error| matches!(error, ImportError::Binary));
    check(&" a".repeat(3_000_000), |error| matches!(error, ImportError::TooLarge(_)));
    for text in [
        "# Words\n\nAnd more.",
        "{}",
        "<table><tr><td>A",
        "| A |\n|--|\n| 1 |",
        "```\nhttps://a.example/?Action=Do\n```",
    ] {
        check(text, |error| matches!(error, ImportError::NoAction));
    }
}
