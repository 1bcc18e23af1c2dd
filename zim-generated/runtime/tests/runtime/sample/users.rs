//! A batch: some of its users can fail, and sent again are just those. Its page overrides what codes mean.

use super::{codes, service, types};
use zim_runtime::*;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AddUsers {
    pub(crate) user_ids: Option<Vec<String>>,
}

impl Action for AddUsers {
    type Reply = AddUsersReply;
    type Error = AddUsersError;
    const INFO: &'static ActionInfo =
        &ActionInfo::new("AddUsers", &service::SERVICE, Method::Post, codes::INVALID_PARAMETER);

    fn visit(&self, p: &mut Params<'_>) {
        p.texts("UserIds", &self.user_ids).min_items(1).each(types::user_id);
    }

    fn failures(reply: &Self::Reply) -> Vec<ItemFailure<Self::Error>> {
        let failure =
            |item: &FailedUser| ItemFailure::new([key(&item.user_id)], Some(item.sub_code), text_of(&item.sub_message));
        reply.error_list.iter().map(failure).collect()
    }

    fn keep_failed(&mut self, failed: &FailedKeys<'_>) -> bool {
        failed.keep(&mut self.user_ids, |item| vec![key(item)])
    }
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) struct AddUsersReply {
    code: Code,
    pub(crate) error_list: Vec<FailedUser>,
}
received! { AddUsersReply: code = "Code", error_list = "ErrorList" }

reply!(AddUsersReply);

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) struct FailedUser {
    pub(crate) user_id: Option<String>,
    pub(crate) sub_code: Code,
    pub(crate) sub_message: Option<String>,
}
received! { FailedUser: user_id = "UserId", sub_code = "SubCode", sub_message = "SubMessage" }

#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub(crate) enum AddUsersError {
    InvalidParameter,
    CallEnded,
    Unlisted(Code),
}

static OVERRIDES: &[CodeInfo] =
    &[CodeInfo::new(codes::CALL_ENDED, "CallEnded", Layer::Business, Recovery::SeeItems).means("All failed.", "")];
static ITEM_OVERRIDES: &[CodeInfo] =
    &[CodeInfo::new(codes::INVALID_PARAMETER, "InvalidParameter", Layer::Business, Recovery::FixState)
        .means("The user is unknown.", "")
        .advises("Register the user.")];

refusals! {
    AddUsersError, codes, reply OVERRIDES, item ITEM_OVERRIDES:
    InvalidParameter = INVALID_PARAMETER,
    CallEnded = CALL_ENDED,
}
