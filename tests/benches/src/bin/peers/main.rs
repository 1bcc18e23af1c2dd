//! Runs this project and progenitor on the same 72 actions, alternating, and prints a table:
//! `cargo peers ../shared/peers/zim-openapi.json [RUNS] [PART]…`; the parts are `generate`, `compile` and `run-time`, and
//! each needs what those before it have built.
//!
//! The document is ZEGO's, so that it is not part of this repository; progenitor comes from crates.io. Everything is
//! built below `target/peers`. Times vary with the machine: they are reported and held to nothing.

mod compile;
mod documents;
mod generate;
mod measure;
mod packages;
mod run_time;

use measure::Table;
use packages::Places;
use std::env;
use std::error::Error;
use std::path::PathBuf;

type Measure = fn(&Places, &mut Table) -> Result<(), Box<dyn Error>>;

const PARTS: [(&str, Measure); 3] =
    [("generate", generate::measure), ("compile", compile::measure), ("run-time", run_time::measure)];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let openapi = arguments.next().ok_or("where is the OpenAPI document? `cargo peers FILE [RUNS]`")?;
    let runs = arguments.next().map_or(Ok(7), |runs| runs.parse())?;
    let places = Places::new(PathBuf::from(openapi).canonicalize()?)?;
    let mut table = Table::new(runs);
    let parts: Vec<String> = arguments.collect();
    for (name, measure) in PARTS {
        if parts.is_empty() || parts.iter().any(|part| part == name) {
            measure(&places, &mut table)?;
        }
    }
    println!("{table}");
    Ok(())
}
