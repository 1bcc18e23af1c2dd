//! Refusals: the server's answer with another code than 0, and each action's own enumeration of them.

use super::violation::fmt_escaped;
use super::{Code, CodeInfo, ItemFailure, Recovery, find};
use std::error;
use std::fmt::{self, Debug, Display};

/// A refusal: the server answered with another code than 0.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError<K> {
    /// The action that was refused.
    pub action: &'static str,
    /// Why, as one of the action's own refusals.
    pub kind: K,
    /// The code that the server sent.
    pub code: Code,
    /// What the server said about it; empty if nothing. It may repeat parameters, so [`Display`] does
    /// not show it.
    pub message: String,
    /// The server's name for the request, which ZEGO's support asks for; empty if it gave none.
    pub request_id: String,
    /// The items of a batch that failed, if the server told which.
    pub failures: Vec<ItemFailure<K>>,
}

impl<K: ErrorKind> ApiError<K> {
    /// What a program can do about it. `None` if the code is newer than this crate.
    #[must_use]
    pub fn recovery(&self) -> Option<Recovery> {
        self.kind.recovery()
    }

    /// What to do about it: one English sentence.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        self.kind.advice()
    }
}

impl<K: ErrorKind> Display for ApiError<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} refused with {}", self.action, self.code)?;
        match self.kind.info() {
            Some(CodeInfo { name, meaning, advice, .. }) => write!(f, " {name}: {meaning} {advice}")?,
            None => f.write_str(", a code that this crate does not know")?,
        }
        if !self.request_id.is_empty() {
            f.write_str(" (request ")?;
            fmt_escaped(f, &self.request_id)?;
            f.write_str(")")?;
        }
        Ok(())
    }
}

impl<K: ErrorKind> error::Error for ApiError<K> {}

/// Why the server refuses an action: its documented codes, and one variant for all others.
pub trait ErrorKind: Copy + Eq + Debug + Display + error::Error + 'static {
    /// The refusal that `code` stands for.
    fn from_code(code: Code) -> Self;

    /// The code that it stands for.
    fn code(self) -> Code;

    /// What codes mean, for all actions.
    #[doc(hidden)]
    const TABLE: &'static [CodeInfo];

    /// What some of them mean for this action, few and in any order.
    #[doc(hidden)]
    const OVERRIDES: &'static [CodeInfo] = &[];

    /// The same of the codes of items that failed.
    #[doc(hidden)]
    const ITEM_OVERRIDES: &'static [CodeInfo] = &[];

    /// What its code means for this action, as the code of a reply. `None` if the code is newer than this crate.
    #[must_use]
    fn info(self) -> Option<&'static CodeInfo> {
        look_up(self.code(), &[Self::OVERRIDES, Self::TABLE])
    }

    /// What its code means for this action, as the code of an item that failed.
    #[must_use]
    fn item_info(self) -> Option<&'static CodeInfo> {
        look_up(self.code(), &[Self::ITEM_OVERRIDES, Self::OVERRIDES, Self::TABLE])
    }

    /// The code's name in PascalCase, such as `CallEnded`. `None` if the code is newer than this crate.
    #[must_use]
    fn name(self) -> Option<&'static str> {
        self.info().map(|info| info.name)
    }

    /// What a program can do about it. `None` if the code is newer than this crate.
    #[must_use]
    fn recovery(self) -> Option<Recovery> {
        self.info().map(|info| info.recovery)
    }

    /// What it means: one English sentence.
    #[must_use]
    fn meaning(self) -> &'static str {
        self.info().map_or("This crate does not know the code.", |info| info.meaning)
    }

    /// What to do about it: one English sentence.
    #[must_use]
    fn advice(self) -> &'static str {
        advice(self.info())
    }
}

pub(super) fn advice(info: Option<&CodeInfo>) -> &'static str {
    info.map_or("Look the code up in ZEGO's documentation, or ask ZEGO's support.", |info| info.advice)
}

/// Writes `kind` as its `Display` should: `660900005 CallEnded: The call has ended.`
///
/// # Errors
/// If writing fails.
pub fn fmt_kind<K: ErrorKind>(kind: &K, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt_code(kind.code(), kind.info(), f)
}

/// Once, and not in each of those who call it.
#[inline(never)]
pub(super) fn fmt_code(code: Code, info: Option<&CodeInfo>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match info {
        Some(CodeInfo { name, meaning, .. }) => write!(f, "{code} {name}: {meaning}"),
        None => write!(f, "{code}, a code that this crate does not know"),
    }
}

/// The first entry for `code`: of tables that are few and in any order, and of the last, which is sorted.
#[inline(never)]
fn look_up(code: Code, tables: &[&'static [CodeInfo]]) -> Option<&'static CodeInfo> {
    let (last, overrides) = tables.split_last()?;
    overrides.iter().flat_map(|table| table.iter()).find(|info| info.code == code).or_else(|| find(last, code))
}

/// `refusals! { CallRejectError, codes: InvalidParameter = INVALID_PARAMETER, … }` makes an `enum` with these variants
/// and `Unlisted(Code)` an [`ErrorKind`]. `codes` is the module with the constants and their `TABLE`. What a code
/// means for this action in a reply or item can differ from that table:
/// `refusals! { CallRejectError, codes, reply OVERRIDES, item ITEM_OVERRIDES: … }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __refusals {
    (
        $error:ident, $codes:ident $(, reply $reply:ident)? $(, item $item:ident)?:
        $($variant:ident = $code:ident),* $(,)?
    ) => {
        impl $crate::ErrorKind for $error {
            const TABLE: &'static [$crate::CodeInfo] = $codes::TABLE;
            $(const OVERRIDES: &'static [$crate::CodeInfo] = $reply;)?
            $(const ITEM_OVERRIDES: &'static [$crate::CodeInfo] = $item;)?

            #[inline]
            fn from_code(code: $crate::Code) -> Self {
                match code {
                    $($codes::$code => Self::$variant,)*
                    _ => Self::Unlisted(code),
                }
            }

            #[inline]
            fn code(self) -> $crate::Code {
                match self {
                    $(Self::$variant => $codes::$code,)*
                    Self::Unlisted(code) => code,
                }
            }
        }

        impl Eq for $error {}

        impl ::std::fmt::Display for $error {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::fmt_kind(self, f)
            }
        }

        impl ::std::error::Error for $error {}
    };
}
