//! Callbacks that are posted before a request is carried out, and what their answers make of it.

use super::Callbacks;
use crate::refusal::Refusal;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;
use zim_spec::model::{Callback, Expr, Notification, Verdict};

/// A callback whose answer decides whether a request is carried out.
#[derive(Debug)]
pub(crate) struct Question {
    event: String,
    fields: Map<String, Value>,
    /// Fields and the parameters, or what lies in them, that they were taken from.
    sources: BTreeMap<String, (String, Vec<String>)>,
}

/// A parameter, or what lies in it, that an answer replaces.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Replacement {
    pub(crate) param: String,
    /// The fields that lead into it.
    pub(crate) path: Vec<String>,
    pub(crate) text: String,
}

impl Question {
    pub(crate) fn new(notification: &Notification, fields: Map<String, Value>) -> Self {
        let source = |value: &Expr| match value {
            Expr::Param { name, path } => Some((name.clone(), path.clone())),
            _ => None,
        };
        let taken = notification.fields.iter();
        let sources = taken.filter_map(|field| Some((field.name.clone(), source(&field.value)?))).collect();
        Self { event: notification.event.clone(), fields, sources }
    }
}

impl Callbacks {
    /// Asks one after the other, until one refuses; what the answers replace if none does.
    pub(crate) async fn decide(
        self: &Arc<Self>,
        app_id: u32,
        questions: &[Question],
    ) -> Result<Vec<Replacement>, Refusal> {
        let mut replacements = Vec::new();
        for question in questions {
            let Ok(callback) = super::find(&self.spec, &question.event) else { continue };
            let answer = Arc::clone(self).ask(app_id, callback, question.fields.clone()).await;
            replacements.extend(weigh(callback, question, answer.as_deref())?);
        }
        Ok(replacements)
    }
}

/// What an answer replaces, or the refusal that it is. One that cannot be read lets the request pass, as a number does
/// that the documents do not list.
fn weigh(callback: &Callback, question: &Question, answer: Option<&str>) -> Result<Vec<Replacement>, Refusal> {
    let Some(verdict) = &callback.verdict else { return Ok(Vec::new()) };
    let Some(answer) = answer else {
        let refusal = |code| Refusal::new(code, format!("callback {} was not answered", callback.name));
        return verdict.unanswered.map_or(Ok(Vec::new()), |code| Err(refusal(code)));
    };
    let answer: Value = serde_json::from_str(answer).unwrap_or_default();
    let text = |name: &str| answer.get(name).and_then(Value::as_str);
    if let Some((number, code)) = refused(verdict, &answer) {
        let reason = verdict.reason.as_deref().and_then(text).map(|reason| format!(": {reason}")).unwrap_or_default();
        let message = format!("callback {} was answered with {} {number}{reason}", callback.name, verdict.by);
        return Err(Refusal::new(code, message));
    }
    let replaced = |(field, by): (&String, &String)| {
        let ((param, path), text) = (question.sources.get(field)?.clone(), text(by)?.to_owned());
        Some(Replacement { param, path, text })
    };
    Ok(verdict.replace.iter().filter_map(replaced).collect())
}

/// The value that refuses, and the code.
fn refused(verdict: &Verdict, answer: &Value) -> Option<(i64, i64)> {
    let number = answer.get(&verdict.by)?.as_i64()?;
    verdict.refuse.get(&number).map(|code| (number, *code))
}
