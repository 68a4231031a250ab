//! Builds anew when a lint page or vocabulary file is added: they are embedded in the binary.

fn main() {
    println!("cargo::rerun-if-changed=lints");
}
