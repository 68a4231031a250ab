//! All lint pages: those embedded in the binary, and those of `--lints DIR`.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::page::{Page, PageError};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/lints");

/// The lint pages, by name; a page of a user's own replaces an embedded one of the same name.
#[derive(Debug, Clone)]
pub struct Book {
    pages: Vec<Page>,
}

/// The pages cannot be loaded.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum BookError {
    /// A folder or page cannot be read.
    #[error("cannot read lint pages at {path}")]
    Unreadable {
        /// The folder or page.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A page does not have the form of one.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Page(#[from] Box<PageError>),
}

impl Book {
    /// The embedded pages.
    pub fn embedded() -> Result<Self, BookError> {
        let mut book = Self { pages: Vec::new() };
        for file in EMBEDDED.files() {
            let path = file.path().to_string_lossy();
            if is_page(file.path()) {
                let text = file.contents_utf8().unwrap_or_default();
                book.add(Page::parse(&path, text)?);
            }
        }
        Ok(book)
    }

    /// Adds the pages of a folder (its `*.md` files but `README.md`).
    pub fn extend_from(&mut self, folder: &Path) -> Result<(), BookError> {
        let unreadable = |path: &Path, source| BookError::Unreadable {
            path: path.to_owned(),
            source,
        };
        let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths.into_iter().filter(|path| is_page(path)) {
            let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
            self.add(Page::parse(&path.to_string_lossy(), &text)?);
        }
        Ok(())
    }

    /// The pages, sorted by name.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The page of that name.
    pub fn page(&self, name: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.name == name)
    }

    fn add(&mut self, page: Page) {
        match self
            .pages
            .binary_search_by(|known| known.name.cmp(&page.name))
        {
            Ok(at) => self.pages[at] = page,
            Err(at) => self.pages.insert(at, page),
        }
    }
}

fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md")
        && path.file_stem().is_some_and(|stem| stem != "README")
}
