//! Reads what the service tells of its own accord, and answers.
use desk_api::callbacks::{CALLBACKS, Event, TicketClosed, TicketClosedAnswer};
use desk_api::types::State;
use zim_generated::runtime::{CallbackError, Notice};

pub fn hear(body: &[u8]) -> Result<Option<(String, bool, Option<String>)>, CallbackError> {
    match Event::read(&Notice::open(&CALLBACKS, body)?)? {
        Event::TicketClosed(TicketClosed { ticket, state, words, .. }) => {
            Ok(Some((ticket, state == State::Closed, words)))
        }
        Event::Unknown(_) => Ok(None),
        _ => Ok(None),
    }
}

pub fn answer(fine: bool) -> String {
    if fine { TicketClosedAnswer::new(0).to_json() } else { TicketClosedAnswer::new(1).text("no").to_json() }
}
