//! A type that was chosen for a field, and what it takes.

use super::known::{Known, Use, enumeration};
use zim_spec::model::{Int, Limit, Scalar, Sentinel, Type, Unit};

/// A type that was chosen for a field.
pub(super) struct Chosen<'s> {
    /// As the spec writes it.
    pub(super) notation: String,
    pub(super) kind: Kind,
    /// What it states already, for the field itself.
    pub(super) limits: &'s [Limit],
    pub(super) sentinels: &'s [Sentinel],
    pub(super) is_enumeration: bool,
    /// Whether it is a list or map, so that what limits items stands elsewhere.
    pub(super) holds_items: bool,
    pub(super) takes_limits: bool,
    /// The values of the enumeration that are allowed here.
    pub(super) only: Vec<i64>,
    /// What the spec counts with it, where the page does not say.
    pub(super) unit: Option<Unit>,
    /// What was guessed.
    pub(super) guess: Option<String>,
}

/// What examples and defaults can be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Bool,
    Int(Int),
    Other,
}

impl<'s> Chosen<'s> {
    pub(super) fn new(notation: String, ty: &Type) -> Self {
        let kind = match ty {
            Type::Text => Kind::Text,
            Type::Bool => Kind::Bool,
            Type::Int(width) => Kind::Int(*width),
            _ => Kind::Other,
        };
        Self {
            notation,
            kind,
            limits: &[],
            sentinels: &[],
            is_enumeration: false,
            holds_items: matches!(ty, Type::List(_) | Type::Map { .. }),
            takes_limits: true,
            only: Vec::new(),
            unit: None,
            guess: None,
        }
    }

    pub(super) fn of_kind(notation: impl Into<String>, kind: Kind) -> Self {
        Self { kind, ..Self::new(notation.into(), &Type::Text) }
    }

    pub(super) fn list(item: &str) -> Self {
        Self { kind: Kind::Other, holds_items: true, ..Self::new(format!("list<{item}>"), &Type::Text) }
    }

    pub(super) fn guessed(self, guess: impl Into<String>) -> Self {
        Self { guess: Some(guess.into()), ..self }
    }

    /// Whether a default can be this value.
    pub(super) fn takes(&self, value: &Scalar) -> bool {
        self.as_taken(value).is_some_and(|taken| taken == *value)
    }

    /// A value as this type writes it: a number that the page shows as a text, and the reverse.
    pub(super) fn as_taken(&self, value: &Scalar) -> Option<Scalar> {
        match (self.kind, value) {
            (Kind::Text, Scalar::Text(_)) | (Kind::Bool, Scalar::Bool(_)) => Some(value.clone()),
            (Kind::Text, Scalar::Int(n)) => Some(Scalar::Text(n.to_string())),
            (Kind::Int(_), Scalar::Text(text)) => text.trim().parse().ok().map(Scalar::Int).filter(|n| self.takes(n)),
            (Kind::Int(width), Scalar::Int(n)) => {
                let (least, most) = width.range();
                (least..=most).contains(&i128::from(*n)).then(|| value.clone())
            }
            (Kind::Bool, Scalar::Text(text)) => text.trim().to_lowercase().parse().ok().map(Scalar::Bool),
            _ => None,
        }
    }
}

impl Chosen<'_> {
    /// A type that the spec has.
    pub(super) fn of_use<'s>(known: &Known<'s>, used: Use<'s>) -> Chosen<'s> {
        let schema = used.schema;
        let spec = known.spec;
        let named = schema.named.as_ref().and_then(|name| spec.types.get(name));
        let mut chosen = Chosen::new(schema.to_string(), &schema.ty);
        chosen.is_enumeration = enumeration(spec, schema).is_some();
        if let Some(named) = named {
            chosen.limits = &named.schema.limits;
            chosen.sentinels = &named.schema.sentinels;
        }
        chosen.takes_limits = !matches!(schema.ty, Type::Struct(_) | Type::Union(_) | Type::Bool);
        chosen
    }
}
