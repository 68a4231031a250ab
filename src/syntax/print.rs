//! Prints the neutral tree compactly, for tests: expressions on one line, statements one a line, indented.

use std::fmt::Write as _;

use super::tree::*;

/// The file's statements.
pub(crate) fn print(tree: &Tree) -> String {
    let mut printer = Printer {
        tree,
        out: String::new(),
        indent: 0,
    };
    printer.block(&tree.body);
    for error in &tree.errors {
        let _ = writeln!(printer.out, "error {}..{}", error.start, error.end);
    }
    if let Some(reason) = tree.given_up {
        let _ = writeln!(printer.out, "given up: {reason:?}");
    }
    printer.out
}

struct Printer<'t> {
    tree: &'t Tree,
    out: String,
    indent: usize,
}

impl Printer<'_> {
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{:indent$}{text}", "", indent = self.indent);
    }

    fn block(&mut self, block: &Block) {
        for &id in block {
            self.stmt(id);
        }
    }

    fn nested(&mut self, block: &Block) {
        self.indent += 2;
        self.block(block);
        self.indent -= 2;
    }

    fn section(&mut self, head: &str, block: &Block) {
        if !block.is_empty() {
            self.line(head);
            self.nested(block);
        }
    }

    fn stmt(&mut self, id: StmtId) {
        match &self.tree.stmt(id).kind {
            StmtKind::Value(value) => self.line(&self.expr(*value)),
            StmtKind::Assign {
                target,
                op,
                value,
                ty,
                declares,
            } => {
                let declares = if *declares { "let " } else { "" };
                let ty = ty.as_ref().map(|ty| format!(": {ty}")).unwrap_or_default();
                let value = value.map(|value| format!(" {} {}", assign(*op), self.expr(value)));
                let target = self.pattern(target);
                self.line(&format!(
                    "{declares}{target}{ty}{}",
                    value.unwrap_or_default()
                ));
            }
            StmtKind::If {
                branches,
                otherwise,
                ..
            } => self.branches(branches, otherwise.as_ref()),
            StmtKind::Match {
                subject,
                arms,
                falls_through,
            } => {
                let through = if *falls_through { " through" } else { "" };
                self.line(&format!("match {}{through}", self.maybe(*subject)));
                self.arms(arms);
            }
            StmtKind::Loop {
                each,
                init,
                test,
                step,
                body,
            } => {
                let each = each.as_ref().map(|(pattern, over)| {
                    format!(" {} in {}", self.pattern(pattern), self.expr(*over))
                });
                let test = test.map(|test| format!(" while {}", self.expr(test)));
                self.line(&format!(
                    "loop{}{}",
                    each.unwrap_or_default(),
                    test.unwrap_or_default()
                ));
                self.indent += 2;
                self.section("init", init);
                self.block(body);
                self.section("step", step);
                self.indent -= 2;
            }
            StmtKind::Try {
                body,
                handlers,
                finally,
            } => {
                self.line("try");
                self.nested(body);
                for handler in handlers {
                    let words = [&handler.ty, &handler.name].map(|word| {
                        word.as_ref()
                            .map(|word| format!(" {word}"))
                            .unwrap_or_default()
                    });
                    self.line(&format!("catch{}", words.concat()));
                    self.nested(&handler.body);
                }
                self.section("finally", finally);
            }
            StmtKind::With { items, body } => {
                let items = items.iter().map(|(value, pattern)| match pattern {
                    Some(pattern) => format!("{} as {}", self.expr(*value), self.pattern(pattern)),
                    None => self.expr(*value),
                });
                self.line(&format!("with {}", items.collect::<Vec<_>>().join(", ")));
                self.nested(body);
            }
            StmtKind::Return(value) => self.line(&format!("return {}", self.maybe(*value))),
            StmtKind::Throw(value) => self.line(&format!("throw {}", self.maybe(*value))),
            StmtKind::Break => self.line("break"),
            StmtKind::Continue => self.line("continue"),
            StmtKind::Spawn(value) => self.line(&format!("spawn {}", self.expr(*value))),
            StmtKind::Function(id) => self.function(*id),
            StmtKind::Class(id) => self.class(*id),
            StmtKind::Import(import) => {
                let names = names(&import.names);
                self.line(&format!("import {:?} {names}", import.specifier));
            }
            StmtKind::Export(export) => self.export(export),
            StmtKind::Block(block) => self.section("block", block),
            StmtKind::Outer(names) => self.line(&format!("outer {}", names.join(" "))),
            StmtKind::Opaque => self.line("opaque"),
        }
    }

    fn branches(&mut self, branches: &[Branch], otherwise: Option<&Block>) {
        for (at, branch) in branches.iter().enumerate() {
            let word = if at == 0 { "if" } else { "elif" };
            self.line(&format!("{word} {}", self.expr(branch.test)));
            self.nested(&branch.body);
        }
        if let Some(otherwise) = otherwise {
            self.line("else");
            self.nested(otherwise);
        }
    }

    fn arms(&mut self, arms: &[MatchArm]) {
        for arm in arms {
            let patterns = arm.patterns.iter().map(|pattern| match pattern {
                CasePattern::Value(value) => self.expr(*value),
                CasePattern::Type { ty, bind } => match bind {
                    Some(bind) => format!("is {ty} as {bind}"),
                    None => format!("is {ty}"),
                },
                CasePattern::Bind(pattern) => format!("bind {}", self.pattern(pattern)),
            });
            let patterns = patterns.collect::<Vec<_>>().join(" | ");
            let head = match (patterns.is_empty(), arm.guard) {
                (true, None) => "default".to_owned(),
                (_, None) => format!("case {patterns}"),
                (_, Some(guard)) => format!("case {patterns} if {}", self.expr(guard)),
            };
            self.line(&head);
            self.nested(&arm.body);
        }
    }

    fn function(&mut self, id: FunctionId) {
        let function = self.tree.function(id);
        let head = format!("fn {}", self.signature(function));
        for &decorator in &function.decorators {
            self.line(&format!("@{}", self.expr(decorator)));
        }
        self.line(&head);
        self.nested(&function.body);
    }

    fn signature(&self, function: &Function) -> String {
        let mut out = String::new();
        for (holds, word) in [
            (function.is_static, "static "),
            (function.is_async, "async "),
            (function.is_generator, "gen "),
        ] {
            out.push_str(if holds { word } else { "" });
        }
        match function.role {
            FunctionRole::Plain => {}
            FunctionRole::Constructor => out.push_str("ctor "),
            FunctionRole::Getter => out.push_str("get "),
            FunctionRole::Setter => out.push_str("set "),
        }
        if let Some(receiver) = &function.receiver {
            let name = receiver.name.as_deref().unwrap_or("_");
            let _ = write!(out, "({name}: {}) ", receiver.ty);
        }
        out.push_str(function.name.as_deref().unwrap_or("λ"));
        let params = function.params.iter().map(|param| self.param(param));
        let _ = write!(out, "({})", params.collect::<Vec<_>>().join(", "));
        if let Some(ty) = &function.returns {
            let _ = write!(out, " -> {ty}");
        }
        out
    }

    fn param(&self, param: &Param) -> String {
        let mut out = String::new();
        for &decorator in &param.decorators {
            let _ = write!(out, "@{} ", self.expr(decorator));
        }
        out.push_str(match param.kind {
            ParamKind::Plain => "",
            ParamKind::NameOnly => "named ",
            ParamKind::Rest => "*",
            ParamKind::NamedRest => "**",
        });
        if param.is_field {
            out.push_str("field ");
        }
        out.push_str(&self.pattern(&param.pattern));
        if let Some(ty) = &param.ty {
            let _ = write!(out, ": {ty}");
        }
        if let Some(default) = param.default {
            let _ = write!(out, " = {}", self.expr(default));
        }
        out
    }

    fn class(&mut self, id: ClassId) {
        let class = self.tree.class(id);
        for &decorator in &class.decorators {
            self.line(&format!("@{}", self.expr(decorator)));
        }
        let word = if class.is_interface {
            "interface"
        } else {
            "class"
        };
        let name = class.name.as_deref().unwrap_or("_");
        self.line(&format!("{word} {name}({})", self.exprs(&class.bases)));
        self.indent += 2;
        for field in &class.fields {
            let mut line = String::new();
            for &decorator in &field.decorators {
                let _ = write!(line, "@{} ", self.expr(decorator));
            }
            line.push_str(if field.is_static { "static " } else { "field " });
            line.push_str(&field.name);
            if let Some(ty) = &field.ty {
                let _ = write!(line, ": {ty}");
            }
            if let Some(name) = &field.external_name {
                let _ = write!(line, " ({name})");
            }
            if let Some(value) = field.value {
                let _ = write!(line, " = {}", self.expr(value));
            }
            self.line(&line);
        }
        for &method in &class.methods {
            assert_eq!(self.tree.function(method).class, Some(id));
            self.function(method);
        }
        self.block(&class.body);
        self.indent -= 2;
    }

    fn export(&mut self, export: &Export) {
        let line = match export {
            Export::Name { local, public } => format!("export {local} as {public}"),
            Export::Value { public, value } => format!("export {public} = {}", self.expr(*value)),
            Export::Whole(value) => format!("export * = {}", self.expr(*value)),
            Export::From {
                specifier,
                names: n,
                ..
            } => format!("export from {specifier:?} {}", names(n)),
        };
        self.line(&line);
    }

    fn maybe(&self, expr: Option<ExprId>) -> String {
        expr.map(|expr| self.expr(expr)).unwrap_or_default()
    }

    fn exprs(&self, exprs: &[ExprId]) -> String {
        let exprs = exprs.iter().map(|&expr| self.expr(expr));
        exprs.collect::<Vec<_>>().join(", ")
    }

    /// A block inside of an expression, on one line.
    fn inline(&self, block: &Block) -> String {
        let mut inner = Printer {
            tree: self.tree,
            out: String::new(),
            indent: 0,
        };
        inner.block(block);
        let lines: Vec<_> = inner.out.lines().map(str::trim).collect();
        lines.join("; ")
    }

    fn expr(&self, id: ExprId) -> String {
        match &self.tree.expr(id).kind {
            ExprKind::Text(parts) => self.text(parts),
            ExprKind::Number(number) => number.to_string(),
            ExprKind::Bool(value) => value.to_string(),
            ExprKind::Null => "null".to_owned(),
            ExprKind::Regex(text) => format!("/{}/", text.value),
            ExprKind::Name(name) => name.to_string(),
            ExprKind::This => "this".to_owned(),
            ExprKind::Super => "super".to_owned(),
            ExprKind::Member { object, name, .. } => format!("{}.{name}", self.expr(*object)),
            ExprKind::Index { object, index } => {
                format!("{}[{}]", self.expr(*object), self.expr(*index))
            }
            ExprKind::Slice { from, to } => format!("{}:{}", self.maybe(*from), self.maybe(*to)),
            ExprKind::Call {
                callee,
                args,
                is_new,
            } => {
                let new = if *is_new { "new " } else { "" };
                let args = args.iter().map(|arg| self.arg(arg));
                let args = args.collect::<Vec<_>>().join(", ");
                format!("{new}{}({args})", self.expr(*callee))
            }
            ExprKind::Record { ty, entries } => {
                let entries = entries.iter().map(|entry| match entry {
                    Entry::Field { key, value, .. } => match key {
                        Key::Name(key) => format!("{key}: {}", self.expr(*value)),
                        Key::Computed(key) => {
                            format!("[{}]: {}", self.expr(*key), self.expr(*value))
                        }
                    },
                    Entry::Spread(value) => format!("..{}", self.expr(*value)),
                });
                let entries = entries.collect::<Vec<_>>().join(", ");
                format!("{}{{{entries}}}", self.maybe(*ty))
            }
            ExprKind::List(items) => {
                let items = items.iter().map(|item| {
                    let spread = if item.spread { ".." } else { "" };
                    format!("{spread}{}", self.expr(item.value))
                });
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
            ExprKind::Comprehension {
                element,
                key,
                clauses,
            } => {
                let key = key.map(|key| format!("{}: ", self.expr(key)));
                let clauses = clauses.iter().map(|clause| {
                    let conditions = clause.conditions.iter();
                    let conditions = conditions.map(|&c| format!(" if {}", self.expr(c)));
                    let pattern = self.pattern(&clause.pattern);
                    let over = self.expr(clause.iterable);
                    format!(" for {pattern} in {over}{}", conditions.collect::<String>())
                });
                let key = key.unwrap_or_default();
                let element = self.expr(*element);
                format!("[{key}{element}{}]", clauses.collect::<String>())
            }
            ExprKind::Binary { op, left, right } => {
                format!("({op:?} {} {})", self.expr(*left), self.expr(*right))
            }
            ExprKind::Choice { op, left, right } => {
                format!("({op:?} {} {})", self.expr(*left), self.expr(*right))
            }
            ExprKind::Unary { op, operand } => match op {
                UnaryOp::Not => format!("!{}", self.expr(*operand)),
                UnaryOp::Other => format!("(unary {})", self.expr(*operand)),
            },
            ExprKind::Conditional {
                test,
                then,
                otherwise,
            } => format!(
                "({} ? {} : {})",
                self.expr(*test),
                self.expr(*then),
                self.expr(*otherwise)
            ),
            ExprKind::Match { subject, arms } => {
                let mut inner = Printer {
                    tree: self.tree,
                    out: String::new(),
                    indent: 0,
                };
                inner.arms(arms);
                let lines: Vec<_> = inner.out.lines().map(str::trim).collect();
                format!("match {} {{{}}}", self.maybe(*subject), lines.join("; "))
            }
            ExprKind::Lambda(id) => {
                let function = self.tree.function(*id);
                let body = self.inline(&function.body);
                format!("({} => {body})", self.signature(function))
            }
            ExprKind::Class(id) => {
                let mut inner = Printer {
                    tree: self.tree,
                    out: String::new(),
                    indent: 0,
                };
                inner.class(*id);
                let lines: Vec<_> = inner.out.lines().map(str::trim).collect();
                format!("({})", lines.join("; "))
            }
            ExprKind::Await(value) => format!("await {}", self.expr(*value)),
            ExprKind::Yield(value) => format!("yield {}", self.maybe(*value)),
            ExprKind::Assign { target, op, value } => format!(
                "({} {} {})",
                self.pattern(target),
                assign(*op),
                self.expr(*value)
            ),
            ExprKind::Import(value) => format!("import({})", self.expr(*value)),
            ExprKind::Typed { value, ty, asks } => {
                let word = if *asks { "is" } else { "as" };
                format!("({} {word} {ty})", self.expr(*value))
            }
            ExprKind::Sequence(values) => format!("seq({})", self.exprs(values)),
            ExprKind::Block(block) => format!("{{{}}}", self.inline(block)),
            ExprKind::Opaque(parts) => format!("opaque({})", self.exprs(parts)),
        }
    }

    fn arg(&self, arg: &Arg) -> String {
        let spread = if arg.spread { ".." } else { "" };
        let name = arg.name.as_ref().map(|name| format!("{name}="));
        format!(
            "{spread}{}{}",
            name.unwrap_or_default(),
            self.expr(arg.value)
        )
    }

    fn text(&self, parts: &[TextPart]) -> String {
        if let [TextPart::Literal(text)] = parts {
            return format!("{:?}", text.value);
        }
        let parts = parts.iter().map(|part| match part {
            TextPart::Literal(text) => format!("{:?}", text.value),
            TextPart::Hole(hole) => self.expr(*hole),
        });
        format!("text({})", parts.collect::<Vec<_>>().join(" "))
    }

    fn pattern(&self, pattern: &Pattern) -> String {
        match pattern {
            Pattern::Name(name, _) => name.to_string(),
            Pattern::Place(place) => self.expr(*place),
            Pattern::Record { fields, rest } => {
                let fields = fields.iter().map(|field| {
                    let default = field
                        .default
                        .map(|default| format!(" = {}", self.expr(default)))
                        .unwrap_or_default();
                    format!("{}: {}{default}", field.key, self.pattern(&field.pattern))
                });
                let rest = rest.iter().map(|rest| format!("..{rest}"));
                let all: Vec<_> = fields.chain(rest).collect();
                format!("{{{}}}", all.join(", "))
            }
            Pattern::List { items, rest } => {
                let items = items.iter().map(|item| match item {
                    Some(item) => self.pattern(item),
                    None => String::new(),
                });
                let rest = rest.iter().map(|rest| format!("..{}", self.pattern(rest)));
                let all: Vec<_> = items.chain(rest).collect();
                format!("[{}]", all.join(", "))
            }
            Pattern::Ignore => "_".to_owned(),
        }
    }
}

fn assign(op: AssignOp) -> &'static str {
    match op {
        AssignOp::Set => "=",
        AssignOp::Add => "+=",
        AssignOp::Default => "?=",
        AssignOp::Other => "~=",
    }
}

fn names(names: &[ImportName]) -> String {
    let names = names.iter().map(|name| match name {
        ImportName::Module { local } => format!("* as {local}"),
        ImportName::Default { local } => format!("default as {local}"),
        ImportName::Member { name, local } if name == local => name.to_string(),
        ImportName::Member { name, local } => format!("{name} as {local}"),
        ImportName::Star => "*".to_owned(),
    });
    format!("[{}]", names.collect::<Vec<_>>().join(", "))
}
