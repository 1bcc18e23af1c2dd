//! The features of the generated crate are the groups of the spec, one for callbacks, and layers that are off by default.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

/// Layers on top of the core.
const LAYERS: [&str; 7] = ["blocking", "client", "redis", "stream", "tracing", "transport", "webhooks"];

#[test]
fn the_features_are_the_groups() {
    let spec = zim_spec::shipped().unwrap_or_else(|error| panic!("{error}"));
    let mut expected: BTreeSet<String> = spec.actions.iter().map(|action| action.group.clone()).collect();
    if !spec.callbacks.is_empty() {
        expected.insert("callbacks".to_owned());
    }
    let manifest = include_str!("../../zim-generated/Cargo.toml");
    let section = manifest.split("[features]").nth(1).unwrap().split("\n[").next().unwrap();
    let mut features = BTreeSet::new();
    let mut default = BTreeSet::new();
    for line in section.lines().filter(|line| !line.trim_start().starts_with('#')) {
        match line.split_once('=') {
            Some((name, list)) if name.trim() == "default" => {
                default.extend(list.split('"').skip(1).step_by(2).map(str::to_owned));
            }
            Some((name, _)) => drop(features.insert(name.trim().to_owned())),
            None => {}
        }
    }
    let layers: BTreeSet<String> = LAYERS.iter().map(|layer| (*layer).to_owned()).collect();
    assert_eq!(default.intersection(&layers).next(), None, "layers are for those who ask for them");
    assert_eq!(
        features,
        &expected | &layers,
        "the features (left) are not the groups of zim-spec/spec and LAYERS (right)"
    );
    assert_eq!(default, expected, "not all of them are on by default");
}
