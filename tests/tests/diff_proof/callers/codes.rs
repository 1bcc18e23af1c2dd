//! Knows return codes by their names.
use desk_api::codes;
use zim_generated::runtime::Code;

pub fn again(code: Code) -> bool {
    code == codes::DESK_FULL || code == codes::RATE_EXCEEDED
}

pub fn closed(code: Code) -> bool {
    code == codes::TICKET_CLOSED || code == codes::TICKET_MISSING
}
