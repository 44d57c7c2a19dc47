//! A fixed hash for blocking keys and interned texts: the same on every machine, in every run.
//!
//! Not against attackers: a forged collision costs a comparison, never a link, since scores rest on the values.

/// Mixes one word into a running hash (the finisher of SplitMix64, Steele et al., OOPSLA 2014).
pub(crate) fn mix(state: u64, word: u64) -> u64 {
    let mut x = state.rotate_left(23) ^ word.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// Hashes a text, eight bytes at a time.
pub(crate) fn text(bytes: &[u8]) -> u64 {
    let mut state = bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        state = mix(state, u64::from_le_bytes(word));
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_texts_hash_differently() {
        let texts = ["", "a", "b", "ab", "ba", "a\0", "12345678", "123456789", "012345678"];
        for (i, a) in texts.iter().enumerate() {
            for b in &texts[i + 1..] {
                assert_ne!(text(a.as_bytes()), text(b.as_bytes()), "{a:?} {b:?}");
            }
        }
    }
}
