//! Any text as a page of documentation, MDX or OpenAPI, and a draft of what was read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::path::Path;
use std::sync::LazyLock;
use zim_codegen::import::draft::{Source, draft};
use zim_codegen::import::{mdx, openapi, read, text};
use zim_spec::model::Spec;

static SPEC: LazyLock<Spec> = LazyLock::new(|| zim_spec::shipped().expect("the shipped spec loads"));

fuzz_target!(|bytes: &[u8]| {
    let Ok(page) = text(bytes) else { return };
    let _ = mdx("page.mdx", page);
    let _ = openapi("page.yaml", page, &|_| None);
    if let Ok(facts) = read("page", page, &|_| Some("components: {}".to_owned())) {
        let pages: Vec<_> = facts
            .into_iter()
            .map(|facts| (facts, Source::new(Path::new("call/page.mdx"), Some("call"), "2026-11-22", &SPEC)))
            .collect();
        for file in draft(&pages, &SPEC).files {
            assert!(!file.path.contains("..") && !file.path.starts_with('/'), "{} leads elsewhere", file.path);
            let _ = file.text();
        }
    }
});
