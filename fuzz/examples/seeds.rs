//! Writes what each target starts from to `corpus/<target>/`, beside what the fuzzer finds there.

#[path = "../../tests/support/pdf.rs"]
mod pdf;
#[path = "../../tests/support/probes.rs"]
mod probes;

fn main() -> std::io::Result<()> {
    for (name, _, seeds) in probes::targets() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("corpus")
            .join(name);
        std::fs::create_dir_all(&folder)?;
        for (i, seed) in seeds.iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{i}")), seed)?;
        }
    }
    Ok(())
}
