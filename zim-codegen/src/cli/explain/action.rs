//! Actions: what one does, what it takes and answers, and what can be wrong.

use super::code;
use super::field::{Dispute, Field};
use super::page::Page;
use super::states;
use serde::Serialize;
use zim_codegen::sentences;
use zim_spec::model::{self, ActionCode, Carrier, RateLimit, Rule, Spec};

/// An action.
#[derive(Serialize)]
pub(super) struct Action {
    name: String,
    group: String,
    summary: String,
    doc: Option<String>,
    method: &'static str,
    /// `query` or `body`.
    #[serde(rename = "in")]
    carrier: &'static str,
    host: Option<String>,
    envelope: Option<model::Envelope>,
    /// How it travels, how often, and what clients hear of it, in sentences.
    traffic: String,
    rate_limits: Vec<Rate>,
    repeatable: bool,
    notifies: Option<String>,
    params: Vec<Field>,
    rules: Vec<Between>,
    reply: Vec<Field>,
    items: Option<String>,
    paging: Option<String>,
    codes: Vec<Refusal>,
    /// What must be true for it to succeed, as far as the sandbox knows.
    preconditions: Vec<Between>,
    /// What it changes, as far as the sandbox knows.
    effects: Vec<String>,
    /// Which fields of the reply follow from what the sandbox knows.
    answers: Vec<String>,
    /// The callbacks that it causes.
    callbacks: Vec<String>,
    disputed: Vec<Dispute>,
    source: model::Source,
    file: String,
}

/// How often it may be called.
#[derive(Serialize)]
struct Rate {
    says: String,
    code: Option<i64>,
    #[serde(skip)]
    code_name: Option<String>,
}

/// Something that must hold, and the code where it does not.
#[derive(Serialize)]
pub(super) struct Between {
    says: String,
    code: i64,
    #[serde(skip)]
    code_name: String,
}

/// A code that it lists, with what it means there.
#[derive(Serialize)]
struct Refusal {
    code: i64,
    name: String,
    level: &'static str,
    about: Option<String>,
    meaning: String,
    advice: String,
    recovery: String,
}

impl Action {
    pub(super) fn of(spec: &Spec, action: &model::Action) -> Self {
        let preconditions = action.preconditions.iter();
        Self {
            name: action.name.clone(),
            group: action.group.clone(),
            summary: sentences::sentence(&action.summary),
            doc: action.doc.as_deref().map(sentences::sentence),
            method: action.method.as_str(),
            carrier: if action.carrier == Carrier::Query { "query" } else { "body" },
            host: action.host.clone(),
            envelope: action.envelope.clone(),
            traffic: sentences::traffic(action),
            rate_limits: action.rate_limits.iter().map(|rate| Rate::of(spec, rate)).collect(),
            repeatable: action.repeatable,
            notifies: action.notifies.clone(),
            params: Field::params(spec, &action.params),
            rules: Between::rules(spec, &action.rules),
            reply: Field::replies(&action.reply),
            items: action.items.as_ref().map(sentences::items),
            paging: action.paging.as_ref().map(sentences::paging),
            codes: action.codes.iter().filter_map(|stated| Refusal::of(spec, stated)).collect(),
            preconditions: preconditions.map(|it| Between::of(spec, states::check(it), it.otherwise)).collect(),
            effects: action.effects.iter().map(states::change).collect(),
            answers: action.answers.iter().map(states::answer).collect(),
            callbacks: action.notifications.iter().map(states::notification).collect(),
            disputed: Dispute::all(None, &action.disputed),
            source: action.source.clone(),
            file: action.file.clone(),
        }
    }

    pub(super) fn page(&self) -> Page {
        let mut page = Page::new(&format!("{}, an action of `{}`", self.name, self.group));
        page.paragraph(&self.summary);
        page.paragraph(self.doc.as_deref().unwrap_or_default());
        page.paragraph(&self.traffic());
        Field::write(&self.params, "Parameters", ["required", "optional"], &mut page);
        Between::write(&self.rules, "Rules", &mut page);
        Field::write(&self.reply, "Reply", ["", "may be absent"], &mut page);
        for text in [&self.items, &self.paging].into_iter().flatten() {
            page.paragraph(text);
        }
        if !self.codes.is_empty() {
            page.heading("Codes");
            let rows: Vec<_> = self.codes.iter().map(Refusal::row).collect();
            page.rows(&rows);
        }
        Between::write(&self.preconditions, "In the sandbox it succeeds only if", &mut page);
        for (heading, points) in [
            ("In the sandbox it changes", &self.effects),
            ("In the sandbox it answers", &self.answers),
            ("In the sandbox it causes the callbacks", &self.callbacks),
        ] {
            if !points.is_empty() {
                page.heading(heading);
                points.iter().for_each(|point| page.point(point));
            }
        }
        let disputes: Vec<Dispute> = Field::disputes(&self.params).chain(Field::disputes(&self.reply)).collect();
        Dispute::write(self.disputed.iter().chain(&disputes), &mut page);
        page.origin(&self.source, &self.file);
        page
    }

    /// How it travels, with what the documentation leaves to the code.
    fn traffic(&self) -> String {
        let mut text = format!("{} Its parameters travel in the {}.", self.traffic, self.carrier);
        for code in self.rate_limits.iter().filter_map(|rate| rate.code_name.as_ref()) {
            text.push_str(&format!(" Too many are answered with {code}."));
        }
        if let Some(envelope) = &self.envelope {
            text.push_str(&format!(
                " Its replies have the code in `{}` and the message in `{}`.",
                envelope.code, envelope.message
            ));
        }
        text
    }
}

impl Rate {
    fn of(spec: &Spec, rate: &RateLimit) -> Self {
        let code_name = rate.code.map(|it| code::named(spec, it));
        Self { says: sentences::rate(rate), code: rate.code, code_name }
    }
}

impl Between {
    pub(super) fn rules(spec: &Spec, rules: &[Rule]) -> Vec<Self> {
        rules.iter().map(|rule| Self::of(spec, sentences::rule(&rule.kind), rule.code)).collect()
    }

    fn of(spec: &Spec, says: String, code: i64) -> Self {
        Self { says, code, code_name: code::named(spec, code) }
    }

    /// A section with all of them, unless there are none.
    pub(super) fn write(all: &[Self], heading: &str, page: &mut Page) {
        if all.is_empty() {
            return;
        }
        page.heading(heading);
        for Self { says, code_name, .. } in all {
            page.point(&format!("{says} Otherwise {code_name}."));
        }
    }
}

impl Refusal {
    fn of(spec: &Spec, stated: &ActionCode) -> Option<Self> {
        let info = stated.applied_to(spec.codes.get(&stated.code)?);
        Some(Self {
            code: info.code,
            name: info.name,
            level: code::level(stated.level),
            about: stated.about.clone(),
            meaning: sentences::sentence(&info.meaning),
            advice: sentences::sentence(&info.advice),
            recovery: code::recovery(info.recovery),
        })
    }

    fn row(&self) -> ([String; 4], Vec<String>) {
        let about = self.about.as_ref().map(|about| format!(" See `{about}`.")).unwrap_or_default();
        let below = format!("{} {}{about}", self.meaning, self.advice);
        (
            [self.code.to_string(), self.name.clone(), self.recovery.clone(), code::place(self.level).to_owned()],
            vec![below],
        )
    }
}
