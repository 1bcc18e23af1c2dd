//! Holds what must not grow to `budgets.txt`: `cargo budget`, or `cargo budget --bless` to write what is measured.
//!
//! `--run TIMES CASE` runs a case and measures nothing, for callgrind and other profilers.
//!
//! All of it is counted, and none of it timed, so that it is the same on every machine: instructions by callgrind,
//! allocations by an allocator that counts, lines of what is generated and of what is compiled, and dependencies.

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use std::alloc::System;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};
use zim_benches::budgets::{Budgets, ROOM_INSTRUCTIONS, ROOM_LINES, ROOM_PERCENT, Verdict};
use zim_benches::{all, cases, counts};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let bless = match arguments[..] {
        [] => false,
        ["--bless"] => true,
        ["--run", times, name] => return run_case(times.parse()?, name),
        _ => return Err("there are no options but `--bless`, and `--run TIMES CASE`".into()),
    };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("budgets.txt");
    let measured = measure()?;
    if bless {
        fs::write(&file, Budgets::of(&measured).to_string())?;
        println!("wrote {} budgets to {}", measured.len(), file.display());
        return Ok(ExitCode::SUCCESS);
    }
    let budgets: Budgets = fs::read_to_string(&file)?.parse()?;
    let mut kept = true;
    for (name, number) in &measured {
        let (verdict, budget) = budgets.judge(name, *number);
        let budget = budget.map_or_else(|| "none".to_owned(), |budget| budget.to_string());
        println!("{name:<48} {number:>10}   budget {budget:>10}   {verdict}");
        kept &= verdict != Verdict::Exceeded && verdict != Verdict::Missing;
    }
    if kept {
        return Ok(ExitCode::SUCCESS);
    }
    println!("\nMore than the budget allows. If that is worth it, `cargo budget --bless` and say why in the commit.");
    println!(
        "For other compilers, lines have {ROOM_LINES} % of room, instructions {ROOM_PERCENT} %, and {ROOM_INSTRUCTIONS} \
         more for where texts lie; all else has none."
    );
    Ok(ExitCode::from(1))
}

fn run_case(times: u64, name: &str) -> Result<ExitCode, Box<dyn Error>> {
    let case = all().find(|case| case.name == name).ok_or_else(|| format!("there is no case {name}"))?;
    let mut run = (case.prepare)();
    (0..times).for_each(|_| run());
    Ok(ExitCode::SUCCESS)
}

fn measure() -> Result<Vec<(String, u64)>, Box<dyn Error>> {
    let mut measured = Vec::new();
    let mut add = |kind: &str, name: &str, number| measured.push((format!("{kind} {name}"), number));
    for case in cases::CASES {
        add("allocations", case.name, counts::allocations(case, || ALLOCATOR.stats()));
    }
    if counts::has_valgrind() {
        for case in cases::CASES {
            add("instructions", case.name, counts::instructions(case)?);
        }
    } else {
        println!("valgrind is not here: instructions are not counted");
    }
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../zim-generated");
    add("lines", "generated", counts::lines(&crate_folder.join("src/generated"))?);
    let runtime = counts::llvm_lines(&crate_folder.join("runtime"), "callbacks")?;
    add("lines", "llvm", runtime + counts::llvm_lines(&crate_folder, "default")?);
    add("crates", "dependencies", counts::dependencies(&crate_folder)?);
    Ok(measured)
}
