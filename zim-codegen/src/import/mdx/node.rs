//! A parameter while its page is being read: with the words that are still to be understood.

use super::super::prose;
use super::super::rules::{DOUBT, RULE};
use super::super::{Field, Found, Required};
use super::piece::{PAGE, Piece};
use zim_spec::diagnostic::{Diagnostic, Diagnostics, FileId, Place, quoted};

/// Places that count from the start of a piece rather than from that of the page.
pub(super) const WITHIN: FileId = FileId(usize::MAX);

/// A parameter or field, and what its row says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    /// What is known of it; its fields are the `children` here.
    pub(super) field: Field,
    pub(super) about: Option<Piece>,
    /// Structures that it may be, the likeliest first.
    pub(super) refs: Vec<String>,
    /// Whether its row names a structure by its type.
    pub(super) is_named: bool,
    /// Whether its table has a column for what must be there.
    pub(super) is_marked: bool,
    /// Whether an example shows it.
    pub(super) is_seen: bool,
    pub(super) children: Vec<Node>,
}

impl Node {
    pub(super) fn new(name: String, place: Place) -> Self {
        let field = Field::new(Found::new(name, place));
        Self {
            field,
            about: None,
            refs: Vec::new(),
            is_named: false,
            is_marked: true,
            is_seen: false,
            children: Vec::new(),
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.field.name.value
    }

    pub(super) fn place(&self) -> Place {
        self.field.name.place.clone()
    }
}

/// Reports marks that are words rather than a yes or no. *Yes, if there are such things* inside what is optional is
/// taken as *yes*: there the condition holds.
pub(super) fn settle_required(nodes: &mut [Node], in_optional: bool, findings: &mut Diagnostics) {
    if let Some(first) = nodes.first().filter(|_| nodes.iter().all(|node| !node.is_marked)) {
        let message = format!("no column says whether {} and those beside it are required", quoted(first.name()));
        findings.push(Diagnostic::warning(DOUBT, message).at(first.place()));
    }
    for node in nodes {
        let required = node.field.required.clone();
        let is_optional = matches!(&required, Some(Found { value: Required::No | Required::Depends(_), .. }));
        if let Some(Found { value: Required::Depends(words), place }) = required {
            let lower = words.trim_start().to_lowercase();
            let name = quoted(node.name());
            let finding = if in_optional && ["是", "yes", "required"].iter().any(|yes| lower.starts_with(yes)) {
                node.field.required = Some(Found::new(Required::Yes, place.clone()));
                let help = format!("its row says {}", quoted(&words));
                Diagnostic::warning(DOUBT, format!("{name} is taken as required in every such object")).help(help)
            } else {
                let message = format!("when {name} must be there is said in words: {}", quoted(&words));
                Diagnostic::warning(RULE, message).help("write it under `rules:`; the draft has it as optional")
            };
            findings.push(finding.at(place));
        }
        settle_required(&mut node.children, is_optional, findings);
    }
}

/// The fields that `nodes` are, with what their descriptions say.
pub(super) fn fields(nodes: Vec<Node>, findings: &mut Diagnostics) -> Vec<Field> {
    nodes.into_iter().map(|node| field(node, findings)).collect()
}

fn field(node: Node, findings: &mut Diagnostics) -> Field {
    let mut field = node.field;
    field.fields = fields(node.children, findings);
    if let Some(about) = node.about.filter(|about| !about.is_empty()) {
        let ty = field.ty.as_ref().map(|found| found.value);
        let mut found = Diagnostics::default();
        prose::read(about.text(), within(&about), ty, &mut field, &mut found);
        settle(&mut field, &about);
        findings.extend(found.iter().map(|item| settled(item, &about)));
        field.text = Some(Found::new(about.text().to_owned(), about.place()));
    }
    field
}

/// All of `piece`, counted from its own start.
pub(super) fn within(piece: &Piece) -> Place {
    Place { file: WITHIN, span: 0..piece.text().len() }
}

/// Makes places within `piece` places of the page.
pub(super) fn settle(field: &mut Field, piece: &Piece) {
    let place = |place: &mut Place| to_page(place, piece);
    place(&mut field.name.place);
    field.ty.iter_mut().for_each(|found| place(&mut found.place));
    field.required.iter_mut().for_each(|found| place(&mut found.place));
    field.limits.iter_mut().for_each(|found| place(&mut found.place));
    field.values.iter_mut().for_each(|found| place(&mut found.place));
    field.sentinels.iter_mut().for_each(|found| place(&mut found.place));
    field.default.iter_mut().for_each(|found| place(&mut found.place));
    field.example.iter_mut().for_each(|found| place(&mut found.place));
    field.unit.iter_mut().for_each(|found| place(&mut found.place));
    field.text.iter_mut().for_each(|found| place(&mut found.place));
    field.fields.iter_mut().for_each(|field| settle(field, piece));
}

/// `item` with places of the page rather than within `piece`.
pub(super) fn settled(item: &Diagnostic, piece: &Piece) -> Diagnostic {
    let mut item = item.clone();
    item.place.iter_mut().for_each(|place| to_page(place, piece));
    item.notes.iter_mut().for_each(|note| to_page(&mut note.place, piece));
    item.edits.iter_mut().for_each(|edit| to_page(&mut edit.place, piece));
    item
}

pub(super) fn to_page(place: &mut Place, piece: &Piece) {
    if place.file == WITHIN {
        *place = Place { file: PAGE, ..piece.at(place.span.clone()) };
    }
}
