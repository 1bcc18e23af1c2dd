//! Tells the values of enumerations apart, and those that have no name.
use desk_api::types::{Body, Channel, Labels, Priority, State};
use std::collections::BTreeMap;

pub fn state(state: State) -> i32 {
    match state {
        State::Open => 1,
        State::Closed => 2,
        State::Other(number) => number,
        _ => 0,
    }
}

pub fn priority(number: i32) -> &'static str {
    match Priority::from(number) {
        Priority::Low => "low",
        Priority::High => "high",
        Priority::Other(_) => "unknown",
        _ => "new",
    }
}

pub fn channel(channel: &Channel) -> &str {
    match channel {
        Channel::Mail => "by mail",
        Channel::Phone => "by phone",
        Channel::Other(text) => text,
        _ => channel.as_str(),
    }
}

pub fn labels(labels: Labels) -> (bool, u32) {
    (labels.contains(Labels::LOGIN), (labels | Labels::BILLING).bits())
}

pub fn body(body: &Body) -> Option<&str> {
    match body {
        Body::Text(text) => Some(&text.text),
        Body::Link(link) => Some(link),
        _ => None,
    }
}

pub fn count(states: &[State]) -> BTreeMap<State, usize> {
    states.iter().map(|state| (*state, state.get() as usize)).collect()
}
