//! The command line: what can be asked, and how the answer becomes an exit code.
//!
//! 0: fine. 1: problems were found. 2: it could not run.

mod coverage;
mod diff;
mod explain;
mod file;
mod import;
mod lint;
mod new;
mod openapi;
mod regenerate;
mod report;
mod schema;
mod today;
mod workspace;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use zim_codegen::Options;

/// Generates Rust from a declarative spec of ZEGO's ZIM server API.
#[derive(Debug, Parser)]
#[command(name = "zim-codegen", bin_name = "cargo zim", version, after_help = EXIT_CODES, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 fine, 1 found problems, 2 could not run.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes the generated code anew, or checks that it is fresh.
    ///
    /// Only files whose bytes change are written, and only files that carry the generator's header are
    /// replaced or deleted.
    #[command(
        after_help = "Examples:\n  cargo zim regenerate\n  cargo zim regenerate --check\n  cargo zim regenerate --spec my-spec --out src/generated"
    )]
    Regenerate {
        /// Writes nothing; says which files differ and why, and exits with 1 if any does.
        #[arg(long)]
        check: bool,
        /// The folder of spec files [default: the workspace's zim-spec/spec].
        #[arg(long, value_name = "DIR")]
        spec: Option<PathBuf>,
        /// The folder for the generated code [default: the workspace's zim-generated/src/generated].
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// The path at which the generated code finds its runtime [default: crate::runtime].
        #[arg(long, value_name = "PATH", value_parser = runtime)]
        runtime: Option<Options>,
    },
    /// Reports every problem of a spec at once, with places.
    ///
    /// Exits with 1 if any is an error. `cargo zim explain RULE` says what a rule means. A file may have a finding that
    /// is no obstacle to generating code, with a reason: `allow: {RULE: …}`.
    #[command(
        after_help = "Examples:\n  cargo zim lint\n  cargo zim lint my-spec\n  cargo zim lint --fix\n  cargo zim lint --format sarif > lint.sarif"
    )]
    Lint {
        /// Folders of spec files [default: the workspace's zim-spec/spec]. Several are read as one spec;
        /// without a service.yaml among them, they may use the shipped types and codes.
        #[arg(value_name = "DIR")]
        folders: Vec<PathBuf>,
        /// How findings are printed.
        #[arg(long, value_enum, default_value_t = lint::Format::Human)]
        format: lint::Format,
        /// Mends first what needs no decision: misspelt keys and words, values of the wrong type, hidden characters,
        /// allowances that are not needed.
        #[arg(long)]
        fix: bool,
        /// Exits with 1 for warnings, too.
        #[arg(long)]
        deny_warnings: bool,
        /// The day by which facts grow old [default: today].
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        today: Option<zim_spec::Day>,
    },
    /// Makes a draft of a spec entry of a page of ZEGO's documentation, or compares the two.
    ///
    /// A page is MDX with tables, or an OpenAPI file. What could not be read, and what looks wrong, is reported with
    /// its place. A draft lints, and says `To be written.` where a sentence of one's own is wanted.
    #[command(
        after_help = "Examples:\n  cargo zim import reject-a-call-invitation.mdx\n  cargo zim import docs/room --group room -o draft && cargo zim lint draft\n  cargo zim import --compare reject-a-call-invitation.yaml\n  cargo zim import --score docs"
    )]
    Import {
        /// Pages, and folders of such.
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// The folder for the drafts, in which nothing is overwritten [default: stdout].
        #[arg(short, long, value_name = "DIR", conflicts_with_all = ["compare", "score"])]
        out: Option<PathBuf>,
        /// The group of the drafted actions [default: that of others from the same folder of pages].
        #[arg(long, value_name = "GROUP", value_parser = group)]
        group: Option<String>,
        /// Says what differs from the spec's entries, and exits with 1 if anything does.
        #[arg(long, conflicts_with = "score")]
        compare: bool,
        /// Counts by kind of fact what is as in the spec's entries, and exits with 1 if anything else has no reason.
        #[arg(long)]
        score: bool,
        /// The folder of spec files [default: the workspace's zim-spec/spec, or the shipped spec].
        #[arg(long, value_name = "DIR")]
        spec: Option<PathBuf>,
        /// The list of differences that have a reason [default: import.yaml beside the spec folder].
        #[arg(long, value_name = "FILE", requires = "score")]
        exceptions: Option<PathBuf>,
        /// How the answer is printed.
        #[arg(long, value_enum, default_value_t = import::Format::Human)]
        format: import::Format,
    },
    /// Counts what a spec holds, and compares it with a folder of OpenAPI files.
    ///
    /// Each action, parameter, reply field, value, limit and code of the files must be in the spec, or in the list
    /// of exceptions with the reason why it is not.
    #[command(after_help = "Examples:\n  cargo zim coverage\n  cargo zim coverage openapi-en")]
    Coverage {
        /// The folder of OpenAPI files; without it, only the counts are printed.
        #[arg(value_name = "DIR")]
        documents: Option<PathBuf>,
        /// The folder of spec files [default: the workspace's zim-spec/spec].
        #[arg(long, value_name = "DIR")]
        spec: Option<PathBuf>,
        /// The list of exceptions [default: coverage.yaml beside the spec folder].
        #[arg(long, value_name = "FILE")]
        exceptions: Option<PathBuf>,
    },
    /// Tells what changed between two specs: for the wire, for Rust callers and for behaviour.
    ///
    /// A side is a folder; a git revision: `REV:path`, or `REV:` for zim-spec/spec there; or `shipped`, the spec in
    /// this program. Where no folder is called so, a word is a revision, too: `v0.1.0` is `v0.1.0:`. A path counts
    /// from the root of the repository, or from this folder if it starts with `./`.
    ///
    /// Exits with 0 once the sides could be compared, whatever changed, unless `--fail-on` says otherwise.
    #[command(
        after_help = "Examples:\n  cargo zim diff main:\n  cargo zim diff v0.1.0: HEAD: --format markdown\n  cargo zim diff HEAD~1:zim-spec/spec my-spec --fail-on breaking\n  cargo zim diff shipped ./my-spec --format json"
    )]
    Diff {
        /// The side to compare from.
        #[arg(value_name = "OLD")]
        old: String,
        /// The side to compare with [default: the workspace's zim-spec/spec].
        #[arg(value_name = "NEW")]
        new: Option<String>,
        /// How the changes are printed.
        #[arg(long, value_enum, default_value = "human")]
        format: diff::Format,
        /// Exits with 1 if there is a change of this kind.
        #[arg(long, value_enum, value_name = "KIND")]
        fail_on: Option<diff::FailOn>,
    },
    /// Explains a return code, a rule, an action, a callback or a type.
    ///
    /// What is printed comes from the spec: of a code what it means, what to do and who answers it; of an action all
    /// that the documentation of the generated code says. A rule is explained even if the spec has mistakes.
    #[command(
        after_help = "Examples:\n  cargo zim explain 660900005\n  cargo zim explain CallEnded\n  cargo zim explain CallReject\n  cargo zim explain length-unit\n  cargo zim explain UserId --format json"
    )]
    Explain {
        /// A code or its name, a rule such as length-unit, an action, a callback, or a type.
        #[arg(value_name = "WHAT")]
        what: String,
        /// The folder of spec files [default: the workspace's zim-spec/spec, or else the shipped spec].
        #[arg(long, value_name = "DIR")]
        spec: Option<PathBuf>,
        /// For people, or a JSON list with an object for each thing that is called so.
        #[arg(long, value_enum, default_value = "human")]
        format: explain::Format,
    },
    /// Writes a commented draft of an action, or of a callback.
    ///
    /// What is still to be filled in is marked, and the lints ask for just that; each optional part is there as an
    /// example behind a `#`. Nothing is overwritten.
    #[command(
        after_help = "Examples:\n  cargo zim new CallForward --group call\n  cargo zim new CallForward --group call --method POST --spec my-spec\n  cargo zim new call_forward --group call --callback\n  cargo zim new CallForward --group call --stdout"
    )]
    New {
        /// The name on the wire: an action's, such as CallForward, or an event's, such as call_forward.
        #[arg(value_name = "ACTION")]
        name: String,
        /// The group, a folder of the spec.
        #[arg(long, short, value_name = "GROUP")]
        group: String,
        /// The HTTP method.
        #[arg(long, value_enum, default_value = "GET")]
        method: new::Method,
        /// Drafts a callback.
        #[arg(long, conflicts_with = "method")]
        callback: bool,
        /// Makes a new group, even if another is called much like it.
        #[arg(long)]
        new_group: bool,
        /// The folder of spec files [default: the workspace's zim-spec/spec].
        #[arg(long, value_name = "DIR")]
        spec: Option<PathBuf>,
        /// Prints the draft and writes nothing.
        #[arg(long)]
        stdout: bool,
    },
    /// Prints the JSON Schema (draft-07) of spec files, by which editors complete and check them.
    ///
    /// Without a kind, it is one schema that tells the kinds of files apart by their keys. What takes more than one
    /// file to see, such as whether a name is defined, is for `lint`.
    #[command(
        after_help = "Examples:\n  cargo zim schema > zim.schema.json\n  cargo zim schema action\n  cargo zim schema --out schemas"
    )]
    Schema {
        /// The kind of spec file.
        #[arg(value_name = "KIND", value_enum)]
        kind: Option<schema::FileKind>,
        /// Writes the schema of this kind, or of every kind and the one for all (zim.schema.json), into a folder;
        /// only files whose bytes change.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Writes the spec as an OpenAPI 3.1 document, for tools that read those.
    ///
    /// Each action has a path of its own, /CallReject, that no server has: `x-zim-path` is what is sent, and `Action` is
    /// a parameter with one allowed value. What OpenAPI cannot say stands in x-zim-… keys; `x-zim-keys` in the document
    /// says what each of them means.
    #[command(
        name = "openapi",
        after_help = "Examples:\n  cargo zim openapi > zim-openapi.json\n  cargo zim openapi -o zim-openapi.json\n  cargo zim openapi --spec my-spec --format yaml"
    )]
    OpenApi {
        /// The folder of spec files [default: the workspace's zim-spec/spec, or the shipped spec]. Without a service.yaml
        /// it is read over the shipped spec.
        #[arg(long, value_name = "DIR")]
        spec: Option<PathBuf>,
        /// The file to write to [default: stdout].
        #[arg(short, long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// How the document is written.
        #[arg(long, value_enum, default_value_t = openapi::Format::Json)]
        format: openapi::Format,
    },
}

/// How a command ended.
enum Outcome {
    Fine,
    Problems,
    /// It could not run, and has said why.
    WrongUse,
}

/// Runs the command that the arguments ask for.
pub(crate) fn run() -> ExitCode {
    let outcome = match Arguments::try_parse() {
        Ok(Arguments { command: Command::Regenerate { check, spec, out, runtime } }) => {
            let options = runtime.unwrap_or_default();
            regenerate::run(&regenerate::Request { check, spec, out, options })
        }
        Ok(Arguments { command: Command::Lint { folders, format, fix, deny_warnings, today } }) => {
            lint::run(&lint::Request { folders, format, fix, deny_warnings, today })
        }
        Ok(Arguments { command: Command::Coverage { documents, spec, exceptions } }) => {
            coverage::run(&coverage::Request { documents, spec, exceptions })
        }
        Ok(Arguments { command: Command::Import { files, out, group, compare, score, spec, exceptions, format } }) => {
            let task = match (compare, score) {
                (true, _) => import::Task::Compare,
                (_, true) => import::Task::Score,
                _ => import::Task::Draft,
            };
            import::run(&import::Request { files, out, group, task, spec, exceptions, format })
        }
        Ok(Arguments { command: Command::Diff { old, new, format, fail_on } }) => {
            diff::run(&diff::Request { old, new, format, fail_on })
        }
        Ok(Arguments { command: Command::Explain { what, spec, format } }) => {
            explain::run(&explain::Request { what, spec, format })
        }
        Ok(Arguments { command: Command::New { name, group, method, callback, new_group, spec, stdout } }) => {
            let kind = if callback { new::Kind::Callback } else { new::Kind::Action(method) };
            new::run(&new::Request { name, kind, group, new_group, spec, stdout })
        }
        Ok(Arguments { command: Command::Schema { kind, out } }) => schema::run(&schema::Request { kind, out }),
        Ok(Arguments { command: Command::OpenApi { spec, out, format } }) => {
            openapi::run(&openapi::Request { spec, out, format })
        }
        // A wrong argument, or a missing command; or somebody asked for help, which clap calls an error, too.
        Err(answer) => report::answer(&answer),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Problems) => ExitCode::from(1),
        Ok(Outcome::WrongUse) => ExitCode::from(2),
        Err(error) => {
            report::failure(&*error);
            ExitCode::from(2)
        }
    }
}

/// Reads `--runtime`.
fn runtime(path: &str) -> Result<Options, NotAPath> {
    Some(Options::default().with_runtime(path)).filter(Options::runtime_is_a_path).ok_or(NotAPath)
}

/// Reads `--today`.
fn day(text: &str) -> Result<zim_spec::Day, NotADay> {
    zim_spec::Day::new(text).ok_or(NotADay)
}

/// Reads `--group`.
fn group(name: &str) -> Result<String, NotAGroup> {
    Some(name.to_owned()).filter(|name| zim_spec::naming::is_snake_case(name)).ok_or(NotAGroup)
}

/// `--group` is no name of a folder of actions.
#[derive(Debug, thiserror::Error)]
#[error("this is not the name of a group; write small letters, digits and `_`, such as `zim_audio`")]
struct NotAGroup;

/// `--today` is no day.
#[derive(Debug, thiserror::Error)]
#[error("this is no day of the calendar; write year, month and day, such as `2026-11-25`")]
struct NotADay;

/// `--runtime` names no module.
#[derive(Debug, thiserror::Error)]
#[error("this is not the path of a Rust module; write one such as `zim_generated::runtime`")]
struct NotAPath;

type CommandResult = Result<Outcome, Box<dyn std::error::Error>>;
