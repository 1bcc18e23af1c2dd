//! What the rules mean that are found while files are read; each is named in the code that reports it.

use crate::lint::Lint;

/// The rules of this stage, ordered by id. `length-unit` is a lint: the reader reports it where the key itself has no
/// unit.
pub(crate) const RULES: &[Lint] = &[
    Lint::rule(
        "duplicate-file",
        "two files of one name in one folder of a spec",
        "Files are told apart by their path below the spec folder, and only the first of that name is read. It can happen where files are given by a program rather than read from disk: give each a path of its own.",
    ),
    Lint::rule(
        "duplicate-key",
        "a key that stands twice in one mapping",
        "YAML parsers differ on which of the two counts. Here the first does, and the second is reported: remove one, or give it the name that was meant.",
    ),
    Lint::rule(
        "empty-file",
        "a spec file that says nothing",
        "A file with comments alone is empty, too. Whoever made it meant to write something: write it, or remove the file. Each kind of file has a key that it starts with, such as `action` or `types`.",
    ),
    Lint::rule(
        "file-too-large",
        "a file of more than 1 MiB",
        "No entry needs nearly that much, and a limit keeps a wrong file from costing minutes. Types can be spread over files in `types/`.",
    ),
    Lint::rule(
        "forbidden-character",
        "a control character, a byte order mark inside the file, or a line end that only some programs know",
        "YAML allows no control characters but the tab and line ends. NEL, LS, PS and a lone carriage return end a line for some programs and not for others, so that two people would read two different files. Remove them; a text in double quotes can hold them as escapes.",
    ),
    Lint::rule(
        "missing-value",
        "a key or an item with nothing after it",
        "An empty value may mean none, an empty text or something forgotten, so it is never allowed. Leave out a key that has nothing to say. Often it is a text with a comma in braces, `{doc: Here, or there}`: that needs quotes.",
    ),
    Lint::rule(
        "no-actions",
        "a spec without any action",
        "Nothing could be generated from it. Often the folder that was named is one too high or too low: it is the one that holds the folder `actions`.",
    ),
    Lint::rule(
        "no-files",
        "a folder without spec files",
        "Spec files end in `.yaml`; files and folders whose names start with a dot are left out. Often another folder was meant: name the one that holds the folder `actions`.",
    ),
    Lint::rule(
        "not-utf8",
        "text that is not UTF-8",
        "YAML is read as UTF-8, and what does not decode cannot be shown or compared. Save the file as UTF-8. Only the first such place of a file is reported.",
    ),
    Lint::rule(
        "number-range",
        "a whole number that 64 bits do not hold",
        "Numbers on the wire have at most 64 bits, and so have limits and codes. An identifier made of many digits is a text: put it in quotes.",
    ),
    Lint::rule(
        "several-documents",
        "a line `---` that starts a second document in a file",
        "One file is one document: an action, a callback, or one set of types or codes. Put each into a file of its own.",
    ),
    Lint::rule(
        "syntax",
        "text that is not YAML",
        "Most often it is a text that holds `: `, ` #`, a bracket or a brace and needs quotes, a bracket or quote that is never closed, or a line indented like nothing above it. Nothing of such a file can be read, so that its other mistakes show only after this one is mended.",
    ),
    Lint::rule(
        "tab-indentation",
        "a tab where YAML wants spaces",
        "YAML indents with spaces alone: how wide a tab is nobody can tell. Set the editor to insert spaces. Tabs inside a text are allowed.",
    ),
    Lint::rule(
        "too-deep",
        "lists and mappings more than 32 deep in each other",
        "No spec file needs more than a few levels. Most often a bracket was opened again and again, as in a file that is no spec file at all.",
    ),
    Lint::rule(
        "too-many-problems",
        "a file with more problems than are shown",
        "The first hundred of a file are shown. Many of them may come from one cause: mend what is shown, then look again.",
    ),
    Lint::rule(
        "unknown-file",
        "a YAML file that is none of a spec's",
        "What a file holds is told by its path: `service.yaml`, `types.yaml`, `types/<name>.yaml`, `codes.yaml`, `actions/<group>/<action>.yaml` or `callbacks/<group>/<event>.yaml`. Any other would be left out without a word, so it is reported: rename it, move it, or take it out of the folder.",
    ),
    Lint::rule(
        "unknown-key",
        "a key that does not exist where it stands",
        "A misspelt key would lose what it says, such as a limit, so every key is known. What it was probably meant to be is read as that, so that its value is checked as well. The list of all keys is in the documentation of the spec language.",
    ),
    Lint::rule(
        "wrong-key",
        "a key that is a list, a mapping, or a word that YAML takes for something else",
        "Keys are names or whole numbers. `true`, `null` and `1.5` are values to YAML: to use one as a name, put it in quotes.",
    ),
    Lint::rule(
        "wrong-type",
        "a value of another type than its key has",
        "A number in quotes is a text, `yes` is a text and no truth value, and a single item is no list. Nothing is converted silently, since what is meant could be guessed wrongly: write it as the help says.",
    ),
    Lint::rule(
        "yaml-alias",
        "an alias, such as `*name`",
        "What an alias stands for is elsewhere in the file, so that nobody sees it at the place where it counts. What several entries share is a named type or a charset. A text that starts with `*` needs quotes.",
    ),
    Lint::rule(
        "yaml-anchor",
        "an anchor, such as `&name`",
        "Anchors are there for aliases, which are not supported. What several entries share is a named type or a charset. A text that starts with `&` needs quotes.",
    ),
    Lint::rule(
        "yaml-merge",
        "a merge key, `<<`",
        "What it takes over is elsewhere in the file, so that nobody sees it at the place where it counts. Write the keys themselves, or make a named type of what is shared.",
    ),
    Lint::rule(
        "yaml-tag",
        "a tag, such as `!!str`",
        "What a value is follows from its key and from how it is written: quotes make a text. Programs differ on what a tag makes of a value. A text that starts with `!` needs quotes.",
    ),
];
