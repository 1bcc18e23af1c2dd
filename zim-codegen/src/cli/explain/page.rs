//! A page of text for a terminal or a pipe: a title, headings, paragraphs and tables, not too wide.

use zim_spec::diagnostic::visible;
use zim_spec::model::Source;

/// No line is wider than this, unless one word is.
const WIDTH: usize = 100;

/// Everything under a heading is indented by so many spaces.
const INDENT: usize = 2;

/// A page that is being written.
pub(super) struct Page {
    lines: Vec<Line>,
}

struct Line {
    text: String,
    is_heading: bool,
}

impl Page {
    /// An empty page below `title`.
    pub(super) fn new(title: &str) -> Self {
        let mut page = Self { lines: Vec::new() };
        page.push(0, "", title, true);
        page
    }

    /// A paragraph; nothing if there is no text.
    pub(super) fn paragraph(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.gap();
            self.words(text);
        }
    }

    /// Text right below what stands there; nothing if there is none.
    pub(super) fn words(&mut self, text: &str) {
        self.push(INDENT, "", text, false);
    }

    /// What follows belongs to it.
    pub(super) fn heading(&mut self, text: &str) {
        self.gap();
        self.push(0, "", text, true);
    }

    /// Words and what they say, side by side. Rows that say nothing are left out.
    pub(super) fn facts(&mut self, rows: &[(&str, String)]) {
        self.gap();
        let rows: Vec<_> = rows.iter().filter(|(_, text)| !text.trim().is_empty()).collect();
        let widest = rows.iter().map(|(label, _)| width(label)).max().unwrap_or_default();
        for (label, text) in rows {
            self.push(INDENT, &padded(label, widest + 2), text, false);
        }
    }

    /// Where an entry was read, and where it is written.
    pub(super) fn origin(&mut self, source: &Source, file: &str) {
        self.facts(&[("source", format!("{}, read {}", source.page, source.checked)), ("file", file.to_owned())]);
    }

    /// Rows whose columns stand below each other. Each has, below it, what else there is to say.
    pub(super) fn rows<const N: usize>(&mut self, rows: &[([String; N], Vec<String>)]) {
        let rows: Vec<([String; N], &Vec<String>)> =
            rows.iter().map(|(cells, below)| (cells.each_ref().map(|cell| one_line(cell)), below)).collect();
        let mut widths = [0; N];
        for (cells, _) in &rows {
            for (widest, cell) in widths.iter_mut().zip(cells) {
                *widest = width(cell).max(*widest);
            }
        }
        for (cells, below) in rows {
            let columns = cells.iter().zip(widths).filter(|(_, widest)| *widest > 0);
            let text: String = columns.map(|(cell, widest)| padded(cell, widest + 2)).collect();
            self.lines.push(Line { text: format!("{:INDENT$}{}", "", text.trim_end()), is_heading: false });
            for text in below {
                self.push(3 * INDENT, "", text, false);
            }
        }
    }

    /// Lines as they are, but for what a terminal must not see.
    pub(super) fn verbatim(&mut self, text: &str) {
        self.gap();
        for line in text.lines() {
            let text = format!("{:1$}{2}", "", 2 * INDENT, visible(line));
            self.lines.push(Line { text: text.trim_end().to_owned(), is_heading: false });
        }
    }

    /// A point of a list.
    pub(super) fn point(&mut self, text: &str) {
        self.push(INDENT, "- ", text, false);
    }

    /// A point of a list below the last one.
    pub(super) fn subordinate_point(&mut self, text: &str) {
        self.push(2 * INDENT, "- ", text, false);
    }

    /// The whole text; headings are bold if it is `styled`.
    pub(super) fn render(&self, styled: bool) -> String {
        let mut text = String::new();
        for line in &self.lines {
            if styled && line.is_heading {
                text.push_str(&format!("\u{1b}[1m{}\u{1b}[0m\n", line.text));
            } else {
                text.push_str(&line.text);
                text.push('\n');
            }
        }
        text
    }

    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.text.is_empty()) {
            self.lines.push(Line { text: String::new(), is_heading: false });
        }
    }

    /// `text` after `label`, wrapped below itself.
    fn push(&mut self, indent: usize, label: &str, text: &str, is_heading: bool) {
        let left = indent + width(label);
        for (position, part) in wrapped(text, WIDTH - left.min(WIDTH / 2)).into_iter().enumerate() {
            let text = match position {
                0 => format!("{:indent$}{label}{part}", ""),
                _ => format!("{:left$}{part}", ""),
            };
            self.lines.push(Line { text, is_heading });
        }
    }
}

/// `text` as lines of at most `most` columns.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace().map(visible) {
        if !line.is_empty() && width(&line) + 1 + width(&word) > most {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    lines.extend((!line.is_empty()).then_some(line));
    lines
}

fn one_line(text: &str) -> String {
    wrapped(text, usize::MAX).concat()
}

fn padded(text: &str, to: usize) -> String {
    format!("{text}{:1$}", "", to.saturating_sub(width(text)))
}

/// How many columns of a terminal `text` takes: characters of East Asia take two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}'
            | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::{Page, wrapped};

    #[test]
    fn lines_are_not_too_wide_and_columns_stand_below_each_other() {
        let mut page = Page::new("Title");
        page.facts(&[("meaning", "电话 has ended".to_owned()), ("to do", "  ".to_owned()), ("zh", "x".to_owned())]);
        page.heading("Parameters");
        let row =
            |name: &str, below: &str| ([name.to_owned(), String::new(), "end".to_owned()], vec![below.to_owned()]);
        page.rows(&[row("A", "word ".repeat(20).as_str()), row("Longer", "")]);
        let expected = "Title\n\n  meaning  电话 has ended\n  zh       x\n\nParameters\n  A       end\n      word word word word word word word word word word word word word word word word word word word\n      word\n  Longer  end\n";
        assert_eq!(page.render(false), expected);
        assert!(page.render(true).starts_with("\u{1b}[1mTitle\u{1b}[0m\n"));
    }

    #[test]
    fn text_of_a_spec_cannot_act_on_a_terminal() {
        let mut page = Page::new("a\u{1b}[31mb");
        page.rows(&[(["c\u{202e}d".to_owned()], vec!["e\u{7}f".to_owned()])]);
        assert_eq!(page.render(false), "a\\u{1b}[31mb\n  c\\u{202e}d\n      e\\u{7}f\n");
    }

    #[test]
    fn a_word_is_never_cut() {
        assert_eq!(wrapped("a 电话电话 b", 6), ["a", "电话电话", "b"]);
        assert_eq!(wrapped(" \n ", 6), Vec::<String>::new());
    }
}
