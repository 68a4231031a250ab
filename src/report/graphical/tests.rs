//! What people see, at the widths of narrow, usual and wide terminals.

use super::*;
use crate::bot::*;
use crate::prompt::{Function, Judgement, Polarity, Scope};
use crate::report::fixture::{Tree, bot, call, general, route, two_files};
use crate::workspace::{FileId, Location, Problem, ProblemKind, Span};

/// Draws without colour.
fn plain(report: &Report, look: Look) -> String {
    let drawn = draw(report, look, false).unwrap();
    anstream::adapter::strip_str(&drawn).to_string()
}

fn at_width(width: usize) -> Look {
    Look {
        width,
        ..Look::default()
    }
}

#[test]
fn a_way_across_two_files() {
    for width in [60, 80, 140] {
        insta::assert_snapshot!(
            format!("two_files_{width}"),
            plain(&two_files(), at_width(width))
        );
    }
}

#[test]
fn without_unicode() {
    let look = Look {
        unicode: false,
        ..at_width(80)
    };
    let drawn = plain(&two_files(), look);
    assert!(drawn.is_ascii(), "{drawn}");
    insta::assert_snapshot!("two_files_ascii", drawn);
}

#[test]
fn with_colour() {
    let drawn = draw(&two_files(), at_width(80), false).unwrap();
    insta::assert_snapshot!("two_files_colour", drawn.replace('\u{1b}', "␛"));
}

/// A workflow of two megabytes on one line, as some platforms export it.
fn long_line() -> Report {
    let filler =
        r#"{"id":"x","name":"Sticky Note","type":"n8n-nodes-base.stickyNote","position":[0,0]},"#
            .repeat(12_000);
    let text = format!(
        "{{\"nodes\":[{filler}{},{filler}{},{filler}{}]}}",
        r#"{"parameters":{},"name":"WhatsApp Trigger","type":"n8n-nodes-base.whatsAppTrigger"}"#,
        r#"{"parameters":{"text":"={{ $json.messages[0].text.body }}","options":{}},"name":"AI Agent","type":"@n8n/n8n-nodes-langchain.agent"}"#,
        r#"{"parameters":{"operation":"send"},"name":"Reply","type":"n8n-nodes-base.whatsApp"}"#,
    );
    assert!(text.len() > 2_000_000);
    let tree = Tree::of(&[("bot.json", &text)]);
    let node = "\"AI Agent\"";
    let trail = vec![
        tree.step(
            StepKind::Entry,
            "bot.json",
            "\"WhatsApp Trigger\"",
            "a WhatsApp message comes in",
        ),
        tree.step(
            StepKind::Model,
            "bot.json",
            node,
            "the node `AI Agent` asks OpenAI",
        ),
        tree.step(
            StepKind::Reply,
            "bot.json",
            "\"Reply\"",
            "the node `Reply` sends the answer to the user",
        ),
    ];
    let prompt = Prompt {
        judgement: Judgement {
            scope: Scope::General,
            ..Judgement::unknown()
        },
        ..Prompt::without_text(Visibility::FrameworkDefault)
    };
    let mut model = call(tree.at("bot.json", node), "AI Agent", vec![prompt]);
    model.document_path = Some("nodes[24001]".to_owned());
    let entry = tree.at("bot.json", "\"WhatsApp Trigger\"");
    let routes = vec![route(entry, TriggerKind::EveryMessage, model, trail)];
    let bots = vec![bot("bot.json", "n8n", BotKind::Definition, routes)];
    tree.report(bots)
}

#[test]
fn two_megabytes_on_one_line_give_an_excerpt() {
    let report = long_line();
    for width in [60, 140] {
        insta::assert_snapshot!(
            format!("long_line_{width}"),
            plain(&report, at_width(width))
        );
    }
}

#[test]
fn tabs_wide_characters_and_escapes() {
    let text = "bot.on('text', async (ctx) => {\n\t\tconst 答案 = await ask('你是一个有用的助手\u{1b}[31m。回答任何问题。', ctx.text); // \u{202e}x\n\t\tctx.reply(答案);\n});\n";
    let tree = Tree::of(&[("机器人.js", text)]);
    let prompt = general(
        tree.literal("机器人.js", "你是一个有用的助手\u{1b}[31m。回答任何问题。"),
        &[("回答任何问题", Function::Opens, Polarity::Opens)],
    );
    let trail = vec![
        tree.step(
            StepKind::Entry,
            "机器人.js",
            "bot.on('text'",
            "a WhatsApp message comes in",
        ),
        tree.step(StepKind::Model, "机器人.js", "ask(", "OpenAI is asked"),
        tree.step(
            StepKind::Reply,
            "机器人.js",
            "ctx.reply(答案)",
            "the answer goes back to the user",
        ),
    ];
    let model = call(tree.at("机器人.js", "ask("), "ask", vec![prompt]);
    let entry = tree.at("机器人.js", "bot.on('text'");
    let routes = vec![route(entry, TriggerKind::EveryMessage, model, trail)];
    let bots = vec![bot("机器人.js", "javascript", BotKind::Source, routes)];
    let report = tree.report(bots);
    let drawn = plain(&report, at_width(80));
    assert!(!drawn.contains('\u{1b}') && !drawn.contains('\u{202e}'));
    insta::assert_snapshot!("wide_characters", drawn);
}

#[test]
fn many_ways_in_are_counted_rather_than_drawn() {
    let commands: Vec<String> = (0..20).map(|n| format!("command_{n:02} = ask")).collect();
    let text = format!("{}\nmodel(text)\n", commands.join("\n"));
    let tree = Tree::of(&[("app.py", &text)]);
    let routes = (0..20).map(|n| {
        let word = format!("command_{n:02}");
        let model = call(
            tree.at("app.py", "model(text)"),
            "model",
            vec![Prompt::without_text(Visibility::Absent)],
        );
        let at = tree.at("app.py", &word);
        let mut route = route(at, TriggerKind::Command, model, Vec::new());
        route.trigger.pattern = Some(format!("/{word}").into());
        route
    });
    let bots = vec![bot("app.py", "python", BotKind::Source, routes.collect())];
    let report = tree.report(bots);
    assert_eq!(report.findings.len(), 1);
    let drawn = plain(&report, at_width(100));
    assert!(
        drawn.contains("and 9 more places") && drawn.contains("model(text)"),
        "{drawn}"
    );
}

#[test]
fn a_prompt_of_many_lines_is_marked_on_its_first() {
    let lines = "You love to chat.\n".repeat(40);
    let text = format!("P = '''\n{lines}'''\nask(P)\n");
    let tree = Tree::of(&[("app.py", &text)]);
    let prompt = general(tree.literal("app.py", &lines), &[]);
    let model = call(tree.at("app.py", "ask(P)"), "ask", vec![prompt]);
    let entry = tree.at("app.py", "ask(P)");
    let routes = vec![route(entry, TriggerKind::EveryMessage, model, Vec::new())];
    let report = {
        let bots = vec![bot("app.py", "python", BotKind::Source, routes)];
        tree.report(bots)
    };
    insta::assert_snapshot!("long_prompt", plain(&report, at_width(80)));
}

#[test]
fn a_file_that_could_not_be_analysed_is_a_diagnostic_of_its_own() {
    let tree = Tree::of(&[("flow.json", "{\"nodes\": [}\n")]);
    let place = tree.at("flow.json", "}");
    let mut report = tree.report(Vec::new());
    report.problems = vec![
        Problem::new(
            ProblemKind::UnreadableFile,
            "secret.py",
            "cannot be read: permission denied",
        ),
        Problem::new(
            ProblemKind::UnparsableDefinition,
            "flow.json",
            "looks like a definition of n8n, but a value is missing",
        )
        .at(place),
    ];
    insta::assert_snapshot!("problems", plain(&report, at_width(80)));
}

#[test]
fn nothing_found() {
    let report = Tree::of(&[("app.py", "")]).report(Vec::new());
    insta::assert_snapshot!("nothing", plain(&report, at_width(80)));
}

#[test]
fn a_label_beyond_the_end_of_a_file_harms_nothing() {
    let tree = Tree::of(&[("app.py", "ask(x)")]);
    let beyond = Location::new(FileId(0), Span::new(90, 95));
    let model = call(
        beyond,
        "ask",
        vec![Prompt::without_text(Visibility::Absent)],
    );
    let routes = vec![route(beyond, TriggerKind::EveryMessage, model, Vec::new())];
    let bots = vec![bot("app.py", "python", BotKind::Source, routes)];
    assert!(plain(&tree.report(bots), at_width(80)).contains("llm-catch-all"));
}

#[test]
fn a_judged_prompt() {
    let text = "You are Ana, the assistant of Harbour Dental, a dental clinic.\nYou can also answer any other question.\n";
    let drawn = draw_judgement("prompt.txt", text, at_width(80)).unwrap();
    let drawn = anstream::adapter::strip_str(&drawn).to_string();
    assert!(drawn.starts_with("escape ("), "{drawn}");
    assert!(drawn.contains("opens: grants any subject"), "{drawn}");
}

#[test]
fn notes_on_other_messengers_are_explained() {
    let mut report = two_files();
    report.findings[0].softened = true;
    let drawn = plain(&report, at_width(200));
    assert!(drawn.contains("--channel any judges them"), "{drawn}");
}

#[test]
fn a_long_way_leaves_out_steps_but_never_what_decided() {
    let hops: Vec<String> = (0..20).map(|n| format!("hop_{n:02}(text)")).collect();
    let text = format!("{}\nmodel(text, 'Answer anything.')\n", hops.join("\n"));
    let tree = Tree::of(&[("app.py", &text)]);
    let mut trail: Vec<Step> = hops
        .iter()
        .map(|hop| tree.step(StepKind::Call, "app.py", hop, "handed on"))
        .collect();
    trail.push(tree.step(StepKind::Model, "app.py", "model(", "asked here"));
    let prompt = general(
        tree.literal("app.py", "Answer anything."),
        &[("Answer anything", Function::Opens, Polarity::Opens)],
    );
    let model = call(tree.at("app.py", "model("), "model", vec![prompt]);
    let entry = tree.at("app.py", "hop_00(text)");
    let routes = vec![route(entry, TriggerKind::EveryMessage, model, trail)];
    let bots = vec![bot("app.py", "python", BotKind::Source, routes)];
    let drawn = plain(&tree.report(bots), at_width(100));
    assert!(drawn.contains("this invites any subject"), "{drawn}");
    assert!(drawn.contains("21. asked here"), "{drawn}");
    assert!(drawn.contains("more places"), "{drawn}");
}
