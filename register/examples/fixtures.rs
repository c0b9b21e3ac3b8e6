//! Writes the files that every verifier is tested with: `cargo run -p register --example fixtures -- tests/fixtures/verify`.

#[path = "../tests/it/fixtures.rs"]
mod fixtures;

fn main() -> std::io::Result<()> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "tests/fixtures/verify".to_owned());
    std::fs::create_dir_all(&folder)?;
    for (name, bytes) in fixtures::fixtures() {
        std::fs::write(format!("{folder}/{name}"), bytes)?;
    }
    let cases = std::fs::read(format!("{folder}/cases.json"))?;
    std::fs::write(format!("{folder}/says.txt"), fixtures::says(&cases))?;
    Ok(())
}
