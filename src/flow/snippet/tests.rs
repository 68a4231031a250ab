use crate::flow::Follower;
use crate::platform::{CodeFollower, SnippetEffect, SnippetInput, SnippetPiece, SnippetValue};
use crate::syntax::Language;
use crate::vocabulary::Vocabulary;
use crate::workspace::{FileId, MarkSet, SourceText, Span, Workspace};

const INPUTS: [&str; 5] = ["$json", "$input", "items", "$", "msg"];

fn effect(code: &str) -> SnippetEffect {
    let marks = MarkSet {
        words: vec!["x".into()],
    };
    let files = [("flow.json", code)];
    let workspace = Workspace::in_memory(&files, &marks);
    let text = SourceText::verbatim(code, FileId(0), Span::new(0, code.len()));
    let inputs = SnippetInput::messages(&INPUTS);
    Follower::new(&workspace, Vocabulary::embedded()).snippet(&text, Language::JavaScript, &inputs)
}

/// A value with its inputs as `<way>` and the answers of models as `<#n>`.
fn shown(value: &SnippetValue) -> String {
    match value {
        SnippetValue::Nothing => "?".into(),
        SnippetValue::Text(pieces) => pieces
            .iter()
            .map(|piece| match piece {
                SnippetPiece::Words(text) => text.value.to_string(),
                SnippetPiece::Input { way, .. } => format!("<{way}>"),
                SnippetPiece::Answer { call, .. } => format!("<#{call}>"),
                SnippetPiece::Hole { name, .. } => format!("<?{name}>"),
            })
            .collect(),
        SnippetValue::Record { fields, rest } => {
            let fields = fields
                .iter()
                .map(|(name, value)| format!("{name}: {}", shown(value)));
            let rest = rest.iter().map(|value| format!("..{}", shown(value)));
            format!("{{{}}}", fields.chain(rest).collect::<Vec<_>>().join(", "))
        }
        SnippetValue::List(items) => {
            format!(
                "[{}]",
                items.iter().map(shown).collect::<Vec<_>>().join(", ")
            )
        }
        SnippetValue::OneOf(values) => values.iter().map(shown).collect::<Vec<_>>().join(" | "),
    }
}

fn returned(code: &str) -> String {
    shown(&effect(code).returns)
}

#[test]
fn items_are_built_from_inputs() {
    assert_eq!(
        returned("const t = $json.message.text; return [{ json: { prompt: `Answer: ${t}` } }];"),
        "[{json: {prompt: Answer: <$json.message.text>}}]"
    );
    assert_eq!(
        returned("return { json: { who: $('Get it').first().json.body.from, n: 3 } }"),
        "{json: {who: <$.Get it.json.body.from>, n: ?}}"
    );
    assert_eq!(
        returned(
            "return $input.all().map(item => ({ json: { ...item.json, q: item.json.q.trim() } }))"
        ),
        "[{json: {q: <$input.json.q>, ..<$input.json>}}]"
    );
    assert_eq!(
        returned("for (const item of items) { item.json.prompt = 'Be brief'; } return items;"),
        "{json: {prompt: Be brief}, ..<items>}"
    );
}

#[test]
fn what_is_written_into_a_message_goes_on_with_it() {
    assert_eq!(
        returned(
            "msg.payload = { messages: [{ role: 'system', content: 'You sell shoes.' }] }; return msg;"
        ),
        "{payload: {messages: [{role: system, content: You sell shoes.}]}, ..<msg>}"
    );
}

#[test]
fn a_model_that_code_calls_itself_is_seen_with_its_prompt_and_answer() {
    let effect = effect(
        "const res = await fetch('https://api.openai.com/v1/chat/completions', { method: 'POST', body: JSON.stringify({\n\
           model: 'gpt-4o', messages: [{ role: 'system', content: 'You are Ada of Ada Bikes.' },\n\
           { role: 'user', content: $json.text }] }) });\n\
         const data = await res.json();\n\
         return [{ json: { reply: data.choices[0].message.content } }];",
    );
    assert_eq!(effect.calls.len(), 1, "{effect:?}");
    assert!(effect.calls[0].takes_input);
    assert_eq!(effect.calls[0].call.provider, "openai");
    assert_eq!(shown(&effect.returns), "[{json: {reply: <#0>}}]");
}

#[test]
fn helpers_of_the_platform_send_requests_too() {
    let effect = effect(
        "const answer = await this.helpers.httpRequest({ method: 'POST',\n\
           url: 'https://api.groq.com/openai/v1/chat/completions', body: { model: 'm', messages: [{ role: 'user', content: $json.q }] } });\n\
         return { json: { text: answer.choices[0].message.content } };",
    );
    assert_eq!(effect.calls.len(), 1, "{effect:?}");
    assert_eq!(shown(&effect.returns), "{json: {text: <#0>}}");
}

#[test]
fn what_code_sends_itself_is_told() {
    let effect = effect(
        "const axios = require('axios');\n\
         await axios.post('https://graph.facebook.com/v19.0/1/messages', { text: { body: $('Agent').item.json.output } });",
    );
    let sends: Vec<String> = effect.sends.iter().map(|(sent, _)| shown(sent)).collect();
    assert_eq!(
        sends[0], "{text: {body: <$.Agent.item.json.output>}}",
        "{sends:?}"
    );
}
