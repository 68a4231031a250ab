//! Projects: the parts of a tree that are built and shipped on their own.

use super::marks::Marks;
use super::skip::is_manifest;
use super::span::FileId;

/// A folder with a manifest (`package.json`, `pyproject.toml`, `go.mod`, …), with all files below it that belong to no
/// project further down. What belongs to none is the project of the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// The folder, relative to the root, with `/`; empty for the root.
    pub root: String,
    /// Its files, in order.
    pub files: Vec<FileId>,
    /// Every word that stands in any of its files.
    pub marks: Marks,
}

/// Parts the files among their projects. `paths` are sorted, and `marks` run beside them.
pub(crate) fn projects(paths: &[String], marks: &[Marks]) -> Vec<Project> {
    let mut roots: Vec<&str> = paths
        .iter()
        .filter_map(|path| {
            let (folder, name) = split(path);
            is_manifest(name).then_some(folder)
        })
        .collect();
    roots.push("");
    roots.sort_unstable();
    roots.dedup();
    let mut projects: Vec<Project> = roots
        .iter()
        .map(|root| Project {
            root: (*root).to_owned(),
            files: Vec::new(),
            marks: Marks::default(),
        })
        .collect();
    let mut last = ("", 0);
    for (at, path) in paths.iter().enumerate() {
        let (folder, _) = split(path);
        if at == 0 || folder != last.0 {
            last = (folder, owner(&roots, folder));
        }
        let project = &mut projects[last.1];
        project.files.push(FileId(at as u32));
        project.marks.merge(&marks[at]);
    }
    projects.retain(|project| !project.files.is_empty());
    projects
}

/// The innermost of the sorted roots that holds the folder; the root of the tree is always among them.
fn owner(roots: &[&str], mut folder: &str) -> usize {
    loop {
        if let Ok(at) = roots.binary_search(&folder) {
            return at;
        }
        folder = split(folder).0;
    }
}

fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_belongs_to_its_nearest_manifest() {
        let paths = [
            "README.md",
            "apps/shop/package.json",
            "apps/shop/src/ai.ts",
            "apps/shop/src/wa.ts",
            "apps/site/index.ts",
            "bots/net/Bot.csproj",
            "bots/net/Program.cs",
        ]
        .map(String::from);
        let marks = [vec![], vec![0], vec![2], vec![1], vec![9], vec![], vec![3]].map(Marks);
        let found = projects(&paths, &marks);
        let summary: Vec<_> = found
            .iter()
            .map(|project| {
                (
                    project.root.as_str(),
                    project.files.len(),
                    project.marks.0.clone(),
                )
            })
            .collect();
        assert_eq!(
            summary,
            [
                ("", 2, vec![9]),
                ("apps/shop", 3, vec![0, 1, 2]),
                ("bots/net", 2, vec![3])
            ]
        );
    }

    #[test]
    fn no_files_no_projects() {
        assert!(projects(&[], &[]).is_empty());
    }
}
