//! Transcripts of the command line: what is printed, where, and the exit status.
//!
//! `TRYCMD=overwrite cargo test --test cli` writes what the program prints now; read the difference before you keep it.

#[test]
fn transcripts() {
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .case("tests/cmd/*.trycmd");
}
