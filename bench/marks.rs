//! Prints the words that the prefilter looks for, one a line, for the comparison with a plain text search.

fn main() {
    for word in botlint::platform::mark_words() {
        println!("{word}");
    }
}
