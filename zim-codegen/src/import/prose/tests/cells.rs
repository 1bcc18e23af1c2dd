//! Cells of tables.

use super::super::super::{FieldType, Required};
use super::super::{field_type, required};

#[test]
fn required_marks() {
    let depends = |text: &str| Some(Required::Depends(text.to_owned()));
    for (cell, expected) in [
        ("是", Some(Required::Yes)),
        (" **是** ", Some(Required::Yes)),
        ("必填", Some(Required::Yes)),
        ("Yes", Some(Required::Yes)),
        ("required", Some(Required::Yes)),
        ("否", Some(Required::No)),
        ("No.", Some(Required::No)),
        ("选填", Some(Required::No)),
        ("Optional", Some(Required::No)),
        ("否（只在开启时有意义）", Some(Required::No)),
        ("", None),
        ("-", None),
        ("否（但当 Kind 为 3 时必选）", depends("否(但当 Kind 为 3 时必选)")),
        ("是（仅当需要时）", depends("是(仅当需要时)")),
        ("No (Yes if Kind is 3)", depends("No (Yes if Kind is 3)")),
        ("至少选择一个", depends("至少选择一个")),
        ("同上", depends("同上")),
    ] {
        assert_eq!(required(cell), expected, "{cell}");
    }
}

#[test]
fn types() {
    for (cell, expected) in [
        ("String", Some(FieldType::Text)),
        ("STRING", Some(FieldType::Text)),
        ("字符串", Some(FieldType::Text)),
        ("string(32)", Some(FieldType::Text)),
        ("Bool", Some(FieldType::Bool)),
        ("boolean", Some(FieldType::Bool)),
        ("Number", Some(FieldType::Number)),
        ("Int", Some(FieldType::Number)),
        ("整型", Some(FieldType::Number)),
        ("int32", Some(FieldType::Int32)),
        ("UInt32", Some(FieldType::Int32)),
        ("Int64", Some(FieldType::Int64)),
        ("Long", Some(FieldType::Int64)),
        ("Object", Some(FieldType::Object)),
        ("JSON Object", Some(FieldType::Object)),
        ("Object of [Item](#item)", Some(FieldType::Map)),
        ("Map<String, Item>", Some(FieldType::Map)),
        ("Array of String", Some(FieldType::ListOfText)),
        ("Array of Strings", Some(FieldType::ListOfText)),
        ("String[]", Some(FieldType::ListOfText)),
        ("List<String>", Some(FieldType::ListOfText)),
        ("字符串数组", Some(FieldType::ListOfText)),
        ("Array of Number", Some(FieldType::ListOfNumber)),
        ("int64[]", Some(FieldType::ListOfNumber)),
        ("Array Of Object", Some(FieldType::ListOfObject)),
        ("Arrar of Object", Some(FieldType::ListOfObject)),
        ("Array&lt;Object&gt;", Some(FieldType::ListOfObject)),
        ("Array of [Item](#item)", Some(FieldType::ListOfObject)),
        ("array", Some(FieldType::List)),
        ("Array of Bool", Some(FieldType::List)),
        ("Colour", None),
        ("Float", None),
        ("null", None),
        ("", None),
    ] {
        assert_eq!(field_type(cell), expected, "{cell}");
    }
}
