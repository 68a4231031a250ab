//! Whatever bytes a file has, lowering ends, panics nowhere, and gives a tree whose ids, spans and texts hold.

use std::sync::Arc;

use super::language::{Language, frontend, language_of};
use super::tree::*;
use crate::workspace::{FileId, SourceText, Span};

/// The deepest neutral tree that may come out of any file.
const MAX_NEUTRAL_DEPTH: usize = 2_000;

const PYTHON: &str = r#"
import os, a.b as c
from .prompts import SYSTEM as S
@app.post("/x")
async def handle(msg: Annotated[Msg, Depends(f)], *args, k=1, **kw) -> str:
    """doc"""
    global seen
    if msg.text == "/start" and not seen:
        return f"Olá {msg.name!r:>{w}} {{x}} 😀"
    elif (n := len(msg.text)) > 3: pass
    else:
        async with s.get(u) as r: x = await r.json()
    match msg:
        case {"type": "text", "body": b} if b: await say(b)
        case Foo(x=1) | None: raise E from e
        case [first, *rest]: yield first
        case _: pass
    for a, (b, *c) in [f(x) for x in y if x]:
        try: client.chat.completions.create(model="m", messages=[{"role": "system", "content": S}, *h])
        except (A, B) as e: del h[0]
        finally: h[1:-1] += 'a' "b\n\x41" r'\d'
class Bot(Base):
    NAME: str = "x"
    @property
    def p(self): return lambda x: x if x else -1
"#;

const JAVASCRIPT: &str = r#"
const { OpenAI, b: { c = 1 }, ...rest } = require('openai'), fs = await import(`./${x}`);
import d, { e as f } from "./g.js"; export * from './h'; export default async (req) => ({ ...req });
module.exports = exports = { async m(a) { return a?.b?.(c)[d]; }, get g() { return /re\d/g; }, ['k']: 2 };
class A extends B { #s = `hi ${name} \u{1F600} é`; static async *x() { yield 1; } constructor(c) { super(c); } }
if (a === 'x') { one(); } else if (b) two(); else { throw new Error("x"); }
switch (true) { case t.startsWith('x'): a(); break; default: b(); }
for (const [k, , v] of Object.entries(o)) { for (let i = 0; i < 3; i++) continue; }
try { a ||= await b; } catch ({ message }) { c ??= d; } finally { i--; }
client.on('message', async (m) => { await m.reply((await ai(m.body)) + "!" + typeof x); });
const el = <Foo a={b} c="d">{x && <Bar/>} text</Foo>;
"#;

const TYPESCRIPT: &str = r#"
import type { T } from './t'; import fs = require('fs');
@Injectable()
export class Svc<T> extends Base<T> implements OnInit {
  @Input() name?: string;
  constructor(private readonly ai: AiService, @Inject('X') public x: Map<string, X>) { super(); }
  @Post('/x') async hook(@Body() body: Dto): Promise<void> { return (body as unknown as Foo)!.bar!(); }
}
interface I extends J { a: string; m(x: Y): Promise<Z>; }
enum E { A = 'a', B }
namespace N { export function f(x: string) { return <Foo>x; } }
export const fn = async <T,>(a: T): Promise<T> => a satisfies X;
"#;

const GO: &str = r#"package main
import ("fmt"; oa "github.com/sashabaranov/go-openai")
//go:embed a.txt
var prompt string
const ( A = iota; B )
type Config struct { Text string `json:"text"`; *Base; E []struct { B string } }
type Asker interface { Ask(msg string) (string, error) }
func (s *Server) Handle(w http.ResponseWriter, r *http.Request) (reply string, err error) {
	if v, ok := m[key]; ok { use(v) } else { return }
	req := oa.Request{Model: "m", Messages: []oa.Message{{Role: "system", Content: fmt.Sprintf("é %s", x)}}}
	switch v := evt.(type) { case *events.Message: handle(v); default: }
	switch { case a: fallthrough; case b: break }
	select { case m := <-ch: use(m); default: }
	for k, v := range xs { go f(k, v...) }
	defer func() { ch <- `raw
` }()
	return string(body[1:2]) + "a\n", nil
}
"#;

fn samples() -> [(&'static str, &'static str); 4] {
    [
        ("a.py", PYTHON),
        ("a.jsx", JAVASCRIPT),
        ("a.ts", TYPESCRIPT),
        ("a.go", GO),
    ]
}

/// Lowers on the stack that a worker thread has.
fn lower_checked(path: &'static str, source: String) -> Tree {
    let worker = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
    let handle = worker.spawn(move || {
        let language = language_of(path).unwrap();
        let text: Arc<str> = Arc::from(source);
        let tree = frontend(language).lower(FileId(0), language, path, &text);
        (tree, text)
    });
    let (tree, text) = handle.unwrap().join().expect("lowering does not panic");
    Check::all(&tree, &text);
    tree
}

/// Pseudo-random numbers, the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

#[test]
fn samples_hold() {
    for (path, source) in samples() {
        let tree = lower_checked(path, source.to_owned());
        assert_eq!(tree.errors, [], "{path}");
        assert!(tree.exprs.len() > 30, "{path}");
    }
}

#[test]
fn truncated_files_hold() {
    for (path, source) in samples() {
        for end in (0..source.len()).step_by(7) {
            if source.is_char_boundary(end) {
                lower_checked(path, source[..end].to_owned());
            }
        }
    }
}

#[test]
fn mutated_files_hold() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let noise = b"(){}[]<>:;,.\"'`\\\n\t =$@#*&|!?-+/0a\0\r\xc3\xa9";
    for (path, source) in samples() {
        for _ in 0..150 {
            let mut bytes = source.as_bytes().to_vec();
            for _ in 0..1 + random.below(6) {
                let at = random.below(bytes.len());
                match random.below(3) {
                    0 => bytes[at] = noise[random.below(noise.len())],
                    1 => {
                        let end = (at + random.below(40)).min(bytes.len());
                        bytes.drain(at..end);
                    }
                    _ => bytes.insert(at, noise[random.below(noise.len())]),
                }
            }
            lower_checked(path, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
}

#[test]
fn nests_hold() {
    let nests: [(&str, &str, &str, &str); 14] = [
        ("a.py", "(", "x", ")"),
        ("a.py", "[", "", "]"),
        ("a.py", "{'a': ", "x", "}"),
        ("a.py", "f(a.b.c.d.e.f.g(", "x", "))"),
        ("a.py", "not ", "x", ""),
        ("a.py", "lambda: ", "x", ""),
        ("a.py", "x if y else ", "z", ""),
        ("a.py", "f'{", "x", "}'"),
        ("a.js", "a ? b : ", "c", ""),
        ("a.js", "(() => {", "x", "})()"),
        ("a.js", "if (a) {", "x", "}"),
        ("a.jsx", "<a>", "x", "</a>"),
        ("a.go", "package a\nvar x = f(", "x", ")"),
        ("a.ts", "namespace A {", "f()", "}"),
    ];
    for (path, open, inner, close) in nests {
        for depth in [50, 3_000] {
            let source = format!("{}{inner}{}", open.repeat(depth), close.repeat(depth));
            lower_checked(path, source);
        }
    }
    let blocks = (0..400).fold(String::new(), |mut source, depth| {
        source.push_str(&" ".repeat(depth));
        source.push_str("if a:\n");
        source
    });
    lower_checked("a.py", blocks);
}

#[test]
fn nested_long_chains_stay_shallow() {
    let chain = ".a".repeat(120);
    let source = format!(
        "{}y{}",
        "q(\n".repeat(190),
        format!("){chain}\n").repeat(190)
    );
    for path in ["a.py", "a.js"] {
        let tree = lower_checked(path, source.clone());
        assert_eq!(tree.given_up, Some(GivenUp::TooDeep));
    }
    let tree = lower_checked("a.go", format!("package a\nvar x = {source}"));
    assert_eq!(tree.given_up, Some(GivenUp::TooDeep));
}

#[test]
fn long_flat_files_hold() {
    let source = "def f(x):\n    if x == 'a': return g(x)\n    return h(x)\n".repeat(3_000);
    let tree = lower_checked("a.py", source);
    assert_eq!(tree.given_up, None);
    assert_eq!(tree.functions.len(), 3_000);
}

#[test]
fn line_ends_of_every_kind_hold() {
    for (path, source) in samples() {
        let tree = lower_checked(path, source.replace('\n', "\r\n"));
        assert!(tree.exprs.len() > 30, "{path}");
        lower_checked(path, source.replace('\n', "\r"));
    }
}

#[test]
fn languages_are_told_by_extension() {
    assert_eq!(language_of("a/b.PY"), Some(Language::Python));
    assert_eq!(language_of("a.b/c.mts"), Some(Language::TypeScript));
    assert_eq!(language_of("Code.gs"), Some(Language::JavaScript));
    assert_eq!(language_of("a.py/readme"), None);
    assert_eq!(language_of("go"), None);
}

/// What is checked of a tree.
struct Check<'t> {
    text: &'t str,
    depths: Vec<usize>,
}

impl<'t> Check<'t> {
    fn all(tree: &Tree, text: &'t str) {
        let mut check = Check {
            text,
            depths: Vec::new(),
        };
        for (at, expr) in tree.exprs.iter().enumerate() {
            check.span(expr.span);
            let children = check.children(&expr.kind);
            // Children come first in the arena: there are no cycles.
            let deepest = children.iter().map(|child| {
                assert!(
                    (child.0 as usize) < at,
                    "expression {at} contains {child:?}"
                );
                check.depths[child.0 as usize]
            });
            let depth = 1 + deepest.max().unwrap_or(0);
            assert!(depth <= MAX_NEUTRAL_DEPTH, "{depth} deep");
            check.depths.push(depth);
        }
        tree.stmts.iter().for_each(|stmt| check.span(stmt.span));
        for function in &tree.functions {
            check.span(function.span);
            check.span(function.name_span);
        }
        for class in &tree.classes {
            check.span(class.span);
            check.span(class.name_span);
        }
        let spans = tree.errors.iter().chain(&tree.comments);
        spans.for_each(|&span| check.span(span));
    }

    fn span(&self, span: Span) {
        assert!(span.start <= span.end);
        assert!(self.text.is_char_boundary(span.start as usize), "{span:?}");
        let ends_well = self.text.is_char_boundary(span.end as usize);
        assert!(ends_well, "{span:?} in {}", self.text);
    }

    fn literal(&self, literal: &SourceText) {
        self.span(literal.span);
        for (at, _) in literal.value.char_indices() {
            let place = literal.locate(at, at + 1).span;
            assert!(literal.span.contains(place), "{place:?} of {literal:?}");
            assert!(self.text.is_char_boundary(place.start as usize));
        }
    }

    fn children(&self, kind: &ExprKind) -> Vec<ExprId> {
        match kind {
            ExprKind::Text(parts) => parts
                .iter()
                .filter_map(|part| match part {
                    TextPart::Literal(literal) => {
                        self.literal(literal);
                        None
                    }
                    TextPart::Hole(hole) => Some(*hole),
                })
                .collect(),
            ExprKind::Regex(literal) => {
                self.literal(literal);
                Vec::new()
            }
            ExprKind::Member { object, .. } => vec![*object],
            ExprKind::Index { object, index } => vec![*object, *index],
            ExprKind::Slice { from, to } => from.iter().chain(to).copied().collect(),
            ExprKind::Call { callee, args, .. } => {
                let args = args.iter().map(|arg| arg.value);
                args.chain([*callee]).collect()
            }
            ExprKind::Record { ty, entries } => {
                let values = entries.iter().map(|entry| match entry {
                    Entry::Field { value, .. } | Entry::Spread(value) => *value,
                });
                values.chain(*ty).collect()
            }
            ExprKind::List(items) => items.iter().map(|item| item.value).collect(),
            ExprKind::Comprehension {
                element, clauses, ..
            } => {
                let over = clauses.iter().map(|clause| clause.iterable);
                over.chain([*element]).collect()
            }
            ExprKind::Binary { left, right, .. } | ExprKind::Choice { left, right, .. } => {
                vec![*left, *right]
            }
            ExprKind::Unary { operand, .. } => vec![*operand],
            ExprKind::Conditional {
                test,
                then,
                otherwise,
            } => vec![*test, *then, *otherwise],
            ExprKind::Await(value)
            | ExprKind::Import(value)
            | ExprKind::Assign { value, .. }
            | ExprKind::Typed { value, .. } => vec![*value],
            ExprKind::Yield(value) => value.iter().copied().collect(),
            ExprKind::Sequence(values) | ExprKind::Opaque(values) => values.clone(),
            _ => Vec::new(),
        }
    }
}
