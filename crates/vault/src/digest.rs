//! Digests (杂凑): SM3 of GB/T 32905, and HMAC-SM3 as a blind index for equality.

use hmac::{Hmac, KeyInit, Mac};
use sm3::Digest as _;

/// A digest taken piece by piece.
#[derive(Clone, Default)]
pub struct Sm3(sm3::Sm3);

impl Sm3 {
    /// Nothing digested yet.
    pub fn new() -> Sm3 {
        Sm3::default()
    }

    /// Adds bytes as they are.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Adds a field with its length in front, so that no two lists of fields look alike.
    pub fn field(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    /// The digest of all that was added.
    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// SM3 of the bytes (GB/T 32905-2016).
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    sm3::Sm3::digest(bytes).into()
}

/// HMAC-SM3 of a text: equal texts have equal indexes, and without the key nothing can be guessed.
/// The caller brings the text into one form first (no blanks, capital X).
pub fn blind_index(key: &[u8; 32], text: &str) -> [u8; 32] {
    let mut mac = Hmac::<sm3::Sm3>::new(&padded(key));
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

/// A key shorter than the block is filled with zeros (RFC 2104).
fn padded(key: &[u8; 32]) -> hmac::digest::common::Key<Hmac<sm3::Sm3>> {
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    block.into()
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)]);
        text.push(DIGITS[usize::from(byte & 15)]);
    }
    text
}

/// The 32 bytes of 64 lower-case hexadecimal digits; anything else is nothing.
pub fn from_hex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        for digit in pair {
            let value = match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'f' => digit - b'a' + 10,
                _ => return None,
            };
            *byte = (*byte << 4) | value;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sm3_gives_the_answers_of_the_standard() {
        for (message, expected) in [
            ("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
            (
                "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd",
                "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
            ),
            ("", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"),
        ] {
            assert_eq!(hex(&digest(message.as_bytes())), expected, "{message}");
        }
    }

    #[test]
    fn pieces_are_digested_like_the_whole() {
        let mut pieces = Sm3::new();
        pieces.update(b"a");
        pieces.update(b"bc");
        assert_eq!(pieces.finish(), digest(b"abc"));
    }

    #[test]
    fn fields_that_share_their_bytes_differently_differ() {
        let of = |fields: [&str; 2]| {
            let mut sm3 = Sm3::new();
            fields.iter().for_each(|field| sm3.field(field.as_bytes()));
            sm3.finish()
        };
        assert_ne!(of(["ab", "c"]), of(["a", "bc"]));
        assert_ne!(of(["abc", ""]), of(["", "abc"]));
    }

    #[test]
    fn the_blind_index_is_hmac_sm3() {
        let key: [u8; 32] = std::array::from_fn(|place| place as u8 + 1);
        assert_eq!(
            hex(&blind_index(&key, "王秀兰")),
            "db9a9672d425351b7c230610a5c78bd9f57e21733be95f277c421445f1719ead"
        );
        assert_ne!(blind_index(&key, "王秀兰"), blind_index(&[0; 32], "王秀兰"));
    }

    #[test]
    fn hexadecimal_is_read_back_and_nothing_else_is_read() {
        let bytes = digest(b"abc");
        assert_eq!(from_hex(&hex(&bytes)), Some(bytes));
        for wrong in ["", "66c7", &hex(&bytes).to_uppercase(), &"g".repeat(64), &"王".repeat(22)] {
            assert_eq!(from_hex(wrong), None, "{wrong}");
        }
    }
}
