//! Field encryption (字段加密): SM4-GCM, with the number of the key in front of what it sealed.
//!
//! ```text
//! key id (2 bytes) ‖ nonce (12) ‖ ciphertext ‖ tag (16)
//! ```

use aes_gcm::AesGcm;
use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use sm4::Sm4;
use thiserror::Error;
use zeroize::Zeroizing;

const ID_BYTES: usize = 2;
const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;

/// Why something was not sealed or not opened. Nothing of key or text is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum VaultError {
    /// Not of our form, or cut off.
    #[error("密文残缺，无法解密")]
    Malformed,
    /// Sealed under a key that is not in the ring.
    #[error("缺少编号为 {id} 的密钥，无法解密")]
    UnknownKey { id: u16 },
    /// Changed since it was sealed, moved to another place, or another key.
    #[error("密文被改动或放错位置，无法解密")]
    NotAuthentic,
    /// Longer than the cipher allows.
    #[error("内容过长，无法加密")]
    TooLong,
}

impl VaultError {
    /// The stable word for programs and tests.
    pub const fn code(self) -> &'static str {
        match self {
            VaultError::Malformed => "vault.malformed",
            VaultError::UnknownKey { .. } => "vault.unknown_key",
            VaultError::NotAuthentic => "vault.not_authentic",
            VaultError::TooLong => "vault.too_long",
        }
    }
}

/// A key of 128 bits. It is wiped when dropped and never printed.
#[derive(Clone)]
pub struct SecretKey(Zeroizing<[u8; 16]>);

impl SecretKey {
    /// Takes the bytes as they are: they come from a random source or a key file.
    pub fn new(bytes: [u8; 16]) -> SecretKey {
        SecretKey(Zeroizing::new(bytes))
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

/// One key, ready to seal and to open.
pub struct FieldCipher {
    id: u16,
    gcm: AesGcm<Sm4, U12>,
}

impl FieldCipher {
    /// Prepares a key under its number.
    pub fn new(id: u16, key: &SecretKey) -> FieldCipher {
        FieldCipher { id, gcm: AesGcm::new((&*key.0).into()) }
    }

    /// Seals a text for one place: `aad` names table, column and row, and opens nowhere else.
    /// A nonce is used once under a key; random ones are, up to some 2³² of them.
    pub fn seal(
        &self,
        nonce: [u8; NONCE_BYTES],
        aad: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        let sealed = self
            .gcm
            .encrypt(&nonce.into(), Payload { msg: plain, aad })
            .map_err(|_| VaultError::TooLong)?;
        let mut out = Vec::with_capacity(ID_BYTES + NONCE_BYTES + sealed.len());
        out.extend_from_slice(&self.id.to_be_bytes());
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Opens what [`FieldCipher::seal`] sealed with the same key for the same place.
    pub fn open(&self, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        let id = key_id(sealed).ok_or(VaultError::Malformed)?;
        if id != self.id {
            return Err(VaultError::UnknownKey { id });
        }
        let (nonce, msg) = sealed
            .get(ID_BYTES..)
            .and_then(|rest| rest.split_first_chunk::<NONCE_BYTES>())
            .filter(|(_, msg)| msg.len() >= TAG_BYTES)
            .ok_or(VaultError::Malformed)?;
        self.gcm.decrypt(nonce.into(), Payload { msg, aad }).map_err(|_| VaultError::NotAuthentic)
    }
}

/// The number of the key that sealed it, to find what must be sealed anew after a change of keys.
pub fn key_id(sealed: &[u8]) -> Option<u16> {
    sealed.first_chunk::<ID_BYTES>().map(|id| u16::from_be_bytes(*id))
}

/// The current key and the earlier ones: seals with the current, opens with whichever sealed.
pub struct Keyring {
    current: FieldCipher,
    earlier: Vec<FieldCipher>,
}

impl Keyring {
    /// A ring of one key; earlier ones are added with [`Keyring::with_earlier`].
    pub fn new(current: FieldCipher) -> Keyring {
        Keyring { current, earlier: Vec::new() }
    }

    /// Adds a key that only opens.
    pub fn with_earlier(mut self, key: FieldCipher) -> Keyring {
        self.earlier.push(key);
        self
    }

    /// Seals with the current key.
    pub fn seal(
        &self,
        nonce: [u8; NONCE_BYTES],
        aad: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        self.current.seal(nonce, aad, plain)
    }

    /// Opens with the key that sealed it.
    pub fn open(&self, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        let id = key_id(sealed).ok_or(VaultError::Malformed)?;
        std::iter::once(&self.current)
            .chain(&self.earlier)
            .find(|key| key.id == id)
            .ok_or(VaultError::UnknownKey { id })?
            .open(aad, sealed)
    }
}

#[cfg(test)]
mod tests {
    use sm4::cipher::BlockCipherEncrypt;

    use super::*;

    /// The key of the examples in GB/T 32907 and RFC 8998.
    const KEY: [u8; 16] = 0x0123_4567_89ab_cdef_fedc_ba98_7654_3210_u128.to_be_bytes();

    fn cipher(id: u16) -> FieldCipher {
        FieldCipher::new(id, &SecretKey::new(KEY))
    }

    #[test]
    fn sm4_gives_the_answer_of_the_standard() {
        let mut block = KEY.into();
        Sm4::new(&KEY.into()).encrypt_block(&mut block);
        let expected = 0x681e_df34_d206_965e_86b3_e94f_536e_4246_u128.to_be_bytes();
        assert_eq!(block, expected);
    }

    /// RFC 8998, A.2.1.
    #[test]
    fn sm4_gcm_gives_the_answer_of_rfc_8998() {
        let nonce = [0, 0, 0x12, 0x34, 0x56, 0x78, 0, 0, 0, 0, 0xab, 0xcd];
        let aad = [
            0xfe, 0xed, 0xfa, 0xce, 0xde, 0xad, 0xbe, 0xef, 0xfe, 0xed, 0xfa, 0xce, 0xde, 0xad,
            0xbe, 0xef, 0xab, 0xad, 0xda, 0xd2,
        ];
        let plain = [0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff, 0xee, 0xaa].map(|byte| [byte; 8]);
        let sealed = cipher(1).seal(nonce, &aad, plain.as_flattened()).unwrap();
        let expected = "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735\
                        d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d\
                        83de3541e4c2b58177e065a9bf7b62ec";
        assert_eq!(crate::hex(&sealed[14..]), expected);
    }

    #[test]
    fn what_was_sealed_is_opened_in_its_place_only() {
        let sealed = cipher(7).seal([9; 12], b"user.phone/1", "13900000000".as_bytes()).unwrap();
        let (mut changed, mut renumbered) = (sealed.clone(), sealed.clone());
        changed[20] ^= 1;
        renumbered[1] = 8;
        type Case<'c> = (&'c [u8], &'c [u8], Result<&'c str, VaultError>);
        let cases: [Case; 6] = [
            (b"user.phone/1", &sealed, Ok("13900000000")),
            (b"user.phone/2", &sealed, Err(VaultError::NotAuthentic)),
            (b"user.phone/1", &changed, Err(VaultError::NotAuthentic)),
            (b"user.phone/1", &renumbered, Err(VaultError::UnknownKey { id: 8 })),
            (b"user.phone/1", &sealed[..29], Err(VaultError::Malformed)),
            (b"user.phone/1", &[], Err(VaultError::Malformed)),
        ];
        for (aad, sealed, expected) in cases {
            let expected = expected.map(|text| text.as_bytes().to_vec());
            assert_eq!(cipher(7).open(aad, sealed), expected, "{aad:?} {sealed:?}");
        }
    }

    #[test]
    fn an_earlier_key_still_opens_and_the_current_one_seals() {
        let old = cipher(1).seal([1; 12], b"a", b"old").unwrap();
        let ring =
            Keyring::new(FieldCipher::new(2, &SecretKey::new([5; 16]))).with_earlier(cipher(1));
        let new = ring.seal([2; 12], b"a", b"new").unwrap();
        assert_eq!((key_id(&old), key_id(&new)), (Some(1), Some(2)));
        assert_eq!(ring.open(b"a", &old), Ok(b"old".to_vec()));
        assert_eq!(ring.open(b"a", &new), Ok(b"new".to_vec()));
        assert_eq!(cipher(1).open(b"a", &new), Err(VaultError::UnknownKey { id: 2 }));
    }

    #[test]
    fn a_key_is_never_printed() {
        assert_eq!(format!("{:?}", SecretKey::new(KEY)), "SecretKey(…)");
    }
}
