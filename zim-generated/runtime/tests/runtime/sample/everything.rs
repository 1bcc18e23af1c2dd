//! An action of no real service, as the generator writes it: a `POST` with every kind of parameter, limit
//! and reply field.

use super::call_reject::SampleError;
use super::{codes, service, types};
use zim_runtime::*;

/// An action of no real service, with every kind of parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Everything {
    pub(crate) group_id: String,
    pub(crate) robot_id: String,
    pub(crate) title: String,
    pub(crate) timeout: i64,
    pub(crate) big: u64,
    pub(crate) urgent: bool,
    pub(crate) user_ids: Vec<String>,
    pub(crate) levels: Vec<u32>,
    pub(crate) flags: Vec<bool>,
}

impl Everything {
    pub(crate) fn valid() -> Self {
        Self {
            group_id: "g1".to_owned(),
            robot_id: "@RBT#1".to_owned(),
            title: "hé".to_owned(),
            timeout: 60,
            big: 1,
            urgent: true,
            user_ids: vec!["u0".to_owned(), "u1".to_owned()],
            levels: vec![1, 2],
            flags: vec![true, false],
        }
    }
}

impl Action for Everything {
    type Reply = EverythingReply;
    type Error = SampleError;
    const INFO: &'static ActionInfo =
        &ActionInfo::new("Everything", &service::SERVICE, Method::Post, codes::INVALID_PARAMETER);

    fn visit(&self, p: &mut Params<'_>) {
        p.text("GroupId", &self.group_id).min_bytes(2).max_bytes(4).forbidden_prefix("#");
        p.text("RobotId", &self.robot_id).non_empty().charset(&types::ID_CHARACTERS).prefix("@RBT#");
        p.text("Title", &self.title).min_chars(2).raisable().max_chars(4);
        p.int("Timeout", self.timeout).min(1).raisable().max(600);
        p.int("Big", self.big).min(1);
        p.bool("Urgent", self.urgent);
        p.texts("UserIds", &self.user_ids)
            .code(codes::TOO_MANY_USERS)
            .min_items(1)
            .raisable()
            .max_items(3)
            .unique()
            .each(types::user_id);
        p.ints("Levels", &self.levels).unique().each(|int| {
            int.min(1).max(9);
        });
        p.bools("Flags", &self.flags).max_items(2);
    }
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) struct EverythingReply {
    code: Code,
    pub(crate) call_id: String,
    pub(crate) note: Option<String>,
    pub(crate) names: Vec<String>,
    pub(crate) time: i64,
    pub(crate) small: Option<u32>,
    pub(crate) seqs: Vec<u64>,
    pub(crate) done: bool,
    pub(crate) maybe: Option<bool>,
    pub(crate) flags: Vec<bool>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) counts: Option<Vec<i32>>,
    pub(crate) marks: Option<Vec<bool>>,
}
received! {
    EverythingReply: code = "Code", call_id = "CallId", note = "Note", names = "Names", time = "Time", small = "Small",
    seqs = "Seqs", done = "Done", maybe = "Maybe", flags = "Flags", tags = "Tags", counts = "Counts", marks = "Marks"
}

reply!(EverythingReply);
