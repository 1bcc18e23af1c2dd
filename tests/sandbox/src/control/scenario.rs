//! `/_sandbox/scenario`: which calls fail and how.

use super::{Control, Reply, Request};
use crate::scenario::{Scenario, ScenarioError};
use serde_json::{Value, json};

/// `GET`: the scenario as `PUT` takes it.
pub(super) fn read(control: &Control, _: &Request<'_>) -> Reply {
    let scenario = control.gateway().script().scenario();
    match serde_json::to_value(scenario) {
        Ok(scenario) => Reply::json(200, &scenario),
        Err(error) => Reply::error(500, error.to_string()),
    }
}

/// `PUT`: starts one, in JSON or YAML, in place of the one before; answers what `GET` then would.
pub(super) fn write(control: &Control, request: &Request<'_>) -> Reply {
    let Ok(text) = std::str::from_utf8(request.body) else {
        return Reply::error(400, "the body is not UTF-8; send a scenario as JSON or YAML");
    };
    let set = Scenario::read("body", text).and_then(|scenario| control.gateway().set_scenario(scenario));
    match set {
        Ok(()) => read(control, request),
        Err(error) => Reply::json(400, &refusal(&error)),
    }
}

/// `DELETE`: ends it.
pub(super) fn clear(control: &Control, request: &Request<'_>) -> Reply {
    control.gateway().script_mut().set_scenario(Scenario::new());
    read(control, request)
}

/// `GET`: of each rule, in their order, how many calls it has counted, and on how many it acted.
pub(super) fn progress(control: &Control, _: &Request<'_>) -> Reply {
    Reply::json(200, &json!(control.gateway().script().progress()))
}

/// Everything that is wrong, each with its place.
fn refusal(error: &ScenarioError) -> Value {
    let found = error.diagnostics();
    let problems = found.iter().map(|problem| {
        let at = problem.place.as_ref().map(|place| found.position(place));
        let (line, column) = at.unzip();
        json!({ "line": line, "column": column, "message": problem.message, "help": problem.help })
    });
    json!({ "error": error.to_string(), "problems": problems.collect::<Vec<_>>() })
}
