//! Phrases with numbers in them that limit nothing, and what only looks like a limit.

use super::{BOOL, NUMBER, OBJECT, OBJECTS, TEXT, check};

#[test]
fn texts() {
    #[rustfmt::skip]
    let table = [
        ("参见第 20 节。", ""),
        ("详见 [第 3 章](https://example.com/doc/100)。", ""),
        ("需要 2.5.0 或以上版本的 SDK。", ""),
        ("SDK 版本不低于 3", ""),
        ("例如：最多 20 字节", ""),
        ("示例：UserId[]=1&UserId[]=2", ""),
        ("用户 ID。", ""),
        ("字符串。", ""),
        ("第一次填 0，之后填上次返回的值。", ""),
        ("支持 1v1 和群聊", ""),
        ("使用 md5 计算", ""),
        ("当 Kind 为 1、11、12 时，请参考文档。", ""),
        ("如果 Kind 为 3，则忽略", ""),
        ("为空则由服务端创建", ""),
        ("可以为空", ""),
        ("返回 200 表示成功", ""),
        ("在 2 分钟内撤回", ""),
        ("占 50% 的比例", ""),
        ("版本 1.2，共 3 章", ""),
        ("房间人数为 0 时销毁", ""),
        ("See section 20.", ""),
        ("See [chapter 3](https://example.com/doc/100).", ""),
        ("Needs SDK version 2.5.0 or above.", ""),
        ("For example, at most 20 bytes", ""),
        ("Example: UserId[]=1&UserId[]=2", ""),
        ("The user's ID.", ""),
        ("A string.", ""),
        ("Fill in 0 for the first time.", ""),
        ("Supports 1v1 and group chats.", ""),
        ("The md5 of the file", ""),
        ("When Kind is 1, 11, or 12, see the guide.", ""),
        ("Ignored if Kind is 3.", ""),
        ("May be empty.", ""),
        ("Returns 200 on success", ""),
        ("Can be recalled within 2 minutes.", ""),
        ("Takes 50% of it", ""),
        ("When the room has 0 members it is closed.", ""),
    ];
    check(TEXT, &table);
}

#[test]
fn numbers() {
    #[rustfmt::skip]
    let table = [
        ("排序序号。", ""),
        ("分页标志，第一次填 0，之后填返回的 Next。", ""),
        ("例如，共有 250 个会话，每页 100 个", ""),
        ("错误码 100 请参考全局返回码", ""),
        ("消息发出后 24 小时内有效", ""),
        ("取自 2.1.0 版本", ""),
        ("第 1 个参数", ""),
        ("The position in the order.", ""),
        ("Pagination flag. Fill in 0 for the first time, then what was returned last time.", ""),
        ("For example, if there are 250 items, pages of 100", ""),
        ("See return code 100", ""),
        ("Valid within 24 hours after sending", ""),
        ("Available since version 2.1", ""),
        ("The 1st parameter", ""),
        ("Increases by 1 each time.", ""),
        ("Number of users.", ""),
    ];
    check(NUMBER, &table);
}

#[test]
fn objects() {
    #[rustfmt::skip]
    let table = [
        ("取值不超过 512 KB 的图片地址", "!unread"),
        ("最多 3 行", "!unread"),
        ("An address of an image of at most 512 KB", "!unread"),
        ("Up to 3 lines", "!unread"),
    ];
    check(OBJECT, &table);
}

#[test]
fn lists_of_objects() {
    #[rustfmt::skip]
    let table = [
        ("第 2 条起生效", ""),
        ("Counted from item 2 on", ""),
    ];
    check(OBJECTS, &table);
}

#[test]
fn flags() {
    #[rustfmt::skip]
    let table = [
        ("Takes effect after 3 calls", ""),
    ];
    check(BOOL, &table);
}
