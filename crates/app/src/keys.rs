//! Keys (密钥): one master key of the office, and what is derived from it.

use mingqu_vault::{FieldCipher, SecretKey, VaultError, blind_index};

use crate::error::AppError;

/// The bytes of a random key or nonce.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], AppError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| AppError::Refused {
        code: "keys.no_randomness",
        message: "操作系统没有给出随机数，不能继续".to_owned(),
    })?;
    Ok(bytes)
}

/// A token of so many random bytes, in hex.
pub(crate) fn token<const N: usize>() -> Result<String, AppError> {
    Ok(mingqu_vault::hex(&random::<N>()?))
}

/// Keys derived from one master key by purpose. Never printed.
pub struct Keys {
    master: [u8; 32],
    wrapping: FieldCipher,
}

impl Keys {
    /// From the master key of the data directory.
    pub fn new(master: [u8; 32]) -> Keys {
        let wrapping = cipher(1, &blind_index(&master, "wrapping"));
        Keys { master, wrapping }
    }

    /// A fresh master key.
    pub fn fresh() -> Result<[u8; 32], AppError> {
        random()
    }

    /// Seals a file under a key of its own, which stands in front, wrapped by the master key.
    pub fn seal_file(&self, id: &str, plain: &[u8]) -> Result<Vec<u8>, AppError> {
        let own: [u8; 16] = random()?;
        let wrapped = self.wrapping.seal(random()?, id.as_bytes(), &own).map_err(broken)?;
        let body = FieldCipher::new(1, &SecretKey::new(own))
            .seal(random()?, id.as_bytes(), plain)
            .map_err(broken)?;
        let mut out = Vec::with_capacity(2 + wrapped.len() + body.len());
        let length = u16::try_from(wrapped.len()).map_err(|_| broken(VaultError::TooLong))?;
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(&wrapped);
        out.extend_from_slice(&body);
        Ok(out)
    }

    /// Opens what [`Keys::seal_file`] sealed for the same id.
    pub fn open_file(&self, id: &str, sealed: &[u8]) -> Result<Vec<u8>, AppError> {
        let malformed = || broken(VaultError::Malformed);
        let (length, rest) = sealed.split_first_chunk::<2>().ok_or_else(malformed)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (wrapped, body) = rest.split_at_checked(length).ok_or_else(malformed)?;
        let own = self.wrapping.open(id.as_bytes(), wrapped).map_err(broken)?;
        let own: [u8; 16] = own.try_into().map_err(|_| malformed())?;
        FieldCipher::new(1, &SecretKey::new(own)).open(id.as_bytes(), body).map_err(broken)
    }

    /// Seals a short secret of a row: a second-factor key.
    pub fn seal_field(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>, AppError> {
        self.wrapping.seal(random()?, place.as_bytes(), plain).map_err(broken)
    }

    /// Opens what [`Keys::seal_field`] sealed for the same place.
    pub fn open_field(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, AppError> {
        self.wrapping.open(place.as_bytes(), sealed).map_err(broken)
    }

    /// The digest under which a session token is kept.
    pub fn token_digest(&self, token: &str) -> String {
        mingqu_vault::hex(&blind_index(&self.master, token))
    }
}

fn cipher(id: u16, key: &[u8; 32]) -> FieldCipher {
    let mut half = [0; 16];
    half.copy_from_slice(&key[..16]);
    FieldCipher::new(id, &SecretKey::new(half))
}

fn broken(error: VaultError) -> AppError {
    AppError::Refused { code: error.code(), message: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_opens_only_under_its_own_id_and_master_key() {
        let keys = Keys::new([7; 32]);
        let sealed = keys.seal_file("a", "来文".as_bytes()).unwrap();
        assert_eq!(keys.open_file("a", &sealed).unwrap(), "来文".as_bytes());
        assert_eq!(keys.open_file("b", &sealed).unwrap_err().code(), "vault.not_authentic");
        assert!(Keys::new([8; 32]).open_file("a", &sealed).is_err());
        assert_eq!(keys.open_file("a", &sealed[..1]).unwrap_err().code(), "vault.malformed");
        assert_ne!(sealed, keys.seal_file("a", "来文".as_bytes()).unwrap());
    }
}
