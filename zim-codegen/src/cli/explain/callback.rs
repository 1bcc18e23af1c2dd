//! Callbacks: when one comes, what it tells, and what is answered.

use super::field::{Dispute, Field};
use super::page::Page;
use serde::Serialize;
use zim_codegen::sentences;
use zim_spec::model::{self, Spec};

/// A callback.
#[derive(Serialize)]
pub(super) struct Callback {
    name: String,
    group: String,
    summary: String,
    doc: Option<String>,
    /// When it is sent again, in a sentence.
    retries: String,
    retries_ms: Vec<u32>,
    fields: Vec<Field>,
    /// What the backend answers; empty if nothing is expected.
    answer: Vec<Field>,
    disputed: Vec<Dispute>,
    source: model::Source,
    file: String,
}

impl Callback {
    pub(super) fn of(spec: &Spec, callback: &model::Callback) -> Self {
        let shared = spec.service.callbacks.as_ref().map(|service| service.retries_ms.as_slice()).unwrap_or_default();
        let retries = callback.retries_ms.as_deref().unwrap_or(shared);
        Self {
            name: callback.name.clone(),
            group: callback.group.clone(),
            summary: sentences::sentence(&callback.summary),
            doc: callback.doc.as_deref().map(sentences::sentence),
            retries: sentences::retries(&spec.service.name, retries),
            retries_ms: retries.to_vec(),
            fields: Field::replies(&callback.fields),
            answer: Field::answers(spec, &callback.reply),
            disputed: Dispute::all(None, &callback.disputed),
            source: callback.source.clone(),
            file: callback.file.clone(),
        }
    }

    pub(super) fn page(&self) -> Page {
        let mut page = Page::new(&format!("{}, a callback of `{}`", self.name, self.group));
        page.paragraph(&self.summary);
        page.paragraph(self.doc.as_deref().unwrap_or_default());
        page.paragraph(&self.retries);
        Field::write(&self.fields, "Fields", ["", "may be absent"], &mut page);
        if self.answer.is_empty() {
            page.paragraph("No answer is expected beyond HTTP 200.");
        }
        Field::write(&self.answer, "Answer", ["required", "optional"], &mut page);
        let disputes: Vec<Dispute> = Field::disputes(&self.fields).chain(Field::disputes(&self.answer)).collect();
        Dispute::write(self.disputed.iter().chain(&disputes), &mut page);
        page.origin(&self.source, &self.file);
        page
    }
}
