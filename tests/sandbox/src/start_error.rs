//! Everything that can keep a server from starting.

use crate::callbacks;
use crate::scenario::ScenarioError;
use std::io;
use std::net::SocketAddr;
use zim_spec::diagnostic::Diagnostics;

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// No application was given.
    #[error("no application was given, so no request could be authenticated")]
    NoApp,
    /// An application was given twice.
    #[error("application {app_id} was given twice")]
    AppTwice {
        /// Its number.
        app_id: u32,
    },
    /// The server secret of an application is empty.
    #[error("the server secret of application {app_id} is empty")]
    EmptySecret {
        /// Its number.
        app_id: u32,
    },
    /// The shipped spec has errors.
    #[error("the shipped spec has errors")]
    Spec(#[source] Diagnostics),
    /// The spec asks for something that this server cannot do.
    #[error("this server cannot do {what}, which the spec asks of {asker}")]
    Unsupported {
        /// What it cannot do.
        what: String,
        /// Which part of the spec asks for it.
        asker: String,
    },
    /// An item is to fail of an action whose replies cannot say so.
    #[error("no item of {action} can fail: there is no such action, or its replies list no failed items")]
    NoItems {
        /// The action.
        action: String,
    },
    /// Callbacks cannot go to an address.
    #[error("callbacks cannot be posted to `{url}`: {reason}")]
    CallbackUrl {
        /// What was given.
        url: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Callbacks are to be posted of an application or event that is not there.
    #[error("callbacks cannot be posted to `{url}`")]
    CallbackScope {
        /// Where to.
        url: String,
        /// What is not there.
        source: callbacks::PostError,
    },
    /// A secret for callbacks is empty, or is that of an application that was not given.
    #[error("the callback secret of application {app_id} is empty, or there is no such application")]
    CallbackSecret {
        /// The number of the application.
        app_id: u32,
    },
    /// The address is not of the form `127.0.0.1:PORT`.
    #[error("`{address}` is not an address such as `127.0.0.1:0`")]
    Address {
        /// What was given.
        address: String,
    },
    /// The address can be reached from outside.
    #[error("{address} is not a loopback address; other machines reach it only where that is allowed in so many words")]
    NotLoopback {
        /// The address.
        address: SocketAddr,
    },
    /// The control endpoint would be reached from outside.
    #[error("the control endpoint is for this machine alone, and {address} is not a loopback address")]
    RemoteControl {
        /// The address.
        address: SocketAddr,
    },
    /// The scenario names what there is not.
    #[error("the scenario has errors\n{0}")]
    Scenario(ScenarioError),
    /// The address could not be listened on.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The system gave no thread or no event loop.
    #[error("cannot start the server's thread")]
    Thread(#[source] io::Error),
}
