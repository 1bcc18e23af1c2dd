//! Findings as annotations of a GitHub workflow: `::error file=…,line=…::message`.

use zim_spec::diagnostic::{Diagnostic, Diagnostics, visible};

/// One line each.
pub(super) fn github(findings: &Diagnostics) -> String {
    findings.iter().map(|item| line(item, findings)).collect()
}

fn line(item: &Diagnostic, findings: &Diagnostics) -> String {
    let mut properties = Vec::new();
    if let Some(place) = &item.place {
        let (line, column) = findings.position(place);
        let (end_line, end_column) = findings.end_position(place);
        if let Some(file) = findings.file(place.file) {
            properties.push(format!("file={}", property(&file.name)));
        }
        properties.push(format!("line={line},endLine={end_line}"));
        // Columns say something only within one line; there the last belongs to the piece.
        if line == end_line {
            properties.push(format!("col={column},endColumn={}", end_column.saturating_sub(1).max(column)));
        }
    }
    properties.push(format!("title={}", property(item.rule)));
    let message = match &item.help {
        Some(help) => format!("{}\nhelp: {help}", item.message),
        None => item.message.clone(),
    };
    format!("::{} {}::{}\n", item.severity.as_str(), properties.join(","), data(&message))
}

/// A text after the second `::`.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| visible(line).replace('%', "%25")).collect();
    lines.join("%0A")
}

/// A text between the first `::` and the second.
fn property(text: &str) -> String {
    visible(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}
