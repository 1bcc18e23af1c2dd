//! The words by which headings, columns and bullets are known, in Chinese and English.

/// What a part of a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Overview,
    Prototype,
    Request,
    RequestExample,
    Response,
    ResponseExample,
    Codes,
}

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Type,
    Required,
    /// The opposite of `Required`.
    Optional,
    Text,
    Default,
    Example,
    Code,
    Cause,
    Advice,
}

/// Headings of one word or two that say which side they are about, and nothing else.
const SIDES: &[(&str, Part)] = &[
    ("request", Part::Request),
    ("request body", Part::Request),
    ("请求", Part::Request),
    ("请求体", Part::Request),
    ("请求消息体", Part::Request),
    ("response", Part::Response),
    ("response body", Part::Response),
    ("returns", Part::Response),
    ("响应", Part::Response),
    ("响应体", Part::Response),
    ("响应消息体", Part::Response),
    ("返回", Part::Response),
    ("返回值", Part::Response),
];

/// What the part under the heading `words` is about; `None` if it is named after something else.
pub(super) fn part(words: &str) -> Option<Part> {
    let words = words.to_lowercase();
    let alone = words.trim_matches(|c: char| !c.is_alphabetic());
    if let Some((_, side)) = SIDES.iter().find(|(side, _)| *side == alone) {
        return Some(*side);
    }
    let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
    let is_request = has(&["请求", "输入", "入参", "业务参数", "request", "input", "query", "body"]);
    let is_response = has(&["响应", "返回", "输出", "出参", "回包", "response", "return", "reply", "output"]);
    let is_example = has(&["示例", "样例", "例子", "范例", "example", "sample"]);
    let has_params = has(&["参数", "字段", "parameter", "param", "field", "数据", "data", "结果"]);
    let is_code = has(&["返回码", "错误码", "状态码", "响应码", "return code", "error code", "status code"])
        || has(&["result code", "response code", "errcode", "error_code"]);
    if is_example && is_response {
        Some(Part::ResponseExample)
    } else if is_example && (is_request || has(&["调用"])) {
        Some(Part::RequestExample)
    } else if is_code {
        Some(Part::Codes)
    } else if has(&["原型", "请求地址", "请求方法", "请求方式", "接口地址", "接口信息", "prototype", "endpoint"])
        || has(&["request method", "request url", "request address", "http request", "api url", "api address"])
    {
        Some(Part::Prototype)
    } else if is_response && has_params {
        Some(Part::Response)
    } else if is_request && has_params {
        Some(Part::Request)
    } else if has(&["描述", "简介", "概述", "overview", "description", "introduction"]) {
        Some(Part::Overview)
    } else {
        None
    }
}

/// What the column headed `words` holds; `None` if it is something else.
pub(super) fn column(words: &str) -> Option<Column> {
    let words = words.trim().to_lowercase();
    let words = words.trim_matches(['*', '：', ':', ' ']);
    let is = |any: &[&str]| any.contains(&words);
    let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
    if has(&["返回码", "错误码", "状态码", "响应码", "error code", "return code", "status code", "result code"])
        || is(&["code", "codes", "码", "errcode", "subcode", "response code"])
    {
        Some(Column::Code)
    } else if has(&["可选", "optional"]) && !has(&["必", "required"]) {
        Some(Column::Optional)
    } else if has(&["必选", "必填", "必须", "必传", "必需", "required", "mandatory"]) {
        Some(Column::Required)
    } else if has(&["类型"]) || is(&["type", "data type", "types", "value type"]) {
        Some(Column::Type)
    } else if has(&["默认", "default"]) {
        Some(Column::Default)
    } else if has(&["示例", "举例", "example", "sample"]) {
        Some(Column::Example)
    } else if has(&["原因", "cause", "reason"]) {
        Some(Column::Cause)
    } else if has(&["处理", "解决", "建议", "方案", "意见", "对策", "solution", "suggest", "action", "handling"])
        || has(&["advice", "measure", "troubleshoot", "resolution", "how to", "recommend"])
    {
        Some(Column::Advice)
    } else if has(&["描述", "说明", "含义", "备注", "释义", "注释", "description", "remark", "meaning", "comment"])
        || is(&["note", "notes", "explanation", "message", "details", "信息", "instruction", "instructions"])
    {
        Some(Column::Text)
    } else if has(&["参数", "名称", "字段", "属性", "变量", "parameter", "field", "property", "attribute"])
        || is(&["name", "param", "params", "key", "member", "成员"])
    {
        Some(Column::Name)
    } else {
        None
    }
}

/// Whether a label of the prototype is that of the method.
pub(super) fn is_method(label: &str) -> bool {
    let label = label.to_lowercase();
    ["方法", "方式", "method"].iter().any(|word| label.contains(word))
}

/// Whether a label of the prototype is that of the address.
pub(super) fn is_address(label: &str) -> bool {
    let label = label.to_lowercase();
    ["地址", "url", "address", "endpoint"].iter().any(|word| label.contains(word))
}

/// Whether a label of the prototype is that of the rate.
pub(super) fn is_rate(label: &str) -> bool {
    let label = label.to_lowercase();
    ["频率", "频次", "频控", "限频", "qps", "rate", "frequency", "limit"].iter().any(|word| label.contains(word))
}

/// Whether a cell says that it says the same as the one above.
pub(super) fn is_ditto(cell: &str) -> bool {
    let cell = cell.trim().trim_end_matches(['.', '。']).to_lowercase();
    ["同上", "〃", "\"", "same as above", "ditto", "as above", "same as the above"].contains(&cell.as_str())
}

/// Whether a cell says that there is nothing to say.
pub(super) fn is_nothing(cell: &str) -> bool {
    let cell = cell.trim().to_lowercase();
    ["", "-", "--", "—", "——", "/", "无", "none", "n/a", "na", "null"].contains(&cell.as_str())
}

/// Whether `name` is that of a parameter that every request has.
pub(super) fn is_common(name: &str) -> bool {
    ["AppId", "SignatureNonce", "Timestamp", "SignatureVersion", "Signature", "Action"].contains(&name)
}

/// Whether `name` is that of a field that every reply has.
pub(super) fn is_envelope(name: &str) -> bool {
    let name: String = name.chars().filter(|c| *c != '_').collect();
    ["code", "message", "requestid"].contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_both_languages() {
        #[track_caller]
        fn check(words: &str, expected: Option<Part>) {
            assert_eq!(part(words), expected, "{words}");
        }
        for words in ["描述", " 概述", "Overview", "Description", "1. 简介"] {
            check(words, Some(Part::Overview));
        }
        for words in
            ["接口原型", "请求方法与地址", "Request method and endpoint", "Prototype", "Request URL", "Endpoint"]
        {
            check(words, Some(Part::Prototype));
        }
        for words in ["请求参数", "Request parameters", "Body 参数", "Query parameters", "输入参数", "2.1 请求参数"]
        {
            check(words, Some(Part::Request));
        }
        for words in ["请求示例", "Sample request", "Request example", "Request sample", "调用示例"] {
            check(words, Some(Part::RequestExample));
        }
        for words in ["响应参数", "返回参数", "Response parameters", "Returned parameters", "Response fields"] {
            check(words, Some(Part::Response));
        }
        for words in ["响应示例", "返回示例", "Sample response", "Response example"] {
            check(words, Some(Part::ResponseExample));
        }
        for words in ["Response", "3. 响应", "返回值"] {
            check(words, Some(Part::Response));
        }
        for words in ["返回码", "错误码说明", "Return codes", "Error codes", "Response codes"] {
            check(words, Some(Part::Codes));
        }
        for words in ["AtList 结构", "Ticket Structure", "验证效果", "FAQ"] {
            check(words, None);
        }
    }

    #[test]
    fn columns_in_both_languages() {
        #[track_caller]
        fn check(words: &str, expected: Option<Column>) {
            assert_eq!(column(words), expected, "{words}");
        }
        check("参数", Some(Column::Name));
        check("参数名称", Some(Column::Name));
        check("Parameter", Some(Column::Name));
        check("类型", Some(Column::Type));
        check("参数类型", Some(Column::Type));
        check("Type", Some(Column::Type));
        check("是否必选", Some(Column::Required));
        check("Required", Some(Column::Required));
        check("Mandatory", Some(Column::Required));
        check("Optional", Some(Column::Optional));
        check("是否可选", Some(Column::Optional));
        check("描述", Some(Column::Text));
        check("参数说明", Some(Column::Text));
        check("Description", Some(Column::Text));
        check("返回码", Some(Column::Code));
        check("Return code", Some(Column::Code));
        check("处理建议", Some(Column::Advice));
        check("Suggested actions", Some(Column::Advice));
        check("可能原因", Some(Column::Cause));
        check("Possible reasons", Some(Column::Cause));
        check("iOS-25%", None);
    }
}
