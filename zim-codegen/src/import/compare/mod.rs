//! The facts of a page against the spec's entry of the same action: what is the same, and what differs.

mod fields;
mod kind;
pub(super) mod limits;
#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test fails by panicking")]
mod tests;

pub use kind::Kind;

use super::draft::action_rate;
use super::facts::Facts;
use fields::Walk;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use zim_spec::diagnostic::Place;
use zim_spec::model::{Action, Carrier, CodeLevel, Method, RateLimit, RateScope, RateUnit, Spec};

/// Every fact of a page, or of the entry, and whether the other has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison {
    /// The facts, in the order of their kinds, those of the page first.
    pub facts: Vec<Compared>,
}

/// A fact, and whether the page and the entry agree on it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Compared {
    /// What kind of fact it is.
    pub kind: Kind,
    /// The action that it is about.
    pub action: String,
    /// Where it holds: `params.UserInfo.UserName`, `reply.List`, or empty for the action itself.
    pub path: String,
    /// Whether the page and the entry agree.
    pub verdict: Verdict,
    /// What the page says, if it says anything.
    pub page: Option<String>,
    /// What the entry says, if it says anything.
    pub spec: Option<String>,
    /// Where the page says it.
    pub place: Option<Place>,
}

/// Whether a page and an entry agree on a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Both say the same.
    Right,
    /// Both say something, and not the same.
    Wrong,
    /// The entry says it, the page does not.
    Missed,
    /// The page says it, the entry does not.
    Extra,
}

impl Verdict {
    /// Its name, as in a table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Missed => "missed",
            Self::Extra => "extra",
        }
    }
}

impl fmt::Display for Compared {
    /// `CallReject params.CallId: limit (prose) wrong: page max_bytes 64, spec max_bytes 32`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, action, path, verdict, page, spec, .. } = self;
        write!(f, "{action}")?;
        if !path.is_empty() {
            write!(f, " {path}")?;
        }
        write!(f, ": {} {}", kind.as_str(), verdict.as_str())?;
        let sides = [("page", page), ("spec", spec)];
        let mut mark = ':';
        for (side, value) in sides.iter().filter_map(|(side, value)| Some((side, value.as_ref()?))) {
            write!(f, "{mark} {side} {value}")?;
            mark = ',';
        }
        Ok(())
    }
}

impl Comparison {
    /// The facts on which the two do not agree.
    pub fn differences(&self) -> impl Iterator<Item = &Compared> {
        self.facts.iter().filter(|fact| fact.verdict != Verdict::Right)
    }
}

/// Compares what a page says with the entry of its action.
#[must_use]
pub fn compare(facts: &Facts, action: &Action, spec: &Spec) -> Comparison {
    let mut found = Found { action: &action.name, facts: Vec::new() };
    head(facts, action, spec, &mut found);
    Walk { spec, found: &mut found, reply: false }.fields(&facts.params, &fields::of_params(action), "params", 0);
    Walk { spec, found: &mut found, reply: true }.fields(&facts.reply, &fields::of_reply(action), "reply", 0);
    rates(facts, action, &mut found);
    codes(facts, action, &mut found);
    found.facts.sort_by_key(|fact| fact.kind);
    Comparison { facts: found.facts }
}

/// The facts that were compared so far.
struct Found<'a> {
    action: &'a str,
    facts: Vec<Compared>,
}

impl Found<'_> {
    /// A fact that each side may say.
    fn add(&mut self, kind: Kind, path: &str, page: Option<(String, Option<Place>)>, spec: Option<String>) {
        let verdict = match (&page, &spec) {
            (Some((page, _)), Some(spec)) if page == spec => Verdict::Right,
            (Some(_), Some(_)) => Verdict::Wrong,
            (None, Some(_)) => Verdict::Missed,
            (Some(_), None) => Verdict::Extra,
            (None, None) => return,
        };
        self.judged(kind, path, verdict, page, spec);
    }

    fn judged(
        &mut self,
        kind: Kind,
        path: &str,
        verdict: Verdict,
        page: Option<(String, Option<Place>)>,
        spec: Option<String>,
    ) {
        let (page, place) = page.map_or((None, None), |(page, place)| (Some(page), place));
        let action = self.action.to_owned();
        self.facts.push(Compared { kind, action, path: path.to_owned(), verdict, page, spec, place });
    }
}

fn head(facts: &Facts, action: &Action, spec: &Spec, found: &mut Found<'_>) {
    let name = facts.action.as_ref().map(|name| (name.value.clone(), Some(name.place.clone())));
    found.add(Kind::Action, "", name, Some(action.name.clone()));
    let method = facts.method.as_ref().map(|method| (method.value.as_str().to_owned(), Some(method.place.clone())));
    found.add(Kind::Method, "", method, Some(action.method.as_str().to_owned()));
    if let Some(in_body) = &facts.in_body {
        let shown = |is_body: bool| if is_body { "in body" } else { "in query" }.to_owned();
        let carrier = shown(action.carrier == Carrier::Body);
        found.add(Kind::Method, "", Some((shown(in_body.value), Some(in_body.place.clone()))), Some(carrier));
    } else if (action.method == Method::Post) != (action.carrier == Carrier::Body) {
        found.add(Kind::Method, "", None, Some("in body".to_owned()));
    }
    let own = |host: &str| spec.service.hosts.iter().all(|known| known.host != host);
    let host = facts.host.as_ref().filter(|host| own(&host.value));
    let host = host.map(|host| (host.value.clone(), Some(host.place.clone())));
    found.add(Kind::Method, "host", host, action.host.clone());
}

fn rates(facts: &Facts, action: &Action, found: &mut Found<'_>) {
    let page: BTreeMap<String, Place> =
        facts.rates.iter().map(|rate| (action_rate(&rate.value), rate.place.clone())).collect();
    let spec: BTreeSet<String> = action.rate_limits.iter().map(rate).collect();
    let page = page.into_iter().map(|(rate, place)| (rate, Some(place))).collect();
    sets(Kind::Rate, "", page, spec, found);
}

fn rate(rate: &RateLimit) -> String {
    action_rate(&super::facts::Rate {
        count: rate.count,
        window_seconds: rate.window_seconds,
        per: match &rate.scope {
            RateScope::Param(name) => Some(name.clone()),
            _ => None,
        },
        of: match &rate.counts {
            RateUnit::Items(name) => Some(name.clone()),
            _ => None,
        },
    })
}

fn codes(facts: &Facts, action: &Action, found: &mut Found<'_>) {
    let page = facts.codes.iter().map(|code| (code.value.number.to_string(), Some(code.place.clone()))).collect();
    let spec = action.codes.iter().map(|code| code.code.to_string()).collect();
    sets(Kind::Code, "", page, spec, found);
    // That a page lists a code for items alone is another fact.
    let in_reply: BTreeSet<i64> =
        facts.codes.iter().filter(|code| !code.value.in_items).map(|code| code.value.number).collect();
    for code in facts.codes.iter().filter(|code| code.value.in_items && !in_reply.contains(&code.value.number)) {
        let is_known =
            action.codes.iter().any(|known| known.code == code.value.number && known.level == CodeLevel::Item);
        if !is_known {
            let page = Some((format!("{} in items", code.value.number), Some(code.place.clone())));
            found.add(Kind::Code, "", page, None);
        }
    }
}

/// Two sets of facts of one kind. Where each side has one alone, these are readings of the same.
fn sets(kind: Kind, path: &str, page: BTreeMap<String, Option<Place>>, spec: BTreeSet<String>, found: &mut Found<'_>) {
    let only_page: Vec<&String> = page.keys().filter(|fact| !spec.contains(*fact)).collect();
    let only_spec: Vec<&String> = spec.iter().filter(|fact| !page.contains_key(*fact)).collect();
    for (fact, place) in page.iter().filter(|(fact, _)| spec.contains(*fact)) {
        found.add(kind, path, Some((fact.clone(), place.clone())), Some(fact.clone()));
    }
    let place = |fact: &String| page.get(fact).cloned().flatten();
    if let ([one], [other]) = (only_page.as_slice(), only_spec.as_slice()) {
        found.add(kind, path, Some(((*one).clone(), place(one))), Some((*other).clone()));
        return;
    }
    for fact in only_page {
        found.add(kind, path, Some((fact.clone(), place(fact))), None);
    }
    for fact in only_spec {
        found.add(kind, path, None, Some(fact.clone()));
    }
}
