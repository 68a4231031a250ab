//! Paths of import rules: relative to the root, with `/`, the root itself being empty.

/// The folder of a path.
pub(crate) fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..slash])
}

/// `folder/rest`, with `.` and `..` resolved; `None` where it leaves the root.
pub(crate) fn join(folder: &str, rest: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// `folder/rest`, as written.
pub(crate) fn below(folder: &str, rest: &str) -> String {
    if folder.is_empty() {
        rest.to_owned()
    } else {
        format!("{folder}/{rest}")
    }
}

/// The folder, then each folder above it, up to the root.
pub(crate) fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| {
        (!folder.is_empty()).then(|| folder_of(folder))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_below_the_root() {
        assert_eq!(join("a/b", "../c.py").as_deref(), Some("a/c.py"));
        assert_eq!(join("", "./c.py").as_deref(), Some("c.py"));
        assert_eq!(join("a", "../../c.py"), None);
    }

    #[test]
    fn ancestors_end_at_the_root() {
        let all: Vec<_> = ancestors("a/b").collect();
        assert_eq!(all, ["a/b", "a", ""]);
        assert_eq!(ancestors("").collect::<Vec<_>>(), [""]);
        assert_eq!(folder_of("x.py"), "");
    }
}
