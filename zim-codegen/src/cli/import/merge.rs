//! Findings about several pages as findings of one run.

use zim_spec::diagnostic::{Diagnostic, Diagnostics, FileId, Place};

/// Adds `more` and their files to `all`.
pub(super) fn add(all: &mut Diagnostics, more: &Diagnostics) {
    let before = all.files().len();
    for file in more.files() {
        all.add_file(file.clone());
    }
    let moved = |place: &Place| Place { file: FileId(place.file.0 + before), span: place.span.clone() };
    all.extend(more.iter().map(|finding| {
        let mut finding: Diagnostic = finding.clone();
        finding.place = finding.place.as_ref().map(moved);
        for note in &mut finding.notes {
            note.place = moved(&note.place);
        }
        for edit in &mut finding.edits {
            edit.place = moved(&edit.place);
        }
        finding
    }));
}
