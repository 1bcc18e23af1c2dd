//! Reads and writes the fields of a request, which are public.
use desk_api::desk::OpenTicket;
use desk_api::types::Body;

pub fn fields(request: &mut OpenTicket) -> (String, i32, Option<i32>, Option<Vec<String>>) {
    request.note = None;
    request.owner.push_str("!");
    if let Body::Text(text) = &mut request.body {
        text.language = Some("en".to_owned());
    }
    (request.owner.clone(), request.seats, request.days, request.watchers.take())
}
