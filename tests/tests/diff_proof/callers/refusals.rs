//! Tells every refusal of an action from the others.
use desk_api::desk::{CloseTicketError, OpenTicketError};

pub fn closing(error: CloseTicketError) -> &'static str {
    match error {
        CloseTicketError::InvalidParameter => "wrong",
        CloseTicketError::TicketClosed => "closed already",
        CloseTicketError::TicketMissing => "no such ticket",
        CloseTicketError::Unlisted(_) => "not listed",
        _ => "new",
    }
}

pub fn opening(error: OpenTicketError) -> bool {
    matches!(error, OpenTicketError::RateExceeded | OpenTicketError::DeskFull)
}
