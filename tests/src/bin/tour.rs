//! The whole pipeline at work: the spec is read, the code compared with it, the sandbox started, a
//! CallReject sent, and every refusal that its page lists provoked.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use zim_generated::call::{CallReject, CallRejectError};
use zim_generated::runtime::{Error, Policy, Request, Zim};
use zim_sandbox::{Call, Clock, Sandbox};
use zim_spec::load::{Layer, load};
use zim_spec::model::Spec;
use zim_tests::transport::{APP_ID, BoxError, SECRET, send, zim};

fn main() -> ExitCode {
    match tour(&mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the tour stopped: {error}");
            ExitCode::FAILURE
        }
    }
}

fn tour(out: &mut impl Write) -> Result<(), BoxError> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("the tests have no folder above them")?;
    let spec = read_spec(out, root)?;
    write_code(out, root, &spec)?;

    let clock = Clock::system();
    let sandbox = Sandbox::builder().app(APP_ID, SECRET).spec(spec).clock(clock).start()?;
    seed(&sandbox);
    writeln!(out, "sandbox    {} answers as ZIM would\n", sandbox.url())?;

    let zim = zim(&sandbox.url())?;
    let reply = send(&zim, &CallReject::builder("ann", "ringing").extended_data("busy").build()?)??;
    writeln!(out, "accepted   CallReject of `ringing` by `ann`: {}, request {}\n", reply.message, reply.request_id)?;

    let invalid =
        CallReject::builder("a name that is far too long — and no id", "").extended_data("x".repeat(3000)).build();
    if let Err(violations) = &invalid {
        writeln!(out, "before anything is sent, every broken limit at once:\n{violations}\n")?;
    }

    for refusal in &REFUSALS {
        refuse(out, &zim, refusal)?;
    }
    sandbox.stop();
    Ok(())
}

fn read_spec(out: &mut impl Write, root: &Path) -> Result<Spec, BoxError> {
    let layer = Layer::folder(&root.join("zim-spec/spec"))?;
    let files = layer.files.len();
    let spec = load(&[layer]).into_result().map_err(|diagnostics| diagnostics.to_string())?;
    let (actions, codes, callbacks) = (spec.actions.len(), spec.codes.len(), spec.callbacks.len());
    writeln!(out, "spec       {files} files: {actions} actions, {codes} return codes, {callbacks} callbacks")?;
    Ok(spec)
}

fn write_code(out: &mut impl Write, root: &Path, spec: &Spec) -> Result<(), BoxError> {
    let files = zim_codegen::generate(spec).map_err(|diagnostics| diagnostics.to_string())?;
    let lines: usize = files.iter().map(|file| file.text.lines().count()).sum();
    let folder = root.join("zim-generated/src/generated");
    let outcome = match zim_codegen::sync::write(&files, &folder)?.as_slice() {
        [] => "unchanged".to_owned(),
        differences => format!("{} written: run this again to use them", differences.len()),
    };
    writeln!(out, "code       {} files, {lines} lines of Rust: {outcome}", files.len())?;
    Ok(())
}

fn seed(sandbox: &Sandbox) {
    for user in ["ann", "bob", "eve"] {
        sandbox.register_user(user);
    }
    for call in ["ringing", "over", "late"] {
        sandbox.add_call(Call::new(call).invite("ann").invite("bob"));
    }
    sandbox.end_call("over");
    sandbox.time_out_call("late");
}

/// A CallReject that ZIM refuses: who rejects which call, and the refusal it gets.
struct Refusal {
    user: &'static str,
    call: &'static str,
    times: u32,
    expected: CallRejectError,
}

const REFUSALS: [Refusal; 7] = [
    Refusal { user: "ann", call: "", times: 1, expected: CallRejectError::InvalidParameter },
    Refusal { user: "stranger", call: "ringing", times: 1, expected: CallRejectError::OperatorNotRegistered },
    Refusal { user: "ann", call: "unheard-of", times: 1, expected: CallRejectError::CallUnavailable },
    Refusal { user: "ann", call: "over", times: 1, expected: CallRejectError::CallEnded },
    Refusal { user: "ann", call: "late", times: 1, expected: CallRejectError::InvitationTimedOut },
    Refusal { user: "eve", call: "ringing", times: 1, expected: CallRejectError::UserNotInvited },
    // Sent again and again until more than 20 fall into one second.
    Refusal { user: "bob", call: "ringing", times: 1000, expected: CallRejectError::AppRateExceeded },
];

fn refuse(out: &mut impl Write, zim: &Zim, refusal: &Refusal) -> Result<(), BoxError> {
    // No policy: what the client would refuse is to reach the server here.
    let request = CallReject::builder(refusal.user, refusal.call).build_with(Policy::None)?;
    let careless = zim.clone().with_policy(Policy::None);
    for _ in 0..refusal.times {
        match send(&careless, &request)? {
            Err(Error::Api(error)) if error.kind == refusal.expected => {
                let recovery = error.recovery().map_or("unknown".to_owned(), |recovery| format!("{recovery:?}"));
                writeln!(out, "refused    {}\n           advice: {} recovery: {recovery}", error.kind, error.advice())?;
                return Ok(());
            }
            // The first is carried out, and whoever has rejected is no longer invited.
            Ok(_) | Err(Error::Api(_)) if refusal.times > 1 => {}
            other => return Err(format!("expected {:?}, not {other:?}", refusal.expected).into()),
        }
    }
    Err(format!("{} calls were not enough to meet the rate limit", refusal.times).into())
}
