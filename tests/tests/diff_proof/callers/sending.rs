//! Checks a request, sends it and reads the answer, as a client for all actions does.
use desk_api::desk::{AssignTickets, CloseTicket, ListTickets, OpenTicket};
use zim_generated::runtime::{Action, EncodeError, Error, Stamp, Valid, Violations, Zim, decode};

pub fn call<A: Action>(zim: &Zim, request: &Valid<A>, stamp: &Stamp) -> Result<Vec<u8>, EncodeError> {
    zim.encode(request, stamp).map(|request| request.into_body())
}

pub fn closed(zim: &Zim, stamp: &Stamp) -> Result<Result<Vec<u8>, EncodeError>, Violations> {
    Ok(call(zim, &CloseTicket::builder("abc").reason("done").build()?, stamp))
}

pub fn opened(body: Vec<u8>) -> Result<String, Error<OpenTicket>> {
    decode::<OpenTicket>(&zim_generated::http::Response::new(body)).map(|reply| reply.ticket)
}

pub fn given(tickets: &[&str]) -> Result<Valid<AssignTickets>, Violations> {
    AssignTickets::builder(tickets.iter().copied(), "ann").build()
}

pub fn listed(owner: &str) -> ListTickets {
    ListTickets::builder(owner)
}
