//! Sets what is optional.
use desk_api::desk::OpenTicket;
use desk_api::types::{Channel, Contact, Labels, Priority};

pub fn fill(request: OpenTicket, watchers: Vec<String>) -> OpenTicket {
    request
        .note("soon")
        .days(2)
        .priority(Priority::High)
        .labels(Labels::BILLING | Labels::LOGIN)
        .contact(Contact::new("ann").channel(Channel::Mail))
        .watchers(watchers)
}
