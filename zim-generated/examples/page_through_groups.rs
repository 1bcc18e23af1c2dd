//! Lists the groups that a user has joined, page by page, and stops where one likes.
//!
//! `ZIM_ENDPOINT=http://127.0.0.1:8080 ZIM_SECRET=… cargo run --example page_through_groups --features client`

use std::env;
use std::error::Error;
use zim_generated::client::Client;
use zim_generated::runtime::{Credentials, Endpoint};
use zim_generated::user::QueryGroupsInfoOfUser;

/// The ids of at most so many groups, and why there are no more, if that is a mistake.
pub async fn groups(client: &Client, user: &str, most: usize) -> (Vec<String>, Option<String>) {
    let mut found = Vec::new();
    // A page is asked for when the one before is used up; none but that is in memory.
    let mut groups = client.pages(QueryGroupsInfoOfUser::builder(user, 100)).items();
    while found.len() < most {
        match groups.next().await {
            Some(Ok(group)) => found.push(group.group_id),
            Some(Err(error)) => return (found, Some(error.to_string())),
            None => break,
        }
    }
    (found, None)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let endpoint = Endpoint::parse(&env::var("ZIM_ENDPOINT")?)?;
    let client = Client::builder(Credentials::new(12345, env::var("ZIM_SECRET")?), endpoint).build()?;
    let (found, error) = groups(&client, "ann", usize::MAX).await;
    found.iter().for_each(|group| println!("{group}"));
    println!("{} groups", found.len());
    error.map_or(Ok(()), |error| Err(error.into()))
}
