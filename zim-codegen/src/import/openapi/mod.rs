//! OpenAPI files, as they are, read into facts.
//!
//! They are not always what the standard says: `$ref` stands in places and with company that it may not, types are
//! called `int32`, and what matters most, units, rates, characters and codes, is in descriptions.

mod constraints;
mod lines;
mod names;
mod refs;
mod schema;
mod table;
mod yaml;

use super::prose;
use super::rules::{DOUBT, UNREAD};
use super::{Facts, Field, FieldType, Found, ImportError, Required};
use refs::{At, Files};
use schema::Maker;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, Place, SourceFile, quoted};
use zim_spec::model::Method;

/// Actions of one file, at most: of all of them a file is about one, or two.
const MOST: usize = 32;

/// Rates, and events, of one action, at most.
const FEW: usize = 32;

/// The facts of every action that the file called `name` describes. `resolve` gives the text of a file that it refers to
/// by a path relative to it.
///
/// # Errors
/// Says why the file describes no action.
pub fn openapi(name: &str, text: &str, resolve: &dyn Fn(&str) -> Option<String>) -> Result<Vec<Facts>, ImportError> {
    let root = yaml::tree(text).map_err(|wrong| match wrong {
        yaml::Wrong::Deep => ImportError::TooDeep(yaml::DEEPEST),
        yaml::Wrong::Empty => ImportError::Empty,
        yaml::Wrong::Syntax(line, what) => ImportError::NotOpenApi(format!("line {line}: {what}")),
    })?;
    if root.get("paths").is_none() {
        let is_openapi = root.get("openapi").is_some() || root.get("swagger").is_some();
        return Err(if is_openapi {
            ImportError::NoAction
        } else {
            ImportError::NotOpenApi("it has no `paths`".to_owned())
        });
    }
    let mut findings = Diagnostics::new(vec![SourceFile::new(name, text)]);
    let files = Files::read(root, resolve, &mut findings);
    let mut all = Vec::new();
    for (path, _, item) in files.root().and_then(|root| root.get("paths")).into_iter().flat_map(At::entries) {
        for (method, place, operation) in item.entries() {
            let method = match method {
                "get" => Method::Get,
                "post" => Method::Post,
                "put" | "delete" | "patch" | "head" | "options" => {
                    let what = format!("the method {} is none of an action", quoted(method));
                    findings
                        .push(Diagnostic::warning(UNREAD, what).at(place).help("actions are called with GET or POST"));
                    continue;
                }
                _ => continue,
            };
            if all.len() < MOST {
                all.extend(read(&files, path, (method, place), item, operation, &findings));
            }
        }
    }
    all.truncate(MOST);
    if all.is_empty() { Err(ImportError::NoAction) } else { Ok(all) }
}

/// The facts of one operation: for each action that it names the same.
fn read<'f>(
    files: &'f Files,
    path: &str,
    method: (Method, Place),
    item: At<'f>,
    operation: At<'f>,
    findings: &Diagnostics,
) -> Vec<Facts> {
    let mut facts = Facts { findings: findings.clone(), ..Facts::default() };
    let mut maker =
        Maker { files, findings: &mut facts.findings, codes: Vec::new(), words: 0, count: 0, is_reply: false };
    let mut actions = names::of_path(path, item.place());
    for param in item.get("parameters").into_iter().chain(operation.get("parameters")).flat_map(At::items) {
        let followed = files.follow(param);
        // Those that cannot be had are shared ones: an action's own are in its file.
        let (Some(name), false) = (followed.get("name"), followed.is_broken) else { continue };
        let Some(written) = name.node.text() else { continue };
        if followed.text("in").is_some_and(|place| place != "query") {
            let what = format!("{} is not sent in the query", quoted(written));
            let finding = Diagnostic::warning(UNREAD, what).at(name.place());
            maker.findings.push(finding.help("the spec knows parameters in the query and the body"));
            continue;
        }
        let Some(schema) = followed.get("schema").or_else(|| followed.end()) else { continue };
        if names::is_action(written) {
            let values = files.follow(schema);
            let found = values.get("enum").into_iter().flat_map(At::items).chain(values.get("const"));
            let found: Vec<_> =
                found.filter_map(|at| Some(Found::new(at.node.text()?.to_owned(), at.place()))).collect();
            if !found.is_empty() {
                actions = found;
            }
            facts.host = facts.host.or_else(|| names::host(followed.get("description")));
            continue;
        }
        if names::is_common(written, followed.text("description").unwrap_or_default()) {
            continue;
        }
        let holder = followed.end().unwrap_or(param);
        if maker.count >= schema::MOST {
            break;
        }
        let mut field = maker.field(Found::new(written.to_owned(), name.place()), schema, holder, 0);
        let required = followed.get("required");
        let is_required = required.is_some_and(|required| required.node.is_true());
        let place = followed.key("required").unwrap_or_else(|| name.place());
        field.required = Some(Found::new(if is_required { Required::Yes } else { Required::No }, place));
        names::insert(&mut facts.params, field);
    }
    let queried = facts.params.len();
    if let Some(body) = operation.get("requestBody").map(|body| files.follow(body))
        && let Some(schema) = body.get("content").and_then(json)
    {
        for field in maker.fields(schema, 0) {
            schema::push(&mut facts.params, field);
        }
        let place = body.end().map_or_else(|| operation.place(), At::place);
        let place = operation
            .node
            .entry("requestBody")
            .map_or(place, |(key, _)| Place { file: operation.file, span: key.clone() });
        facts.in_body = Some(Found::new(true, place));
    }
    if facts.in_body.is_none() && queried > 0 {
        facts.in_body = Some(Found::new(false, method.1.clone()));
    }
    reply(&mut maker, files, operation, &mut facts.reply, &mut facts.envelope);
    facts.codes = std::mem::take(&mut maker.codes);
    facts.host = facts.host.or_else(|| servers(files));
    facts.method = Some(Found::new(method.0, method.1.clone()));
    describe(&mut facts, operation);
    if actions.is_empty() {
        actions.extend(named_by_summary(&mut facts, operation));
    }
    if let [first, second, ..] = actions.as_slice() {
        let what = format!(
            "the file is about {} and {}: both get all that it says",
            quoted(&first.value),
            quoted(&second.value)
        );
        let finding = Diagnostic::warning(DOUBT, what).at(second.place.clone());
        facts.findings.push(finding.help("look in the words for what is said of one alone, such as what is required"));
    }
    actions.into_iter().take(MOST).map(|action| Facts { action: Some(action), ..facts.clone() }).collect()
}

/// What the reply holds.
fn reply<'f>(
    maker: &mut Maker<'f, '_>,
    files: &'f Files,
    operation: At<'f>,
    fields: &mut Vec<Field>,
    envelope: &mut Vec<Found<String>>,
) {
    maker.is_reply = true;
    let answers = operation.get("responses");
    let good = answers.and_then(|answers| answers.get("200").or_else(|| answers.get("default")));
    let schema = good.and_then(|good| files.follow(good).get("content")).and_then(json);
    for field in schema.map(|schema| maker.fields(schema, 0)).unwrap_or_default() {
        if names::is_envelope(&field.name.value) {
            envelope.push(field.name);
        } else {
            fields.push(field);
        }
    }
}

/// The schema of a body in JSON, or whatever there is.
fn json(content: At<'_>) -> Option<At<'_>> {
    let any = content.entries().next().map(|(_, _, media)| media);
    content.get("application/json").or(any).and_then(|media| media.get("schema"))
}

/// The first host of the file's servers.
fn servers(files: &Files) -> Option<Found<String>> {
    let servers = files.follow(files.root()?.get("servers")?);
    let first = servers.end()?.items().next()?;
    names::host(first.get("url"))
}

/// What the description of the operation says: rates, characters, events.
fn describe(facts: &mut Facts, operation: At<'_>) {
    let Some(at) = operation.get("description") else { return };
    let Some(text) = at.node.text() else { return };
    let paragraphs = lines::paragraphs(&facts.findings, at, text);
    if let Some(first) = paragraphs.first() {
        facts.summary = Some(Found::new(first.text.trim().to_owned(), first.place.clone()));
    }
    for paragraph in &paragraphs {
        for rate in prose::rate(paragraph.text, paragraph.place.clone()) {
            if facts.rates.len() < FEW && facts.rates.iter().all(|known| known.value != rate.value) {
                facts.rates.push(rate);
            }
        }
        prose::note(paragraph.text, paragraph.place.clone(), &mut facts.params, &mut facts.findings);
        prose::batch(paragraph.text, &paragraph.place, &mut facts.params);
        for event in names::events(paragraph.text) {
            if facts.notifies.len() < FEW && facts.notifies.iter().all(|known| known.value != event) {
                facts.notifies.push(Found::new(event, paragraph.place.clone()));
            }
        }
    }
    prose::settle_rates(&mut facts.rates, &facts.params, &mut facts.findings);
}

/// The action that the summary seems to name, where nothing else does.
fn named_by_summary(facts: &mut Facts, operation: At<'_>) -> Option<Found<String>> {
    let at = operation.get("summary").or_else(|| operation.get("operationId"))?;
    let name = at.node.text().filter(|name| names::is_identifier(name))?;
    let finding =
        Diagnostic::warning(DOUBT, format!("nothing but the summary says that the action is {}", quoted(name)));
    facts.findings.push(finding.at(at.place()).help("look at the address that is called"));
    Some(Found::new(name.to_owned(), at.place()))
}

/// Whether `ty` is a list.
fn is_list(ty: FieldType) -> bool {
    matches!(ty, FieldType::List | FieldType::ListOfText | FieldType::ListOfNumber | FieldType::ListOfObject)
}
