//! Spans and points of time: a page says *in milliseconds* of both, and its example tells which it is.

use super::facts::{Facts, Field};
use std::ops::RangeInclusive;
use zim_spec::model::{Scalar, Unit};

/// What Unix times of this age look like: no span that anybody asks for is so long.
const SECONDS: RangeInclusive<i64> = 1_000_000_000..=9_999_999_999;
const MILLISECONDS: RangeInclusive<i64> = 1_000_000_000_000..=9_999_999_999_999;

/// Makes times of spans whose example is one.
pub(super) fn settle(facts: &mut Facts) {
    for field in facts.params.iter_mut().chain(&mut facts.reply) {
        settle_field(field);
    }
}

fn settle_field(field: &mut Field) {
    let shown = match field.example.as_ref().map(|example| &example.value) {
        Some(Scalar::Int(number)) => Some(*number),
        Some(Scalar::Text(text)) => text.trim().parse().ok(),
        _ => None,
    };
    if let (Some(unit), Some(shown)) = (&mut field.unit, shown) {
        unit.value = match unit.value {
            Unit::Seconds if SECONDS.contains(&shown) => Unit::UnixSeconds,
            Unit::Milliseconds if MILLISECONDS.contains(&shown) => Unit::UnixMilliseconds,
            stated => stated,
        };
    }
    for inside in &mut field.fields {
        settle_field(inside);
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::Found;
    use super::*;
    use zim_spec::diagnostic::{FileId, Place};

    #[test]
    fn examples_tell_times_from_spans() {
        for (unit, example, expected) in [
            (Unit::Milliseconds, Scalar::Int(1_698_310_534_000), Unit::UnixMilliseconds),
            (Unit::Milliseconds, Scalar::Text("1698310534000".to_owned()), Unit::UnixMilliseconds),
            (Unit::Milliseconds, Scalar::Int(60_000), Unit::Milliseconds),
            (Unit::Milliseconds, Scalar::Int(1_698_310_534), Unit::Milliseconds),
            (Unit::Seconds, Scalar::Int(1_698_310_534), Unit::UnixSeconds),
            (Unit::Seconds, Scalar::Int(2_592_000), Unit::Seconds),
            (Unit::UnixSeconds, Scalar::Int(0), Unit::UnixSeconds),
        ] {
            let at = || Place { file: FileId(0), span: 0..0 };
            let mut field = Field::new(Found::new("Time".to_owned(), at()));
            field.unit = Some(Found::new(unit, at()));
            field.example = Some(Found::new(example.clone(), at()));
            settle_field(&mut field);
            assert_eq!(field.unit.map(|unit| unit.value), Some(expected), "{example}");
        }
    }
}
