//! Return codes: what they mean, and what can be done about them.

use serde::Serialize;

/// One return code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReturnCode {
    /// Its number.
    pub code: i64,
    /// Its name in PascalCase, such as `CallEnded`; unique in the spec.
    pub name: String,
    /// What it means: one English sentence.
    pub meaning: String,
    /// What it means: one short Chinese sentence.
    pub meaning_zh: String,
    /// What to do: one English sentence.
    pub advice: String,
    /// Which layer answers it.
    pub layer: Layer,
    /// What a program can do about it.
    pub recovery: Recovery,
}

/// Which layer answers a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
    /// Its name in PascalCase, such as `FixRequest`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Success => "Success",
            Self::Retry => "Retry",
            Self::WaitForRate => "WaitForRate",
            Self::Resign => "Resign",
            Self::FixRequest => "FixRequest",
            Self::FixState => "FixState",
            Self::QuotaOrPlan => "QuotaOrPlan",
            Self::ContactSupport => "ContactSupport",
            Self::NothingToDo => "NothingToDo",
            Self::DoNotSend => "DoNotSend",
            Self::SeeItems => "SeeItems",
        }
    }
}

/// A code that an action's page lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ActionCode {
    /// Its number; a key of [`Spec::codes`](super::Spec::codes).
    pub code: i64,
    /// What it means here, where that differs.
    pub meaning: Option<String>,
    /// The same in Chinese, where that differs.
    pub meaning_zh: Option<String>,
    /// What to do about it here, where that differs.
    pub advice: Option<String>,
    /// Its recovery class here, where that differs.
    pub recovery: Option<Recovery>,
    /// The parameter it is about.
    pub about: Option<String>,
    /// Whether it comes as the code of the reply, of one of its items, or both. A code may be listed once for each.
    pub level: CodeLevel,
}

impl ActionCode {
    /// What `shared`, the code of this number, says for this action.
    #[must_use]
    pub fn applied_to(&self, shared: &ReturnCode) -> ReturnCode {
        let mut info = shared.clone();
        if let Some(meaning) = &self.meaning {
            info.meaning.clone_from(meaning);
            // The shared Chinese meaning would now say something else.
            info.meaning_zh = String::new();
        }
        if let Some(meaning_zh) = &self.meaning_zh {
            info.meaning_zh.clone_from(meaning_zh);
        }
        if let Some(advice) = &self.advice {
            info.advice.clone_from(advice);
        }
        if let Some(recovery) = self.recovery {
            info.recovery = recovery;
        }
        info
    }
}

/// Where a code comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum CodeLevel {
    /// As the code of the reply.
    Reply,
    /// As the code of an item that failed.
    Item,
    /// As either.
    Both,
}
