//! What phrases say of how often an action may be called.

use super::super::super::{Field, FieldType, Found};
use super::super::{rate, settle_rates};
use zim_spec::diagnostic::{Diagnostics, FileId, Place, SourceFile};

fn place() -> Place {
    Place { file: FileId(0), span: 0..0 }
}

fn rates(text: &str) -> String {
    let shown = rate(text, place()).into_iter().map(|rate| {
        let rate = rate.value;
        let per = rate.per.map(|per| format!(" per {per}")).unwrap_or_default();
        let of = rate.of.map(|of| format!(" of {of}")).unwrap_or_default();
        format!("{}/{}s{per}{of}", rate.count, rate.window_seconds)
    });
    shown.collect::<Vec<_>>().join(", ")
}

#[test]
fn rates_of_phrases() {
    for (text, expected) in [
        ("调用频率限制：20 次/秒", "20/1s"),
        ("调用频率：20次/秒。", "20/1s"),
        ("每秒 15 次", "15/1s"),
        ("每秒最多调用 15 次", "15/1s"),
        ("15 次/分钟", "15/60s"),
        ("每分钟 30 次", "30/60s"),
        ("每小时不超过 500 次", "500/3600s"),
        ("每 24 小时 100 次", "100/86400s"),
        ("24 小时内最多 100 次", "100/86400s"),
        ("2 次/秒，24 小时内限 200 次", "2/1s, 200/86400s"),
        ("3 次/秒，群级别限制", "3/1s per Group"),
        ("单个群组 3 次/秒", "3/1s per Group"),
        ("4 次/秒，房间级别限制。如需调整，请联系技术支持。", "4/1s per Room"),
        ("每个用户每秒 2 次", "2/1s per User"),
        ("50 条消息/秒，而不是 50 次/秒", "50/1s of 条"),
        ("QPS：20", "20/1s"),
        ("20/s", "20/1s"),
        ("20 times/s", "20/1s"),
        ("QPS limit: 25 times/s", "25/1s"),
        ("QPS limit: 25", "25/1s"),
        ("25 QPS", "25/1s"),
        ("20 requests/second", "20/1s"),
        ("Rate limit: 20 request/second.", "20/1s"),
        ("20 calls per second", "20/1s"),
        ("at most 20 API calls per second", "20/1s"),
        ("20 requests per minute", "20/60s"),
        ("1 call per second, 100 calls per 24 hours", "1/1s, 100/86400s"),
        ("1 time/s, limited to 100 times within 24 hours.", "1/1s, 100/86400s"),
        ("2 times/s, group-level limit", "2/1s per Group"),
        ("2 requests per second for each room", "2/1s per Room"),
        ("30 messages/second, not 30 times/second", "30/1s of messages"),
        ("10 times every 5 seconds", "10/5s"),
        ("同一个 AppID 下，单个 StreamId 的调用频率上限为 10次/秒。", "10/1s per StreamId"),
        ("同一 AppID 下所有 StreamId 的调用频率限制为 100 次/秒", "100/1s"),
        ("The limit for a single StreamId under the same AppID is 10 times/second", "10/1s per StreamId"),
        ("5 次/分钟/StreamId", "5/60s per StreamId"),
        ("10 次/秒/AppID", "10/1s"),
        ("Valid for 24 hours", ""),
        ("Recall within 2 minutes", ""),
        ("up to 20 users at a time", ""),
        ("最多 20 个用户", ""),
        ("版本 2.0 起支持", ""),
        ("0 次/秒", ""),
        ("", ""),
    ] {
        assert_eq!(rates(text), expected, "{text}");
    }
}

#[test]
fn words_become_parameters() {
    #[track_caller]
    fn check(text: &str, params: &[(&str, FieldType)], expected: (Option<&str>, Option<&str>), findings: usize) {
        let params: Vec<Field> = params
            .iter()
            .map(|(name, ty)| {
                let mut field = Field::new(Found::new((*name).to_owned(), place()));
                field.ty = Some(Found::new(*ty, place()));
                field
            })
            .collect();
        let mut rates = rate(text, place());
        let mut said = Diagnostics::new(vec![SourceFile::new("page", "")]);
        settle_rates(&mut rates, &params, &mut said);
        let rate = &rates.first().unwrap().value;
        assert_eq!((rate.per.as_deref(), rate.of.as_deref()), expected, "{text}");
        assert_eq!(said.len(), findings, "{said}");
    }
    use FieldType::{ListOfNumber, ListOfText, Text};
    check("1 time/s", &[("TeamId", Text)], (None, None), 0);
    check("1 time/s for each group", &[("GroupId", Text)], (Some("GroupId"), None), 0);
    check("1 time/s for each group", &[("TeamId", Text)], (None, None), 1);
    check("5 messages/s", &[("Keys", ListOfNumber)], (None, Some("Keys")), 0);
    check("5 messages/s", &[("Keys", ListOfNumber), ("Names", ListOfText)], (None, None), 1);
}
