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
        "an enumeration that lists no numbers, or ones that its integer cannot hold",
        "An enumeration is a type with one of i32, u32, i64 and u64 as its `type` and the numbers that ZIM documents under `values`, each with a name and a sentence. `open: true` allows further numbers; without it, a request with another number is refused.",
    ),
    Lint::rule(
        "bad-name",
        "a name that is not written as names of its kind are",
        "Names become file names and identifiers in the generated code. Actions, types, values of enumerations, charsets, codes and regions are a capital followed by letters and digits; folders and pinned names are small letters, digits and `_` between them; parameters and fields are letters, digits and `_`, as on the wire.",
    ),
    Lint::rule(
        "bad-struct",
        "a struct without fields, or with a type of its own",
        "A type has either a `type`, or `fields`, each of which is written like a parameter. Limits belong to the fields.",
    ),
    Lint::rule(
        "bad-value",
        "a value that is not in the notation of its key",
        "Some keys take a word from a short list (`method: GET`), some a small notation: types (`list<UserId>`), rates (`20/s`, `1/s per group`, `100/24h`), durations (`600s`, `10m`, `24h`).",
    ),
    Lint::rule(
        "duplicate-definition",
        "the same name defined in two places",
        "An action, type, charset or return code is defined once in all the folders that make up a spec. A later folder adds to an earlier one and never replaces what it says. Each region has a host of its own.",
    ),
    Lint::rule(
        "file-name",
        "an action in a file of another name",
        "The file of an action is its name in snake_case: `CallReject` stands in `actions/call/call_reject.yaml`.",
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
        "A named type is a scalar or a list with limits, an enumeration, or a struct. One that is defined by itself, directly or through others, or through more than 32 others, has no end.",
    ),
    Lint::rule(
        "undefined-code",
        "a return code that codes.yaml does not define",
        "The meaning, advice and recovery class of a code are written once, in codes.yaml; actions refer to it by number.",
    ),
    Lint::rule(
        "unknown-charset",
        "a charset that types.yaml does not define",
        "Character sets are written once, under `charsets` in types.yaml, and used by name.",
    ),
    Lint::rule(
        "unknown-param",
        "a reference to a parameter that the action does not have",
        "Preconditions, effects and codes refer to parameters of their own action by the name on the wire, in the same case.",
    ),
    Lint::rule(
        "unknown-type",
        "a type that is neither built in nor defined in types.yaml",
        "Built in are string, bool, i32, u32, i64, u64 and list<…>. Others are defined under `types` in types.yaml, of this folder or of one read before.",
    ),
    Lint::rule(
        "unsupported-type",
        "a list of lists",
        "Neither the query nor the body of a ZIM request has lists of lists.",
    ),
];
