//! Where a page lies in the documentation, and which group of actions that is.

use std::path::Path;
use zim_spec::model::Spec;
use zim_spec::naming::snake_case;

/// Where a page lies, and when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// The page below the documentation's root, such as `zim-server/call-invitation/reject-a-call-invitation`.
    pub page: String,
    /// The group that its action belongs to, a folder of the spec.
    pub group: String,
    /// The day it was read, `YYYY-MM-DD`.
    pub checked: String,
}

impl Source {
    /// The source of the page at `path`, read on the day `checked`.
    ///
    /// The page is what lies below a folder called like the root of the spec's own pages, or else below one whose name
    /// starts with `pages` or `openapi`; if there is neither, its folder and name. Its group is `group`, or that of the
    /// other actions from its folder, or its folder as a name.
    #[must_use]
    pub fn new(path: &Path, group: Option<&str>, checked: &str, spec: &Spec) -> Self {
        let root = spec.service.source.page.split('/').next().unwrap_or_default();
        let page = page(path, root);
        let folder = page.rsplit('/').nth(1).filter(|folder| *folder != root).unwrap_or_default();
        let neighbour = spec
            .actions
            .iter()
            .find(|action| !folder.is_empty() && action.source.page.rsplit('/').nth(1) == Some(folder));
        let group = match (group, neighbour) {
            (Some(group), _) => group.to_owned(),
            (None, Some(neighbour)) => neighbour.group.clone(),
            (None, None) => module_name(folder),
        };
        Self { page, group, checked: checked.to_owned() }
    }
}

fn page(path: &Path, root: &str) -> String {
    let path = path.with_extension("");
    // What is no text is no part of an address either.
    let parts: Vec<&str> = path
        .components()
        .filter_map(|part| match part {
            std::path::Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    let below = |test: &dyn Fn(&str) -> bool| {
        let folders = parts.split_last().map_or(&[][..], |(_, folders)| folders);
        folders.iter().rposition(|part| test(part)).and_then(|at| parts.get(at + 1..))
    };
    let rest = below(&|part| part == root)
        .or_else(|| below(&|part| part.starts_with("pages") || part.starts_with("openapi")))
        .or_else(|| parts.get(parts.len().saturating_sub(2)..))
        .unwrap_or_default();
    let rest: Vec<String> = rest.iter().map(|part| address_part(part)).collect();
    if root.is_empty() { rest.join("/") } else { format!("{root}/{}", rest.join("/")) }
}

/// A part of an address: no blanks, nothing that an address would escape.
fn address_part(name: &str) -> String {
    let char = |char: char| if char.is_alphanumeric() || matches!(char, '-' | '_' | '.') { char } else { '-' };
    name.trim().chars().map(char).take(100).collect()
}

/// A folder as the name of a group.
fn module_name(folder: &str) -> String {
    let name: String = snake_case(folder).chars().filter(|char| char.is_ascii_alphanumeric() || *char == '_').collect();
    let name = name.trim_matches('_');
    if name.starts_with(|first: char| first.is_ascii_lowercase()) { name.to_owned() } else { format!("group{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_groups() {
        let spec = zim_spec::shipped().unwrap_or_else(|findings| panic!("{findings}"));
        for (path, given, page, group) in [
            ("docs/zim-server/call-invitation/reject.mdx", None, "zim-server/call-invitation/reject", "call"),
            ("x/pages-zh/call-invitation/reject.mdx", None, "zim-server/call-invitation/reject", "call"),
            ("openapi-en/zim-audio/get.yaml", None, "zim-server/zim-audio/get", "zim_audio"),
            ("a/b/Cloud Player/Start it.mdx", None, "zim-server/Cloud-Player/Start-it", "cloud_player"),
            ("a/b/Cloud Player/Start it.mdx", Some("player"), "zim-server/Cloud-Player/Start-it", "player"),
            ("seed.mdx", None, "zim-server/seed", "group"),
            ("pages.mdx", None, "zim-server/pages", "group"),
            ("../房间/a.mdx", None, "zim-server/房间/a", "group"),
        ] {
            let source = Source::new(Path::new(path), given, "2026-11-25", &spec);
            assert_eq!((source.page.as_str(), source.group.as_str()), (page, group), "{path}");
        }
    }
}
