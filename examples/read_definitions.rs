//! Prints the bots that the definition files under each given path hold: verdict, routes and their ways.

use botlint::bot::{Answer, Piece};
use botlint::platform::{NoFollower, mark_words, read_definitions};
use botlint::workspace::{MarkSet, OpenOptions, Workspace};

fn main() {
    for root in std::env::args_os().skip(1) {
        let marks = MarkSet {
            words: mark_words().map(str::to_owned).collect(),
        };
        let options = OpenOptions {
            marks,
            root: root.into(),
            ..OpenOptions::default()
        };
        match Workspace::open(&options) {
            Ok(workspace) => print(&workspace),
            Err(error) => eprintln!("{error}"),
        }
    }
}

fn print(workspace: &Workspace) {
    let (bots, problems) = read_definitions(workspace, &NoFollower);
    for problem in problems {
        println!("{}: {}", problem.platform, problem.error);
    }
    for bot in bots {
        println!(
            "{:?} {} [{}] {}",
            bot.verdict(),
            bot.platform,
            bot.channel.name(),
            bot.id
        );
        for route in &bot.routes {
            print_route(workspace, route);
        }
    }
}

fn print_route(workspace: &Workspace, route: &botlint::bot::Route) {
    let guards: Vec<_> = route.guards.iter().map(|guard| guard.kind).collect();
    let (kind, pattern) = (route.trigger.kind, route.trigger.pattern.as_deref());
    println!(
        "   {:?} {kind:?} {} {guards:?} {:?}",
        route.verdict(),
        pattern.unwrap_or(""),
        route.confidence
    );
    if let Answer::Model(call) = &route.answer {
        println!(
            "      {} {} {:?} tools {:?}",
            call.name,
            call.provider,
            call.model,
            call.tools.len()
        );
        for prompt in &call.prompts {
            let text: String = prompt.pieces.iter().map(shown).collect();
            let text: String = text.chars().take(160).collect();
            println!(
                "      {:?} {:?} {:?}",
                prompt.visibility, prompt.judgement.scope, text
            );
        }
    }
    for step in &route.trail {
        let line = workspace
            .read(step.at.file)
            .map(|file| file.line_column(step.at.span.start).line);
        println!("        {}: {}", line.unwrap_or(0), step.text);
    }
}

fn shown(piece: &Piece) -> String {
    match piece {
        Piece::Literal(text) => text.value.to_string(),
        Piece::Hole { reason, name, .. } => format!("<{reason:?} {name}>"),
    }
}
