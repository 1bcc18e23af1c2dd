//! The connection for threads that wait. They ask one after the other.

use super::script::Answer;
use super::{REST, Settings, at_rest};
use crate::client::BoxError;
use redis::{Connection, RedisResult, ScriptInvocation};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// A connection, if there is one.
#[derive(Default)]
pub(super) struct Link(Mutex<State>);

#[derive(Default)]
enum State {
    #[default]
    Closed,
    Open(Connection),
    /// It did not answer, and is left alone for a while.
    Away {
        until: Instant,
    },
}

impl Link {
    pub(super) fn ask(&self, settings: &Settings, invocation: &ScriptInvocation<'_>) -> Result<Answer, BoxError> {
        // What a panic may leave behind is found out like any connection that broke.
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *state {
            State::Closed => {}
            State::Away { until } => at_rest(*until)?,
            State::Open(connection) => match invocation.invoke(connection) {
                // It was closed since: Redis may have been started anew.
                Err(error) if error.is_connection_dropped() => {}
                Err(error) => return Err(leave(&mut state, error.into())),
                Ok(answer) => return Ok(answer),
            },
        }
        let asked = connect(settings).and_then(|mut connection| Ok((invocation.invoke(&mut connection)?, connection)));
        match asked {
            Ok((answer, connection)) => {
                *state = State::Open(connection);
                Ok(answer)
            }
            Err(error) => Err(leave(&mut state, error.into())),
        }
    }
}

fn leave(state: &mut State, error: BoxError) -> BoxError {
    *state = State::Away { until: Instant::now() + REST };
    error
}

fn connect(settings: &Settings) -> RedisResult<Connection> {
    let connection = settings.client.get_connection_with_timeout(settings.timeout)?;
    connection.set_read_timeout(Some(settings.timeout))?;
    connection.set_write_timeout(Some(settings.timeout))?;
    Ok(connection)
}
