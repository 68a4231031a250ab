//! Prints the words that the prefilter looks for, one a line, for the comparison with a plain text search.

fn main() {
    let of_platforms = botlint::platform::mark_words().map(str::to_owned);
    let of_code = botlint::flow::mark_words(botlint::vocabulary::Vocabulary::embedded());
    for word in of_platforms.chain(of_code) {
        println!("{word}");
    }
}
