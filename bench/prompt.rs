//! What judging a prompt costs, by its length, and what it costs to make the languages ready.

use botlint::prompt::{Fragment, judge};

fn main() {
    divan::main();
}

const ENGLISH: &str = "You are the assistant of Harbour Bikes, a rental shop on the island. Help visitors pick a bike, \
    reserve it and find the way. Opening hours: 9 to 18, Monday to Saturday. If somebody asks about anything else, \
    politely decline and bring the conversation back to bikes. Never invent prices; use the list below.\n";
const MIXED: &str = "Você é a atendente da loja. Responda apenas sobre pedidos. You must reply in Portuguese. \
    Если вопрос не по теме, вежливо откажи. 仅根据以下资料回答问题。 あなたは受付です。\n";
const UNBROKEN: &str =
    "any question anything else not only about if when answer help with the bikes of you are ";

fn text(part: &str, bytes: usize) -> String {
    part.repeat(bytes.div_ceil(part.len()))
}

#[divan::bench(args = [1_000, 10_000, 100_000, 1_000_000])]
fn english(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let text = text(ENGLISH, bytes);
    bencher.bench(|| judge(&[Fragment::Text(&text)]));
}

#[divan::bench(args = [1_000, 10_000, 100_000, 1_000_000])]
fn six_languages(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let text = text(MIXED, bytes);
    bencher.bench(|| judge(&[Fragment::Text(&text)]));
}

/// No full stop, no line end, and phrases everywhere: the worst case.
#[divan::bench(args = [1_000, 10_000, 100_000, 1_000_000])]
fn without_stops(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let text = text(UNBROKEN, bytes);
    bencher.bench(|| judge(&[Fragment::Text(&text)]));
}

const HOLES: &str = "{name} {{x}} ${context} [Company Name] %s <tag> ";
const UNSPACED: &str =
    "你是海边餐厅的助手负责回答顾客关于菜单和预约的问题与餐厅无关的问题请礼貌地拒绝";
const NESTED: &str = "<a><b>[[{{((\"'«";

/// Nothing but gaps for the running bot to fill.
#[divan::bench(args = [1_000, 10_000, 100_000, 1_000_000])]
fn holes(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let text = text(HOLES, bytes);
    bencher.bench(|| judge(&[Fragment::Text(&text)]));
}

/// A script without spaces, in one clause.
#[divan::bench(args = [1_000, 10_000, 100_000, 1_000_000])]
fn without_spaces(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let text = text(UNSPACED, bytes);
    bencher.bench(|| judge(&[Fragment::Text(&text)]));
}

/// Tags, brackets and quotation marks that are opened and never closed.
#[divan::bench(args = [1_000, 10_000, 100_000, 1_000_000])]
fn never_closed(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let text = text(NESTED, bytes);
    bencher.bench(|| judge(&[Fragment::Text(&text)]));
}
