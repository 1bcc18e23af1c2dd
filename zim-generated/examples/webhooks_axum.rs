//! Receives ZIM's callbacks with axum, and decides which messages are sent.
//!
//! ```sh
//! ZIM_CALLBACK_SECRET=… cargo run -p zim-generated --features webhooks --example webhooks_axum
//! ```

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};
use axum::routing::post;
use std::error::Error;
use std::time::SystemTime;
use tokio::net::TcpListener;
use zim_generated::callbacks::{BeforeSendMsg, BeforeSendMsgAnswer, CALLBACKS, Event};
use zim_generated::runtime::CallbackSecret;
use zim_generated::types::SendVerdict;
use zim_generated::webhooks::{DEFAULT_MAX_BODY_BYTES, Delivery, Webhooks};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let secret = CallbackSecret::new(std::env::var("ZIM_CALLBACK_SECRET")?);
    // The sender learns no more than a status; the log learns why.
    let webhooks = Webhooks::new(&CALLBACKS, secret).on_error(|error| eprintln!("{error}: {:?}", error.reason()));
    let listener = TcpListener::bind("127.0.0.1:8080").await?;
    println!("http://{}/zim", listener.local_addr()?);
    axum::serve(listener, router(webhooks)).await?;
    Ok(())
}

/// Callbacks come to `/zim`.
pub(crate) fn router(webhooks: Webhooks) -> Router {
    Router::new().route("/zim", post(receive)).with_state(webhooks)
}

async fn receive(State(webhooks): State<Webhooks>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, DEFAULT_MAX_BODY_BYTES).await else {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
        return response;
    };
    let request = Request::from_parts(parts, body);
    webhooks.respond_async(SystemTime::now(), &request, act).await.map(Body::from)
}

async fn act(delivery: Delivery) -> Response<Vec<u8>> {
    match &delivery.event {
        Event::BeforeSendMsg(message) => Delivery::answer(message, &judge(message)),
        Event::CallAccept(call) => {
            println!("{} accepted call {}", call.user_id, call.call_id);
            Delivery::ok()
        }
        // Newer than this crate: its JSON is there all the same.
        Event::Unknown(notice) => {
            println!("an event {:?} of {} bytes", notice.event(), notice.json().len());
            Delivery::ok()
        }
        _ => Delivery::ok(),
    }
}

fn judge(message: &BeforeSendMsg) -> BeforeSendMsgAnswer {
    if message.msg_body.contains("spam") {
        BeforeSendMsgAnswer::new(SendVerdict::Reject).reason("no advertisements, please")
    } else {
        BeforeSendMsgAnswer::new(SendVerdict::Neutral)
    }
}
