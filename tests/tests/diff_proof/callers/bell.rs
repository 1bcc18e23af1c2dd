//! Uses an action of which everything is optional.
use desk_api::hall::{RingBell, RingBellError};
use zim_generated::runtime::{Valid, Violations};

pub fn ring() -> Result<Valid<RingBell>, Violations> {
    RingBell::builder().times(3).loud(true).label("lunch").build()
}

pub fn wrong(error: RingBellError) -> bool {
    error == RingBellError::InvalidParameter
}
