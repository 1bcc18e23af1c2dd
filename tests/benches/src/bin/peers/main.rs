//! Runs this project and progenitor on the same 72 actions, alternating, and prints a table:
//! `cargo peers ../shared/peers/zim-openapi.json [RUNS]`.
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

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let openapi = arguments.next().ok_or("where is the OpenAPI document? `cargo peers FILE [RUNS]`")?;
    let runs = arguments.next().map_or(Ok(7), |runs| runs.parse())?;
    let places = Places::new(PathBuf::from(openapi).canonicalize()?)?;
    let mut table = Table::new(runs);
    generate::measure(&places, &mut table)?;
    compile::measure(&places, &mut table)?;
    run_time::measure(&places, &mut table)?;
    println!("{table}");
    Ok(())
}
