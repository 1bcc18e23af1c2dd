//! Pages of documentation become drafts that lint, and the command refuses what it should.
//!
//! The documents belong to somebody else and lie beside the workspace: where they are not, there is nothing to try.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod bench;

use bench::{Bench, command, contains};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use zim_codegen::import::compare::{Kind, compare};
use zim_codegen::import::draft::{Source, draft, settle};
use zim_codegen::import::{Facts, read};
use zim_spec::load::Layer;
use zim_spec::model::Action;

/// What lies beside the workspace under `name`.
fn beside(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {name} is not beside the workspace (../shared)");
    None
}

/// Every page below a folder, in order.
fn pages(folder: &Path) -> Vec<(PathBuf, Facts)> {
    let mut folders = vec![folder.to_owned()];
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { paths.push(path) }
        }
    }
    paths.sort();
    let facts = paths.into_iter().flat_map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        let folder = path.parent().unwrap().to_owned();
        let resolve = move |reference: &str| fs::read_to_string(folder.join(reference)).ok();
        let facts = read(&path.display().to_string(), &text, &resolve).unwrap_or_default();
        facts.into_iter().map(|facts| (path.clone(), facts)).collect::<Vec<_>>()
    });
    facts.collect()
}

/// The drafts of pages, read as part of the shipped spec without their actions.
#[track_caller]
fn drafted(pages: &[(PathBuf, Facts)]) -> Vec<Action> {
    let names: Vec<&str> = pages.iter().map(|(_, facts)| facts.action.as_ref().unwrap().value.as_str()).collect();
    let mut spec = zim_spec::shipped().unwrap();
    // The group is that of the neighbours on the same folder of pages, who may be among those that go.
    let sourced: Vec<(Facts, Source)> =
        pages.iter().map(|(path, facts)| (facts.clone(), Source::new(path, None, "2026-11-25", &spec))).collect();
    let mut layer = Layer::shipped();
    layer.files.retain(|file| {
        let action = spec.actions.iter().find(|action| action.file == file.name);
        action.is_none_or(|action| !names.contains(&action.name.as_str()))
    });
    spec.actions.retain(|action| !names.contains(&action.name.as_str()));
    let settled = settle(draft(&sourced, &spec), &[layer]);
    let files: String = settled.draft.files.iter().map(|file| file.text()).collect();
    let whole = settled.spec.unwrap_or_else(|| panic!("a draft does not lint\n{}{files}", settled.findings));
    names.iter().map(|name| whole.action(name).unwrap().clone()).collect()
}

#[test]
fn the_page_of_call_reject_becomes_its_entry_but_for_descriptions() {
    let Some(path) = beside("seed-call-reject.mdx") else { return };
    let text = fs::read_to_string(&path).unwrap();
    let facts = read("seed-call-reject.mdx", &text, &|_| None).unwrap().remove(0);
    let findings = facts.findings.to_string();
    contains(&findings, &["import-charset", "`'-'`", "no blank is in the list"]);
    let page = Path::new("zim-server/call-invitation/reject-a-call-invitation.mdx");
    let mut drafted = drafted(&[(page.to_owned(), facts)]).remove(0);
    let mut shipped = zim_spec::shipped().unwrap().action("CallReject").unwrap().clone();
    for action in [&mut drafted, &mut shipped] {
        action.summary.clear();
        for param in &mut action.params {
            param.doc.clear();
        }
    }
    // What the sandbox does stands on no page.
    shipped.preconditions.clear();
    shipped.effects.clear();
    shipped.answers.clear();
    shipped.notifications.clear();
    assert_eq!(drafted, shipped);
}

#[test]
fn every_page_becomes_a_draft_that_lints() {
    for folder in ["zim-docs/pages-zh", "zim-docs/openapi-en"] {
        let Some(folder) = beside(folder) else { continue };
        let pages = pages(&folder);
        // To read a spec takes its time: a few pages go into each, and several are read at once.
        std::thread::scope(|scope| {
            for part in pages.chunks(9) {
                scope.spawn(move || lint(part));
            }
        });
    }
}

/// The draft of each page is an entry of the same group, called in the same way, with the same codes.
#[track_caller]
fn lint(pages: &[(PathBuf, Facts)]) {
    let spec = zim_spec::shipped().unwrap();
    for (action, (path, _)) in drafted(pages).iter().zip(pages) {
        let shipped = spec.action(&action.name).unwrap_or_else(|| panic!("the spec has no {}", action.name));
        assert_eq!(
            (&action.group, action.method, action.carrier, &action.host, &action.source.page),
            (&shipped.group, shipped.method, shipped.carrier, &shipped.host, &shipped.source.page),
            "{}",
            path.display()
        );
        let codes = |action: &Action| action.codes.iter().map(|code| code.code).collect::<BTreeSet<_>>();
        assert_eq!(codes(action), codes(shipped), "{}", action.name);
    }
}

/// Where the page and the API file of an action say different things, each with the reason.
const DISAGREEMENTS: &[(&str, &str)] = &[
    ("CreateGroup params.GroupName length: max_bytes 50 and max_chars 50", "The file is newer, and says characters."),
    (
        "QueryRoomMembers params.RoomId length: max_bytes 128 and max_bytes 32",
        "A note of the older page alone says 128; the schema of the file has 32, as everywhere else.",
    ),
    (
        "CreateGroup params.UserId raisable: raisable max_bytes, raisable max_items and raisable max_bytes",
        "The file leaves out that ZEGO raises the number of users.",
    ),
    (
        "EditGroupMsgBody params.SenderId required: no and yes",
        "The file requires it for both actions, and says in a text that only one needs it.",
    ),
];

#[test]
fn pages_and_files_of_an_action_say_the_same() {
    let (Some(old), Some(new)) = (beside("zim-docs/pages-zh"), beside("zim-docs/openapi-en")) else { return };
    let spec = zim_spec::shipped().unwrap();
    let said = |folder: &Path| -> BTreeMap<String, BTreeMap<String, BTreeSet<String>>> {
        pages(folder)
            .into_iter()
            .map(|(_, facts)| {
                let action = spec.action(&facts.action.as_ref().unwrap().value).unwrap();
                let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
                for fact in compare(&facts, action, &spec).facts {
                    let Some(value) = fact.page else { continue };
                    // One limit is told from another by its first word; lengths are of one kind, whatever they count.
                    let kind = match (fact.kind, value.split(' ').next().unwrap_or_default()) {
                        (Kind::SchemaLimit | Kind::ProseLimit, "max_bytes" | "max_chars") => "length",
                        (Kind::SchemaLimit | Kind::ProseLimit, limit) => limit,
                        (Kind::Method, "in") => "carrier",
                        (kind, _) => kind.as_str(),
                    };
                    said.entry(format!("{} {kind}", fact.path)).or_default().insert(value.clone());
                }
                (action.name.clone(), said)
            })
            .collect()
    };
    let (old, new) = (said(&old), said(&new));
    let mut found = BTreeSet::new();
    for (action, old) in &old {
        let Some(new) = new.get(action) else { continue };
        for (what, old) in old {
            if let Some(new) = new.get(what).filter(|new| *new != old) {
                let shown = |all: &BTreeSet<String>| all.iter().cloned().collect::<Vec<_>>().join(", ");
                found.insert(format!("{action} {what}: {} and {}", shown(old), shown(new)));
            }
        }
    }
    let listed: BTreeSet<String> = DISAGREEMENTS.iter().map(|(fact, _)| (*fact).to_owned()).collect();
    assert_eq!(found, listed, "write down why the documents disagree");
}

const PAGE: &str = "# Look up

## Request prototype

- Request method: GET
- Request URL: `https://zim-api.zego.im/?Action=LookUp`
- Rate limit: 20 requests/second

## Request parameters

| Parameter | Type | Required | Description |
|---|---|---|---|
| UserId | String | Yes | Whom to look up. |
| Wait | Number | No | How long it may take, in seconds. |

## Return codes

| Return code | Description | Solution |
|---|---|---|
| 660000002 | Wrong. | Mend it. |
";

fn page(bench: &Bench, name: &str, text: impl AsRef<[u8]>) {
    let path = bench.root.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn a_draft_goes_to_stdout_or_into_a_folder() {
    let bench = Bench::new();
    page(&bench, "docs/user/look-up.mdx", PAGE);
    let output = command(&["import", "docs/user/look-up.mdx", "--spec", "spec"], bench.root.path());
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    contains(
        &text,
        &["action: LookUp\n", "UserId: {type: UserId, required: true", "codes: [660000002]", "rate_limit: 20/s"],
    );
    let wrote = bench.expect(&["import", "docs", "--spec", "spec", "-o", "draft"], 0);
    contains(&wrote, &["wrote draft/actions/user/look_up.yaml"]);
    assert_eq!(fs::read_to_string(bench.root.path().join("draft/actions/user/look_up.yaml")).unwrap(), text);
    contains(&bench.expect(&["lint", "draft"], 0), &["placeholder", "this is still to be written"]);
    let again = bench.expect(&["import", "docs", "--spec", "spec", "-o", "draft", "--group", "user"], 2);
    contains(&again, &["draft/actions/user/look_up.yaml is there already", "-o"]);
}

#[test]
fn what_is_no_page_is_named_and_the_rest_imported() {
    let bench = Bench::new();
    page(&bench, "a/look-up.mdx", PAGE);
    page(&bench, "a/empty.mdx", "");
    page(&bench, "a/picture.md", b"GIF\0");
    page(&bench, "a/latin.mdx", b"caf\xe9");
    page(&bench, "notes.md", "# Notes\n\nNothing here.\n");
    fs::create_dir(bench.root.path().join("bare")).unwrap();
    fs::File::create(bench.root.path().join("large.mdx")).unwrap().set_len(5 * 1024 * 1024).unwrap();
    let said = bench.expect(&["import", "a", "notes.md", "bare", "large.mdx", "absent.mdx", "--spec", "spec"], 2);
    contains(
        &said,
        &[
            "action: LookUp",
            "a/empty.mdx is empty",
            "a/picture.md is no text",
            "a/latin.mdx is not UTF-8 from byte 3",
            "notes.md describes no action",
            "bare holds no page",
            "large.mdx has 5242880 bytes",
            "cannot read absent.mdx",
        ],
    );
}

#[test]
fn differences_and_scores_have_exit_codes() {
    let bench = Bench::new();
    page(&bench, "docs/user/look-up.mdx", PAGE);
    bench.expect(&["import", "docs", "--spec", "spec", "--compare"], 1);
    bench.expect(&["import", "docs", "--spec", "spec", "-o", "draft"], 0);
    let draft = bench.root.path().join("draft/actions/user/look_up.yaml");
    fs::copy(draft, bench.spec("actions/user/look_up.yaml")).unwrap();
    let differs = bench.expect(&["import", "docs", "--spec", "spec", "--compare"], 1);
    // The type has what the page does not say.
    contains(&differs, &["LookUp params.UserId: limit (prose) missed: spec max_bytes 32  (actions/user/look_up.yaml)"]);
    page(&bench, "import.yaml", "- reason: The page does not say it.\n  facts: [\"* missed: *\"]\n");
    contains(
        &bench.expect(&["import", "docs", "--spec", "spec", "--score"], 0),
        &["parameter", "listed: The page does not say it."],
    );
    page(&bench, "docs/user/look-up.mdx", PAGE.replace("20 req", "30 req"));
    let wrong = bench.expect(&["import", "docs", "--spec", "spec", "--score"], 1);
    contains(&wrong, &["not listed:", "LookUp: rate wrong: page 30/s, spec 20/s"]);
    let json = command(&["import", "docs", "--spec", "spec", "--score", "--format", "json"], bench.root.path()).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["not_listed"][0]["page"], "30/s");
    bench.expect(&["import", "docs", "--compare", "--score"], 2);
    bench.expect(&["import"], 2);
}
