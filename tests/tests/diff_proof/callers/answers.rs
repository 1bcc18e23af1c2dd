//! Reads all that an answer has.
use desk_api::desk::OpenTicketReply;
use desk_api::types::{Answer, State};

pub struct Seen {
    pub ticket: String,
    pub state: State,
    pub position: i32,
    pub queue: Option<String>,
    pub replies: Vec<(String, Option<String>)>,
}

pub fn see(reply: OpenTicketReply) -> Seen {
    let replies = reply.replies.into_iter().map(told).collect();
    let OpenTicketReply { ticket, state, position, queue, .. } = reply;
    Seen { ticket, state, position, queue, replies }
}

fn told(answer: Answer) -> (String, Option<String>) {
    let Answer { author, words, links, .. } = answer;
    let links: Vec<String> = links;
    let author: String = author;
    let words: Option<String> = words;
    (author + &links.join(" "), words)
}
