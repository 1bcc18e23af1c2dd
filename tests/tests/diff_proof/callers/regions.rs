//! Chooses a region.
use desk_api::service::Region;
use zim_generated::runtime::Endpoint;

pub fn nearest(north: bool) -> Endpoint {
    let region = if north { Region::North } else { Region::Anywhere };
    region.into()
}

pub fn hosts() -> Vec<&'static str> {
    Region::ALL.iter().map(|region| region.host()).chain([Region::default().host()]).collect()
}
