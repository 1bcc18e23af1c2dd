//! `rules`: what must hold between parameters, or between the fields of a struct.

use super::at::At;
use super::names::Names;
use super::siblings::{Siblings, are_alike, is_comparable};
use super::{codes, condition, missing};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document;
use crate::model::{Condition, Param, Rule, RuleKind, Schema, Type};

/// The keys of which a rule has exactly one, each with an example.
pub(crate) const KINDS: [(&str, &str); 8] = [
    ("required", "{required: SubMsgType, when: {MessageType: 200}}"),
    ("allowed", "{allowed: SearchedContent, when: {MessageType: 200}}"),
    ("at_least_one", "{at_least_one: [GroupName, GroupNotice]}"),
    ("exactly_one", "{exactly_one: [UserIds, Members]}"),
    ("differ", "{differ: [FromUserId, ToUserId]}"),
    ("not_among", "{value: FromUserId, not_among: Friends.UserId}"),
    ("among", "{value: UserId, among: [FromUserId, ToUserId]}"),
    ("all_equal", "{all_equal: ConvList.ConvType}"),
];

/// The rules at `at`, between `params`, which `siblings` are; `parameter_code` is answered when one is broken that
/// has no code of its own.
pub(super) fn rules(
    written: &[document::Rule],
    at: &At<'_>,
    params: &[Param],
    siblings: &Siblings<'_>,
    names: &Names<'_>,
    parameter_code: i64,
    report: &mut Diagnostics,
) -> Vec<Rule> {
    let rule = |(position, document): (usize, &document::Rule)| {
        let at = at.item(position);
        if let Some(code) = document.code {
            codes::check_defined(code, &at.key("code"), names, report);
        }
        let kind = Reader { at: &at, params, siblings, names, report }.kind(document)?;
        Some(Rule { kind, code: document.code.unwrap_or(parameter_code) })
    };
    written.iter().enumerate().filter_map(rule).collect()
}

/// The key that a rule with the key `kind` has beside it.
pub(crate) fn companion(kind: &str) -> Option<&'static str> {
    match kind {
        "required" | "allowed" => Some("when"),
        "not_among" | "among" => Some("value"),
        _ => None,
    }
}

struct Reader<'r, 'a> {
    at: &'r At<'a>,
    params: &'r [Param],
    siblings: &'r Siblings<'a>,
    names: &'r Names<'a>,
    report: &'r mut Diagnostics,
}

impl Reader<'_, '_> {
    fn kind(&mut self, document: &document::Rule) -> Option<RuleKind> {
        let kind = self.only_kind()?;
        match kind {
            "required" => {
                let (param, when) = self.conditional(kind, document.required.as_ref(), document.when.as_ref())?;
                Some(RuleKind::RequiredIf { param, when })
            }
            "allowed" => {
                let (param, when) = self.conditional(kind, document.allowed.as_ref(), document.when.as_ref())?;
                Some(RuleKind::AllowedIf { param, when })
            }
            "at_least_one" => self.names(kind, document.at_least_one.as_deref()?).map(RuleKind::AtLeastOne),
            "exactly_one" => self.names(kind, document.exactly_one.as_deref()?).map(RuleKind::ExactlyOne),
            "differ" => self.differ(document.differ.as_deref()?),
            "not_among" => self.not_among(document.value.as_deref(), document.not_among.as_deref()?),
            "among" => self.among(document.value.as_deref(), document.among.as_deref()?),
            _ => self.all_equal(document.all_equal.as_deref()?),
        }
    }

    /// The one key that says which kind of rule this is.
    fn only_kind(&mut self) -> Option<&'static str> {
        let mut kinds = KINDS.iter().filter(|(key, _)| self.at.has(key));
        let Some((kind, example)) = kinds.next() else {
            let help = format!("write one of {}", KINDS.map(|(_, example)| format!("`{example}`")).join(", "));
            self.report.push(Diagnostic::error("bad-rule", "a rule that says nothing").at(self.at.value()).help(help));
            return None;
        };
        let second = kinds.next().map(|(second, _)| *second);
        let needs = |key: &str| companion(kind) == Some(key);
        let needless = ["when", "value"].into_iter().find(|key| self.at.has(key) && !needs(key));
        if let Some(second) = second.or(needless) {
            let message = format!("`{second}` does not belong to a rule with `{kind}`");
            let diagnostic = Diagnostic::error("bad-rule", message).at(self.at.key(second).name());
            self.report.push(diagnostic.help(format!("write `{example}`, and another rule for what else must hold")));
            return None;
        }
        for key in ["when", "value"].into_iter().filter(|key| needs(key)) {
            missing(self.at, key, example, self.report);
        }
        Some(kind)
    }

    fn conditional(
        &mut self,
        key: &str,
        param: Option<&String>,
        when: Option<&serde_yaml::Value>,
    ) -> Option<(String, Condition)> {
        let (param, at) = (param?, self.at.key(key));
        let known = self.siblings.find(param, at.value(), self.report).is_some();
        if self.params.iter().any(|known| known.name == *param && known.required) {
            let message = format!("{} is always required", quoted(param));
            let help = "remove the rule, or `required: true` where it is defined";
            self.report.push(Diagnostic::error("bad-rule", message).at(at.value()).help(help));
        }
        let (written, at) = (when?, self.at.key("when"));
        let Some(when) = condition::read(written) else {
            let help = format!("write {}", condition::NOTATION);
            self.report.push(Diagnostic::error("bad-value", "this is no condition").at(at.value()).help(help));
            return None;
        };
        let holds = condition::check(&when, &at, param, self.siblings, self.report);
        (known && holds).then(|| (param.clone(), when))
    }

    /// Two names or more, each once.
    fn names(&mut self, key: &str, written: &[String]) -> Option<Vec<String>> {
        let at = self.at.key(key);
        // What could not be read was reported, and counts.
        if written.len() < 2 && at.count() < 2 {
            let message = format!("`{key}` takes two {}s or more", self.siblings.noun);
            let help = format!("write `{key}: [A, B]`, or `required: true` where the only one is defined");
            self.report.push(Diagnostic::error("bad-rule", message).at(at.value()).help(help));
            return None;
        }
        let mut all_known = true;
        for (position, name) in written.iter().enumerate() {
            let at = at.item(position);
            all_known &= self.siblings.find(name, at.value(), self.report).is_some();
            if written.iter().take(position).any(|before| before == name) {
                let message = format!("{} is named twice", quoted(name));
                self.report.push(Diagnostic::error("bad-rule", message).at(at.value()).help("remove one of the two"));
            }
        }
        all_known.then(|| written.to_vec())
    }

    fn differ(&mut self, written: &[String]) -> Option<RuleKind> {
        let names = self.names("differ", written)?;
        let at = self.at.key("differ");
        let [first, second] = names.as_slice() else {
            let help = "write a rule for each two that must differ";
            self.report.push(Diagnostic::error("bad-rule", "`differ` takes two names").at(at.value()).help(help));
            return None;
        };
        let a = self.siblings.find(first, at.value(), self.report)?;
        let b = self.siblings.find(second, at.value(), self.report)?;
        if !are_alike(a, b) {
            let message = format!("{} and {} cannot be compared", quoted(first), quoted(second));
            let help = "name two texts or two numbers";
            self.report.push(Diagnostic::error("bad-rule", message).at(at.value()).help(help));
            return None;
        }
        Some(RuleKind::Differ(first.clone(), second.clone()))
    }

    fn not_among(&mut self, value: Option<&str>, list: &str) -> Option<RuleKind> {
        let value = self.text(value);
        let at = self.at.key("not_among");
        let (path, item) = self.siblings.path(list, &at.value(), "bad-rule", self.names, self.report)?;
        let items = if path.field.is_some() { quoted(list) } else { format!("an item of {}", quoted(list)) };
        self.check_text(&items, &item, &at)?;
        Some(RuleKind::NotAmong { value: value?, list: path })
    }

    fn among(&mut self, value: Option<&str>, others: &[String]) -> Option<RuleKind> {
        let value = self.text(value);
        let at = self.at.key("among");
        if at.is_empty() {
            let help = "write `among: [FromUserId, ToUserId]`";
            self.report.push(Diagnostic::error("bad-rule", "`among` names nothing").at(at.name()).help(help));
        }
        let mut all_known = true;
        for (position, other) in others.iter().enumerate() {
            let at = at.item(position);
            let known = self.siblings.find(other, at.value(), self.report);
            all_known &= known.and_then(|schema| self.check_text(&quoted(other), schema, &at)).is_some();
        }
        let others = others.to_vec();
        (all_known && !others.is_empty()).then_some(RuleKind::Among { value: value?, others })
    }

    fn all_equal(&mut self, written: &str) -> Option<RuleKind> {
        let at = self.at.key("all_equal");
        let (path, item) = self.siblings.path(written, &at.value(), "bad-rule", self.names, self.report)?;
        if !is_comparable(&item) {
            let message = format!("the values of {} cannot be compared", quoted(written));
            let help = "write `List.Field`, with a field that is a text or a number";
            self.report.push(Diagnostic::error("bad-rule", message).at(at.value()).help(help));
            return None;
        }
        Some(RuleKind::AllEqual(path))
    }

    /// The name under `value`, if it is that of a text.
    fn text(&mut self, value: Option<&str>) -> Option<String> {
        let (value, at) = (value?, self.at.key("value"));
        let schema = self.siblings.find(value, at.value(), self.report)?;
        self.check_text(&quoted(value), schema, &at)?;
        Some(value.to_owned())
    }

    fn check_text(&mut self, what: &str, schema: &Schema, at: &At<'_>) -> Option<()> {
        if schema.ty == Type::Text {
            return Some(());
        }
        let message = format!("{what} is {}, where a text is needed", condition::describe(schema));
        let help = "only texts are looked for among each other";
        self.report.push(Diagnostic::error("bad-rule", message).at(at.value()).help(help));
        None
    }
}
