//! Who signs: the application and its server secret, which is never printed.

use super::sign::{Signature, Stamp, sign_bytes};
use secrecy::{ExposeSecret, SecretString};

/// An application's number and its server secret.
///
/// The secret is wiped from memory when the last copy is dropped, and `Debug` does not show it. It
/// belongs on a backend only: whoever has it can act for every user of the application.
#[derive(Clone, Debug)]
pub struct Credentials {
    app_id: u32,
    secret: SecretString,
}

impl Credentials {
    /// The credentials that ZEGO's console shows for the application.
    #[must_use]
    pub fn new(app_id: u32, secret: impl Into<String>) -> Self {
        Self { app_id, secret: SecretString::from(secret.into()) }
    }

    /// The application's number.
    #[must_use]
    pub fn app_id(&self) -> u32 {
        self.app_id
    }

    /// Signs a request that carries `stamp`.
    #[must_use]
    pub fn sign(&self, stamp: &Stamp) -> Signature {
        sign_bytes(self.app_id, stamp.nonce.as_bytes(), self.secret.expose_secret(), stamp.timestamp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_not_printed() {
        let credentials = Credentials::new(12_345, "9193cc662a4c0ec135ec71fb57194b38");
        for shown in [format!("{credentials:?}"), format!("{:#?}", credentials.clone())] {
            assert!(shown.contains("12345"), "{shown}");
            assert!(!shown.contains("9193"), "{shown}");
        }
    }
}
