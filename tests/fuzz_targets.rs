//! The code of the fuzz targets on inputs made by a small generator of its own: the same on every run, on any toolchain.

#[path = "support/pdf.rs"]
mod pdf;
#[path = "support/probes.rs"]
mod probes;

/// A generator of numbers (xorshift) that needs no crate and no clock.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

/// An input with a few of its bytes changed, left out, doubled, or taken from another one.
fn changed(seeds: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = seeds[numbers.below(seeds.len())].clone();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len());
        let end = (at + 1 + numbers.below(24)).min(bytes.len());
        match numbers.below(5) {
            0 => bytes[at] = numbers.below(256) as u8,
            1 => drop(bytes.drain(at..end)),
            2 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            3 => {
                let other = &seeds[numbers.below(seeds.len())];
                let from = numbers.below(other.len());
                let to = (from + 1 + numbers.below(40)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            _ => bytes.splice(at..end, *b"4294967295").for_each(drop),
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

/// How many changed inputs each target is given; CROSSFOOT_FUZZ_ROUNDS asks for more.
fn rounds() -> usize {
    std::env::var("CROSSFOOT_FUZZ_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(300)
}

#[test]
fn every_target_takes_its_seeds_and_changes_of_them() {
    for (name, run, seeds) in probes::targets() {
        assert!(!seeds.is_empty(), "{name} starts from nothing");
        for seed in &seeds {
            run(seed);
        }
        let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
        for _ in 0..rounds() {
            run(&changed(&seeds, &mut numbers));
        }
    }
}
