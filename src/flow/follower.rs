//! Code that definitions name or hold, followed for the platforms' readers.

use std::rc::Rc;

use super::snippet;
use crate::bot::{Confidence, Route};
use crate::flow::entries::{Entry, EntryKind};
use crate::flow::program::Program;
use crate::flow::project::in_roomy_thread;
use crate::flow::run::Engine;
use crate::flow::values::{ClassRef, Value};
use crate::platform::{CodeFollower, SnippetEffect, SnippetInput};
use crate::syntax::{ClassId, Language};
use crate::vocabulary::Vocabulary;
use crate::workspace::{FileId, SourceText, Workspace};

/// Follows the code of a workspace on a platform's behalf.
pub struct Follower<'w> {
    program: Program<'w>,
    vocabulary: &'w Vocabulary,
}

impl<'w> Follower<'w> {
    /// A follower of the code in that workspace.
    pub fn new(workspace: &'w Workspace, vocabulary: &'w Vocabulary) -> Self {
        Self {
            program: Program::new(workspace),
            vocabulary,
        }
    }
}

impl CodeFollower for Follower<'_> {
    fn class_method(&self, file: FileId, class: &str, method: &str) -> Vec<Route> {
        in_roomy_thread(|| {
            let mut engine = Engine::new(
                &self.program,
                self.vocabulary,
                &self.program.workspace.project_of(file).files,
            );
            engine.begin_module(file);
            engine.routes_of_method(file, class, method)
        })
    }

    fn snippet(
        &self,
        code: &SourceText,
        language: Language,
        inputs: &[SnippetInput],
    ) -> SnippetEffect {
        let program = self.program.with_embedded(snippet::body(code, language));
        in_roomy_thread(|| {
            let project = &program.workspace.project_of(code.file).files;
            Engine::new(&program, self.vocabulary, project).effect_of_body(code.file, inputs)
        })
    }

    fn defined(
        &self,
        code: &SourceText,
        language: Language,
        name: &str,
        inputs: &[SnippetInput],
    ) -> SnippetEffect {
        let tree = crate::syntax::lower_embedded(code, language);
        let program = self.program.with_embedded(tree);
        let by_name = language == Language::Python;
        in_roomy_thread(|| {
            let project = &program.workspace.project_of(code.file).files;
            Engine::new(&program, self.vocabulary, project)
                .effect_of_defined(code.file, name, inputs, by_name)
        })
    }

    fn function(&self, file: FileId, name: &str, inputs: &[SnippetInput]) -> SnippetEffect {
        in_roomy_thread(|| {
            let project = &self.program.workspace.project_of(file).files;
            Engine::new(&self.program, self.vocabulary, project)
                .effect_of_function(file, name, inputs)
        })
    }
}

impl Engine<'_> {
    /// The routes of one method that a platform calls with a message.
    fn routes_of_method(&mut self, file: FileId, class: &str, method: &str) -> Vec<Route> {
        let scope = self.module_scope(file);
        let Some(tree) = self.program.tree(file) else {
            return Vec::new();
        };
        let named = |one: &crate::syntax::Class| one.name.as_deref() == Some(class);
        let Some(id) = tree.classes.iter().position(named) else {
            return Vec::new();
        };
        let class = Rc::new(ClassRef {
            file,
            class: ClassId(id as u32),
            scope,
        });
        self.bases(&class);
        let instance = self.shared_instance(&class);
        let Some(Value::Function(function)) = self.class_member(&class, method, instance) else {
            return Vec::new();
        };
        let at = self.value_place(&Value::Function(function.clone()));
        self.add_entry(Entry::new(function, at, EntryKind::Message));
        self.run_entries();
        self.recording = true;
        self.run_entries();
        self.routes(|_| Some(Confidence::High))
    }
}
