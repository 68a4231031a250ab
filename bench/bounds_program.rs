//! Programs at and beyond the bounds of an analysis, in every language: functions that all call one another, a handler
//! of tens of thousands of lines, expressions and blocks nested thousands deep. Used by `bench/bounds.rs` and by the
//! tests of hostile input.

use std::fmt::Write;

/// The languages that the programs are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// Python, as a Flask app behind a Twilio number.
    Python,
    /// JavaScript, as an Express app behind a Twilio number.
    JavaScript,
    /// Go, as a `net/http` server behind a Twilio number.
    Go,
}

/// All languages.
pub const TONGUES: [Tongue; 3] = [Tongue::Python, Tongue::JavaScript, Tongue::Go];

/// `count` functions, each of which calls two others, and a handler that enters them; any of them may call the model.
pub fn recursive(tongue: Tongue, count: usize) -> String {
    let mut program = beginning(tongue);
    for at in 0..count {
        let (left, right) = ((at * 7 + 1) % count, (at * 13 + 5) % count);
        let function = match tongue {
            Tongue::Python => format!(
                "def step_{at}(text):\n    if text.startswith('k{at}'):\n        return step_{left}(text)\n    return step_{right}(text + 'x')\n"
            ),
            Tongue::JavaScript => format!(
                "function step_{at}(text) {{\n  if (text.startsWith('k{at}')) {{\n    return step_{left}(text);\n  }}\n  return step_{right}(text + 'x');\n}}\n"
            ),
            Tongue::Go => format!(
                "func step_{at}(text string) string {{\n\tif strings.HasPrefix(text, \"k{at}\") {{\n\t\treturn step_{left}(text)\n\t}}\n\treturn step_{right}(text + \"x\")\n}}\n"
            ),
        };
        program.push_str(&function);
    }
    program + &handler(tongue, "", "step_0(text)")
}

/// A handler of about `lines` lines, each a keyword with a fixed answer, and a model behind them all.
pub fn long_handler(tongue: Tongue, lines: usize) -> String {
    let mut body = String::new();
    let rows_each = match tongue {
        Tongue::Python => 2,
        Tongue::JavaScript | Tongue::Go => 3,
    };
    for at in 0..lines / rows_each {
        let branch = match tongue {
            Tongue::Python => format!("    if text == 'item {at}':\n        return 'price {at}'\n"),
            Tongue::JavaScript => {
                format!(
                    "  if (text === 'item {at}') {{\n    return res.send('price {at}');\n  }}\n"
                )
            }
            Tongue::Go => format!(
                "\tif text == \"item {at}\" {{\n\t\tw.Write([]byte(\"price {at}\"))\n\t\treturn\n\t}}\n"
            ),
        };
        body.push_str(&branch);
    }
    beginning(tongue) + &handler(tongue, &body, "text")
}

/// A handler whose text goes through `depth` nested calls, lists and sums before the model gets it.
pub fn deep_expressions(tongue: Tongue, depth: usize) -> String {
    let (open, close) = match tongue {
        Tongue::Python => ("str(\n[", "])"),
        Tongue::JavaScript => ("String(\n[", "])"),
        Tongue::Go => ("fmt.Sprint(\n[]string{", "}[0])"),
    };
    let nested = format!("{}text{}", open.repeat(depth), close.repeat(depth));
    let sum = vec!["text"; depth].join(" +\n");
    beginning(tongue) + &handler(tongue, "", &format!("{nested} + {sum}"))
}

/// A handler with `depth` branches within branches, the model in the innermost.
pub fn deep_blocks(tongue: Tongue, depth: usize) -> String {
    let mut body = String::new();
    for at in 0..depth {
        let indent = " ".repeat(at + 4);
        let _ = match tongue {
            Tongue::Python => writeln!(body, "{indent}if 'k{at}' in text:"),
            Tongue::JavaScript => writeln!(body, "if (text.includes('k{at}')) {{"),
            Tongue::Go => writeln!(body, "if strings.Contains(text, \"k{at}\") {{"),
        };
    }
    body.push_str(&match tongue {
        Tongue::Python => format!("{}text = text + 'x'\n", " ".repeat(depth + 4)),
        Tongue::JavaScript | Tongue::Go => format!("text = text + \"x\"\n{}\n", "}".repeat(depth)),
    });
    beginning(tongue) + &handler(tongue, &body, "text")
}

/// `depth` functions, each of which only calls the next, and a handler that enters the first.
pub fn call_chain(tongue: Tongue, depth: usize) -> String {
    let mut program = beginning(tongue);
    for at in 0..depth {
        let next = if at + 1 < depth {
            format!("step_{}(text)", at + 1)
        } else {
            "text".to_owned()
        };
        program.push_str(&match tongue {
            Tongue::Python => format!("def step_{at}(text):\n    return {next}\n"),
            Tongue::JavaScript => format!("function step_{at}(text) {{ return {next}; }}\n"),
            Tongue::Go => format!("func step_{at}(text string) string {{ return {next} }}\n"),
        });
    }
    program + &handler(tongue, "", "step_0(text)")
}

/// The name of a file in that language.
pub fn file_name(tongue: Tongue, stem: &str) -> String {
    match tongue {
        Tongue::Python => format!("{stem}.py"),
        Tongue::JavaScript => format!("{stem}.js"),
        Tongue::Go => format!("{stem}.go"),
    }
}

fn beginning(tongue: Tongue) -> String {
    match tongue {
        Tongue::Python => "from flask import Flask, request\nfrom openai import OpenAI\nfrom twilio.twiml.messaging_response import MessagingResponse\n\napp = Flask(__name__)\nclient = OpenAI()\n",
        Tongue::JavaScript => "const express = require('express');\nconst OpenAI = require('openai');\nconst { MessagingResponse } = require('twilio').twiml;\nconst app = express();\nconst client = new OpenAI();\n",
        Tongue::Go => "package main\n\nimport (\n\t\"fmt\"\n\t\"net/http\"\n\t\"strings\"\n\n\topenai \"github.com/sashabaranov/go-openai\"\n\t\"github.com/twilio/twilio-go/twiml\"\n)\n\nvar client = openai.NewClient(\"\")\n",
    }
    .to_owned()
}

/// A handler that runs `body`, then asks the model about `asked` and answers with what it says.
fn handler(tongue: Tongue, body: &str, asked: &str) -> String {
    match tongue {
        Tongue::Python => format!(
            "@app.route('/whatsapp', methods=['POST'])\ndef whatsapp():\n    text = request.values.get('Body', '')\n{body}    said = client.chat.completions.create(model='gpt-4o-mini', messages=[{{'role': 'user', 'content': {asked}}}])\n    reply = MessagingResponse()\n    reply.message(said.choices[0].message.content)\n    return str(reply)\n"
        ),
        Tongue::JavaScript => format!(
            "app.post('/whatsapp', async (req, res) => {{\n  let text = req.body.Body;\n{body}  const said = await client.chat.completions.create({{ model: 'gpt-4o-mini', messages: [{{ role: 'user', content: {asked} }}] }});\n  const reply = new MessagingResponse();\n  reply.message(said.choices[0].message.content);\n  res.send(reply.toString());\n}});\n"
        ),
        Tongue::Go => format!(
            "func whatsapp(w http.ResponseWriter, r *http.Request) {{\n\ttext := r.FormValue(\"Body\")\n{body}\tsaid, _ := client.CreateChatCompletion(r.Context(), openai.ChatCompletionRequest{{Model: \"gpt-4o-mini\", Messages: []openai.ChatCompletionMessage{{{{Role: \"user\", Content: {asked}}}}}}})\n\tw.Write([]byte(said.Choices[0].Message.Content))\n}}\n\nfunc main() {{\n\thttp.HandleFunc(\"/whatsapp\", whatsapp)\n\thttp.ListenAndServe(\":8080\", nil)\n}}\n"
        ),
    }
}
