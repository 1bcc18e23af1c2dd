//! An action of no real service, as the generator writes it: a `POST` with every kind of parameter, limit
//! and reply field.

use crate::sample::{ID_CHARACTERS, SERVICE, SampleError, codes, user_id};
use zim_generated::runtime::serde::{Deserialize, Serialize};
use zim_generated::runtime::{Action, ActionInfo, Check, Checked, Code, Method, Reply, Request, Wire};

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
    pub(crate) checked: Checked,
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
            checked: Checked::none(),
        }
    }
}

impl Request for Everything {
    fn info(&self) -> &'static ActionInfo {
        &EVERYTHING
    }

    fn checked(&self) -> Checked {
        self.checked
    }

    fn check(&self, check: &mut Check<'_>) {
        check.text("GroupId", &self.group_id).min_bytes(2).max_bytes(4).forbidden_prefix("#");
        check.text("RobotId", &self.robot_id).non_empty().charset(&ID_CHARACTERS).prefix("@RBT#");
        check.text("Title", &self.title).min_chars(2).raisable().max_chars(4);
        check.int("Timeout", i128::from(self.timeout)).min(1).raisable().max(600);
        check.int("Big", i128::from(self.big)).min(1);
        let mut items = check
            .list("UserIds", self.user_ids.len())
            .code(codes::TOO_MANY_USERS)
            .min_items(1)
            .raisable()
            .max_items(3)
            .unique(&self.user_ids);
        for item in &self.user_ids {
            user_id(items.text(item));
        }
        let mut items = check.list("Levels", self.levels.len()).unique(&self.levels);
        for item in &self.levels {
            items.int(i128::from(*item)).min(1).max(9);
        }
        check.list("Flags", self.flags.len()).max_items(2);
    }

    fn write(&self, wire: &mut Wire<'_>) {
        wire.text("GroupId", &self.group_id);
        wire.text("RobotId", &self.robot_id);
        wire.text("Title", &self.title);
        wire.int("Timeout", i128::from(self.timeout));
        wire.int("Big", i128::from(self.big));
        wire.bool("Urgent", self.urgent);
        wire.texts("UserIds", &self.user_ids);
        wire.ints("Levels", self.levels.iter().copied().map(i128::from));
        wire.bools("Flags", &self.flags);
    }
}

impl Action for Everything {
    type Reply = EverythingReply;
    type Error = SampleError;
    const INFO: &'static ActionInfo = &EVERYTHING;
}

static EVERYTHING: ActionInfo = ActionInfo {
    name: "Everything",
    service: &SERVICE,
    method: Method::Post,
    parameter_code: codes::INVALID_PARAMETER,
    rate_limits: &[],
    source: "",
};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(crate = "zim_generated::runtime::serde")]
#[non_exhaustive]
pub(crate) struct EverythingReply {
    #[serde(rename = "Code", deserialize_with = "zim_generated::runtime::lenient::code")]
    code: Code,
    #[serde(rename = "CallId", deserialize_with = "zim_generated::runtime::lenient::text")]
    pub(crate) call_id: String,
    #[serde(rename = "Note", default, deserialize_with = "zim_generated::runtime::lenient::optional_text")]
    pub(crate) note: Option<String>,
    #[serde(rename = "Names", default, deserialize_with = "zim_generated::runtime::lenient::texts")]
    pub(crate) names: Vec<String>,
    #[serde(rename = "Time", deserialize_with = "zim_generated::runtime::lenient::int")]
    pub(crate) time: i64,
    #[serde(rename = "Small", default, deserialize_with = "zim_generated::runtime::lenient::optional_int")]
    pub(crate) small: Option<u32>,
    #[serde(rename = "Seqs", default, deserialize_with = "zim_generated::runtime::lenient::ints")]
    pub(crate) seqs: Vec<u64>,
    #[serde(rename = "Done", deserialize_with = "zim_generated::runtime::lenient::boolean")]
    pub(crate) done: bool,
    #[serde(rename = "Maybe", default, deserialize_with = "zim_generated::runtime::lenient::optional_boolean")]
    pub(crate) maybe: Option<bool>,
    #[serde(rename = "Flags", default, deserialize_with = "zim_generated::runtime::lenient::booleans")]
    pub(crate) flags: Vec<bool>,
    #[serde(
        rename = "Tags",
        default,
        deserialize_with = "zim_generated::runtime::lenient::optional_texts",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) tags: Option<Vec<String>>,
    #[serde(rename = "Counts", default, deserialize_with = "zim_generated::runtime::lenient::optional_ints")]
    pub(crate) counts: Option<Vec<i32>>,
    #[serde(rename = "Marks", default, deserialize_with = "zim_generated::runtime::lenient::optional_booleans")]
    pub(crate) marks: Option<Vec<bool>>,
}

impl Reply for EverythingReply {
    fn code(&self) -> Code {
        self.code
    }
}
