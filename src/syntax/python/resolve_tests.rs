use super::resolve::resolve;
use crate::syntax::files_for_tests::Files;
use crate::syntax::language::Target;

fn file(path: &str) -> Target {
    Target::File(path.to_owned())
}

#[test]
fn relative_imports_count_dots() {
    let files = Files::of(&["pkg/__init__.py", "pkg/a.py", "pkg/sub/b.py"]);
    assert_eq!(resolve("pkg/sub/b.py", "..a", &files), file("pkg/a.py"));
    assert_eq!(
        resolve("pkg/sub/b.py", "..", &files),
        file("pkg/__init__.py")
    );
    assert_eq!(
        resolve("pkg/sub/b.py", ".", &files),
        Target::Folder("pkg/sub".to_owned())
    );
    assert_eq!(
        resolve("pkg/a.py", ".gone", &files),
        Target::Missing("pkg/gone.py".to_owned())
    );
    assert!(matches!(
        resolve("a.py", "...x", &files),
        Target::Missing(_)
    ));
}

#[test]
fn absolute_imports_try_every_folder_above_and_src() {
    let files = Files::of(&[
        "bots/wa/app/__init__.py",
        "bots/wa/app/config.py",
        "bots/wa/app/routes/hook.py",
        "bots/wa/main.py",
        "src/shop/prompts.py",
    ]);
    assert_eq!(
        resolve("bots/wa/app/routes/hook.py", "app.config", &files),
        file("bots/wa/app/config.py")
    );
    assert_eq!(
        resolve("bots/wa/main.py", "app", &files),
        file("bots/wa/app/__init__.py")
    );
    assert_eq!(
        resolve("main.py", "shop.prompts", &files),
        file("src/shop/prompts.py")
    );
    assert_eq!(
        resolve("main.py", "shop", &files),
        Target::Folder("src/shop".to_owned())
    );
    assert_eq!(
        resolve("bots/wa/main.py", "app.gone", &files),
        Target::Missing("bots/wa/app/gone.py".to_owned())
    );
}

#[test]
fn a_package_of_the_same_name_as_a_folder_or_a_wrapper_is_outside() {
    let mut files = Files::of(&["redis/redis.conf", "services/bot.py"]);
    files.add(
        "services/openai.py",
        "import os\nfrom openai import OpenAI\n",
    );
    let external = |name: &str| Target::External(name.to_owned());
    assert_eq!(
        resolve("services/bot.py", "redis", &files),
        external("redis")
    );
    assert_eq!(
        resolve("services/bot.py", "openai", &files),
        external("openai")
    );
    assert_eq!(
        resolve("services/bot.py", "google.genai", &files),
        external("google.genai")
    );
}

#[test]
fn an_installed_package_goes_before_a_folder_of_modules() {
    let mut files = Files::of(&["alembic/env.py", "tools/email/send.py", "handlers/a.py"]);
    files.add("requirements.txt", "alembic>=1.13\nhandlers-kit==2\n");
    let external = |name: &str| Target::External(name.to_owned());
    assert_eq!(
        resolve("alembic/env.py", "alembic", &files),
        external("alembic")
    );
    assert_eq!(
        resolve("tools/email/send.py", "email", &files),
        external("email")
    );
    assert_eq!(
        resolve("bot.py", "handlers", &files),
        Target::Folder("handlers".to_owned())
    );
}
