//! What phrases of other products say, in both languages.

use super::{BOOL, NUMBER, OBJECTS, TEXT, TEXTS, check};

#[test]
fn texts() {
    #[rustfmt::skip]
    let table = [
        ("房间 ID，长度不超过 128 字节的字符串，仅支持数字、英文字符和 '~', '!', '@', '-'。", "charset of 66, max_bytes: 128, !charset"),
        ("Room ID, a string of no more than 128 bytes in length.", "max_bytes: 128"),
        ("The maximum length of the room ID is 128 bytes.", "max_bytes: 128"),
        ("最大长度为 512 bytes", "max_bytes: 512"),
        ("用户名，最大长度 256 bytes", "max_bytes: 256"),
        ("自定义消息，最大 2 KB（2048 字节）", "max_bytes: 2048"),
        ("A string up to 255 characters long (bytes are not counted)", "max_chars: 255"),
        ("用户 ID。最长 64 字节，只支持英文字母、数字和下划线", "charset of 63, max_bytes: 64"),
        ("鉴权 Token，有效期最长 24 天", ""),
        ("流 ID，长度不超过 256 字节，且不能包含 URL 关键字", "max_bytes: 256"),
        ("Length: 1-64 bytes", "min_bytes: 1, max_bytes: 64"),
        ("长度 1 至 64 个字符", "min_chars: 1, max_chars: 64"),
        ("1~64 字节", "min_bytes: 1, max_bytes: 64"),
        ("不超过 64 个英文字符", "max_chars: 64"),
        ("UTF-8 编码，最大 512 字节", "max_bytes: 512"),
    ];
    check(TEXT, &table);
}

#[test]
fn numbers() {
    #[rustfmt::skip]
    let table = [
        ("单位：秒，默认值：30，取值范围：[5, 7200]", "min: 5, max: 7200, default 30, s"),
        ("单位为秒，取值范围：5 到 7200 秒", "min: 5, max: 7200, s"),
        ("视频帧率，取值范围：(0, 60]，默认 15", "above: 0, max: 60, default 15"),
        ("The value range is 0 - 100. Default value: 50.", "min: 0, max: 100, default 50"),
        ("取值范围：0、1", "values 0 1"),
        ("音量，取值范围为 0 ~ 200，默认值 100", "min: 0, max: 200, default 100"),
        ("1：推流<br/>2：拉流", "values 1 2"),
        ("1: push<br>2: pull<br>Default: 1", "default 1, values 1 2"),
        ("任务类型。\n1: 合流\n2: 截图", "values 1 2"),
        ("是否录制，默认为 1。\n- 1：是\n- 2：否", "default 1, values 1 2"),
        ("Whether to record. 1 for yes, 0 for no. The default is 1.", "values 1 0"),
        ("录制模式（1：单流 2：混流）", ""),
        ("码率，单位 bps，默认 1500000", "default 1500000"),
        ("码率，单位为 kbps，最大 10000", "max: 10000"),
        ("The bitrate in kbps. Max: 10000", "max: 10000"),
        ("用户数上限，0 表示不限制", "0=不限制"),
        ("过期时间，Unix 时间戳，单位：秒", "unix_s"),
        ("开始时间，单位秒", "s, !unit"),
        ("有效时间，单位为秒，最大不超过 86400 秒，默认 3600 秒", "max: 86400, default 3600, s"),
        ("查询页码，从 1 开始，默认为 1", "default 1"),
        ("每页个数，默认 10，最大 200", "max: 200, default 10"),
        ("每页个数。默认值为 10；最大值为 200。", "max: 200, default 10"),
        ("Page index, starting from 1. Default is 1.", "default 1"),
        ("The number of records per page. The default value is 10, and the maximum value is 200.", "max: 200, default 10"),
        ("Must be an integer between 1 and 10 inclusive.", "min: 1, max: 10"),
        ("Must be one of 90, 180, 270.", "values 90 180 270"),
        ("取值需为 2 的倍数，且不小于 16", "min: 16"),
        ("延迟时间，单位为毫秒，默认 0，最大 10000", "max: 10000, default 0, ms"),
        ("不填或填 0 时默认为 60，最大 300", "max: 300, default 60, 0=默认为 60,最大 300"),
        ("传 0 时使用默认值 60", "0=使用默认值 60"),
        ("If set to 0, the default value 60 is used.", "0=the default value 60 is used"),
    ];
    check(NUMBER, &table);
}

#[test]
fn lists_of_texts() {
    #[rustfmt::skip]
    let table = [
        ("用户 ID 列表，最多支持传 10 个", "max_items: 10"),
        ("最大支持 5 个用户 ID，如果超出则取前 5 个", "max_items: 5"),
        ("StreamId 列表，一次最多查询 10 条流", "max_items: 10"),
        ("The number of users cannot exceed 10 per request.", "max_items: 10"),
    ];
    check(TEXTS, &table);
}

#[test]
fn lists_of_objects() {
    #[rustfmt::skip]
    let table = [
        ("输入流列表，最多 16 路", "max_items: 16"),
        ("Up to 16 input streams.", "max_items: 16"),
    ];
    check(OBJECTS, &table);
}

#[test]
fn flags() {
    #[rustfmt::skip]
    let table = [
        ("是否开启，true 表示开启，默认 false", "default false"),
        ("Whether to enable it. Optional, false by default.", "default false"),
    ];
    check(BOOL, &table);
}
