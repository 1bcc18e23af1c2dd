//! A mapping inside a file that is read by hand: its unknown keys, each read as the key that it most likely stands for.

use super::at::At;
use super::{either, mended};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest, quoted};
use serde_yaml::{Mapping, Value};

/// The values of a mapping by the keys that are meant.
pub(super) struct Keyed<'v, 'a> {
    values: Vec<(&'static str, &'v Value, At<'a>)>,
}

impl<'v, 'a> Keyed<'v, 'a> {
    /// Reads the mapping at `at`, which may have these keys.
    pub(super) fn read(
        mapping: &'v Mapping,
        at: &At<'a>,
        allowed: &'static [&'static str],
        report: &mut Diagnostics,
    ) -> Self {
        let mut values: Vec<(&'static str, &Value, At<'_>)> = Vec::new();
        let known = |key: &str| allowed.iter().copied().find(|allowed| *allowed == key);
        let written = || mapping.iter().filter_map(|(key, value)| Some((key.as_str()?, value)));
        values.extend(written().filter_map(|(key, value)| Some((known(key)?, value, at.key(key)))));
        for (key, value) in written().filter(|(key, _)| known(key).is_none()) {
            let at = at.key(key);
            let near = nearest(key, allowed.iter().copied());
            let help = match near {
                Some(meant) => format!("did you mean {}?", quoted(meant)),
                None => format!("allowed are {}", either(allowed.iter().copied())),
            };
            // A key that is there is not what another one stands for.
            let meant = near.and_then(known).filter(|meant| values.iter().all(|(key, ..)| key != meant));
            let finding = Diagnostic::error("unknown-key", format!("unknown key {}", quoted(key)));
            report.push(mended(finding.at(at.name()).help(help), at.name(), key, meant));
            values.extend(meant.map(|meant| (meant, value, at)));
        }
        Self { values }
    }

    /// The value of a key and where it stands.
    pub(super) fn get(&self, key: &str) -> Option<(&'v Value, &At<'a>)> {
        self.values.iter().find(|(name, ..)| *name == key).map(|(_, value, at)| (*value, at))
    }
}
