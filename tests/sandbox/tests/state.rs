//! The language of state, by actions that are made up in `state/`: what each says, over HTTP.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::{APP_ID, Answer, NOW, SECRET, get, post, with_actions_of};
use serde_json::{Value, json};
use zim_sandbox::{Clock, Sandbox};

fn shelves() -> Sandbox {
    with_actions_of("state").app(APP_ID, SECRET).clock(Clock::manual(NOW * 1000)).start().unwrap()
}

/// What was answered beside the envelope.
#[track_caller]
fn success(answer: Answer) -> Value {
    assert_eq!(answer.code(), 0, "{answer:?}");
    let Value::Object(mut fields) = answer.json else { return Value::Null };
    for name in ["Code", "Message", "RequestId"] {
        fields.remove(name);
    }
    Value::Object(fields)
}

#[track_caller]
fn refused(answer: &Answer, code: i64, message: &str) {
    assert_eq!((answer.code(), answer.message()), (code, message));
}

fn fill(sandbox: &Sandbox, titles: &[&str]) -> Answer {
    let books: Vec<_> = titles.iter().map(|title| json!({"Title": title})).collect();
    post(sandbox, "FillShelf", &json!({"Shelf": "a", "Books": books}).to_string())
}

fn stocked(titles: &[&str]) -> Sandbox {
    let sandbox = shelves();
    sandbox.put("shelves", json!({"shelf": "a", "owner": "ann"})).unwrap();
    success(fill(&sandbox, titles));
    sandbox
}

#[test]
fn rows_are_made_and_changed() {
    let sandbox = shelves();
    let made = success(get(&sandbox, "MakeShelf", &[("Owner", "ann"), ("Note", "new")]));
    let name = made["Shelf"].as_str().unwrap().to_owned();
    assert!(name.starts_with('#') && name.len() == 19, "{name}");
    assert_eq!(made, json!({"Shelf": name, "Kind": "usual", "Owned": 1, "Note": "new", "Old": false}));
    sandbox.clock().advance(5);
    let params = [("Shelf", name.as_str()), ("Owner", "ann"), ("Kind", "7"), ("Change", "true")];
    // What is not given stays.
    let changed = success(get(&sandbox, "MakeShelf", &params));
    assert_eq!(changed, json!({"Shelf": name, "Kind": "7", "Owned": 1, "Note": "new", "Old": true}));
    let row = json!({"shelf": name, "owner": "ann", "made_at": NOW * 1000, "note": "new", "changes": 2});
    assert_eq!(sandbox.rows("shelves").unwrap(), [row]);
}

#[test]
fn a_value_that_is_absent_is_left_out_and_not_made_up() {
    let made = success(get(&shelves(), "MakeShelf", &[("Owner", "ann"), ("Shelf", "a")]));
    assert_eq!(made, json!({"Shelf": "a", "Kind": "usual", "Owned": 1, "Old": false}));
}

#[test]
fn preconditions_have_conditions_limits_and_reasons() {
    let sandbox = shelves();
    let make = |shelf: &str, owner: &str, change: &str| {
        get(&sandbox, "MakeShelf", &[("Shelf", shelf), ("Owner", owner), ("Change", change)])
    };
    refused(&make("a", "ann", "true"), 660_000_002, "there is no shelf `a`");
    success(make("a", "ann", "false"));
    refused(&make("a", "ann", "false"), 660_000_001, "there is a shelf `a` already");
    refused(&make("a", "bob", "true"), 660_000_002, "there is no shelf `a`: owner is `ann`");
    success(make("b", "ann", "false"));
    success(make("c", "ann", "false"));
    refused(&make("d", "ann", "false"), 660_000_001, "`ann` has `3` too many");
    success(make("d", "bob", "false"));
    // Without a name, no name can be taken.
    refused(&get(&sandbox, "MakeShelf", &[("Owner", "ann")]), 660_000_001, "`ann` has `3` too many");
}

#[test]
fn items_that_fail_take_no_part() {
    let sandbox = stocked(&["one"]);
    let answer = success(fill(&sandbox, &["two", "one", "three", "four"]));
    let failed = json!([{"Title": "one", "SubCode": 660_000_011}, {"Title": "four", "SubCode": 660_000_012}]);
    assert_eq!(answer, json!({"Failed": failed, "Places": [1, 2, 3]}));
    let titles: Vec<_> = sandbox.rows("books").unwrap().iter().map(|row| row["title"].clone()).collect();
    assert_eq!(titles, ["one", "two", "three"]);
    assert_eq!(sandbox.rows("shelves").unwrap()[0]["changes"], 5, "the size of the list, not of what is left");
    let none = fill(&sandbox, &["two", "one"]);
    refused(&none, 660_000_011, "there is such a row in table `books`");
    assert_eq!(none.json["Failed"].as_array().map(Vec::len), Some(2));
    assert_eq!(none.json.get("Places"), None);
    sandbox.fail_item("FillShelf", ["five"], 1);
    sandbox.remove("books", [json!("a"), json!(1)]).unwrap();
    assert_eq!(success(fill(&sandbox, &["five"]))["Places"], json!([2, 3]), "a test made it fail");
}

#[test]
fn lists_are_ordered_converted_and_paged() {
    let sandbox = shelves();
    sandbox.put("shelves", json!({"shelf": "a"})).unwrap();
    let books = json!([
        {"Title": "b", "Days": 10}, {"Title": "a", "Days": 10}, {"Title": "c", "Days": 20, "Meta": "{\"Pages\":7}"},
    ]);
    success(post(&sandbox, "FillShelf", &json!({"Shelf": "a", "Books": books}).to_string()));
    let list = |params: &[(&str, &str)]| {
        let all: Vec<_> = [("Shelf", "a")].iter().chain(params).copied().collect();
        success(get(&sandbox, "ListBooks", &all))
    };
    // What is not said of a book is made up, a place becomes a text, and times are seconds.
    let first = json!([
        {"Title": "c", "Place": "3", "Until": NOW + 20, "Colour": "red", "Meta": "{\"Pages\":7}"},
        {"Title": "a", "Place": "2", "Until": NOW + 10, "Colour": "red_1"},
    ]);
    let answer = list(&[]);
    let colours =
        |books: &Value| books.as_array().unwrap().iter().map(|book| book["Colour"].is_string()).collect::<Vec<_>>();
    assert_eq!(colours(&answer["Books"]), [true, true]);
    for (book, expected) in answer["Books"].as_array().unwrap().iter().zip(first.as_array().unwrap()) {
        for name in ["Title", "Place", "Until", "Meta"] {
            assert_eq!(book.get(name), expected.get(name), "{name} of {book}");
        }
    }
    assert_eq!((&answer["Next"], &answer["Total"]), (&json!(2), &json!(3)));
    let rest = list(&[("Next", "2")]);
    assert_eq!((&rest["Next"], &rest["Books"][0]["Title"]), (&json!(0), &json!("b")));
    assert_eq!(list(&[("Title", "a")])["Total"], 1);
    assert!(sandbox.list_items("ListBooks", [json!({"Title": "given"})]));
    assert_eq!(list(&[])["Books"][0]["Title"], "given", "what a test lists wins");
}

#[test]
fn rows_are_removed_and_gone_through() {
    let sandbox = stocked(&["one", "two", "three"]);
    let kept = [("Shelf", "a"), ("Keep[]", "two"), ("Keep[]", "three")];
    assert_eq!(success(get(&sandbox, "ClearShelf", &kept)), json!({"Left": 2}));
    // Books without a span are kept until now.
    assert_eq!(success(get(&sandbox, "ClearShelf", &[("Shelf", "a")])), json!({"Left": 0, "Owner": "ann"}));
    assert_eq!(sandbox.rows("shelves").unwrap(), Vec::<Value>::new());

    let sandbox = stocked(&["one", "two"]);
    sandbox.clock().set((NOW - 1) * 1000);
    assert_eq!(success(get(&sandbox, "ClearShelf", &[("Shelf", "a")])), json!({"Left": 2}));
    let whole = [("Shelf", "a"), ("Whole", "true")];
    assert_eq!(success(get(&sandbox, "ClearShelf", &whole)), json!({"Left": 0, "Owner": "ann"}));
}

#[test]
fn parts_of_items_fail() {
    let sandbox = stocked(&["one", "two"]);
    let mark = |action: i64| {
        let books = json!([
            {"Title": "one", "Marks": {"x": 1, "y": 2}}, {"Title": "none", "Marks": {"x": 1}}, {"Title": "two"},
        ]);
        success(post(&sandbox, "MarkBooks", &json!({"Action": action, "Books": books}).to_string()))["Failed"].clone()
    };
    let pages = || sandbox.rows("marks").unwrap().iter().map(|row| row["page"].clone()).collect::<Vec<_>>();
    sandbox.put("marks", json!({"title": "one", "name": "y", "page": 9})).unwrap();
    let none = json!({"Title": "none", "SubCode": 660_000_001, "Failed": []});
    let part = json!({"Title": "one", "SubCode": 0, "Failed": [{"Name": "y", "SubCode": 660_000_011}]});
    assert_eq!(mark(0), json!([none, part]));
    assert_eq!(pages(), [1, 9]);
    assert_eq!(mark(1), json!([none]));
    assert_eq!(pages(), Vec::<Value>::new());
}

#[test]
fn pairs_counters_and_numbers() {
    let sandbox = shelves();
    let write = |from: &str, to: &[&str]| post(&sandbox, "WriteLetter", &json!({"Writer": from, "To": to}).to_string());
    let counts =
        |answer: &Value| answer["Letters"].as_array().unwrap().iter().map(|it| it["Count"].clone()).collect::<Vec<_>>();
    let first = success(write("ann", &["bob", "eve"]));
    assert_eq!(counts(&first), [1, 1]);
    let second = success(write("bob", &["ann"]));
    assert_eq!(counts(&second), [2], "a pair is the same whoever writes");
    let ids: Vec<i64> =
        [&first, &second].iter().flat_map(|it| it["Ids"].as_array().unwrap()).map(|id| id.as_i64().unwrap()).collect();
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]) && ids[0] > 1 << 53, "{ids:?}");
    success(write("ann", &["bob"]));
    let before = sandbox.dump();
    refused(&write("ann", &["zoe", "bob"]), 660_000_002, "`ann` wrote `bob` too often");
    assert_eq!(sandbox.dump(), before, "a request that is refused changes nothing");
    let last: Vec<_> = sandbox.rows("letters").unwrap().iter().map(|row| row["last"].clone()).collect();
    assert_eq!(last, [4, 2]);
}
