//! Which part of a page each block belongs to, told by the headings above it.

use super::block::Block;
use super::inline::{clean, ids, tag};
use super::words::{Part, part};

/// A block, the part of the page that it is in, and what stands right above it.
#[derive(Clone, Debug)]
pub(super) struct Placed<'a> {
    pub(super) block: &'a Block,
    /// `None` if no heading above it names a part.
    pub(super) part: Option<Part>,
    /// Of a table: the headings inside its part, bold lines and anchors above it.
    pub(super) captions: Vec<String>,
}

/// The blocks with their parts.
pub(super) fn placed<'a>(text: &str, blocks: &'a [Block]) -> Vec<Placed<'a>> {
    let mut sections = Sections { text, open: Vec::new(), captions: Vec::new(), is_first: true };
    blocks.iter().map(|block| sections.place(block)).collect()
}

struct Sections<'a> {
    text: &'a str,
    /// The headings that the next block is under: level, and the part that each is about.
    open: Vec<(usize, Option<Part>)>,
    captions: Vec<String>,
    is_first: bool,
}

impl Sections<'_> {
    fn place<'b>(&mut self, block: &'b Block) -> Placed<'b> {
        let mut captions = Vec::new();
        match block {
            Block::Heading { level, raw } => {
                self.heading(*level, self.text.get(raw.clone()).unwrap_or_default(), raw.start)
            }
            Block::Line { raw, is_item, .. } => {
                let line = self.text.get(raw.clone()).unwrap_or_default();
                let found = ids(line);
                if is_caption(line) && !is_item {
                    self.captions.push(clean(self.text, raw.clone()).text().to_owned());
                }
                self.captions.extend(found);
            }
            Block::Table(_) => captions = std::mem::take(&mut self.captions),
            Block::Code { .. } => {}
        }
        let part = self.open.last().and_then(|(_, part)| *part);
        Placed { block, part, captions }
    }

    fn heading(&mut self, level: usize, raw: &str, start: usize) {
        let words = clean(self.text, start..start + raw.len());
        self.open.retain(|(other, _)| *other < level);
        let outer = self.open.last().and_then(|(_, part)| *part);
        // The title of the page is about its action, whatever words that has.
        let is_title = std::mem::replace(&mut self.is_first, false) && level == 1;
        let own = if is_title { None } else { part(words.text()) };
        self.captions.clear();
        if own.is_none() && !is_title {
            self.captions.push(words.text().to_owned());
            self.captions.extend(ids(raw));
        }
        self.open.push((level, own.or(outer)));
    }
}

/// Whether a line is the caption of what follows: bold, or short and ending with a colon.
fn is_caption(line: &str) -> bool {
    let line = line.trim();
    let is_bold = line.starts_with("**") || tag(line).is_some_and(|(name, _)| matches!(name.as_str(), "b" | "strong"));
    is_bold || (line.ends_with([':', '：']) && line.chars().count() <= 60)
}
