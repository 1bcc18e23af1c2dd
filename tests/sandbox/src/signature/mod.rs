//! What a request is signed with, and which usual mistake made a signature that is wrong.
//!
//! Nobody can read out of a digest what was digested. But clients go wrong in the same few ways, so each is tried: how
//! the digest was written ([`writings`]), and what it was made of ([`feeds`]).

mod feeds;
mod writings;

use crate::shell;
use md5::{Digest, Md5};
use zim_spec::model::CommonParams;

/// The parts of what is signed, as they were written.
#[derive(Clone, Copy)]
pub(crate) struct Parts<'a> {
    pub(crate) app_id: &'a str,
    pub(crate) nonce: &'a str,
    pub(crate) secret: &'a str,
    pub(crate) timestamp: &'a str,
}

impl<'a> Parts<'a> {
    /// What is to be signed.
    fn joined(&self) -> String {
        self.in_order().concat()
    }

    fn in_order(&self) -> [&'a str; 4] {
        [self.app_id, self.nonce, self.secret, self.timestamp]
    }

    /// The signature: lower-case hex of the md5.
    pub(crate) fn signature(&self) -> String {
        writings::hex(&md5(self.joined().as_bytes()))
    }
}

const UNEXPLAINED: &str = "No usual mistake explains it, so look at the secret first: it must be the application's \
                           ServerSecret, the one that the sandbox was started with, not its AppSign or callback secret.";

/// What is said of a wrong signature, without the secret.
pub(crate) struct Wrong {
    /// Which string should have been signed, and which usual mistake was made instead, if it is one of those.
    pub(crate) message: String,
    /// What to do.
    pub(crate) mend: [String; 2],
}

/// What is wrong with a signature that is not the right one.
///
/// `others` are the secrets of other applications.
pub(crate) fn wrong<'a>(
    names: &'a CommonParams,
    parts: &'a Parts<'a>,
    signature: &str,
    others: impl Iterator<Item = (u32, &'a str)>,
) -> Wrong {
    let Parts { app_id, nonce, timestamp, .. } = parts;
    let text = format!("{app_id}{}<ServerSecret>{timestamp}", nonce.escape_debug());
    let order = format!("{} + {} + server secret + {}", names.app_id, names.nonce, names.timestamp);
    let right = format!("the md5, in lower-case hex, of `{text}` ({order})");
    let [before, nonce, after] = [app_id, nonce, timestamp].map(|part| shell::word(part));
    let shell = format!(
        "In a shell it is the first word that this prints: `printf %s {before} {nonce} \"$ZIM_SECRET\" {after} | md5sum`"
    );
    match mistake(names, parts, signature, others) {
        Some(mistake) => Wrong {
            message: format!("{} {mistake}; send {right}", names.signature),
            mend: [format!("Sign `{text}`: {order}, as they are sent, with nothing between."), shell],
        },
        None => Wrong { message: format!("{} is not {right}", names.signature), mend: [UNEXPLAINED.to_owned(), shell] },
    }
}

/// The usual mistake that makes `signature`, fit to follow the signature's name in a sentence.
fn mistake<'a>(
    names: &'a CommonParams,
    parts: &'a Parts<'a>,
    signature: &str,
    others: impl Iterator<Item = (u32, &'a str)>,
) -> Option<String> {
    let written = writings::read(signature);
    for feed in feeds::usual(names, parts, others) {
        let found = written.iter().find(|written| written.digest == feed.digest());
        if let Some(found) = found {
            let clauses: Vec<&str> =
                [found.mistake, feed.mistake.as_ref()].into_iter().filter(|c| !c.is_empty()).collect();
            return Some(clauses.join(", and "));
        }
    }
    writings::cut(signature, &parts.signature()).map(str::to_owned)
}

fn md5(bytes: &[u8]) -> [u8; 16] {
    Md5::digest(bytes).into()
}

/// HMAC-MD5, which some take for a signature that is made with a secret.
fn hmac(key: &[u8], text: &[u8]) -> [u8; 16] {
    let short = if key.len() > 64 { md5(key).to_vec() } else { key.to_vec() };
    let pad = |with: u8| -> Vec<u8> { (0..64).map(|at| short.get(at).copied().unwrap_or_default() ^ with).collect() };
    md5(&[pad(0x5c), md5(&[pad(0x36), text.to_vec()].concat()).to_vec()].concat())
}

#[cfg(test)]
mod tests;
