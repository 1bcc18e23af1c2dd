//! Where entries of a spec stand, as those are told who report about it after it was loaded.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::LazyLock;
use zim_spec::diagnostic::SourceFile;
use zim_spec::load::{Entry, Home, Layer, Loaded, load};

const ACTION: &str = "\
action: TryPlaces
summary: Try places.
method: GET
rate_limit: [20/s, 100/24h]
source: {page: our-own/places, checked: 2026-11-25}
params:
  UserId: {type: UserId, required: true, doc: Who.}
  Name:
    type: string
    max_bytes: 16
    doc: How it is called.
codes: [660000002]
";
const TYPES: &str = "\
types:
  Sort:
    type: i32
    doc: A sort.
    values:
      -1: {name: None, doc: None.}
";
const CALLBACK: &str = "\
# What was tried.
callback: tried_places
summary: Something was tried.
source: {page: our-own/places, checked: 2026-11-25}
fields:
  sort: {type: Sort, doc: Which.}
";

fn loaded() -> &'static Loaded {
    static LOADED: LazyLock<Loaded> = LazyLock::new(both);
    &LOADED
}

fn both() -> Loaded {
    let files = [
        ("actions/lab/try_places.yaml", ACTION),
        ("types/lab.yaml", TYPES),
        ("callbacks/lab/tried_places.yaml", CALLBACK),
    ];
    let files = files.into_iter().map(|(name, text)| SourceFile::new(name, text)).collect();
    load(&[Layer::shipped(), Layer::from_files("lab", files)])
}

/// The entry stands at `FILE:LINE:COLUMN`, and there `text` begins.
#[track_caller]
fn check(home: Home, keys: &[&str], expected: &str, text: &str) {
    let loaded = loaded();
    let entry = keys.iter().fold(Entry::of(home), |entry, key| entry.key(*key));
    let place = loaded.places.find(&entry).unwrap();
    let (line, column) = loaded.diagnostics.position(&place);
    let file = loaded.diagnostics.file(place.file).unwrap();
    assert_eq!(format!("{}:{line}:{column}", file.name), expected, "{entry:?}");
    let found = file.text.get(place.span.start..).unwrap();
    assert!(found.starts_with(text), "{entry:?} begins with {:?}", found.lines().next());
}

#[test]
fn entries_stand_where_they_are_written() {
    let action = || Home::Action("TryPlaces".to_owned());
    let file = "lab/actions/lab/try_places.yaml";
    for (keys, place, text) in [
        (&[][..], "1:1", "action:"),
        (&["method"][..], "3:1", "method:"),
        (&["rate_limit"][..], "4:1", "rate_limit:"),
        (&["rate_limit", "1"][..], "4:20", "100/24h"),
        (&["source", "checked"][..], "5:32", "checked:"),
        (&["params", "UserId"][..], "7:3", "UserId:"),
        (&["params", "UserId", "required"][..], "7:26", "required:"),
        (&["params", "Name", "max_bytes"][..], "10:5", "max_bytes:"),
        (&["codes", "0"][..], "12:9", "660000002"),
    ] {
        check(action(), keys, &format!("{file}:{place}"), text);
    }
    let values = ["values", "-1"];
    check(Home::Type("Sort".to_owned()), &[], "lab/types/lab.yaml:2:3", "Sort:");
    check(Home::Type("Sort".to_owned()), &values, "lab/types/lab.yaml:6:7", "-1:");
    let callback = Home::Callback("tried_places".to_owned());
    check(callback, &["fields", "sort", "type"], "lab/callbacks/lab/tried_places.yaml:6:10", "type:");
}

#[test]
fn what_is_not_there_is_shown_at_what_is_around_it() {
    let action = || Home::Action("TryPlaces".to_owned());
    let file = "lab/actions/lab/try_places.yaml";
    for (keys, place, text) in [
        (&["host"][..], "1:1", "action:"),
        (&["rate_limit", "2"][..], "4:1", "rate_limit:"),
        (&["rate_limit", "one"][..], "4:1", "rate_limit:"),
        (&["params", "Name", "min_bytes"][..], "8:3", "Name:"),
        (&["params", "Gone", "type", "more"][..], "6:1", "params:"),
        (&["method", "0"][..], "3:1", "method:"),
    ] {
        check(action(), keys, &format!("{file}:{place}"), text);
    }
}

/// Everything that the shipped spec defines has a place in the file that says so.
#[test]
fn every_entry_of_the_shipped_spec_has_a_place() {
    let loaded = load(&[Layer::shipped()]);
    let spec = loaded.spec.as_ref().unwrap();
    let mut homes = vec![Home::Service];
    homes.extend(spec.actions.iter().map(|action| Home::Action(action.name.clone())));
    homes.extend(spec.callbacks.iter().map(|callback| Home::Callback(callback.name.clone())));
    homes.extend(spec.types.keys().cloned().map(Home::Type));
    homes.extend(spec.charsets.keys().cloned().map(Home::Charset));
    homes.extend(spec.codes.keys().copied().map(Home::Code));
    homes.extend(spec.tables.keys().cloned().map(Home::Table));
    homes.extend(spec.counters.keys().cloned().map(Home::Counter));
    for home in homes {
        let place = loaded.places.find(&Entry::of(home.clone())).unwrap();
        let file = loaded.diagnostics.file(place.file).unwrap();
        let found = file.text.get(place.span.start..).unwrap();
        let name = match &home {
            Home::Service | Home::Action(_) | Home::Callback(_) => continue,
            Home::Type(name) | Home::Charset(name) | Home::Table(name) | Home::Counter(name) => name.clone(),
            Home::Code(code) => code.to_string(),
        };
        assert!(found.starts_with(&format!("{name}:")), "{home:?} is at {:?}", found.lines().next());
    }
}

#[test]
fn nothing_has_no_place() {
    let loaded = loaded();
    for home in [Home::Action("Gone".to_owned()), Home::Type("TryPlaces".to_owned()), Home::Code(-7)] {
        assert_eq!(loaded.places.find(&Entry::of(home)), None);
    }
    assert_eq!(load(&[]).places.find(&Entry::of(Home::Service)), None);
    let item = Entry::of(Home::Service).key("hosts").item(2);
    assert_eq!(item.keys, ["hosts", "2"]);
}
