//! The connection for tasks of tokio. They share it and do not wait for each other.

use super::script::Answer;
use super::{REST, Settings, at_rest};
use crate::client::BoxError;
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, RedisResult, ScriptInvocation};
use std::time::Instant;
use tokio::sync::Mutex;

/// A connection, if there is one. The lock is held while it is made, so that it is made once.
#[derive(Default)]
pub(super) struct Link(Mutex<State>);

#[derive(Default)]
enum State {
    #[default]
    Closed,
    /// The number tells it from earlier ones.
    Open(MultiplexedConnection, u64),
    /// It did not answer, and is left alone for a while.
    Away { until: Instant },
}

impl Link {
    pub(super) async fn ask(&self, settings: &Settings, invocation: &ScriptInvocation<'_>) -> Result<Answer, BoxError> {
        let (mut connection, number) = self.connection(settings, 0).await?;
        let error = match invocation.invoke_async(&mut connection).await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        if !error.is_connection_dropped() {
            return Err(self.leave(error.into()).await);
        }
        // It was closed since: Redis may have been started anew.
        let (mut connection, _) = self.connection(settings, number).await?;
        match invocation.invoke_async(&mut connection).await {
            Ok(answer) => Ok(answer),
            Err(error) => Err(self.leave(error.into()).await),
        }
    }

    /// The connection, unless it is the one with the number `broken`, or else a new one.
    async fn connection(&self, settings: &Settings, broken: u64) -> Result<(MultiplexedConnection, u64), BoxError> {
        let mut state = self.0.lock().await;
        match &*state {
            State::Open(connection, number) if *number != broken => return Ok((connection.clone(), *number)),
            State::Open(..) | State::Closed => {}
            State::Away { until } => at_rest(*until)?,
        }
        match connect(settings).await {
            Ok(connection) => {
                let number = broken.wrapping_add(1);
                *state = State::Open(connection.clone(), number);
                Ok((connection, number))
            }
            Err(error) => {
                *state = State::Away { until: Instant::now() + REST };
                Err(error.into())
            }
        }
    }

    async fn leave(&self, error: BoxError) -> BoxError {
        *self.0.lock().await = State::Away { until: Instant::now() + REST };
        error
    }
}

async fn connect(settings: &Settings) -> RedisResult<MultiplexedConnection> {
    let timeout = Some(settings.timeout);
    let config = AsyncConnectionConfig::new().set_connection_timeout(timeout).set_response_timeout(timeout);
    settings.client.get_multiplexed_async_connection_with_config(&config).await
}
