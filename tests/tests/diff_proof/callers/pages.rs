//! Goes from page to page.
use desk_api::desk::{ListTickets, ListTicketsReply};

pub fn all(mut request: ListTickets, send: impl Fn(&ListTickets) -> ListTicketsReply) -> Vec<String> {
    let mut tickets = Vec::new();
    loop {
        let reply = send(&request);
        tickets.extend(reply.tickets.iter().cloned());
        match request.next_page(&reply) {
            Some(next) => request = next,
            None => return tickets,
        }
    }
}

pub fn from(owner: &str, page: i64) -> ListTickets {
    ListTickets::builder(owner).next(page)
}
