//! What the generated code offers, read from its text: a second reading, which knows nothing of how it came about.

use quote::ToTokens;
use std::collections::BTreeMap;
use zim_codegen::diff::Rust;
use zim_codegen::{Options, generate_with};
use zim_spec::model::Spec;

/// Every public item with what its users depend on.
pub(crate) type Api = BTreeMap<String, String>;

/// What the code for `spec` offers; `None` if it gives none.
pub(crate) fn of(spec: &Spec) -> Option<Api> {
    let files = generate_with(spec, &Options::default()).ok()?;
    let mut api = Api::new();
    for file in files {
        let parsed = syn::parse_file(&file.text).unwrap();
        // Whatever lies in a file of a folder is public in that folder, except that of groups, which are public too.
        let module = file.path.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
        for item in &parsed.items {
            add(&mut api, &module, item);
        }
    }
    Some(api)
}

/// What the change from one to the other is, and the first thing that shows it.
pub(crate) fn compare(old: &Api, new: &Api) -> (Rust, Vec<String>) {
    let broken: Vec<String> = old
        .iter()
        .filter(|(name, what)| new.get(*name) != Some(*what))
        .map(|(name, what)| format!("{name}: {what} -> {:?}", new.get(name)))
        .collect();
    if !broken.is_empty() {
        return (Rust::Breaking, broken);
    }
    let added: Vec<String> = new.keys().filter(|name| !old.contains_key(*name)).cloned().collect();
    (if added.is_empty() { Rust::Same } else { Rust::Compatible }, added)
}

fn add(api: &mut Api, module: &str, item: &syn::Item) {
    let text = |tokens: &dyn ToTokens| tokens.to_token_stream().to_string();
    let is_public = |visibility: &syn::Visibility| matches!(visibility, syn::Visibility::Public(_));
    match item {
        syn::Item::Struct(item) if is_public(&item.vis) => {
            let path = format!("{module}::{}", item.ident);
            for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
                api.insert(format!("{path}.{}", text(&field.ident)), text(&field.ty));
            }
            let inside =
                if item.ident.to_string().ends_with("Reply") { "struct".to_owned() } else { text(&item.semi_token) };
            api.insert(path.clone(), format!("struct {inside}"));
            derives(api, &path, &item.attrs);
        }
        syn::Item::Enum(item) if is_public(&item.vis) => {
            let path = format!("{module}::{}", item.ident);
            let is_open = item.attrs.iter().any(|attribute| attribute.path().is_ident("non_exhaustive"));
            assert!(is_open, "{path}: one more variant would break a match");
            for variant in &item.variants {
                api.insert(format!("{path}::{}", variant.ident), text(&variant.fields));
            }
            api.insert(path.clone(), "enum".to_owned());
            derives(api, &path, &item.attrs);
        }
        syn::Item::Type(item) if is_public(&item.vis) => {
            api.insert(format!("{module}::{}", item.ident), text(&item.ty));
        }
        syn::Item::Const(item) if is_public(&item.vis) => {
            api.insert(format!("{module}::{}", item.ident), text(&item.ty));
        }
        syn::Item::Static(item) if is_public(&item.vis) => {
            api.insert(format!("{module}::{}", item.ident), text(&item.ty));
        }
        syn::Item::Fn(item) if is_public(&item.vis) => {
            api.insert(format!("{module}::{}", item.sig.ident), text(&item.sig));
        }
        syn::Item::Impl(item) => implementation(api, module, item),
        syn::Item::Macro(item) => setters(api, module, &item.mac),
        _ => {}
    }
}

fn derives(api: &mut Api, path: &str, attributes: &[syn::Attribute]) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        attribute
            .parse_nested_meta(|meta| {
                // `Debug` is written out where it is not derived.
                let name = meta.path.to_token_stream().to_string();
                if name != "Debug" {
                    api.insert(format!("{path}: {name}"), "derived".to_owned());
                }
                Ok(())
            })
            .unwrap();
    }
}

fn implementation(api: &mut Api, module: &str, item: &syn::ItemImpl) {
    let path = format!("{module}::{}", item.self_ty.to_token_stream());
    if let Some((of, _)) = &item.trait_ {
        let of = of.to_token_stream().to_string();
        if !of.contains("Debug") {
            api.insert(format!("{path}: {of}"), "implemented".to_owned());
        }
        // What a page is a list of.
        for item in item.items.iter().filter(|_| of == "Paged") {
            if let syn::ImplItem::Type(item) = item {
                api.insert(format!("{path}: {of}::{}", item.ident), item.ty.to_token_stream().to_string());
            }
        }
        return;
    }
    for item in &item.items {
        match item {
            syn::ImplItem::Fn(item) => {
                let signature = &item.sig;
                let inputs = signature.inputs.to_token_stream().to_string();
                let output = signature.output.to_token_stream().to_string();
                api.insert(format!("{path}::{}()", signature.ident), format!("({inputs}) {output}"));
            }
            syn::ImplItem::Const(item) => {
                api.insert(format!("{path}::{}", item.ident), item.ty.to_token_stream().to_string());
            }
            _ => {}
        }
    }
}

/// `request! { CallReject: extended_data(text) = "ExtendedData" }` makes a method; `received!` a way to read it.
fn setters(api: &mut Api, module: &str, call: &syn::Macro) {
    let name = call.path.to_token_stream().to_string();
    let tokens: Vec<proc_macro2::TokenTree> = call.tokens.clone().into_iter().collect();
    let Some(proc_macro2::TokenTree::Ident(of)) = tokens.first() else { return };
    let path = format!("{module}::{of}");
    match name.as_str() {
        "request" | "part" => {
            for pair in tokens.windows(3) {
                if let [proc_macro2::TokenTree::Ident(setter), proc_macro2::TokenTree::Group(takes), _] = pair {
                    api.insert(format!("{path}::{setter}()"), takes.to_string());
                }
            }
        }
        "received" => {
            api.insert(format!("{path}: Deserialize"), "implemented".to_owned());
        }
        "batch" => {
            api.insert(format!("{path}: Batch"), "implemented".to_owned());
        }
        // The width is that of the payload of `Other`, or of the bits.
        "int_enum" | "int_flags" => {
            let width = tokens.get(1).map(ToString::to_string).unwrap_or_default();
            api.insert(format!("{path}: {name}"), width);
        }
        "text_enum" => {
            api.insert(format!("{path}: {name}"), String::new());
        }
        _ => {}
    }
}
