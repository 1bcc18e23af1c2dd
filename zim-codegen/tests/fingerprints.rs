//! A file that says something else because the spec changed has another fingerprint of the spec: otherwise `--check`
//! would blame the generator.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::sync::LazyLock;
use zim_codegen::generate;
use zim_spec::model::{LimitKind, Spec, Type};

static SHIPPED: LazyLock<Spec> = LazyLock::new(|| zim_spec::load::shipped().unwrap());
static BEFORE: LazyLock<Files> = LazyLock::new(|| files(&SHIPPED));

type Files = BTreeMap<String, (String, String)>;

/// The text below the header and the fingerprint of the spec, by path.
fn files(spec: &Spec) -> Files {
    let files = generate(spec).unwrap().into_iter().map(|file| {
        let spec = file.text.split("spec ").nth(1).unwrap_or_default().chars().take(16).collect();
        let text = file.text.split_once("\n\n").map(|(_, text)| text.to_owned());
        (file.path, (text.unwrap(), spec))
    });
    files.collect()
}

/// `change` reaches the text of `many` files at least, and each of them records another fingerprint.
#[track_caller]
fn follows(many: usize, change: impl FnOnce(&mut Spec)) {
    let (mut spec, before) = (SHIPPED.clone(), &*BEFORE);
    change(&mut spec);
    let after = files(&spec);
    let changed: Vec<_> =
        after.iter().filter(|(path, after)| before.get(*path).is_none_or(|it| it.0 != after.0)).collect();
    assert!(changed.len() >= many, "only {} files changed", changed.len());
    for (path, (_, fingerprint)) in changed {
        assert!(before.get(path).is_none_or(|it| it.1 != *fingerprint), "{path} has its old fingerprint");
    }
}

#[test]
fn limits_and_what_they_speak_of() {
    follows(1, |spec| spec.types.get_mut("UserId").unwrap().schema.limits.clear());
    follows(1, |spec| spec.charsets.values_mut().next().unwrap().doc = "other characters".to_owned());
    follows(20, |spec| {
        // At every place of use, as the loader has it.
        for param in spec.actions.iter_mut().flat_map(|action| &mut action.params) {
            param.schema.limits.retain(|limit| !matches!(limit.kind, LimitKind::MaxBytes(_)));
        }
    });
}

#[test]
fn codes() {
    let parameter = |spec: &Spec| spec.service.refusals.parameter;
    follows(20, |spec| {
        let code = parameter(spec);
        spec.codes.get_mut(&code).unwrap().name = "Otherwise".to_owned();
    });
    follows(20, |spec| {
        let code = parameter(spec);
        spec.codes.get_mut(&code).unwrap().advice = "Try otherwise.".to_owned();
    });
}

/// Fields, values and variants, one type after the other; not all of them, which would take long.
#[test]
fn named_types() {
    for name in SHIPPED.types.keys().step_by(7) {
        follows(0, |spec| {
            let named = spec.types.get_mut(name).unwrap();
            named.doc = "Something else.".to_owned();
            named.rules.clear();
            for field in &mut named.fields {
                field.rust_name = Some(format!("other_{}", field.name.to_lowercase()));
                field.required = !field.required;
                field.sensitive = !field.sensitive;
            }
            for value in named.values.iter_mut().flat_map(|values| &mut values.values) {
                value.doc = "Another value.".to_owned();
            }
            for variant in named.union.iter_mut().flat_map(|union| &mut union.variants) {
                variant.schema.ty = Type::Text;
            }
        });
    }
}

#[test]
fn actions_and_callbacks() {
    follows(30, |spec| {
        for action in &mut spec.actions {
            action.rules.clear();
            action.items = None;
            action.paging = None;
            action.envelope = None;
        }
    });
    follows(10, |spec| spec.callbacks.iter_mut().for_each(|callback| callback.retries_ms = Some(vec![1])));
    follows(1, |spec| spec.service.name = "Other".to_owned());
    follows(1, |spec| {
        let callbacks = spec.service.callbacks.as_mut().unwrap();
        callbacks.retries_ms.push(9);
    });
}
