//! What the rules mean that are found while resolving; each is named in the code that reports it.

use crate::lint::Lint;

/// The rules of this stage, ordered by id.
pub(crate) const RULES: &[Lint] = &[
    Lint::rule(
        "bad-charset",
        "a charset that is empty, not ASCII, or lists a character twice",
        "A charset is written out, one character after another, from the space to `~`. Ranges such as `a-z` are not read as ranges: the hyphen is a character like any other.",
    ),
    Lint::rule(
        "bad-enum",
        "an enumeration or flags without values, or with ones that its type cannot hold",
        "An enumeration is a type with one of i32, u32, i64, u64 and string as its `type` and the numbers or texts that ZIM documents under `values`, each with a name and a sentence. Flags have single bits of an integer under `flags`. `open: true` allows further ones; without it, a request with another is refused. `only`, where the type is used, takes some of its values.",
    ),
    Lint::rule(
        "bad-items",
        "`items` that do not say which items of a request failed",
        "`failed` is a list of structs in the reply, with the fields that tell which item each is, its code and its message. `request` says where these items stand in the request: a list of texts, fields of a list of structs that are the same keys in the same order, or several such lists; it is left out where sending again would do something else.",
    ),
    Lint::rule(
        "bad-name",
        "a name that is not written as names of its kind are",
        "Names become file names and identifiers in the generated code. Actions, types, values of enumerations, charsets, codes and regions are a capital followed by letters and digits; folders and pinned names are small letters, digits and `_` between them; parameters and fields are letters, digits and `_`, as on the wire.",
    ),
    Lint::rule(
        "bad-paging",
        "`paging` that does not say how a reply goes on",
        "`cursor` is a parameter and `next` a reply field of the same type; `done` is what `next` is on the last page, or the field that says so; `list` has the items of the page, `limit` and `total` are numbers.",
    ),
    Lint::rule(
        "bad-rule",
        "a rule between parameters, or a condition, that can never do what it says",
        "A rule has one of the keys `required`, `allowed`, `at_least_one`, `exactly_one`, `differ`, `not_among`, `among` and `all_equal`. Its condition compares another field with values that this field can have. Texts are compared with texts, numbers with numbers.",
    ),
    Lint::rule(
        "bad-state",
        "what an action says of the sandbox's state, written in a way that cannot be read",
        "A value is a parameter (`FromUserId`), a column of a row that has a name (`$call.state`), `$now`, a number, true, false, a text after `=` (`=pending`), a list, or a mapping such as `{first: [A, B]}`. A precondition has one of `has`, `lacks` and `count`, an effect one of `put`, `update` and `remove`, each with a table; `key` has a value for each column of the table's key, `where` tests columns, `each` goes through a list.",
    ),
    Lint::rule(
        "bad-struct",
        "a struct without fields, or with a type of its own",
        "A type has either a `type`, or `fields`, each of which is written like a parameter. Limits belong to the fields.",
    ),
    Lint::rule(
        "bad-union",
        "a union whose variant nobody can tell",
        "A union has `by`, an enumeration of integers, and `variants`, each under the name of one of its values. Where it is used, alone or as a list, a field beside it is of that enumeration: the only such field, or the one named by `selector`. Inside maps, JSON or other unions nothing stands beside it: wrap it in a struct.",
    ),
    Lint::rule(
        "bad-value",
        "a value that is not in the notation of its key",
        "Some keys take a word from a short list (`method: GET`), some a small notation: types (`list<UserId>`), rates (`20/s`, `1/s per GroupId`, `20/s of UserIds`, `100/24h`), durations (`600s`, `10m`, `24h`, `2500ms`), conditions (`{Kind: 1}`).",
    ),
    Lint::rule(
        "bad-verdict",
        "a `verdict` of a callback that its answers cannot give",
        "`by` is a number of the answer, and `refuse` has its values that refuse with their codes; `reason` and what `replace` takes for fields of the callback are texts of the answer.",
    ),
    Lint::rule(
        "duplicate-definition",
        "the same name defined in two places",
        "An action, callback, type, charset or return code is defined once in all the folders that make up a spec. A later folder adds to an earlier one and never replaces what it says. Each region has a host of its own.",
    ),
    Lint::rule(
        "file-name",
        "an action or callback in a file of another name",
        "The file of an action is its name in snake_case: `CallReject` stands in `actions/call/call_reject.yaml`. That of a callback is its event: `callbacks/call/call_accept.yaml`.",
    ),
    Lint::rule(
        "missing-file",
        "no `service.yaml`",
        "Hosts, common parameters, signing and envelope come from `service.yaml`, which one of the folders must have. A folder of extra actions is used together with the shipped spec.",
    ),
    Lint::rule(
        "missing-key",
        "a key that an entry cannot do without",
        "Some keys have no sensible default: an action without a method, a parameter without a type, a code without a recovery class.",
    ),
    Lint::rule(
        "recursive-type",
        "a type that contains itself",
        "A named type is a scalar, list or map with limits, an enumeration, a struct, or a union. One that is defined by itself, directly or through others, or through more than 32 others, has no end.",
    ),
    Lint::rule(
        "undefined-code",
        "a return code that codes.yaml does not define",
        "The meaning, advice and recovery class of a code are written once, in codes.yaml; actions refer to it by number.",
    ),
    Lint::rule(
        "unknown-callback",
        "an event that no file of callbacks/ describes",
        "Under `notifies`, the event that clients receive stands alone; a callback, which a backend receives, is written `{event: call_reject, fields: {…}}` and has a file of its own.",
    ),
    Lint::rule(
        "unknown-charset",
        "a charset that types.yaml does not define",
        "Character sets are written once, under `charsets` in types.yaml, and used by name.",
    ),
    Lint::rule(
        "unknown-column",
        "a column that a table of state.yaml does not have",
        "Each table lists its columns in state.yaml, those of its key and others, so that a misspelt one is found. Add the column there, or write its name as it stands there.",
    ),
    Lint::rule(
        "unknown-field",
        "a reference to a field that a struct, reply or callback does not have",
        "Rules, `items`, `paging`, `unique_by` and selectors refer to fields by the name on the wire, in the same case.",
    ),
    Lint::rule(
        "unknown-param",
        "a reference to a parameter that the action does not have",
        "Rules, rates, `items`, `paging`, codes and what is said of state refer to parameters of their own action by the name on the wire, in the same case.",
    ),
    Lint::rule(
        "unknown-row",
        "a name with `$` that nothing has at that place",
        "A row is called what `as` of an earlier precondition or effect says. `$item` is the item of `each`, unless that names its loops itself, and `$row` the row that is looked at, inside `rows`, `set` and the reasons of a table. `$now` is the time.",
    ),
    Lint::rule(
        "unknown-table",
        "a table or counter that state.yaml does not have",
        "What the sandbox knows is declared in state.yaml, under `tables` and `counters`: of this folder, or of one read before.",
    ),
    Lint::rule(
        "unknown-type",
        "a type that is neither built in nor defined in types.yaml",
        "Built in are string, bool, i32, u32, i64, u64, list<…>, map<…, …>, json<…> and url_json<…>. Others are defined under `types` in types.yaml or a file in types/, of this folder or of one read before.",
    ),
    Lint::rule(
        "unsupported-type",
        "a list of lists, a map whose keys are no text, or `url_json` in a request",
        "Neither the query nor the body of a ZIM request has lists of lists. The keys of a JSON object are text. Percent-encoded JSON comes in replies and callbacks alone.",
    ),
];
