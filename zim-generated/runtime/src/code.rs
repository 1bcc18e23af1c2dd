//! Return codes: the number, what it means, and what to do about it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A return code as the server sends it; 0 is success.
///
/// The constants of a generated `codes` module can be used as patterns:
/// `match code { codes::CALL_ENDED => …, _ => … }`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(i64);

impl Code {
    /// The code with this number.
    #[must_use]
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// Its number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Whether it is 0.
    #[must_use]
    pub const fn is_success(self) -> bool {
        self.0 == 0
    }
}

/// Its number, without separators.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// As a number.
impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

/// From an integer, or its digits in a text. A float is refused even if it is whole: a code that passed through
/// one is not trusted.
impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::lenient::read(deserializer)
    }
}

impl From<i64> for Code {
    fn from(number: i64) -> Self {
        Self(number)
    }
}

impl From<i32> for Code {
    fn from(number: i32) -> Self {
        Self(number.into())
    }
}

/// What a code means.
///
/// Built by generated code from [`new`](Self::new), [`means`](Self::means) and [`advises`](Self::advises).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodeInfo {
    /// The code.
    pub code: Code,
    /// Its name in PascalCase, such as `CallEnded`.
    pub name: &'static str,
    /// What it means: one English sentence.
    pub meaning: &'static str,
    /// What it means: one short Chinese sentence.
    pub meaning_zh: &'static str,
    /// What to do about it: one English sentence.
    pub advice: &'static str,
    /// Which layer answers it.
    pub layer: Layer,
    /// What a program can do about it.
    pub recovery: Recovery,
}

impl CodeInfo {
    /// A code of which no more is said.
    #[must_use]
    pub const fn new(code: Code, name: &'static str, layer: Layer, recovery: Recovery) -> Self {
        Self { code, name, meaning: "", meaning_zh: "", advice: recovery.advice(), layer, recovery }
    }

    /// What it means: one English and one short Chinese sentence.
    #[must_use]
    pub const fn means(mut self, english: &'static str, chinese: &'static str) -> Self {
        self.meaning = english;
        self.meaning_zh = chinese;
        self
    }

    /// What to do about it, where that is more than its class says: one English sentence.
    #[must_use]
    pub const fn advises(mut self, advice: &'static str) -> Self {
        self.advice = advice;
        self
    }
}

/// Finds `code` in `table`, which must be sorted by code, as generated tables are.
///
/// `None` if the table does not have it, or is not sorted.
#[inline(never)]
#[must_use]
pub fn find(table: &'static [CodeInfo], code: Code) -> Option<&'static CodeInfo> {
    let index = table.binary_search_by_key(&code, |info| info.code).ok()?;
    table.get(index)
}

/// Which layer answers a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Layer {
    /// The gateway, before the action is reached.
    Gateway,
    /// Shared by all of ZEGO's services.
    Public,
    /// The action itself.
    Business,
}

/// What a program can do about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Recovery {
    /// It is not a failure.
    Success,
    /// Send again after a backoff.
    Retry,
    /// Send again once the rate window allows.
    WaitForRate,
    /// Sign again with a fresh nonce and time; if it persists, check the credentials.
    Resign,
    /// Change the request.
    FixRequest,
    /// Change the state first: register, join, create.
    FixState,
    /// Raise a quota or upgrade the plan.
    QuotaOrPlan,
    /// Ask ZEGO.
    ContactSupport,
    /// Nothing: the goal is reached or no longer matters.
    NothingToDo,
    /// Moderation refused it: do not send it again.
    DoNotSend,
    /// Read the codes of the single items.
    SeeItems,
}

impl Recovery {
    /// Whether the same parameters may succeed when sent again, after a pause and signed afresh:
    /// [`Retry`](Self::Retry), [`WaitForRate`](Self::WaitForRate) and [`Resign`](Self::Resign).
    ///
    /// Cap the number of attempts, above all for `Resign`: wrong credentials stay wrong.
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        matches!(self, Self::Retry | Self::WaitForRate | Self::Resign)
    }

    /// Whether the fault lies in the request or in the state it meets, so that sending the same again
    /// without a change is no use: [`FixRequest`](Self::FixRequest), [`FixState`](Self::FixState) and
    /// [`DoNotSend`](Self::DoNotSend).
    #[must_use]
    pub const fn needs_change(self) -> bool {
        matches!(self, Self::FixRequest | Self::FixState | Self::DoNotSend)
    }

    /// Whether a person must act outside the program: [`QuotaOrPlan`](Self::QuotaOrPlan) and
    /// [`ContactSupport`](Self::ContactSupport).
    #[must_use]
    pub const fn needs_operator(self) -> bool {
        matches!(self, Self::QuotaOrPlan | Self::ContactSupport)
    }

    /// What to do, in one sentence. A code's own advice ([`CodeInfo::advice`]) is more precise.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Success => "Nothing to do: it is not a failure.",
            Self::Retry => "Send it again after a pause that grows with each attempt.",
            Self::WaitForRate => "Slow down and send it again once the rate window allows.",
            Self::Resign => {
                "Sign again with a fresh nonce and the current time; if it persists, check the credentials."
            }
            Self::FixRequest => "Correct the parameters before sending it again.",
            Self::FixState => "Bring about what the action needs, such as a registered user, then send it again.",
            Self::QuotaOrPlan => "Raise the quota or upgrade the plan in ZEGO's console.",
            Self::ContactSupport => "Ask ZEGO's support, and name the request id.",
            Self::NothingToDo => "Nothing to do: the goal is reached or no longer matters.",
            Self::DoNotSend => "Do not send this content again: moderation refused it.",
            Self::SeeItems => "Read the codes of the single items and act on each.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDED: Code = Code::new(5);
    static TABLE: &[CodeInfo] = &[info(-1), info(0), info(5), info(660_900_005)];

    const fn info(number: i64) -> CodeInfo {
        CodeInfo::new(Code::new(number), "Name", Layer::Business, Recovery::FixRequest)
            .means("Meaning.", "")
            .advises("Advice.")
    }

    #[track_caller]
    fn check(number: i64, listed: bool) {
        let code = Code::new(number);
        assert_eq!(find(TABLE, code).map(|info| info.code), listed.then_some(code));
    }

    #[test]
    fn a_code_is_found_by_its_number() {
        check(-1, true);
        check(0, true);
        check(5, true);
        check(660_900_005, true);
        check(1, false);
        check(i64::MIN, false);
        check(i64::MAX, false);
    }

    #[test]
    fn a_code_is_a_pattern_and_prints_its_number() {
        assert!(matches!(Code::new(5), ENDED));
        assert!(!matches!(Code::new(6), ENDED));
        assert_eq!(Code::new(660_900_005).to_string(), "660900005");
        assert_eq!(format!("{:>6}", Code::new(-1)), "    -1");
        assert_eq!(serde_json::to_string(&Code::new(i64::MAX)).unwrap(), "9223372036854775807");
        assert!(Code::default().is_success());
    }

    #[test]
    fn no_recovery_is_both_retryable_and_in_need_of_a_change() {
        use Recovery::*;
        let all = [
            Success,
            Retry,
            WaitForRate,
            Resign,
            FixRequest,
            FixState,
            QuotaOrPlan,
            ContactSupport,
            NothingToDo,
            DoNotSend,
            SeeItems,
        ];
        let retryable: Vec<_> = all.into_iter().filter(|recovery| recovery.is_retryable()).collect();
        assert_eq!(retryable, [Retry, WaitForRate, Resign]);
        let changed: Vec<_> = all.into_iter().filter(|recovery| recovery.needs_change()).collect();
        assert_eq!(changed, [FixRequest, FixState, DoNotSend]);
        let operated: Vec<_> = all.into_iter().filter(|recovery| recovery.needs_operator()).collect();
        assert_eq!(operated, [QuotaOrPlan, ContactSupport]);
        for recovery in all {
            let classes = [recovery.is_retryable(), recovery.needs_change(), recovery.needs_operator()];
            assert!(classes.into_iter().filter(|class| *class).count() <= 1, "{recovery:?}");
            assert!(recovery.advice().ends_with('.'), "{recovery:?}");
        }
    }
}
