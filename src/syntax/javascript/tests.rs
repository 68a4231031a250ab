use std::sync::Arc;

use super::JavaScriptFrontend;
use crate::syntax::language::{Frontend, language_of};
use crate::syntax::print::print;
use crate::syntax::tree::{GivenUp, NameSharing, StmtKind, Tree};
use crate::workspace::{FileId, Span};

fn lower(path: &str, source: &str) -> Tree {
    let language = language_of(path).unwrap();
    JavaScriptFrontend.lower(FileId(0), language, path, &Arc::from(source))
}

#[track_caller]
fn lowers(path: &str, source: &str, expected: &str) {
    let printed = print(&lower(path, source));
    assert_eq!(printed.trim(), expected.trim(), "\n{printed}");
}

#[test]
fn common_js() {
    lowers(
        "a.js",
        r#"
#!/usr/bin/env node
const { OpenAI, b: { c = 1 }, ...rest } = require('openai');
const client = module.exports = new OpenAI({ apiKey: process.env.KEY });
exports.a = exports.b = function named(x) { return x; };
module.exports.c = 1;
exports['d'] = 2;
module.exports = { client, handler };
exports = module.exports = handler;
exports.x = 1, exports.y = 2;
const lazy = await import("./" + name);
"#,
        r#"
let {OpenAI: OpenAI, b: {c: c = 1}, ..rest} = import("openai")
let client = new OpenAI({apiKey: process.env.KEY})
export * = client
export a = (named(x) => return x)
export b = (named(x) => return x)
export c = 1
export d = 2
export * = {client: client, handler: handler}
export * = handler
export x = 1
export y = 2
let lazy = await import((Add "./" name))
"#,
    );
}

#[test]
fn modules() {
    lowers(
        "a.mjs",
        r#"
import def, { a as aa, b } from './x.js';
import * as ns from "ns";
import "./side";
export default async function handler(req, res = {}, ...more) {}
export default function () {}
export default class {}
export const e1 = 1, { e2 } = foo;
export { a as b, c };
export { default } from './d';
export { default as X, y as Y } from './d';
export * from './star';
export * as nsx from './star';
export default { fetch() {} };
"#,
        r#"
import "./x.js" [default as def, a as aa, b]
import "ns" [* as ns]
import "./side" []
fn async handler(req, res = {}, *more)
export handler as default
export default = (λ() => )
export default = (class _())
let e1 = 1
let {e2: e2} = foo
export e1 as e1
export e2 as e2
export a as b
export c as c
export from "./d" [default as default]
export from "./d" [default as X, y as Y]
export from "./star" [*]
export from "./star" [* as nsx]
export default = {fetch: (fetch() => )}
"#,
    );
}

#[test]
fn functions_and_objects() {
    lowers(
        "a.js",
        r#"
async function* gen() { yield 1; }
const f = async (a, { b, c: d = 2 }, [e, , ...g] = []) => a + b;
const h = x => ({ x });
const o = { async m(a) { return a; }, get g() { return 1; }, [k]: 2, ['lit']: 3, 'q-r': 4, 5: 6, ...p };
(async () => { await main(); })();
"#,
        r#"
fn async gen gen()
  yield 1
let f = (async λ(a, {b: b, c: d = 2}, [e, , ..g] = []) => return (Add a b))
let h = (λ(x) => return {x: x})
let o = {m: (async m(a) => return a), g: (get g() => return 1), [k]: 2, lit: 3, q-r: 4, 5: 6, ..p}
(async λ() => await main())()
"#,
    );
}

#[test]
fn classes() {
    lowers(
        "a.js",
        r#"
class A extends B {
  #secret = 1;
  static PROMPT = 'p';
  handler = async (m) => { this.#secret = m; };
  constructor(c) { super(c); this.c = c; }
  static async s() {}
  get v() { return 1; }
  set v(x) {}
  async *it() {}
  static { init(); }
  'quoted name'() {}
}
"#,
        r#"
class A(B)
  field #secret = 1
  static PROMPT = "p"
  field handler = (async λ(m) => this.#secret = m)
  fn ctor constructor(c)
    super(c)
    this.c = c
  fn static async s()
  fn get v()
    return 1
  fn set v(x)
  fn async gen it()
  fn quoted name()
  init()
"#,
    );
}

#[test]
fn control_flow() {
    lowers(
        "a.js",
        r#"
if (a === 'x') { one(); } else if (b) two(); else { three(); }
switch (cmd) {
  case 'a':
  case 'b': { x(); break; }
  case 'c': y();
  default: z();
}
switch (true) { case t.startsWith('x'): a(); break; }
for (let i = 0; i < 10; i++) { a(); }
for (const k in obj) b();
for (const [k, v] of Object.entries(o)) c();
for (;;) { break; }
do { a(); } while (x);
while (x) y--;
try { a(); } catch (e) { b(); } finally { c(); }
label: for await (const x of y) { continue label; }
throw new Error("x");
"#,
        r#"
if (Equal a "x")
  one()
elif b
  two()
else
  three()
match cmd through
case "a" | "b"
  x()
  break
case "c"
  y()
default
  z()
match  through
case t.startsWith("x")
  a()
  break
loop while (Compare i 10)
  init
    let i = 0
  a()
  step
    (i += 1)
loop k in Object.keys(obj)
  b()
loop [k, v] in Object.entries(o)
  c()
loop
  break
loop while x
  a()
loop while x
  (y ~= 1)
try
  a()
catch e
  b()
finally
  c()
loop x in y
  continue
throw new Error("x")
"#,
    );
}

#[test]
fn expressions() {
    lowers(
        "a.jsx",
        r#"
a ||= b; a ??= c; a.b += 1; a &&= d;
const s = a || b && c ?? d;
const t = a?.b?.(c)?.[d];
const u = typeof x === 'undefined' ? void 0 : -1;
const w = x instanceof Foo, v = 'k' in o, n = !x;
const re = /^\/help/i;
tag`a${b}c`;
const p = `hi ${name} \`q\` \u{1F600}`, q = ``;
const el = <Foo a={b} c="d">{x && <Bar/>} text <div>{y}</div></Foo>;
new Foo;
delete x.y;
x = (a, b);
'line1\
line2\n';
"#,
        r#"
a ?= b
a ?= c
a.b += 1
a ~= d
let s = (Coalesce (Or a (And b c)) d)
let t = a.b(c)[d]
let u = ((Equal (unary x) "undefined") ? null : -1)
let w = (x is Foo)
let v = (In "k" o)
let n = !x
let re = /^\/help/
tag(text("a" b "c"))
let p = text("hi " name " `q` 😀")
let q = ""
let el = opaque(Foo, b, (And x opaque(Bar)), opaque(y))
new Foo()
(unary x.y)
x = seq(a, b)
"line1line2\n"
"#,
    );
}

#[test]
fn type_script_classes() {
    lowers(
        "a.ts",
        r#"
@Injectable()
export class Svc<T> extends Base<T> implements OnInit, x.Y {
  private readonly logger = new Logger(Svc.name);
  @Input() name?: string;
  static MAP: Record<string, string> = {};
  constructor(private readonly ai: AiService, @Inject('X') public x: Map<string, X>, plain?: string) { super(); }
  over(a: string): void;
  over(a: any): Promise<Foo[]> { return a as Foo; }
  @Post('/x')
  async hook(@Body() body: Dto, @Req() req): Promise<void> {}
  protected get g(): string { return ''; }
}
abstract class Q { abstract ask(m: string): Promise<string>; }
interface I extends J, K<L> { a: string; m(x: Y): Promise<Z>; }
enum E { A = 'a', B, C = 3 }
export default interface Foo {}
"#,
        r#"
@Injectable()
class Svc(Base, OnInit, x.Y)
  field logger = new Logger(Svc.name)
  @Input() field name: string
  static MAP: Record = {}
  fn ctor constructor(field ai: AiService, @Inject("X") field x: Map, plain: string)
    super()
  fn over(a: any) -> Foo
    return (a as Foo)
  @Post("/x")
  fn async hook(@Body() body: Dto, @Req() req) -> void
  fn get g() -> string
    return ""
export Svc as Svc
class Q()
  fn ask(m: string) -> string
interface I(J, K)
  field a: string
  fn m(x: Y) -> Z
class E()
  static A = "a"
  static B = 1
  static C = 3
interface Foo()
export Foo as default
"#,
    );
}

#[test]
fn type_script_modules_and_types() {
    lowers(
        "a.ts",
        r#"
import type { T } from './t';
import fs = require('fs');
import Alias = Foo.Bar;
type X = { a: string };
declare const d: string;
declare module 'x' { export const y: number; }
declare global { interface Window {} }
namespace N { export function f(x: string) { return h(x); } function h(x) {} export namespace M { export const D = 2; } }
namespace OnlyTypes { export type A = string; }
function over(a: string): void;
function over(this: Foo, a: any) { }
const x = y as const;
const z = (y as unknown as Foo)!.bar!();
const q = <Foo>y;
const w = { a: 1 } satisfies Cfg;
let v: string | null = null, u: Foo[] = [];
export = x;
export const fn = async <T,>(a: T): Promise<T> => a;
const gg = f<string>(x);
export async function h({ a, b }: { a: string; b: number }): Promise<Array<Foo>> {}
"#,
        r#"
import "./t" [T]
import "fs" [* as fs]
let Alias = Foo.Bar
let N = (λ() => fn f(x: string); return h(x); fn h(x); let M = (λ() => let D = 2; return {D: D})(); return {f: f, M: M})()
fn over(a: any)
let x = y
let z = (y as Foo).bar()
let q = (y as Foo)
let w = ({a: 1} as Cfg)
let v: string = null
let u: Foo = []
export * = x
let fn = (async λ(a: T) -> T => return a)
export fn as fn
let gg = f(x)
fn async h({a: a, b: b}) -> Foo
export h as h
"#,
    );
}

#[test]
fn apps_script_shares_its_names() {
    assert_eq!(
        lower("Code.gs", "function doPost(e) {}").sharing,
        NameSharing::Project
    );
    assert_eq!(lower("code.js", "").sharing, NameSharing::File);
}

#[test]
fn heads_end_before_their_bodies() {
    let source = "if (a) /* c */ {\n} else if (b) c();\nelse {\n}\nswitch (x) { case 'a': y(); }";
    let tree = lower("a.js", source);
    let at = |span: Span| &source[span.start as usize..span.end as usize];
    let StmtKind::If {
        branches,
        otherwise_head,
        ..
    } = &tree.stmt(tree.body[0]).kind
    else {
        panic!("no if");
    };
    assert_eq!(at(branches[0].head), "if (a)");
    assert_eq!(at(branches[1].head), "if (b)");
    assert_eq!(otherwise_head.map(at), Some("else"));
    let StmtKind::Match { arms, .. } = &tree.stmt(tree.body[1]).kind else {
        panic!("no match");
    };
    assert_eq!(at(arms[0].head), "case 'a':");
}

#[test]
fn a_syntax_error_hides_only_itself() {
    let source = "app.post('/x', async (req, res) => {\n  const a = await ask(req);\n  const b = = c((;\n  res.send(a);\n});\n\nfunction other() {\n  x();\n}\n";
    let printed = print(&lower("a.js", source));
    for kept in [
        "let a = await ask(req)",
        "res.send(a)",
        "fn other()",
        "error ",
    ] {
        assert!(printed.contains(kept), "{kept} is lost:\n{printed}");
    }
    assert!(
        printed.contains("app.post(\"/x\", (async λ(req, res)"),
        "{printed}"
    );
}

#[test]
fn long_chains_are_kept_and_deep_nests_are_cut() {
    let sum = format!("x = {}'z';\n", "'a' +\n".repeat(5_000));
    assert_eq!(lower("a.js", &sum).given_up, None);
    let chain = format!("x = q{};\n", "\n.a(1)".repeat(5_000));
    let tree = lower("a.js", &chain);
    assert_eq!(tree.given_up, Some(GivenUp::TooDeep));
    assert!(tree.exprs.len() > 15_000);
    let ifs = format!("if (a) {{}}\n{}", "else if (b) c();\n".repeat(3_000));
    assert_eq!(lower("a.js", &ifs).given_up, None);
    let nest = format!("x = {}{};\nkept();\n", "[".repeat(3_000), "]".repeat(3_000));
    let tree = lower("a.js", &nest);
    assert_eq!(tree.given_up, Some(GivenUp::TooDeep));
    assert!(print(&tree).contains("kept()"));
}

#[test]
fn types_in_a_plain_file_and_elements_in_a_typed_one_are_read() {
    let tree = lower(
        "a.js",
        "async function f(a: string): Promise<void> { await g(a!); }\n",
    );
    assert_eq!(tree.errors, []);
    assert!(print(&tree).contains("fn async f(a: string) -> void"));
    assert_eq!(lower("a.ts", "const e = <div>{x}</div>;\n").errors, []);
}

#[test]
fn both_sides_of_a_conflict_are_read() {
    let source =
        "function f(m) {\n<<<<<<< HEAD\n  one(m);\n=======\n  two(m);\n>>>>>>> other\n}\ng();\n";
    let tree = lower("a.js", source);
    let printed = print(&tree);
    assert!(
        printed.starts_with("fn f(m)\n  one(m)\n  two(m)\ng()\n"),
        "{printed}"
    );
    assert_eq!(tree.errors.len(), 3);
}
