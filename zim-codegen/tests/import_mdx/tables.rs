//! Tables of parameters: cells, nesting, structures, marks, and examples that disagree.

use super::{HEAD, params};

/// The parameters of a page with `rows` and an example with `body`.
#[track_caller]
fn with_body(rows: &str, body: &str, expected: &str, findings: &[&str]) {
    params(&format!("{HEAD}{rows}\n\n## Sample request\n\n```json\n{body}\n```\n"), expected, findings);
}

#[test]
fn tables_of_markdown() {
    params(&format!("{HEAD}| A | String | Yes | An A. |\n| B | Number | No | A B. |"), "A! text\nB number", &[]);
    params("| 参数 | 类型 | 是否必选 | 描述 |\n|--|--|--|--|\n| A | String | 是 | 甲。 |", "A! text", &[]);
    params("| 名称 | 类型 | 必填 | 说明 |\n|--|--|--|--|\n| A | Int | 否 | 甲。 |", "A number", &[]);
    params("Parameter | Type | Required\n--|--|--\nA | bool | Yes", "A! bool", &[]);
    params(&format!("{HEAD}| A | String | Yes | An A \\| a B. |"), "A! text", &[]);
    params(&format!("{HEAD}| A | String | Yes | An A | a B. |"), "A! text", &["doubt"]);
    params(&format!("{HEAD}| A | String | Yes | An A. | | |\n| B | String | No | A B."), "A! text\nB text", &[]);
    params(
        "<Accordion title=\"x\">\n| Parameter | Type | Required |\n|-|-|-|\n| A | String | Yes |\n</Accordion>",
        "A! text",
        &[],
    );
}

#[test]
fn tables_of_html() {
    let head = "<table class=\"x\">\n<tbody><tr data-row-level=\"1\">\n<th>Parameter</th><th>Type</th><th>Required</th>\
                <th>Description</th></tr>\n";
    let row = |level: &str, cells: &str| format!("<tr data-row-level=\"{level}\">\n{cells}\n</tr>\n");
    let cells = |name: &str, ty: &str| format!("<td>{name}</td><td>{ty}</td><td>Yes</td><td>Text.</td>");
    params(&format!("{head}{}</tbody></table>", row("2", &cells("A", "String"))), "A! text", &[]);
    // Levels with gaps, two deep.
    let rows = [
        row("2", &cells("A", "String")),
        row("4", &cells("B", "Array of Object")),
        row("4-1", &cells("└C", "String")),
        row("4-7", &cells("└D", "Array of Object")),
        row("4-7-2", &cells("&nbsp;&nbsp;&nbsp;&nbsp;└E", "Number")),
        row("6", &cells("F", "String")),
    ];
    params(
        &format!("{head}{}</tbody></table>", rows.concat()),
        "A! text\nB! objects\n· C! text\n· D! objects\n· · E! number\nF! text",
        &[],
    );
    // Levels without marks, and marks without levels.
    let rows = [row("2", &cells("A", "Object")), row("2-1", &cells("B", "String"))];
    params(&format!("{head}{}</table>", rows.concat()), "A! object\n· B! text", &["doubt"]);
    let rows = [row("2", &cells("A", "Object")), row("3", &cells("└B", "String"))];
    params(&format!("{head}{}</table>", rows.concat()), "A! object\n· B! text", &["doubt"]);
    // A cell that reaches into the row below: there the others do not slide.
    let rows = "<tr><td>A</td><td>String</td><td rowspan=\"2\">No</td><td>Text.</td></tr>\
                <tr><td>B</td><td>String</td><td>At most 8 bytes.</td></tr>";
    params(&format!("{head}{rows}</table>"), "A text\nB text", &[]);
    // A title over the whole width.
    let rows = format!("<tr><td colspan=\"4\">Basic</td></tr>{}", row("2", &cells("A", "String")));
    params(&format!("{head}{rows}</table>"), "A! text", &[]);
    // A list of Markdown in a cell, and a table that nobody closed.
    let cell = "<td>A</td><td>Number</td><td>No</td><td>\nKinds:\n\n- 0: One.\n- 1: Two.\n</td>";
    params(&format!("{head}<tr>{cell}</tr>"), "A number", &[]);
}

#[test]
fn rows_inside_each_other_by_marks_alone() {
    let row = |name: &str, ty: &str| format!("| {name} | {ty} | No | Text. |\n");
    let rows = [row("A", "Object"), row("└B", "String"), row("  └ C", "String"), row("D", "String")];
    params(&format!("{HEAD}{}", rows.concat()), "A object\n· B text\n· C text\nD text", &[]);
    let rows = [
        row("A", "Object"),
        row("└B", "Object"),
        row("&nbsp;&nbsp;└C", "Object"),
        row("&nbsp;&nbsp;&nbsp;&nbsp;└D", "String"),
        row("└E", "String"),
    ];
    params(&format!("{HEAD}{}", rows.concat()), "A object\n· B object\n· · C object\n· · · D text\n· E text", &[]);
    params(&format!("{HEAD}{}", row("└B", "String")), "B text", &["doubt"]);
    let rows = [row("Media", "Array of Object"), row("Media[N].FileId", "String")];
    params(&format!("{HEAD}{}", rows.concat()), "Media objects\n· FileId text", &[]);
    params(&format!("{HEAD}{}", row("Media.N.FileId", "String")), "Media objects\n· FileId text", &["doubt"]);
    params(&format!("{HEAD}{}", row("Ids[]", "String")), "Ids texts", &[]);
    params(&format!("{HEAD}{}", row("Ids[]", "Array of String")), "Ids texts", &[]);
}

#[test]
fn structures_with_a_table_of_their_own() {
    let row = |ty: &str, about: &str| format!("{HEAD}| A | {ty} | Yes | {about} |\n\n");
    let table = "| Parameter | Type | Required | Description |\n|--|--|--|--|\n| B | String | Yes | A B. |\n";
    let tree = "A! objects\n· B! text";
    params(&format!("{}### Ticket structure\n\n{table}", row("Array of [Ticket](#ticket-structure)", "")), tree, &[]);
    params(&format!("{}### Ticket 结构\n\n{table}", row("Array of Ticket", "")), tree, &[]);
    params(
        &format!("{}<a id=\"Ticket\"></a>\n**Ticket 结构如下：**\n\n{table}", row("Array of [Ticket](#Ticket)", "")),
        tree,
        &[],
    );
    params(
        &format!("{}<a id=\"ticket\"></a>\n**Ticket**\n{table}", row("Array of Object", "See [it](#Ticket).")),
        tree,
        &[],
    );
    params(&format!("{}#### Things\n\n{table}", row("Array of Object", "See <a href=\"#things\">it</a>.")), tree, &[]);
    params(&format!("{}### A\n{table}", row("Array of Object", "Text.")), tree, &[]);
    params(&format!("{}<h4 id=\"t\">Ticket</h4>\n\n{table}", row("Array of Ticket", "")), tree, &[]);
    params(&format!("{}### Ticket\n\n{table}", row("Ticket", "")), "A! object\n· B! text", &["conflict"]);
    // Nobody says what it is.
    params(&row("Array of Ticket", "Text."), "A! objects", &["doubt"]);
    params(&row("Ticket", "Text."), "A! ?", &["doubt"]);
    // Nobody refers to it; it is about what a text holds; it holds itself.
    params(&format!("{}### Other\n\n{table}", row("String", "Text.")), "A! text", &["unread"]);
    params(&format!("{}### Ticket\n\n{table}", row("String", "JSON: [it](#ticket).")), "A! text", &["unread"]);
    let table = "| Parameter | Type | Required |\n|--|--|--|\n| B | Array of Ticket | Yes |\n";
    params(&format!("{}### Ticket\n\n{table}", row("Array of Ticket", "")), "A! objects\n· B! objects", &["doubt"]);
}

#[test]
fn marks_of_what_is_required() {
    let row = |mark: &str| format!("{HEAD}| A | String | Yes | An A. |\n| B | String | {mark} | A B. |");
    params(&row("是"), "A! text\nB! text", &[]);
    params(&row("否"), "A! text\nB text", &[]);
    params(&row("同上"), "A! text\nB! text", &[]);
    params(&row("Same as above."), "A! text\nB! text", &[]);
    params(&row("至少选择一个"), "A! text\nB? text", &["rule"]);
    params(&row("No (Yes if A is 2)"), "A! text\nB? text", &["rule"]);
    params(&row("当 A 为 2 时，才需赋值此参数"), "A! text\nB? text", &["rule"]);
    params(&row(""), "A! text\nB text", &["doubt"]);
    params(&row("blue"), "A! text\nB? text", &["rule"]);
    params("| Name | Type | Optional |\n|--|--|--|\n| A | String | Yes |\n| B | String | No |", "A text\nB! text", &[]);
    // The mark is missing, and the description stands in its place.
    params(&format!("{HEAD}| A | String | A text that is no mark at all. |"), "A text", &["doubt"]);
    // Inside what is optional, a condition that is always true there.
    let rows = "| A | Array of Object | 否 | 甲。 |\n| └B | String | 是（仅当需要甲时） | 乙。 |";
    params(&format!("{HEAD}{rows}"), "A objects\n· B! text", &["doubt"]);
}

#[test]
fn examples_correct_tables() {
    with_body("| A | Object | No | . |", "{\"A\": [{}]}", "A objects", &["conflict"]);
    with_body(
        "| A | Array of String | No | . |\n| └B | String | No | . |",
        "{\"A\": [{\"B\": \"x\"}]}",
        "A objects\n· B text",
        &["conflict"],
    );
    with_body("| A | Number | No | . |", "{\"A\": [1, 2]}", "A numbers", &["conflict"]);
    with_body("| A | Number | No | . |", "{\"A\": \"1\"}", "A number", &["conflict"]);
    with_body("| A | Array | No | . |", "{\"A\": [1, 2]}", "A numbers", &[]);
    with_body("| A | Kind | No | . |", "{\"A\": 1}", "A number", &["doubt", "doubt"]);
    with_body("| A | String | No | . |", "{\"A\": \"x\", \"B\": 1}", "A text", &["conflict"]);
    with_body("| A | Object | No | . |", "{\"A\": {\"B\": 1}}", "A object", &["doubt"]);
    with_body("| Key | String | No | . |", "{\"key\": \"x\"}", "Key text", &["conflict"]);
    // The rows after an object are inside it.
    with_body(
        "| A | Object | No | . |\n| B | String | No | . |",
        "{\"A\": {\"B\": \"x\"}}",
        "A object\n· B text",
        &["doubt"],
    );
    // Keys of one's own.
    with_body(
        "| A | Object | No | . |\n| └B | Number | No | . |",
        "{\"A\": {\"x\": {\"B\": 1}, \"y\": {\"B\": 2}}}",
        "A map\n· B number",
        &[],
    );
    // JSON as people write it.
    with_body(
        "| A | String | No | . |\n| B | Number | No | . |",
        "{\n  \"A\": \"x\", // a comment\n  \"B\": 1,\n  ...\n}",
        "A text\nB number",
        &[],
    );
    with_body("| A | String | No | . |", "{\"A\": \"x\"", "A text", &["unread"]);
}

#[test]
fn common_parameters_are_left_out() {
    let rows = "| AppId | Number | Yes | . |\n| Signature | String | Yes | . |\n| Action | String | Yes | . |\n| A | String | No | . |";
    params(&format!("{HEAD}{rows}"), "A text", &[]);
    // Nobody says which are required.
    params("| Name | Type |\n|--|--|\n| A | String |", "A text", &["doubt"]);
    // A parameter of its own that is called like one of them.
    with_body(
        "| Action | Number | Yes | . |\n| A | String | No | . |",
        "{\"Action\": 1}",
        "Action! number\nA text",
        &[],
    );
}
