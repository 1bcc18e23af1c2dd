//! What Chinese phrases say.

use super::{BOOL, MAP, NUMBER, NUMBERS, OBJECTS, TEXT, TEXTS, check};

#[test]
fn texts() {
    #[rustfmt::skip]
    let table = [
        ("昵称，最长 64 字节。", "max_bytes: 64"),
        ("昵称，最长 64 个字节", "max_bytes: 64"),
        ("签名，长度不超过 128 字节", "max_bytes: 128"),
        ("签名。长度不得超过 128 个字节。", "max_bytes: 128"),
        ("备注，长度不能超过１００字节", "max_bytes: 100"),
        ("备注，不大于 20 字节", "max_bytes: 20"),
        ("简介，最大 1 KB", "max_bytes: 1024"),
        ("简介，长度上限为 4KB。", "max_bytes: 4096"),
        ("附件，大小不超过 1 MB", "max_bytes: 1048576"),
        ("标题，至多 40 字符", "max_chars: 40"),
        ("标题，最多 40 个字符。", "max_chars: 40"),
        ("标题，限 40 个字符以内", "max_chars: 40"),
        ("标题，40 个字符以内", "max_chars: 40"),
        ("标题，长度范围 [1, 40] 字符", "min_chars: 1, max_chars: 40"),
        ("标题，长度为 1 ~ 40 个字符，取值范围 1 ~ 40 字符", "min_chars: 1, max_chars: 40"),
        ("标题，取值长度在 2 到 10 个字节范围内", "min_bytes: 2, max_bytes: 10"),
        ("标题，至少 2 个字符，最多 8 个字符", "min_chars: 2, max_chars: 8"),
        ("标题，长度小于 10 字节", "max_bytes: 9"),
        ("标题，长度必须大于 3 个字符", "min_chars: 4"),
        ("标题，最长 64", "!unit"),
        ("标题，长度上限 64。", "!unit"),
        ("标题，长度为 64 的字符串", ""),
        ("标题，上限为 20 字节的字符串。", "max_bytes: 20"),
        ("口令，不能为空。", "non_empty"),
        ("口令，不可为空，最多 8 字节", "max_bytes: 8, non_empty"),
        ("前缀，不能以 $ 开头", "forbidden_prefix $"),
        ("前缀，必须以 \"bot_\" 开头。", "prefix bot_"),
        ("前缀，不允许以数字开头", ""),
        ("封面，默认长度 1 KB。如需上调，请联系技术支持，最大可为 8 KB。", "max_bytes: 1024 raisable to 8192"),
        ("封面，最长 200 字节。要调整请联系技术支持。", "max_bytes: 200 raisable"),
        ("封面，最长 200 字节（如需提高上限至 400 字节，请联系商务）", "max_bytes: 200 raisable to 400"),
        ("状态，取值仅能为 on、off。", "values on off"),
        ("状态，可选值：`a`、`b`、`c`", "values a b c"),
        ("内容，建议不超过 100 字节。", "!advice"),
        ("内容，仅支持数字、字母和下划线。", "charset of 63"),
        ("内容，只能包含数字，英文字符和 '!'，'-'，' '", "charset of 65"),
        ("当 Kind 为 3 时，最多 20 字节。", "!condition"),
    ];
    check(TEXT, &table);
}

#[test]
fn numbers() {
    #[rustfmt::skip]
    let table = [
        ("超时时间，单位为秒，取值范围为 [5, 60]，默认 30。", "min: 5, max: 60, default 30, s"),
        ("超时时间，单位：毫秒，默认值为 3000", "default 3000, ms"),
        ("超时，单位 ms", "ms"),
        ("页大小，取值范围 (0, 50]，默认为 20", "above: 0, max: 50, default 20"),
        ("页大小，取值范围为[1,100)", "min: 1, below: 100"),
        ("页大小，取值为 1 到 200 的整数", "min: 1, max: 200"),
        ("页大小，取值范围：1～99", "min: 1, max: 99"),
        ("页大小，最大 500，不填默认 100", "max: 500, default 100"),
        ("页大小，最大值为 500，大于 500 时按 500 处理", "max: 500 else 500"),
        ("页大小，超过 80 按 80 处理", "max: 80 else 80"),
        ("页大小，不传则默认取值为 25。", "default 25"),
        ("页大小，小于 10 时修正为 10，大于 90 时修正为 90", "min: 10 else 10, max: 90 else 90"),
        ("页大小。当值 < 1 时，取 1。", "min: 1 else 1"),
        ("如果传空或超过 300，则默认取值为 300", "max: 300 else 300, default 300"),
        ("权重，需大于 0", "above: 0"),
        ("权重，必须大于 0 小于 100", "above: 0, below: 100"),
        ("权重，不小于 1，不大于 9", "min: 1, max: 9"),
        ("权重，大于等于 2", "min: 2"),
        ("等级，至少为 1", "min: 1"),
        ("时长，0 表示永久，单位为秒", "0=永久, s"),
        ("时长。-1：不限；0：关闭；大于 0：时长，单位为秒，最大 3600 秒。", "above: 0, max: 3600, -1=不限, 0=关闭, s"),
        ("时长。\n- -1：不限\n- 0：关闭\n- 大于 0：秒数，最多 7 天（604800 秒）", "above: 0, max: 604800, -1=不限, 0=关闭, s"),
        ("开始时间戳（毫秒级别）。\n- 0 或不传：当前时间\n- 其他：不晚于当前时间", "default 0, 0=当前时间, unix_ms"),
        ("开始时间，Unix 时间戳，单位为秒", "unix_s"),
        ("开始时间戳。", "!unit"),
        ("为 0 时，以服务端时间为准，毫秒时间戳", "unix_ms"),
        ("开关。0：关闭；1：开启。", "values 0 1"),
        ("开关，0:关，1:开", "values 0 1"),
        ("开关，0关1开", ""),
        ("开关，0关闭，1开启。", "values 0 1"),
        ("开关。\n- 0：（默认）关闭。\n- 1：开启。", "default 0, values 0 1"),
        ("开关。<ul><li>0：默认值，关闭</li><li>1：开启</li></ul>", "default 0, values 0 1"),
        ("开关。<ul><li>`0`: 关闭</li><li>`1`（默认）: 开启</li></ul>", "default 1, values 0 1"),
        ("类型，取值为 1 或 2", "values 1 2"),
        ("类型，取值为 1、2、3", "values 1 2 3"),
        ("类型：\n- 1：文字\n- 2：图片\n- 其他：自定义类型", "values 1 2 …"),
        ("权限，可按位相加：\n- 1：读\n- 2：写\n- 4：执行", "flags 1 2 4"),
        ("端口，建议取值范围 [1000, 2000]", "!advice, !advice"),
        ("单次最多返回 100 条，取值范围为 [1, 100]", "min: 1, max: 100"),
    ];
    check(NUMBER, &table);
}

#[test]
fn flags() {
    #[rustfmt::skip]
    let table = [
        ("是否公开，默认为 false。", "default false"),
        ("是否公开。\n- true：（默认）公开\n- false：隐藏", "default true"),
        ("是否公开。默认 true", "default true"),
    ];
    check(BOOL, &table);
}

#[test]
fn lists_of_texts() {
    #[rustfmt::skip]
    let table = [
        ("成员列表，最多 30 名成员。", "max_items: 30"),
        ("成员列表，上限为 30 名。要上调请联系技术支持。", "max_items: 30 raisable"),
        ("成员列表，单次最多传入 30 个，每个不超过 32 字节", "max_items: 30, max_bytes: 32"),
        ("成员列表，长度不超过 10", "max_items: 10"),
        ("成员列表，不能为空，不能重复", "min_items: 1, unique_items"),
        ("成员列表，默认数量上限为 15（最高可提升至 40，如需提升请联系技术支持）", "max_items: 15 raisable to 40"),
        ("成员列表，默认数量上限为 15。如需提升（最多 40 个），请联系技术支持。", "max_items: 15 raisable to 40"),
        ("成员列表，每次 1 到 20 个，取值范围 1 到 20 个", "min_items: 1, max_items: 20"),
        ("成员列表，超过 20 个或者为 0 报错", "min_items: 1, max_items: 20"),
        ("每个成员长度上限为 16", "!unit"),
    ];
    check(TEXTS, &table);
}

#[test]
fn lists_of_objects() {
    #[rustfmt::skip]
    let table = [
        ("属性列表，最多 5 个。所有键与值的总长度上限为 512 字节。", "max_items: 5, max_total_bytes: 512"),
        ("属性列表，不能重复", "!unread"),
    ];
    check(OBJECTS, &table);
}

#[test]
fn maps() {
    #[rustfmt::skip]
    let table = [
        ("键值对，最多可包含 50 个会话。", "max_items: 50"),
    ];
    check(MAP, &table);
}

#[test]
fn lists_of_numbers() {
    #[rustfmt::skip]
    let table = [
        ("角色列表，最多 20 个角色：\n- 1：甲\n- 2：乙", "max_items: 20, values 1 2"),
    ];
    check(NUMBERS, &table);
}
