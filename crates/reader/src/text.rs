//! Bytes into text: UTF-8, UTF-16 with its mark, GB 18030 (文字编码).

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::refusal::ReadRefusal;

/// Decodes a text file; what is no text in any known encoding is refused.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, ReadRefusal> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return decoded(encoding, rest).ok_or(ReadRefusal::NotText);
    }
    if let Some(text) = decoded(UTF_8, bytes) {
        return readable(text);
    }
    // A file that was cut in the middle of a character is still UTF-8.
    if let Err(error) = std::str::from_utf8(bytes) {
        let valid = error.valid_up_to();
        if error.error_len().is_none() && bytes.len() < valid + 4 && 0 < valid {
            let text = String::from_utf8_lossy(bytes.get(..valid).unwrap_or_default());
            return readable(text.into_owned());
        }
    }
    if let Some(text) = decoded(GB18030, bytes) {
        return readable(text);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    let known = [UTF_16LE, UTF_16BE, GBK].contains(&guess) || guess.name() == "Big5";
    let text = if known { decoded(guess, bytes) } else { None };
    text.map_or(Err(ReadRefusal::NotText), readable)
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
}

/// At most one control or private character in a hundred.
fn readable(text: String) -> Result<String, ReadRefusal> {
    let mut strange = 0usize;
    let mut all = 0usize;
    for c in text.chars() {
        all += 1;
        let is_private = ('\u{E000}'..='\u{F8FF}').contains(&c);
        if c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}') || is_private {
            strange += 1;
        }
    }
    if all < strange * 100 && 0 < strange { Err(ReadRefusal::NotText) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_the_encodings_offices_use() {
        let want = "关于下达预算的通知㐂";
        let wide = |swap: bool| {
            let mut out = if swap { vec![0xFE, 0xFF] } else { vec![0xFF, 0xFE] };
            for unit in want.encode_utf16() {
                out.extend(if swap { unit.to_be_bytes() } else { unit.to_le_bytes() });
            }
            out
        };
        for bytes in [
            want.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF".as_slice(), want.as_bytes()].concat(),
            GB18030.encode(want).0.into_owned(),
            wide(false),
            wide(true),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(want), "{bytes:x?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let noise: Vec<u8> = (0..4_096u32).map(|n| (n * 7_919 % 251) as u8).collect();
        assert_eq!(decode(&noise).map_err(|refusal| refusal.code()), Err("reader.not_text"));
    }
}
