//! What the rules mean that the generator reports itself; those of the spec are [`zim_spec::lints`].

/// A rule that a spec or a choice can break once the spec has been read without errors, or a kind of
/// [change](crate::diff).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// Its name in findings, in kebab-case.
    pub id: &'static str,
    /// What breaks it, or what changed: a few words, lower case, no full stop.
    pub summary: &'static str,
    /// Why it is a rule and what to do, or what the change means to callers, in sentences.
    pub explanation: &'static str,
}

/// The rules that the generator alone reports, ordered by id. It reports `reserved-name` and `unsupported-type`, too,
/// which mean there what they mean in a spec.
#[must_use]
pub fn rules() -> &'static [Rule] {
    &[
        Rule {
            id: "generator-bug",
            summary: "generated code that is not Rust",
            explanation: "The generator writes only what parses. Where it did not, that is a mistake of zim-codegen and none of the spec: report it together with the spec. Nothing was written.",
        },
        Rule {
            id: "runtime-path",
            summary: "a path of the runtime that is not the path of a Rust module",
            explanation: "Generated code finds its runtime at this path, which means the same in every file: `crate` or the name of a crate, then names, all joined by `::`, such as `zim_generated::runtime`. `self` and `super` mean another module in each file.",
        },
    ]
}
