//! Texts, sources and disputes: what is said about an item rather than what it is.
//!
//! That a description or a source is missing is left to the lints, which look at the files themselves.

use super::at::At;
use super::missing;
use crate::diagnostic::Diagnostics;
use crate::document;
use crate::model::{Dispute, Source};

/// A description without the blanks and line ends around it.
pub(super) fn text(written: &Option<String>) -> String {
    written.as_deref().unwrap_or_default().trim().to_owned()
}

/// A description that may be absent.
pub(super) fn optional_text(written: &Option<String>) -> Option<String> {
    written.is_some().then(|| text(written)).filter(|text| !text.is_empty())
}

/// Where a fact was read.
pub(super) fn source(written: Option<&document::Source>) -> Source {
    let (page, checked) = written.map(|source| (text(&source.page), text(&source.checked))).unwrap_or_default();
    Source { page, checked }
}

/// The facts on which the documents disagree.
pub(super) fn disputed(written: &[document::Dispute], at: &At<'_>, report: &mut Diagnostics) -> Vec<Dispute> {
    let list = at.key("disputed");
    let dispute = |(position, dispute): (usize, &document::Dispute)| {
        let at = list.item(position);
        if dispute.about.is_none() {
            missing(&at, "about", "about: the unit of the length limit", report);
        }
        if dispute.taken.is_none() {
            missing(&at, "taken", "taken: bytes, the only unit that is named", report);
        }
        let readings = dispute.readings.iter().map(|reading| reading.trim().to_owned()).collect();
        Dispute { about: text(&dispute.about), readings, taken: text(&dispute.taken) }
    };
    written.iter().enumerate().map(dispute).collect()
}
