//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    botlint::command::main()
}
