use std::sync::Arc;

use super::GoFrontend;
use crate::syntax::language::{Frontend, Language};
use crate::syntax::print::print;
use crate::syntax::tree::{ExprKind, GivenUp, NameSharing, StmtKind, TextPart, Tree};
use crate::workspace::{FileId, Span};

fn lower(source: &str) -> Tree {
    GoFrontend.lower(FileId(0), Language::Go, "main.go", &Arc::from(source))
}

#[track_caller]
fn lowers(source: &str, expected: &str) {
    let printed = print(&lower(source));
    assert_eq!(printed.trim(), expected.trim(), "\n{printed}");
}

/// The same for statements of a function.
#[track_caller]
fn body_lowers(source: &str, expected: &str) {
    let printed = print(&lower(&format!(
        "package main\nfunc main() {{\n{source}\n}}\n"
    )));
    let body: Vec<_> = printed
        .trim()
        .lines()
        .skip(1)
        .map(|line| line.strip_prefix("  ").unwrap_or(line))
        .collect();
    assert_eq!(body.join("\n"), expected.trim(), "\n{printed}");
}

#[test]
fn packages_and_imports() {
    let source = r#"
package main
import "fmt"
import (
	_ "embed"
	. "dot"
	oa "github.com/sashabaranov/go-openai"
	"github.com/gofiber/fiber/v2"
)
"#;
    let tree = lower(source);
    assert_eq!(tree.namespace.as_deref(), Some("main"));
    assert_eq!(tree.sharing, NameSharing::Directory);
    lowers(
        source,
        r#"
import "fmt" [* as fmt]
import "embed" []
import "dot" [*]
import "github.com/sashabaranov/go-openai" [* as oa]
import "github.com/gofiber/fiber/v2" [* as fiber]
"#,
    );
}

#[test]
fn variables_constants_and_embedded_files() {
    lowers(
        r#"
package main
//go:embed prompts/system.txt
var systemPrompt string
//go:embed a.txt b
var files embed.FS
var (
	//go:embed x.txt
	x string
	a, b = 1, "two"
	client *oa.Client
	c, err = f()
)
const (
	A Kind = iota
	B
	C = "c"
)
"#,
        r#"
let systemPrompt: string = embed_file("prompts/system.txt")
let files: embed.FS = embed_file("a.txt", "b")
let x: string = embed_file("x.txt")
let a = 1
let b = "two"
let client: oa.Client
let [c, err] = f()
let A: Kind = 0
let B = 1
let C = "c"
"#,
    );
}

#[test]
fn an_embedded_path_leads_back_to_its_bytes() {
    let source = "package main\n//go:embed prompts/a.txt\nvar p string\n";
    let tree = lower(source);
    let text = tree.exprs.iter().find_map(|expr| match &expr.kind {
        ExprKind::Text(parts) => parts.first(),
        _ => None,
    });
    let Some(TextPart::Literal(text)) = text else {
        panic!("no text");
    };
    let Span { start, end } = text.span;
    assert_eq!(&source[start as usize..end as usize], "prompts/a.txt");
}

#[test]
fn types() {
    lowers(
        r#"
package main
type Config struct {
	Text   string `json:"text,omitempty"`
	Prompt string `env:"PROMPT" envDefault:"You help"`
	*Base
	pkg.Other
	n, m int
	Entry []struct { Body string `json:"body"` }
}
type Asker interface { Ask(ctx context.Context, msg string) (string, error); io.Reader }
type Role string
type Alias = oa.Client
type Gen[T any] struct { v T }
var body struct { Text string }
"#,
        r#"
class Config_Entry()
  field Body: string (body)
class Config(Base, pkg.Other)
  field Text: string (text)
  field Prompt: string (PROMPT) = "You help"
  field Base: Base
  field Other: pkg.Other
  field n: int
  field m: int
  field Entry: Config_Entry
interface Asker(io.Reader)
  fn Ask(ctx: context.Context, msg: string) -> string
let Alias = oa.Client
class Gen()
  field v: T
class body_struct()
  field Text: string
let body: body_struct
"#,
    );
}

#[test]
fn functions_and_methods() {
    lowers(
        r#"
package main
func (s *Server) Handle(w http.ResponseWriter, _ *http.Request) (reply string, err error) {
	reply, err = s.ai.Ask("hi")
	if err != nil { return }
	return reply, nil
}
func plain(a, b string, rest ...int) string { panic("no") }
func generic[T any](x T) { _ = generic[int](x) }
"#,
        r#"
fn (s: Server) Handle(w: http.ResponseWriter, _: http.Request) -> string
  let reply
  let err
  [reply, err] = s.ai.Ask("hi")
  if (NotEqual err null)
    return [reply, err]
  return [reply, null]
fn plain(a: string, b: string, *rest: int) -> string
  throw "no"
fn generic(x: T)
  _ = generic(x)
"#,
    );
}

#[test]
fn literals() {
    lowers(
        r#"
package main
type Config struct { Text, Prompt string }
type Role string
func main() {
	req := oa.Request{Model: oa.GPT4, Messages: []oa.Message{{Role: "system", Content: fmt.Sprintf("You %s", x)}, {Role: Role("user")}}}
	p := &Config{"t", "p"}
	m := map[string]Handler{"/start": start, KEY: func(s string) error { return nil }}
	msgs = append(msgs, a, rest...)
	q := new(Config); mm := make(map[string]string); ss := make([]int, 3)
	raw := `line \n
two`
	esc := "a\n\"b\" \u00e9"
	s := string(body); bs := []byte(s); n := len(s)
	anon := struct{ A string }{A: "x"}
	val := x.(*Foo).Bar(a)[0]
	arr[1:2] = nil
	t := 'c'
	u := -1
}
"#,
        r#"
class Config()
  field Text: string
  field Prompt: string
fn main()
  let req = oa.Request{Model: oa.GPT4, Messages: [oa.Message{Role: "system", Content: fmt.Sprintf("You %s", x)}, oa.Message{Role: ("user" as Role)}]}
  let p = Config{Text: "t", Prompt: "p"}
  let m = {/start: start, [KEY]: (λ(s: string) -> error => return null)}
  msgs = [..msgs, a, ..rest]
  let q = Config{}
  let mm = {}
  let ss = []
  let raw = "line \\n\ntwo"
  let esc = "a\n\"b\" é"
  let s = (body as string)
  let bs = (s as byte)
  let n = (unary s)
  let anon = {A: "x"}
  let val = (x as Foo).Bar(a)[0]
  arr[1:2] = null
  let t = "c"
  let u = -1
"#,
    );
}

#[test]
fn branches_and_loops() {
    body_lowers(
        r#"
	if v, ok := m[key]; ok { use(v) } else if w, ok := x.(string); ok { use(w) } else { no() }
	if a { b() } else if c { d() } else { e() }
	for update := range updates { use(update) }
	for i := range xs { use(xs[i]) }
	for k, v := range mp { use(k, v) }
	for i := 0; i < 10; i++ { continue }
	for { break }
	for cond { x() }
	i, j = j, i
"#,
        r#"
let [v, ok] = [m[key], (In key m)]
if ok
  use(v)
else
  let [w, ok] = [(x as string), (x is string)]
  if ok
    use(w)
  else
    no()
if a
  b()
elif c
  d()
else
  e()
loop update in updates
  use(update)
loop _ in xs
  let i = opaque(xs)
  use(xs[i])
loop v in mp
  let k = opaque(mp)
  use(k, v)
loop while (Compare i 10)
  init
    let i = 0
  continue
  step
    i += 1
loop
  break
loop while cond
  x()
[i, j] = [j, i]
"#,
    );
}

#[test]
fn switches() {
    body_lowers(
        r#"
	switch cmd := u.Command(); cmd {
	case "a", "b": one()
	default: two()
	}
	switch {
	case strings.HasPrefix(t, "/"): a(); fallthrough
	case x: break
	}
	switch v := evt.(type) {
	case *events.Message: handle(v)
	case nil: no()
	default: other(v)
	}
"#,
        r#"
let cmd = u.Command()
match cmd
case "a" | "b"
  one()
default
  two()
match  through
case strings.HasPrefix(t, "/")
  a()
case x
  break
  break
match evt
case is events.Message as v
  handle(v)
case null
  no()
default
  let v = evt
  other(v)
"#,
    );
}

#[test]
fn goroutines_and_channels() {
    body_lowers(
        r#"
	go handle(msg)
	defer func() { recover() }()
	ch <- x
	y := <-ch
	z, ok := <-ch
	select {
	case m := <-ch: use(m)
	case ch <- 1: sent()
	default: none()
	}
"#,
        r#"
spawn handle(msg)
spawn (λ() => recover())()
(Push ch x)
let y = await ch
let [z, ok] = [await ch, opaque()]
match 
case opaque()
  let m = await ch
  use(m)
case opaque()
  (Push ch 1)
  sent()
default
  none()
"#,
    );
}

#[test]
fn heads_end_before_their_bodies() {
    let source = "package main\nfunc f() {\n\tif a == 1 { x() } else { y() }\n\tswitch c { case \"a\": z() }\n}\n";
    let tree = lower(source);
    let at = |span: Span| &source[span.start as usize..span.end as usize];
    let body = &tree.functions[0].body;
    let StmtKind::If {
        branches,
        otherwise_head,
        ..
    } = &tree.stmt(body[0]).kind
    else {
        panic!("no if");
    };
    assert_eq!(at(branches[0].head), "if a == 1");
    assert_eq!(otherwise_head.map(at), Some("else"));
    let StmtKind::Match { arms, .. } = &tree.stmt(body[1]).kind else {
        panic!("no match");
    };
    assert_eq!(at(arms[0].head), "case \"a\":");
}

#[test]
fn a_syntax_error_hides_only_itself() {
    let source = "package main\n\nfunc handle(msg string) {\n\ta := ask(msg)\n\tb := = c((\n\treply(a)\n}\n\nfunc other() {\n\tx()\n}\n";
    let printed = print(&lower(source));
    for kept in [
        "fn handle(msg: string)",
        "  let a = ask(msg)",
        "  reply(a)",
        "fn other()",
        "error ",
    ] {
        assert!(printed.contains(kept), "{kept} is lost:\n{printed}");
    }
}

#[test]
fn long_chains_are_kept_and_deep_nests_are_cut() {
    let main = |code: &str| format!("package main\nfunc main() {{\n{code}\n}}\n");
    let sum = main(&format!("x := {}\"z\"", "\"a\" +\n".repeat(5_000)));
    assert_eq!(lower(&sum).given_up, None);
    let chain = main(&format!("x := q{}", ".\na(1)".repeat(5_000)));
    let tree = lower(&chain);
    assert_eq!(tree.given_up, Some(GivenUp::TooDeep));
    assert!(tree.exprs.len() > 15_000);
    let ifs = main(&format!("if a {{}} {}", "else if b {\nc() }".repeat(3_000)));
    assert_eq!(lower(&ifs).given_up, None);
    let nest = main(&format!(
        "x := {}a{}\nkept()",
        "f(".repeat(3_000),
        ")".repeat(3_000)
    ));
    let tree = lower(&nest);
    assert_eq!(tree.given_up, Some(GivenUp::TooDeep));
    assert!(print(&tree).contains("kept()"));
}

#[test]
fn a_call_that_is_given_an_empty_variable_fills_it() {
    body_lowers(
        r#"
	var reply Reply
	err := json.Unmarshal(body, &reply)
	payload := Payload{}
	if err := json.NewDecoder(r.Body).Decode(&payload); err != nil { return }
	var a, b string
	row.Scan(&a, &b)
	json.Unmarshal(body, &reply)
	fill(&payload)
	req := Request{}
	req.Text = a
	err = client.Send(&req)
	var other Request
	resp, err := client.Do(&other)
"#,
        r#"
let reply: Reply
reply = json.Unmarshal(body, reply)
let err = opaque()
let payload = Payload{}
payload = json.NewDecoder(r.Body).Decode(payload)
let err = opaque()
if (NotEqual err null)
  return 
let a: string
let b: string
a = row.Scan(a, b)
b = a
json.Unmarshal(body, reply)
fill(payload)
let req = Request{}
req.Text = a
err = client.Send(req)
let other: Request
let [resp, err] = client.Do(other)
"#,
    );
}
