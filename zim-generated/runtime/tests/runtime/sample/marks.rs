//! A batch of batches: of each user, some of its conversations can fail.

use super::call_reject::SampleError;
use super::types::Attribute;
use super::{codes, service};
use zim_runtime::*;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SetMarks {
    pub(crate) list: Vec<Marks>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) user_id: String,
    pub(crate) peers: Option<BTreeMap<String, Attribute>>,
    pub(crate) groups: Option<BTreeMap<String, Attribute>>,
}

impl Part for Marks {
    fn visit(&self, p: &mut Params<'_>) {
        p.text("UserId", &self.user_id);
        p.map("Peers", &self.peers).each_object(|_| {});
        p.map("Groups", &self.groups).each_object(|_| {});
    }
}

impl Action for SetMarks {
    type Reply = SetMarksReply;
    type Error = SampleError;
    const INFO: &'static ActionInfo =
        &ActionInfo::new("SetMarks", &service::SERVICE, Method::Post, codes::INVALID_PARAMETER);

    fn visit(&self, p: &mut Params<'_>) {
        p.objects("List", &self.list).each();
    }

    fn failures(reply: &Self::Reply) -> Vec<ItemFailure<Self::Error>> {
        let mut failures = Vec::new();
        for item in &reply.fail_list {
            if item.fail_list.is_empty() {
                failures.push(ItemFailure::new([key(&item.user_id)], item.sub_code, None));
            }
            for part in &item.fail_list {
                failures.push(ItemFailure::new([key(&item.user_id), key(&part.conv_id)], Some(part.code), None));
            }
        }
        failures
    }

    fn keep_failed(&mut self, failed: &FailedKeys<'_>) -> bool {
        failed.keep_parts(
            &mut self.list,
            |item| vec![key(&item.user_id)],
            |item, parts| [parts.keep(&mut item.peers), parts.keep(&mut item.groups)].contains(&true),
        )
    }
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) struct SetMarksReply {
    code: Code,
    pub(crate) fail_list: Vec<FailedMarks>,
}
received! { SetMarksReply: code = "Code", fail_list = "FailList" }

reply!(SetMarksReply);

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FailedMarks {
    pub(crate) user_id: String,
    pub(crate) sub_code: Option<Code>,
    pub(crate) fail_list: Vec<FailedMark>,
}
received! { FailedMarks: user_id = "UserId", sub_code = "SubCode", fail_list = "FailList" }

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FailedMark {
    pub(crate) conv_id: String,
    pub(crate) code: Code,
}
received! { FailedMark: conv_id = "ConvId", code = "Code" }
