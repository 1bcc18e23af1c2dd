//! What the names of lists and of what they hold have in common.

/// `Users` → `User`, `UserIdList` → `UserId`: what one of them is called, as far as the name tells.
pub(super) fn singular(name: &str) -> String {
    let stem = name.strip_suffix("List").filter(|stem| !stem.is_empty()).unwrap_or(name);
    let one = stem
        .strip_suffix("ies")
        .map(|stem| format!("{stem}y"))
        .or_else(|| stem.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u'])).map(str::to_owned));
    one.filter(|one| one.len() > 1).unwrap_or_else(|| stem.to_owned())
}

/// Whether the last word of one name is in the other.
pub(super) fn shares_a_word(a: &str, b: &str) -> bool {
    let (a, b) = (zim_spec::naming::snake_case(a), zim_spec::naming::snake_case(&singular(b)));
    b.rsplit('_').next().is_some_and(|last| last.len() > 2 && a.split('_').any(|word| word == last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_many() {
        for (name, one) in [
            ("UserIds", "UserId"),
            ("UserInfo", "UserInfo"),
            ("MemberList", "Member"),
            ("Entries", "Entry"),
            ("Status", "Status"),
            ("Address", "Address"),
            ("List", "List"),
            ("s", "s"),
            ("", ""),
        ] {
            assert_eq!(singular(name), one, "{name}");
        }
    }
}
