//! Character sets.

use super::field::Dispute;
use super::page::Page;
use serde::Serialize;
use zim_spec::model;

/// A named set of characters.
#[derive(Serialize)]
pub(super) struct Charset {
    name: String,
    doc: String,
    chars: String,
    disputed: Vec<Dispute>,
}

impl Charset {
    pub(super) fn of(charset: &model::Charset) -> Self {
        Self {
            name: charset.name.clone(),
            doc: charset.doc.clone(),
            chars: charset.chars.clone(),
            disputed: Dispute::all(None, &charset.disputed),
        }
    }

    pub(super) fn page(&self) -> Page {
        let mut page = Page::new(&format!("{}, a set of characters", self.name));
        page.paragraph(&zim_codegen::sentences::sentence(&self.doc));
        // A space at either end would not be seen.
        page.paragraph(&format!("{:?}", self.chars));
        Dispute::write(&self.disputed, &mut page);
        page
    }
}
