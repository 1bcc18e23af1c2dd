//! A list that comes page by page, and one that can be too long for one request.

use super::call_reject::SampleError;
use super::users::FailedUser;
use super::{codes, service, types};
use zim_runtime::*;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListNames {
    pub(crate) next: Option<i64>,
}

impl Action for ListNames {
    type Reply = ListNamesReply;
    type Error = SampleError;
    const INFO: &'static ActionInfo =
        &ActionInfo::new("ListNames", &service::SERVICE, Method::Get, codes::INVALID_PARAMETER);

    fn visit(&self, p: &mut Params<'_>) {
        p.int("Next", self.next);
    }
}

impl Paged for ListNames {
    type Item = String;

    fn following(&self, reply: &Self::Reply) -> Option<Self> {
        let next = reply.next.filter(|next| *next != 0)?;
        let mut request = self.clone();
        request.next = Some(next);
        Some(request)
    }

    fn items(reply: Self::Reply) -> Vec<String> {
        reply.names
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ListNamesReply {
    pub(crate) code: Code,
    pub(crate) next: Option<i64>,
    pub(crate) names: Vec<String>,
}
received! { ListNamesReply: code = "Code", next = "Next", names = "Names" }
reply!(ListNamesReply);

/// At most 3 users, all different; or guests instead, of whom 2 at most, unless ZEGO raises that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Enrol {
    pub(crate) by: String,
    pub(crate) users: Vec<String>,
    pub(crate) guests: Option<Vec<Guest>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Guest {
    pub(crate) user_id: String,
    pub(crate) kind: i64,
}

impl Part for Guest {
    fn visit(&self, p: &mut Params<'_>) {
        types::user_id(p.text("UserId", &self.user_id));
        p.int("Kind", self.kind);
    }
}

impl Action for Enrol {
    type Reply = EnrolReply;
    type Error = SampleError;
    const INFO: &'static ActionInfo =
        &ActionInfo::new("Enrol", &service::SERVICE, Method::Post, codes::INVALID_PARAMETER);

    fn visit(&self, p: &mut Params<'_>) {
        types::user_id(p.text("By", &self.by));
        p.texts("Users", &self.users).max_items(3).unique().each(types::user_id);
        p.objects("Guests", &self.guests)
            .raisable()
            .max_items(2)
            .max_total_bytes(12, |item| bytes(&item.user_id))
            .each();
        if p.is_checking() {
            p.at_least_one("Users", "Users, Guests", &[given(&self.users), given(&self.guests)]);
        }
    }

    fn failures(reply: &Self::Reply) -> Vec<ItemFailure<Self::Error>> {
        let failure =
            |item: &FailedUser| ItemFailure::new([key(&item.user_id)], Some(item.sub_code), text_of(&item.sub_message));
        reply.error_list.iter().map(failure).collect()
    }

    fn keep_failed(&mut self, failed: &FailedKeys<'_>) -> bool {
        failed.keep(&mut self.users, |item| vec![key(item)])
    }
}
batch! { Enrol: users(3) = "Users", guests(2 raisable, by user_id, kind) = "Guests" }

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EnrolReply {
    pub(crate) code: Code,
    pub(crate) error_list: Vec<FailedUser>,
}
received! { EnrolReply: code = "Code", error_list = "ErrorList" }
reply!(EnrolReply);
