//! Parameters, fields of structs, replies and callbacks, and where documents disagree about them.

use super::code;
use super::page::Page;
use serde::Serialize;
use serde_json::Value;
use zim_codegen::sentences;
use zim_spec::model::{self, Param, ReplyField, Scalar, Schema, Spec};

/// A value with a name.
#[derive(Serialize)]
pub(super) struct Field {
    name: String,
    #[serde(rename = "type")]
    ty: String,
    /// Whether it is always there.
    required: bool,
    doc: String,
    /// What else the documentation says of it, in sentences.
    says: Vec<String>,
    limits: Vec<Limit>,
    default: Option<Value>,
    example: Option<Value>,
    sensitive: bool,
    /// The code for a broken limit that has none of its own; `None` where nobody answers with codes.
    code: Option<i64>,
    disputed: Vec<Dispute>,
}

/// A limit.
#[derive(Serialize)]
struct Limit {
    rule: &'static str,
    says: String,
    raisable: bool,
    code: Option<i64>,
}

impl Field {
    /// The parameters of a request, or the fields of a struct.
    pub(super) fn params(spec: &Spec, params: &[Param]) -> Vec<Self> {
        params.iter().map(|param| Self::param(spec, param)).collect()
    }

    /// The fields of a reply or a callback.
    pub(super) fn replies(fields: &[ReplyField]) -> Vec<Self> {
        fields.iter().map(Self::reply).collect()
    }

    /// The fields of the answer to a callback, which nobody refuses with a code.
    pub(super) fn answers(spec: &Spec, params: &[Param]) -> Vec<Self> {
        params.iter().map(|param| Self::sent(spec, param)).collect()
    }

    fn param(spec: &Spec, param: &Param) -> Self {
        let mut field = Self { code: Some(param.code), ..Self::sent(spec, param) };
        // What most parameters are answered with goes without saying.
        if param.code != spec.service.refusals.parameter {
            field.says.push(format!("Where it is wrong, the code is {}.", code::named(spec, param.code)));
        }
        for (rule, own) in field.limits.iter().filter_map(|limit| Some((limit.rule, limit.code?))) {
            field.says.push(format!("Where `{rule}` is broken, the code is {}.", code::named(spec, own)));
        }
        field
    }

    fn sent(spec: &Spec, param: &Param) -> Self {
        let limits: Vec<Limit> = sentences::limits(spec, &param.schema).into_iter().map(Limit::of).collect();
        let mut says = sentences::value(spec, &param.schema);
        says.extend(param.default.as_ref().map(sentences::default));
        Self {
            ty: param.schema.to_string(),
            name: param.name.clone(),
            required: param.required,
            doc: sentences::sentence(&param.doc),
            says: says.into_iter().chain(selected(param.selector.as_deref())).collect(),
            limits,
            default: param.default.as_ref().map(scalar),
            example: param.example.as_ref().map(scalar),
            sensitive: param.sensitive,
            code: None,
            disputed: Dispute::all(None, &param.disputed),
        }
    }

    fn reply(field: &ReplyField) -> Self {
        Self {
            ty: field.schema.to_string(),
            name: field.name.clone(),
            required: !field.optional,
            doc: sentences::sentence(&field.doc),
            says: sentences::received(&field.schema).into_iter().chain(selected(field.selector.as_deref())).collect(),
            limits: Vec::new(),
            default: None,
            example: field.example.as_ref().map(scalar),
            sensitive: field.sensitive,
            code: None,
            disputed: Dispute::all(None, &field.disputed),
        }
    }

    /// A section with `fields`, unless there are none. `marks` are the words for one that is required, and one that is
    /// not.
    pub(super) fn write(fields: &[Self], heading: &str, marks: [&str; 2], page: &mut Page) {
        if fields.is_empty() {
            return;
        }
        page.heading(heading);
        let rows: Vec<_> = fields.iter().map(|field| field.row(marks)).collect();
        page.rows(&rows);
    }

    fn row(&self, [required, optional]: [&str; 2]) -> ([String; 3], Vec<String>) {
        let mark = if self.required { required } else { optional };
        let mut text = self.doc.clone();
        for sentence in &self.says {
            text.push(' ');
            text.push_str(sentence);
        }
        let mut below = vec![text];
        below.extend(self.example.as_ref().map(|example| format!("Example: {example}")));
        ([self.name.clone(), self.ty.clone(), mark.to_owned()], below)
    }

    /// What is disputed about any of `fields`.
    pub(super) fn disputes(fields: &[Self]) -> impl Iterator<Item = Dispute> {
        fields.iter().flat_map(|field| {
            field.disputed.iter().map(|dispute| Dispute { of: Some(field.name.clone()), ..dispute.clone() })
        })
    }
}

impl Limit {
    fn of((limit, says): (&model::Limit, String)) -> Self {
        Self { rule: limit.kind.key(), says, raisable: limit.raisable, code: limit.code }
    }
}

/// What is said of a union whose kind the field `selector` tells.
fn selected(selector: Option<&str>) -> Option<String> {
    selector.map(|selector| format!("Its kind is told by `{selector}`."))
}

fn scalar(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Text(text) => Value::from(text.as_str()),
        Scalar::Bool(flag) => Value::from(*flag),
        Scalar::Int(number) => Value::from(*number),
    }
}

/// Whether a value of this schema holds one of `name`, a named type.
pub(super) fn mentions(schema: &Schema, name: &str) -> bool {
    super::schema::any(schema, &|inner| {
        inner.named.as_deref() == Some(name)
            || matches!(&inner.ty, model::Type::Struct(it) | model::Type::Union(it) if it == name)
    })
}

/// Something on which documents disagree.
#[derive(Clone, Serialize)]
pub(super) struct Dispute {
    /// The field that it is about, where it is about one.
    #[serde(skip)]
    of: Option<String>,
    about: String,
    readings: Vec<String>,
    taken: String,
}

impl Dispute {
    pub(super) fn all(of: Option<&str>, disputes: &[model::Dispute]) -> Vec<Self> {
        let dispute = |dispute: &model::Dispute| Self {
            of: of.map(str::to_owned),
            about: dispute.about.clone(),
            readings: dispute.readings.clone(),
            taken: dispute.taken.clone(),
        };
        disputes.iter().map(dispute).collect()
    }

    /// A section with all of them, unless there are none.
    pub(super) fn write<'d>(disputes: impl IntoIterator<Item = &'d Self>, page: &mut Page) {
        let mut has_heading = false;
        for dispute in disputes {
            if !std::mem::replace(&mut has_heading, true) {
                page.heading("Where documents disagree");
            }
            let of = dispute.of.as_ref().map(|of| format!("`{of}`: ")).unwrap_or_default();
            page.point(&format!("{of}{}", dispute.about));
            for reading in &dispute.readings {
                page.subordinate_point(reading);
            }
            page.subordinate_point(&format!("Taken: {}", dispute.taken));
        }
    }
}
