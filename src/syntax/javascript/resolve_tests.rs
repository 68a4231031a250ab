use super::resolve::resolve;
use crate::syntax::files_for_tests::Files;
use crate::syntax::language::Target;

fn file(path: &str) -> Target {
    Target::File(path.to_owned())
}

fn external(name: &str) -> Target {
    Target::External(name.to_owned())
}

#[test]
fn relative_imports_may_leave_extension_and_index_off() {
    let files = Files::of(&[
        "src/bot.ts",
        "src/ai.ts",
        "src/prompts/index.js",
        "src/texts/shop.md",
        "src/old.cjs",
        "commands/help.js",
    ]);
    let found = |specifier| resolve("src/bot.ts", specifier, &files);
    assert_eq!(found("./ai"), file("src/ai.ts"));
    assert_eq!(found("./ai.js"), file("src/ai.ts"));
    assert_eq!(found("./prompts"), file("src/prompts/index.js"));
    assert_eq!(found("./texts/shop.md?raw"), file("src/texts/shop.md"));
    assert_eq!(found("./old"), file("src/old.cjs"));
    assert_eq!(found("../commands"), Target::Folder("commands".to_owned()));
    assert_eq!(found("./gone"), Target::Missing("src/gone".to_owned()));
    assert_eq!(found("."), Target::Folder("src".to_owned()));
}

#[test]
fn packages_from_outside_keep_their_path() {
    let files = Files::of(&["bot.js"]);
    let found = |specifier| resolve("bot.js", specifier, &files);
    assert_eq!(found("node:fs"), external("fs"));
    assert_eq!(found("openai"), external("openai"));
    assert_eq!(
        found("firebase-functions/v2/https"),
        external("firebase-functions/v2/https")
    );
    assert_eq!(found("npm:openai@4"), external("openai"));
    assert_eq!(found("https://esm.sh/@scope/a@1.0"), external("@scope/a"));
}

#[test]
fn compiler_options_name_aliases() {
    let mut files = Files::of(&[
        "apps/bot/src/ai/client.ts",
        "apps/bot/src/main.ts",
        "libs/text/src/a.ts",
    ]);
    files.add(
        "apps/bot/tsconfig.json",
        r#"{ "extends": "../../tsconfig.base.json", // comment
             "compilerOptions": { "baseUrl": "./src", "paths": { "@ai/*": ["ai/*"], } } }"#,
    );
    files.add(
        "tsconfig.base.json",
        r#"{ "compilerOptions": { "paths": { "@text/*": ["./libs/text/src/*"] } } }"#,
    );
    let found = |specifier| resolve("apps/bot/src/main.ts", specifier, &files);
    assert_eq!(found("@ai/client"), file("apps/bot/src/ai/client.ts"));
    assert_eq!(found("ai/client"), file("apps/bot/src/ai/client.ts"));
    assert_eq!(found("@text/a"), file("libs/text/src/a.ts"));
    assert_eq!(found("@other/a"), external("@other/a"));
}

#[test]
fn a_config_that_extends_itself_ends() {
    let mut files = Files::of(&["a.ts"]);
    files.add(
        "tsconfig.json",
        r#"{"extends": "./tsconfig.json", "compilerOptions": {"paths": {"x": ["y"]}}}"#,
    );
    assert_eq!(resolve("a.ts", "x", &files), external("x"));
}

#[test]
fn package_imports_and_workspaces() {
    let mut files = Files::of(&[
        "src/bot.js",
        "src/lib/ai.js",
        "packages/core/src/index.ts",
        "packages/core/src/prompts.ts",
    ]);
    files.add(
        "package.json",
        r##"{"name": "root", "imports": {"#ai": "./src/lib/ai.js", "#lib/*": {"default": "./src/lib/*"}}}"##,
    );
    files.add(
        "packages/core/package.json",
        r#"{"name": "@shop/core", "main": "./dist/index.js"}"#,
    );
    let found = |specifier| resolve("src/bot.js", specifier, &files);
    assert_eq!(found("#ai"), file("src/lib/ai.js"));
    assert_eq!(found("#lib/ai.js"), file("src/lib/ai.js"));
    assert_eq!(found("#gone"), Target::Missing("#gone".to_owned()));
    assert_eq!(found("@shop/core"), file("packages/core/src/index.ts"));
    assert_eq!(
        found("@shop/core/prompts"),
        file("packages/core/src/prompts.ts")
    );
}

#[test]
fn import_maps_lead_to_packages_and_files() {
    let mut files = Files::of(&[
        "supabase/functions/bot/index.ts",
        "supabase/functions/_shared/ai.ts",
    ]);
    files.add(
        "supabase/functions/deno.json",
        r#"{"imports": {"openai": "npm:openai@4", "shared/": "./_shared/", "grammy": "https://deno.land/x/grammy@v1/mod.ts"}}"#,
    );
    let found = |specifier| resolve("supabase/functions/bot/index.ts", specifier, &files);
    assert_eq!(found("openai"), external("openai"));
    assert_eq!(found("grammy"), external("grammy"));
    assert_eq!(
        found("shared/ai.ts"),
        file("supabase/functions/_shared/ai.ts")
    );
}

#[test]
fn own_aliases_need_no_configuration() {
    let files = Files::of(&["web/src/lib/ai.ts", "web/src/app/api/route.ts"]);
    let found = |specifier| resolve("web/src/app/api/route.ts", specifier, &files);
    assert_eq!(found("@/lib/ai"), file("web/src/lib/ai.ts"));
    assert_eq!(found("~/lib/ai"), file("web/src/lib/ai.ts"));
    assert_eq!(found("@/gone"), Target::Missing("gone".to_owned()));
}

#[test]
fn built_files_lead_to_their_sources() {
    let files = Files::of(&["src/ai/client.ts", "scripts/try.js"]);
    let found = |specifier| resolve("scripts/try.js", specifier, &files);
    assert_eq!(found("../dist/ai/client"), file("src/ai/client.ts"));
    assert_eq!(found("src/ai/client"), file("src/ai/client.ts"));
}
