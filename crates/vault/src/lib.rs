//! The vault (密码服务): national digests and ciphers, pure: keys and nonces are handed in.

mod digest;
mod field;

pub use digest::{Sm3, blind_index, digest, from_hex, hex};
pub use field::{FieldCipher, Keyring, SecretKey, VaultError, key_id};
