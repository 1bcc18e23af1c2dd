//! Tables of return codes in a description, in HTML or Markdown.

use super::super::Code;

/// Rows of a description that are read, at most.
const MOST: usize = 2000;

/// Words at the head of a column of codes.
const CODES: &[&str] = &["返回码", "错误码", "状态码", "code"];

/// Words at the head of a column that says what to do.
const ADVICE: &[&str] = &["处理", "解决", "建议", "solution", "suggest", "advice", "action", "handling", "resolution"];

/// Something and the offset of its row.
type Placed<T> = (usize, T);

/// The codes of all tables of `text`, each with its offset, and rows that are none.
pub(super) fn codes(text: &str) -> (Vec<Placed<Code>>, Vec<Placed<String>>) {
    let (mut found, mut strange) = (Vec::new(), Vec::new());
    let mut head = Head::default();
    for row in rows(text) {
        let Some(first) = row.cells.get(head.code) else { continue };
        let digits: String = first.chars().filter(|c| !c.is_whitespace()).collect();
        match digits.parse::<i64>() {
            Ok(0) => {}
            Ok(number) if head.is_codes => {
                let cell = |at: Option<usize>| at.and_then(|at| row.cells.get(at)).cloned().unwrap_or_default();
                let text = cell(Some(head.code + 1));
                let advice = if row.cells.len() > head.code + 2 {
                    cell(head.advice.or(Some(row.cells.len() - 1)))
                } else {
                    String::new()
                };
                found.push((row.at, Code { number, in_items: head.in_items, text, advice }));
            }
            Ok(_) => {}
            Err(_) => match Head::of(&row.cells) {
                Some(new) => head = new,
                None if head.is_codes && row.table == head.table && !first.is_empty() => {
                    strange.push((row.at, first.clone()))
                }
                None => head.is_codes &= row.table == head.table,
            },
        }
        head.table = row.table;
    }
    (found, strange)
}

/// What the columns of a table hold.
#[derive(Default)]
struct Head {
    is_codes: bool,
    code: usize,
    advice: Option<usize>,
    in_items: bool,
    table: usize,
}

impl Head {
    fn of(cells: &[String]) -> Option<Self> {
        let lower: Vec<String> = cells.iter().map(|cell| cell.to_lowercase()).collect();
        let is = |cell: &String, words: &[&str]| words.iter().any(|word| cell.contains(word));
        let code = lower.iter().position(|cell| is(cell, CODES) && cell.chars().count() < 30)?;
        let advice = lower.iter().enumerate().skip(code + 1).find(|(_, cell)| is(cell, ADVICE)).map(|(at, _)| at);
        let in_items = lower.get(code).is_some_and(|cell| {
            // A column for both is for none of the two alone.
            let cell = cell.replace([' ', '-', '_'], "");
            cell.contains("subcode") && !is(&cell.replace("subcode", ""), CODES)
        });
        Some(Self { is_codes: true, code, advice, in_items, table: 0 })
    }
}

/// A row of some table.
struct Row {
    cells: Vec<String>,
    /// Where it begins.
    at: usize,
    /// Which table of the text it is in.
    table: usize,
}

/// The rows of all tables, HTML first.
fn rows(text: &str) -> Vec<Row> {
    let mut found = Vec::new();
    let mut table = 0;
    let mut cell: Option<usize> = None;
    let mut row: Option<Row> = None;
    for (at, _) in text.match_indices('<') {
        let Some(rest) = text.get(at + 1..) else { continue };
        let name: String =
            rest.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).take(8).collect();
        let name = name.to_ascii_lowercase();
        let ends_cell = matches!(name.as_str(), "td" | "th" | "tr" | "table" | "tbody");
        if ends_cell && let (Some(start), Some(row)) = (cell.take(), row.as_mut()) {
            row.cells.push(plain(text.get(start..at).unwrap_or_default()));
        }
        match name.as_str() {
            "td" | "th" if !rest.starts_with('/') => {
                let open = rest.bytes().take(300).position(|byte| byte == b'>');
                cell = open.map(|length| at + 1 + length + 1);
                row.get_or_insert(Row { cells: Vec::new(), at, table });
            }
            "tr" | "table" | "tbody" => {
                found.extend(row.take().filter(|row| !row.cells.is_empty()));
                if name == "tr" && !rest.starts_with('/') {
                    row = Some(Row { cells: Vec::new(), at, table });
                }
                table += usize::from(name == "table");
            }
            _ => {}
        }
        if found.len() > MOST {
            return found;
        }
    }
    found.extend(row.filter(|row| !row.cells.is_empty()));
    found.extend(pipes(text, table + 1));
    found
}

/// The rows of tables in Markdown.
fn pipes(text: &str, table: usize) -> Vec<Row> {
    let mut found = Vec::new();
    let (mut at, mut table, mut within) = (0, table, false);
    for line in text.split_inclusive('\n') {
        let inner = line.trim().strip_prefix('|');
        table += usize::from(within && inner.is_none());
        within = inner.is_some();
        if let Some(inner) = inner.filter(|inner| !inner.chars().all(|c| matches!(c, '-' | '|' | ':' | ' '))) {
            let inner = inner.strip_suffix('|').unwrap_or(inner);
            found.push(Row { cells: inner.split('|').map(plain).collect(), at, table });
        }
        at += line.len();
        if found.len() > MOST {
            break;
        }
    }
    found
}

/// The words of a cell.
fn plain(cell: &str) -> String {
    let mut words = String::new();
    let mut rest = cell;
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        words.push(' ');
        match after.split_once('>') {
            Some((_, behind)) => rest = behind,
            None => rest = "",
        }
    }
    words.push_str(rest);
    let words = words.replace("&nbsp;", " ").replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&");
    words.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches('`').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(i64, bool, &str, &str)], strange: &[&str]) {
        let (found, rest) = codes(text);
        let found: Vec<_> = found
            .iter()
            .map(|(_, code)| (code.number, code.in_items, code.text.as_str(), code.advice.as_str()))
            .collect();
        assert_eq!(found, expected, "{text}");
        assert_eq!(rest.iter().map(|(_, cell)| cell.as_str()).collect::<Vec<_>>(), strange, "{text}");
    }

    #[test]
    fn tables_of_codes() {
        check("none", &[], &[]);
        check(
            "<table><tr><th>Return code</th><th>Description</th><th>Solution</th></tr>\n<tr><td>100</td><td>Bad <b>x</b>.</td><td>Mend.</td></tr></table>",
            &[(100, false, "Bad x .", "Mend.")],
            &[],
        );
        check("| Code / SubCode | Description |\n|--|--|\n| 7 | Bad. |", &[(7, false, "Bad.", "")], &[]);
        check("| SubCode | 说明 |\n|--|--|\n| 7 | 坏 |\n| ? | 坏 |", &[(7, true, "坏", "")], &["?"]);
        check(
            "| 返回码 | 描述 | 原因 | 处理建议 |\n|--|--|--|--|\n| 7 | a | b | c |\n| 0 | ok | | |",
            &[(7, false, "a", "c")],
            &[],
        );
        check("| Size | Note |\n|--|--|\n| 7 | a |", &[], &[]);
        check("<table><tr><td>7</td><td>a</td></table>", &[], &[]);
    }
}
