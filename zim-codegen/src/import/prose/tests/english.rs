//! What English phrases say.

use super::{BOOL, MAP, NUMBER, NUMBERS, OBJECTS, TEXT, TEXTS, check};

#[test]
fn texts() {
    #[rustfmt::skip]
    let table = [
        ("Nick name, at most 64 bytes.", "max_bytes: 64"),
        ("Nick name. Up to 64 bytes.", "max_bytes: 64"),
        ("Nick name (max 64 bytes)", "max_bytes: 64"),
        ("Nick name. Max length: 64 bytes", "max_bytes: 64"),
        ("A nick name of at most 64 UTF-8 bytes", "max_bytes: 64"),
        ("Nick name. The length cannot exceed 64 bytes.", "max_bytes: 64"),
        ("Nick name. Must not be longer than 64 bytes", "max_bytes: 64"),
        ("Nick name, no more than 64 bytes", "max_bytes: 64"),
        ("Nick name. It must be less than 64 bytes long.", "max_bytes: 63"),
        ("Nick name, limited to 64 bytes", "max_bytes: 64"),
        ("Nick name within 64 bytes", "max_bytes: 64"),
        ("Nick name, 64 bytes or less", "max_bytes: 64"),
        ("Nick name, 64 bytes at most", "max_bytes: 64"),
        ("Nick name. A 64-byte string at maximum", ""),
        ("Motto, with a maximum length of 1 KB", "max_bytes: 1024"),
        ("Motto. The maximum size is 2KB.", "max_bytes: 2048"),
        ("Motto. Up to 1 MB.", "max_bytes: 1048576"),
        ("Motto, a maximum of 120 characters", "max_chars: 120"),
        ("Motto: maximum 120 chars", "max_chars: 120"),
        ("Motto. The length must be between 2 and 120 characters.", "min_chars: 2, max_chars: 120"),
        ("Motto. Length range: [2, 120] characters", "min_chars: 2, max_chars: 120"),
        ("Motto. At least 2 characters and at most 120 characters.", "min_chars: 2, max_chars: 120"),
        ("Motto. The number of characters must be greater than or equal to 3 characters", "min_chars: 3"),
        ("Motto. Maximum length is 64.", "!unit"),
        ("Motto. The length limit is 64", "!unit"),
        ("Motto. Cannot be empty.", "non_empty"),
        ("Motto. It must not be empty, and cannot exceed 20 bytes.", "max_bytes: 20, non_empty"),
        ("Key. Cannot start with \"$\".", "forbidden_prefix $"),
        ("Key. Must begin with `bot_`.", "prefix bot_"),
        ("Key. It should not start with #.", "forbidden_prefix #"),
        ("Cover. Default length is 1 KB. If you need to increase the limit, please contact support. Maximum is 8 KB.", "max_bytes: 1024 raisable to 8192"),
        ("Cover. Up to 200 bytes. To raise the limit, contact technical support.", "max_bytes: 200 raisable"),
        ("Cover. Up to 200 bytes. Contact technical support to increase it to a maximum of 400 bytes.", "max_bytes: 200 raisable to 400"),
        ("State. Can only be on or off.", "values on off"),
        ("State. Valid values: `red`, `green`, `blue`", "values red green blue"),
        ("State. Must be one of: red, green, blue.", "values red green blue"),
        ("It is recommended not to exceed 100 bytes.", "!advice"),
        ("Only supports digits, letters and underscores.", "charset of 63"),
        ("Only supports numbers, English characters, and '!', '-', ' '.", "charset of 65"),
        ("Image data encoded in base64, at most 2 KB", "max_bytes: 2048, !rule"),
        ("At most 20 bytes if Kind is 3.", "!condition"),
        ("When Kind is 3, at most 20 bytes.", "!condition"),
        ("`Other` cannot exceed 30 bytes", "!other"),
    ];
    check(TEXT, &table);
}

#[test]
fn numbers() {
    #[rustfmt::skip]
    let table = [
        ("Timeout in seconds, value range [5, 60], default 30. The default value is 30.", "min: 5, max: 60, default 30, s"),
        ("Timeout in milliseconds. Default: 3000", "default 3000, ms"),
        ("Page size. Range: (0, 50]. Default is 20.", "above: 0, max: 50, default 20"),
        ("Page size, value range is [1,100).", "min: 1, below: 100"),
        ("Page size, between 1 and 200", "min: 1, max: 200"),
        ("Page size. Range 1-99", "min: 1, max: 99"),
        ("Page size. Range: from 1 to 99.", "min: 1, max: 99"),
        ("Page size, at most 500. Defaults to 100 if not passed.", "max: 500, default 100"),
        ("Page size. If it is greater than 500, 500 is taken.", "max: 500 else 500"),
        ("Page size. Values greater than 500 are treated as 500.", "max: 500 else 500"),
        ("Page size. When the value is < 1, it is set to 1.", "min: 1 else 1"),
        ("Page size. If not filled in, 100 is used.", "default 100"),
        ("If empty or greater than 300, the default value is 300.", "max: 300 else 300, default 300"),
        ("If it is less than 10, it will be corrected to 10", "min: 10 else 10"),
        ("Weight, must be greater than 0", "above: 0"),
        ("Weight. It must be greater than 0 and less than 100.", "above: 0, below: 100"),
        ("Weight, not less than 1 and not greater than 9", "min: 1, max: 9"),
        ("Weight, at least 2", "min: 2"),
        ("Weight: 2 or more", "min: 2"),
        ("0 means forever, in seconds", "0=forever, s"),
        ("-1: permanently. 0: never. Greater than 0: in seconds, at most 3600 seconds.", "above: 0, max: 3600, -1=permanently, 0=never, s"),
        ("Time span.\n- -1: for ever\n- 0: ended\n- Greater than 0: seconds, maximum 7 days (604,800 seconds)", "above: 0, max: 604800, -1=for ever, 0=ended, s"),
        ("Start time in milliseconds.\n- 0 or not passed: the current time\n- Other: no later than now", "default 0, 0=the current time, unix_ms"),
        ("Unix timestamp in seconds", "unix_s"),
        ("Timestamp of the start.", "!unit"),
        ("If it is 0, the server takes its own time. Millisecond timestamp.", "unix_ms"),
        ("Switch. 0: off; 1: on.", "values 0 1"),
        ("Switch: 0: off, 1: on", "values 0 1"),
        ("Switch.\n- 0: (Default) Off.\n- 1: On.", "default 0, values 0 1"),
        ("Switch.\n- 0: Default value, off.\n- 1: On.", "default 0, values 0 1"),
        ("Switch.\n- 0: Off.\n- 1: On (default).", "default 1, values 0 1"),
        ("Kind. Valid values: 1, 2 and 3.", "values 1 2 3"),
        ("Kind.\n- 1: Text\n- 2: Image\n- Other values: your own", "values 1 2 …"),
        ("Rights, combined bitwise:\n- 1: read\n- 2: write\n- 4: run", "flags 1 2 4"),
        ("The recommended value range is [1000, 2000]", "!advice, !advice"),
    ];
    check(NUMBER, &table);
}

#[test]
fn flags() {
    #[rustfmt::skip]
    let table = [
        ("Whether it is public. Defaults to false.", "default false"),
        ("Whether it is public.\n- true: (default) yes\n- false: no", "default true"),
        ("Default is `true`", "default true"),
    ];
    check(BOOL, &table);
}

#[test]
fn lists_of_texts() {
    #[rustfmt::skip]
    let table = [
        ("Members, up to 30 users.", "max_items: 30"),
        ("A maximum of 30 members. Contact support to raise it.", "max_items: 30 raisable"),
        ("Up to 30 at a time, each not longer than 32 bytes", "max_items: 30, max_bytes: 32"),
        ("List of members, with a maximum length of 10.", "max_items: 10"),
        ("Must not be empty. Duplicates are not allowed.", "min_items: 1, unique_items"),
        ("Up to 15 users at a time. If you need to increase the limit (up to 40), please contact support.", "max_items: 15 raisable to 40"),
        ("An error is returned if it exceeds 20 or is 0.", "min_items: 1, max_items: 20"),
        ("Each of them is limited to 16", "!unread"),
        ("At least 1 and at most 9 users.", "min_items: 1, max_items: 9"),
    ];
    check(TEXTS, &table);
}

#[test]
fn lists_of_objects() {
    #[rustfmt::skip]
    let table = [
        ("At most 5 attributes. The total length of keys and values cannot exceed 512 bytes.", "max_items: 5, max_total_bytes: 512"),
        ("Users, must be unique", "!unread"),
    ];
    check(OBJECTS, &table);
}

#[test]
fn maps() {
    #[rustfmt::skip]
    let table = [
        ("The list can contain up to 50 conversations.", "max_items: 50"),
    ];
    check(MAP, &table);
}

#[test]
fn lists_of_numbers() {
    #[rustfmt::skip]
    let table = [
        ("Roles, up to 20 roles.\n- 1: one\n- 2: two", "max_items: 20, values 1 2"),
    ];
    check(NUMBERS, &table);
}
