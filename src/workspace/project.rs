//! Projects: the parts of a tree that are built and shipped on their own.

use std::cmp::Reverse;
use std::collections::BTreeMap;

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

/// How many parts a bot may have that is joined from incomplete projects. Among more, who belongs to whom is a guess, and
/// following them all would cost more than the bot can be worth.
const MOST_PARTS: usize = 4;

/// Joins the projects that are not complete on their own, from the innermost folder outwards, wherever several meet:
/// a bridge to a messenger and the service with the model are often two projects of one bot. A complete project takes
/// in the incomplete ones below it. Only what `contributes` is joined. What stays incomplete is left out.
pub(crate) fn join_incomplete(
    projects: &[Project],
    is_complete: impl Fn(&Project) -> bool,
    contributes: impl Fn(&Project) -> bool,
) -> Vec<Project> {
    let mut complete = Vec::new();
    let mut waiting: BTreeMap<&str, Vec<&Project>> = BTreeMap::new();
    for project in projects.iter().filter(|project| contributes(project)) {
        waiting.entry(&project.root).or_default().push(project);
    }
    let mut folders: Vec<&str> = projects
        .iter()
        .flat_map(|project| ancestors(&project.root))
        .collect();
    folders.sort_unstable_by_key(|folder| (Reverse(depth(folder)), *folder));
    folders.dedup();
    for folder in folders {
        let Some(parts) = waiting.remove(folder) else {
            continue;
        };
        let own = parts.iter().find(|part| part.root == folder);
        let own = own.filter(|own| is_complete(own));
        let whole = (parts.len() <= MOST_PARTS).then(|| joined(folder, &parts));
        match (whole.filter(|whole| is_complete(whole)), own) {
            (Some(whole), _) => complete.push(whole),
            (None, Some(own)) => complete.push((*own).clone()),
            (None, None) if folder.is_empty() => {}
            (None, None) => waiting.entry(split(folder).0).or_default().extend(parts),
        }
    }
    complete.sort_by(|one, other| one.root.cmp(&other.root));
    complete
}

fn joined(folder: &str, parts: &[&Project]) -> Project {
    let mut whole = Project {
        root: folder.to_owned(),
        files: Vec::new(),
        marks: Marks::default(),
    };
    for part in parts {
        whole.files.extend(&part.files);
        whole.marks.merge(&part.marks);
    }
    whole.files.sort_unstable();
    whole
}

/// The folder and all folders around it, out to the root of the tree.
fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| {
        (!folder.is_empty()).then(|| split(folder).0)
    })
}

fn depth(folder: &str) -> usize {
    if folder.is_empty() {
        0
    } else {
        1 + folder.matches('/').count()
    }
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

    const CHANNEL: u32 = 0;
    const MODEL: u32 = 1;

    /// The roots of what is left when a project needs a channel and a model, each with its number of files.
    fn join(projects: &[(&str, &[u32])]) -> Vec<(String, usize)> {
        let projects: Vec<Project> = (0u32..)
            .zip(projects)
            .map(|(file, (root, marks))| Project {
                root: (*root).to_owned(),
                files: vec![FileId(file)],
                marks: Marks(marks.to_vec()),
            })
            .collect();
        let is_complete =
            |project: &Project| project.marks.has(CHANNEL) && project.marks.has(MODEL);
        join_incomplete(&projects, is_complete, |project| !project.marks.is_empty())
            .into_iter()
            .map(|project| (project.root, project.files.len()))
            .collect()
    }

    #[test]
    fn a_bridge_and_its_brain_are_one_bot() {
        let found = join(&[("brain", &[MODEL]), ("bridge", &[CHANNEL])]);
        assert_eq!(found, [(String::new(), 2)]);
    }

    #[test]
    fn samples_that_are_complete_stay_apart() {
        let found = join(&[
            ("one", &[CHANNEL, MODEL]),
            ("three/brain", &[MODEL]),
            ("three/bridge", &[CHANNEL]),
            ("two", &[CHANNEL, MODEL]),
        ]);
        let expected =
            [("one", 1), ("three", 2), ("two", 1)].map(|(root, files)| (root.to_owned(), files));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_project_takes_in_what_is_incomplete_below_it() {
        let found = join(&[("", &[CHANNEL]), ("functions", &[MODEL]), ("site", &[])]);
        assert_eq!(found, [(String::new(), 2)], "the site has no part in it");
    }

    #[test]
    fn what_never_gets_complete_is_left_out() {
        assert!(join(&[("a", &[MODEL]), ("b/c", &[MODEL]), ("d", &[])]).is_empty());
    }

    #[test]
    fn of_many_parts_nobody_knows_who_belongs_to_whom() {
        let mut parts: Vec<(&str, &[u32])> = vec![("bridge", &[CHANNEL])];
        let brains = ["brain1", "brain2", "brain3", "brain4"];
        parts.extend(brains.map(|root| (root, &[MODEL] as &[u32])));
        assert!(join(&parts).is_empty());
        parts.push(("", &[CHANNEL, MODEL]));
        assert_eq!(
            join(&parts),
            [(String::new(), 1)],
            "what is complete alone stays"
        );
    }
}
