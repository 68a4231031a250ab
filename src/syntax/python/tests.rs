use std::sync::Arc;

use crate::syntax::language::{Frontend, Language};
use crate::syntax::print::print;
use crate::syntax::python::PythonFrontend;
use crate::syntax::tree::{ExprKind, GivenUp, StmtKind, TextPart, Tree};
use crate::workspace::FileId;

fn lower(source: &str) -> Tree {
    PythonFrontend.lower(FileId(0), Language::Python, "bot.py", &Arc::from(source))
}

#[track_caller]
fn lowers(source: &str, expected: &str) {
    let printed = print(&lower(source));
    assert_eq!(printed.trim(), expected.trim(), "\n{printed}");
}

#[test]
fn imports() {
    lowers(
        r#"
import os, a.b, a.c as ac
from . import prompts
from ..x.y import z as w, q
from foo import *
from __future__ import annotations
importlib.import_module(f"plugins.{x}")
"#,
        r#"
import "os" [* as os]
import "a" [* as a]
import "a.c" [* as ac]
import "." [prompts]
import "..x.y" [z as w, q]
import "foo" [*]
import(text("plugins." x))
"#,
    );
}

#[test]
fn strings() {
    lowers(
        r#"
A = "one" 'two' f"three {x!r:>{w}} {{lit}}" rb'\d'
S = """line1
line2 \
cont \"q\" """
E = ""
F = f""
G = f"{a}{b}"
H = f"{d['k']} {f'{nested}'}"
e = "a %s" % x
"#,
        r#"
let A = text("onetwothree " x " {lit}\\d")
let S = "line1\nline2 cont \"q\" "
let E = ""
let F = ""
let G = text(a b)
let H = text(d["k"] " " text(nested))
let e = (Modulo "a %s" x)
"#,
    );
}

#[test]
fn a_phrase_of_a_prompt_leads_back_to_its_bytes() {
    let source = "P = (\n  'You answer \\'all\\' '\n  f'questions {x}'\n)\n";
    let tree = lower(source);
    let mut texts = tree.exprs.iter().rev();
    let text = texts.find_map(|expr| match &expr.kind {
        ExprKind::Text(parts) => parts.first(),
        _ => None,
    });
    let Some(TextPart::Literal(text)) = text else {
        panic!("no text");
    };
    assert_eq!(&*text.value, "You answer 'all' questions ");
    let place = |phrase: &str| {
        let at = text.value.find(phrase).unwrap();
        let span = text.locate(at, at + phrase.len()).span;
        &source[span.start as usize..span.end as usize]
    };
    assert_eq!(place("You"), "You");
    assert_eq!(place("all"), "all");
    assert_eq!(place("questions"), "questions");
}

#[test]
fn assignments() {
    lowers(
        r#"
A = B = 1
t: Optional[str] = None
u: int
a, (b, *c) = d["x"], e[1:-1]
x.y["k"] += 1
msgs |= {}
while (n := read()) is not None: _ = n
def f():
    global G, H
    G = 1
    L = 2
"#,
        r#"
let A = (B = 1)
let t: str = null
let u: int
let [a, [b, ..c]] = [d["x"], e[1:-1]]
x.y["k"] += 1
msgs ~= {}
loop while (NotEqual (n = read()) null)
  _ = n
fn f()
  outer G H
  G = 1
  let L = 2
"#,
    );
}

#[test]
fn functions() {
    lowers(
        r#"
@app.post("/x")
@dec
async def handler(msg: Annotated[Msg, Depends(get_msg)], q: "Foo" = Depends(f), /, *args, k=1, **kw) -> Optional[Reply]:
    return await g(*a, k=v, **kw)
def h(x, *, z): yield x
v = lambda x, y=1: x + y
"#,
        r#"
@app.post("/x")
@dec
fn async handler(msg: Msg = Depends(get_msg), q: Foo = Depends(f), *args, named k = 1, **kw) -> Reply
  return await g(..a, k=v, ..kw)
fn gen h(x, named z)
  yield x
let v = (λ(x, y = 1) => return (Add x y))
"#,
    );
}

#[test]
fn classes() {
    lowers(
        r#"
class Bot(Base, metaclass=M):
    """d"""
    SYSTEM = "hi"
    name: str = Field(default="x")
    n: int
    if X:
        y = 1
    def __init__(self, client: OpenAI = None) -> None:
        self.client = client
    @property
    def p(self): return 1
    @p.setter
    def p(self, v): pass
    @staticmethod
    def s(x): pass
    @classmethod
    def c(cls): pass
    class Inner: pass
"#,
        r#"
class Bot(Base)
  static SYSTEM = "hi"
  static name: str = Field(default="x")
  field n: int
  fn ctor __init__(self, client: OpenAI = null) -> None
    self.client = client
  @property
  fn get p(self)
    return 1
  @p.setter
  fn set p(self, v)
  @staticmethod
  fn static s(x)
  @classmethod
  fn c(cls)
  "d"
  if X
    let y = 1
  class Inner()
"#,
    );
}

#[test]
fn control_flow() {
    lowers(
        r#"
if msg == "a":
    pass
elif msg.startswith("b"):
    x = 2
else:
    y = 3
for i, v in enumerate(xs):
    continue
else:
    z = 1
while True:
    break
try:
    a()
except (A, B) as e:
    raise X from e
except:
    raise
else:
    b()
finally:
    c()
with open("p") as fh, lock:
    d = fh.read()
assert x, "m"
del xs[0]
print "old", x
print >>f, "x"
"#,
        r#"
if (Equal msg "a")
elif msg.startswith("b")
  let x = 2
else
  let y = 3
loop [i, v] in enumerate(xs)
  continue
let z = 1
loop while true
  break
try
  a()
  b()
catch (A, B) e
  throw X
catch
  throw 
finally
  c()
with open("p") as fh, lock
  let d = fh.read()
if !x
  throw 
opaque(xs[0])
opaque("old", x)
opaque(opaque(f), "x")
"#,
    );
}

#[test]
fn match_statements() {
    lowers(
        r#"
match msg:
    case "a" | "b": pass
    case {"type": "text", "body": b, **rest}: pass
    case ["help", *rest]: pass
    case Foo(x=1, y=yy) as f: pass
    case Color.RED: pass
    case str(): pass
    case x if x > 1: pass
    case -1: pass
    case None: pass
    case (1, y): pass
    case _ if late: pass
    case _: pass
"#,
        r#"
match msg
case "a" | "b"
case bind {type: _, body: _} if (Equal msg["type"] "text")
  let b = msg["body"]
case bind [, ..rest] if (Equal msg[0] "help")
case is Foo as f if (Equal msg.x 1)
  let yy = msg.y
case Color.RED
case is str
case bind x if (Compare x 1)
case -1
case null
case bind [, ] if (Equal msg[0] 1)
  let y = msg[1]
case bind _ if late
default
"#,
    );
}

#[test]
fn expressions() {
    lowers(
        r#"
[f(x) for x in xs if x for y in x], {k: v for k, v in d.items()}, sum(x for x in y)
r = a or b or c and not d
s = a < b <= c
t = a in b and x not in y
u = x if c else y
w = prompt | model | parser
d = {"a": 1, 2: x, K: 3, **o, f"z{q}": 1}
m[1, 2]
foo(a)(b).c[d](e)
n = -x
"#,
        r#"
[[f(x) for x in xs if x for y in x], [k: v for [k, v] in d.items()], sum([x for x in y])]
let r = (Or (Or a b) (And c !d))
let s = (And (Compare a b) (Compare b c))
let t = (And (In a b) (NotIn x y))
let u = (c ? x : y)
let w = (Pipe (Pipe prompt model) parser)
let d = {a: 1, 2: x, [K]: 3, ..o, [text("z" q)]: 1}
m[[1, 2]]
foo(a)(b).c[d](e)
let n = (unary x)
"#,
    );
}

#[test]
fn heads_end_before_their_bodies() {
    let source = "if a == 1:  # one\n    x()\nelse :\n    y()\n";
    let tree = lower(source);
    let StmtKind::If {
        branches,
        otherwise_head,
        ..
    } = &tree.stmt(tree.body[0]).kind
    else {
        panic!("no if");
    };
    let at = |span: crate::workspace::Span| &source[span.start as usize..span.end as usize];
    assert_eq!(at(branches[0].head), "if a == 1:");
    assert_eq!(otherwise_head.map(at), Some("else :"));
    assert_eq!(
        tree.comments.iter().map(|&c| at(c)).collect::<Vec<_>>(),
        ["# one"]
    );
}

#[test]
fn a_syntax_error_hides_only_itself() {
    let source =
        "def handle(msg):\n    a = ask(msg)\n    b = = c(\n    reply(a)\n\ndef other():\n    x()\n";
    let printed = print(&lower(source));
    for kept in [
        "fn handle(msg)",
        "let a = ask(msg)",
        "reply(a)",
        "fn other()",
        "error ",
    ] {
        assert!(printed.contains(kept), "{kept} is lost:\n{printed}");
    }
}

#[test]
fn long_chains_are_kept_and_deep_nests_are_cut() {
    let sum = format!("x = {}'z'\n", "'a' + ".repeat(5_000));
    assert_eq!(lower(&sum).given_up, None);
    let chain = format!("x = (q{})\n", "\n.a(1)".repeat(5_000));
    let tree = lower(&chain);
    assert_eq!(tree.given_up, Some(GivenUp::TooDeep));
    assert!(tree.exprs.len() > 15_000);
    let elifs = format!("if a: pass\n{}", "elif b: c()\n".repeat(3_000));
    assert_eq!(lower(&elifs).given_up, None);
    let nest = format!("x = {}{}\nkept()\n", "[".repeat(3_000), "]".repeat(3_000));
    let tree = lower(&nest);
    assert_eq!(tree.given_up, Some(GivenUp::TooDeep));
    assert!(print(&tree).contains("kept()"));
}

#[test]
fn commands_of_a_notebook_hide_nothing() {
    let source = "!pip install openai\n%cd /content\nimport openai\ndef f(m):\n    return ask(m)\n";
    let printed = print(&lower(source));
    assert!(
        printed.starts_with("import \"openai\" [* as openai]\nfn f(m)\n"),
        "{printed}"
    );
}
