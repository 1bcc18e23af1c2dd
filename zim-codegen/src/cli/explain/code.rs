//! Return codes: what they mean, what to do, and who answers them when.

use super::page::Page;
use serde::Serialize;
use std::collections::BTreeMap;
use zim_codegen::sentences;
use zim_spec::model::{Action, ActionCode, CodeLevel, Layer, Param, Recovery, ReturnCode, Rule, Spec};
use zim_spec::naming::snake_case;

/// A return code.
#[derive(Serialize)]
pub(super) struct Code {
    code: i64,
    name: String,
    meaning: String,
    meaning_zh: String,
    advice: String,
    /// As a spec writes it.
    recovery: String,
    /// What a program can do, in a sentence.
    program: &'static str,
    layer: &'static str,
    layer_says: &'static str,
    actions: Vec<Listing>,
    /// The keys of the service's `refusals` that it is the code of.
    refusals: Vec<String>,
    /// The limits, rules, rates and preconditions that it is the code of.
    answers: Vec<Cause>,
    #[serde(skip)]
    is_usual: bool,
}

/// An action that lists the code, with what is different there.
#[derive(Serialize)]
struct Listing {
    action: String,
    group: String,
    level: &'static str,
    about: Option<String>,
    meaning: Option<String>,
    meaning_zh: Option<String>,
    advice: Option<String>,
    recovery: Option<String>,
}

/// Something that is answered with the code when it does not hold.
#[derive(Serialize)]
struct Cause {
    /// `CreateGroup`, `CreateGroup.UserId`, or the same of a type.
    of: String,
    says: String,
}

/// `660900005 CallEnded`
pub(super) fn named(spec: &Spec, code: i64) -> String {
    match spec.codes.get(&code) {
        Some(info) => format!("{code} {}", info.name),
        None => code.to_string(),
    }
}

/// How a spec writes it.
pub(super) fn recovery(recovery: Recovery) -> String {
    snake_case(recovery.name())
}

/// Where a code of an action comes.
pub(super) fn level(level: CodeLevel) -> &'static str {
    match level {
        CodeLevel::Reply => "reply",
        CodeLevel::Item => "item",
        _ => "reply or item",
    }
}

/// The same for people, to whom the usual goes without saying.
pub(super) fn place(level: &str) -> &'static str {
    match level {
        "reply" => "of the reply",
        "item" => "of an item",
        _ => "",
    }
}

impl Code {
    pub(super) fn of(spec: &Spec, code: &ReturnCode) -> Self {
        let (layer, layer_says) = layer(code.layer);
        Self {
            code: code.code,
            name: code.name.clone(),
            meaning: sentences::sentence(&code.meaning),
            meaning_zh: code.meaning_zh.clone(),
            advice: sentences::sentence(&code.advice),
            recovery: recovery(code.recovery),
            program: program(code.recovery),
            layer,
            layer_says,
            actions: spec.actions.iter().flat_map(|action| listings(action, code.code)).collect(),
            refusals: refusals(spec, code.code),
            answers: causes(spec, code.code),
            is_usual: code.code == spec.service.refusals.parameter,
        }
    }

    pub(super) fn page(&self) -> Page {
        let mut page = Page::new(&format!("{} {}", self.code, self.name));
        page.paragraph(&self.meaning);
        page.facts(&[
            ("in Chinese", self.meaning_zh.clone()),
            ("what to do", self.advice.clone()),
            ("in a program", format!("{} ({})", self.program, self.recovery)),
            ("layer", format!("{}: {}", self.layer, self.layer_says)),
        ]);
        self.write_actions(&mut page);
        if self.is_usual {
            page.paragraph("It is the code of every limit and rule for which the spec names no other.");
        }
        for reason in self.refusals.iter().filter(|reason| !(self.is_usual && *reason == "parameter")) {
            page.paragraph(&format!("The service answers it where {} (`{reason}`).", why(reason)));
        }
        if !self.answers.is_empty() {
            page.heading("Answered where this does not hold");
        }
        for Cause { of, says } in &self.answers {
            page.point(&format!("{of}: {says}"));
        }
        page
    }

    /// The actions of which there is something to say have a row each, the others a paragraph.
    fn write_actions(&self, page: &mut Page) {
        if self.actions.is_empty() {
            page.paragraph("No action lists it.");
            return;
        }
        page.heading("Actions that list it");
        let (plain, own): (Vec<&Listing>, Vec<&Listing>) = self.actions.iter().partition(|listing| listing.is_plain());
        let rows: Vec<_> = own.into_iter().map(Listing::row).collect();
        page.rows(&rows);
        let names: Vec<&str> = plain.into_iter().map(|listing| listing.action.as_str()).collect();
        page.words(&names.join(", "));
    }
}

impl Listing {
    fn is_plain(&self) -> bool {
        let Self { action: _, group: _, level, about, meaning, meaning_zh, advice, recovery } = self;
        place(level).is_empty() && [about, meaning, meaning_zh, advice, recovery].into_iter().all(Option::is_none)
    }

    fn row(&self) -> ([String; 3], Vec<String>) {
        let about = self.about.as_ref().map(|about| format!("about {about}")).unwrap_or_default();
        let mut here: Vec<String> = Vec::new();
        here.extend(self.meaning.as_deref().map(sentences::sentence));
        here.extend(self.meaning_zh.as_ref().map(|meaning| format!("({meaning})")));
        here.extend(self.advice.as_deref().map(sentences::sentence));
        here.extend(self.recovery.as_ref().map(|recovery| format!("({recovery})")));
        let here = (!here.is_empty()).then(|| format!("Here: {}", here.join(" ")));
        ([self.action.clone(), place(self.level).to_owned(), about], here.into_iter().collect())
    }
}

fn listings(action: &Action, code: i64) -> impl Iterator<Item = Listing> {
    let listing = |stated: &ActionCode| Listing {
        action: action.name.clone(),
        group: action.group.clone(),
        level: level(stated.level),
        about: stated.about.clone(),
        meaning: stated.meaning.clone(),
        meaning_zh: stated.meaning_zh.clone(),
        advice: stated.advice.clone(),
        recovery: stated.recovery.map(recovery),
    };
    action.codes.iter().filter(move |stated| stated.code == code).map(listing)
}

/// The service's reasons to refuse a request that have this code, as the spec calls them.
fn refusals(spec: &Spec, code: i64) -> Vec<String> {
    reasons(spec).into_iter().filter(|(_, it)| *it == code).map(|(reason, _)| reason).collect()
}

/// All reasons to refuse a request, each with its code.
pub(super) fn reasons(spec: &Spec) -> BTreeMap<String, i64> {
    // The serialised form has each reason by its name.
    serde_json::to_value(&spec.service.refusals).and_then(serde_json::from_value).unwrap_or_default()
}

/// A reason to refuse a request in words, to follow `where`.
pub(super) fn why(reason: &str) -> &str {
    match reason {
        "host" => "the host is none of its own",
        "app_id_format" => "the application's number is missing, or no number",
        "app_id_unknown" => "it does not know the application",
        "timestamp_missing" => "there is no timestamp",
        "timestamp_format" => "the timestamp is no number",
        "signature_expired" => "the timestamp is too far from its own clock",
        "signature_wrong" => "the signature is wrong, or its nonce was used before",
        "action_missing" => "no action is named",
        "action_unsupported" => "there is no such action, or not with this method",
        "nonce_missing" => "there is no nonce",
        "signature_missing" => "there is no signature",
        "signature_version_missing" => "there is no signature version",
        "signature_version_unsupported" => "the signature version is not supported",
        "body_unreadable" => "the body cannot be read",
        "parameter" => "a parameter breaks a documented limit",
        "rate_app" => "an action is called too often, and names no other code for that",
        "rate_scoped" => "an action is called too often for one group or room, and names no other code for that",
        other => other,
    }
}

/// What has this code for its own, in actions and in types.
fn causes(spec: &Spec, code: i64) -> Vec<Cause> {
    let mut causes = Vec::new();
    for action in &spec.actions {
        params(spec, &action.name, &action.params, code, &mut causes);
        rules(spec, &action.name, &action.rules, code, &mut causes);
        for rate in action.rate_limits.iter().filter(|rate| rate.code == Some(code)) {
            causes.push(Cause { of: action.name.clone(), says: format!("{}.", sentences::rate(rate)) });
        }
        for precondition in action.preconditions.iter().filter(|it| it.otherwise == code) {
            causes.push(Cause { of: action.name.clone(), says: super::states::check(precondition) });
        }
    }
    for named in spec.types.values() {
        params(spec, &named.name, &named.fields, code, &mut causes);
        rules(spec, &named.name, &named.rules, code, &mut causes);
    }
    causes
}

fn params(spec: &Spec, of: &str, params: &[Param], code: i64, causes: &mut Vec<Cause>) {
    for param in params {
        // The service's usual code is everybody's: only who asks for it by name is told.
        let own = Some(param.code).filter(|own| *own != spec.service.refusals.parameter);
        let limits = sentences::limits(spec, &param.schema).into_iter();
        let limits = limits.filter(|(limit, _)| limit.code.or(own) == Some(code) && limit.clamped_to.is_none());
        let mut says: Vec<String> = limits.map(|(_, says)| format!("{says}.")).collect();
        if own == Some(code) {
            says.extend(param.required.then(|| "it is given.".to_owned()));
            says.extend(param.schema.not_in_future.then(|| "it does not lie in the future.".to_owned()));
            if says.is_empty() {
                says.push(format!("it is a {}.", param.schema));
            }
        }
        let of = format!("{of}.{}", param.name);
        causes.extend(says.into_iter().map(|says| Cause { of: of.clone(), says }));
    }
}

fn rules(spec: &Spec, of: &str, rules: &[Rule], code: i64, causes: &mut Vec<Cause>) {
    let own = rules.iter().filter(|rule| rule.code == code && code != spec.service.refusals.parameter);
    causes.extend(own.map(|rule| Cause { of: of.to_owned(), says: sentences::rule(&rule.kind) }));
}

fn layer(layer: Layer) -> (&'static str, &'static str) {
    match layer {
        Layer::Gateway => ("gateway", "answered before the action is reached"),
        Layer::Public => ("public", "shared by all services of ZEGO"),
        _ => ("business", "answered by the action itself"),
    }
}

fn program(recovery: Recovery) -> &'static str {
    match recovery {
        Recovery::Success => "It is not a failure: go on.",
        Recovery::Retry => "Send the same request again after a pause that grows each time.",
        Recovery::WaitForRate => "Send the same request again once the rate limit allows, not before.",
        Recovery::Resign => {
            "Sign the request again with a fresh nonce and the current time, once; if that fails, check the credentials."
        }
        Recovery::FixRequest => "Change the request; to send the same again gives the same answer.",
        Recovery::FixState => "Change the state first (register, join, create), then send the request again.",
        Recovery::QuotaOrPlan => "Give up and tell an operator: a quota or the plan has to be raised.",
        Recovery::ContactSupport => "Give up and tell an operator: only ZEGO's support can help.",
        Recovery::NothingToDo => "Treat it as done: the goal is reached or no longer matters.",
        Recovery::DoNotSend => "Drop it: moderation refused the content, and will again.",
        Recovery::SeeItems => "Read the codes of the single items, and act on each.",
        _ => "Unknown to this version.",
    }
}
