//! Sends again what failed, and says why it did.
use desk_api::desk::{AssignTickets, AssignTicketsError};
use zim_generated::runtime::{Code, Error, Partial, Valid};

const CLOSED: Option<AssignTicketsError> = Some(AssignTicketsError::TicketClosed);

pub fn again(error: Error<AssignTickets>, request: &Valid<AssignTickets>) -> Option<AssignTickets> {
    match error {
        Error::Partial(partial) if partial.failures.iter().all(|item| item.kind == CLOSED) => None,
        Error::Partial(partial) => partial.retry(request),
        _ => None,
    }
}

pub fn reason(partial: &Partial<AssignTickets>, ticket: &str) -> Option<Code> {
    partial.reply.failed.iter().find(|item| item.ticket == ticket)?.sub_code
}
