//! Random numbers that depend on the seed, the purpose and the person, and on nothing else.
//!
//! Each draw for a person comes from a stream of its own, so that one more draw for one person changes nobody else,
//! and a person is spelled the same way in every delivery. Must not know what is drawn.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// The generator of one stream.
pub(crate) type Stream = ChaCha8Rng;

/// What a stream is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Families and their members.
    Family = 1,
    /// What the registers got wrong, and how they write the person.
    Registers = 2,
    /// How a person's own papers spell the name.
    Papers = 3,
    /// How CARL2 writes the name.
    AlienSpelling = 4,
    /// How CPR writes the name.
    CivilSpelling = 5,
    /// Person-ids.
    PersonIds = 6,
    /// What happens on a day.
    Day = 7,
    /// Integration cases.
    Case = 8,
    /// Case flow.
    Flow = 9,
    /// What goes wrong with case flow in its deliveries.
    FlowMistakes = 10,
}

/// The source of all streams of a country.
#[derive(Clone, Debug)]
pub(crate) struct Chance {
    base: ChaCha8Rng,
}

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self { base: ChaCha8Rng::seed_from_u64(seed) }
    }

    /// The stream of a purpose for a person, family or day.
    pub(crate) fn stream(&self, purpose: Purpose, index: u32) -> Stream {
        let mut stream = self.base.clone();
        stream.set_stream((purpose as u64) << 32 | u64::from(index));
        stream
    }
}

#[cfg(test)]
mod tests {
    use rand::RngExt;

    use super::*;

    #[test]
    fn streams_depend_on_seed_purpose_and_index() {
        let draw = |seed, purpose, index| Chance::new(seed).stream(purpose, index).random::<u64>();
        let first = draw(1, Purpose::Family, 7);
        assert_eq!(first, draw(1, Purpose::Family, 7));
        assert_ne!(first, draw(2, Purpose::Family, 7));
        assert_ne!(first, draw(1, Purpose::Papers, 7));
        assert_ne!(first, draw(1, Purpose::Family, 8));
    }
}
