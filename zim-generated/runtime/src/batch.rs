//! What generated code says of a list that may be longer than one request takes.

use super::{Action, ListMut, ListValue, items_of};

/// An action whose request has a list of items that can be split over several requests, each of which does its part
/// and tells of its own failures. [`Chunks`](super::lists::Chunks) does so.
pub trait Batch: Action {
    /// The lists that its items can stand in. Never empty.
    const LISTS: &'static [ItemList<Self>];
}

/// A list of a request whose items can be split over several.
#[derive(Debug)]
pub struct ItemList<R> {
    name: &'static str,
    most: u64,
    raisable: bool,
    access: Access<R>,
}

/// How the list of a request is reached, whatever it is a list of.
#[derive(Debug)]
pub struct Access<R> {
    /// What tells its items apart, one after the other.
    pub keys: fn(&R) -> Vec<Vec<String>>,
    /// The request once for each so many items of the list; once if there is none.
    pub split: fn(R, usize) -> Vec<R>,
    /// Drops the items that are not to be kept, which is asked by position. False if none is left.
    pub keep: fn(&mut R, &dyn Fn(usize) -> bool) -> bool,
}

impl<R> ItemList<R> {
    /// The list called `name` on the wire, of which a request takes so many items at most.
    #[must_use]
    pub const fn new(name: &'static str, most: u64, access: Access<R>) -> Self {
        Self { name, most, raisable: false, access }
    }

    /// ZEGO raises the limit on request.
    #[must_use]
    pub const fn raisable(mut self) -> Self {
        self.raisable = true;
        self
    }

    /// Its name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// How many items a request takes at most, as documented.
    #[must_use]
    pub const fn most(&self) -> u64 {
        self.most
    }

    /// Whether ZEGO raises that on request.
    #[must_use]
    pub const fn is_raisable(&self) -> bool {
        self.raisable
    }

    /// What tells its items apart, one after the other.
    #[must_use]
    pub fn keys(&self, request: &R) -> Vec<Vec<String>> {
        (self.access.keys)(request)
    }

    /// The request once for each `size` items of the list, the last perhaps with fewer; once if there is none. Items
    /// are moved and not copied.
    #[must_use]
    pub fn split(&self, request: R, size: usize) -> Vec<R> {
        (self.access.split)(request, size)
    }

    /// Drops the items whose position in the list is not to be kept. False if none is left.
    pub fn keep(&self, request: &mut R, keep: &dyn Fn(usize) -> bool) -> bool {
        (self.access.keep)(request, keep)
    }
}

/// For [`batch!`](super::batch).
#[doc(hidden)]
#[must_use]
pub fn keys_of<L: ListValue>(list: &L, keys: fn(&L::Item) -> Vec<String>) -> Vec<Vec<String>> {
    items_of(list).iter().map(keys).collect()
}

/// For [`batch!`](super::batch).
#[doc(hidden)]
#[must_use]
pub fn split<R: Clone, L: ListMut>(mut request: R, size: usize, list: fn(&mut R) -> &mut L) -> Vec<R> {
    let mut items = list(&mut request).take().into_iter();
    let mut requests = Vec::with_capacity(items.len().div_ceil(size.max(1)));
    while items.len() > 0 {
        let mut one = request.clone();
        list(&mut one).put(items.by_ref().take(size.max(1)).collect());
        requests.push(one);
    }
    if requests.is_empty() {
        requests.push(request);
    }
    requests
}

/// For [`batch!`](super::batch).
#[doc(hidden)]
pub fn keep_at<L: ListMut>(list: &mut L, keep: &dyn Fn(usize) -> bool) -> bool {
    let mut position = 0;
    list.keep(&mut |_| {
        let kept = keep(position);
        position += 1;
        kept
    })
}

/// `batch! { ConvPinned: conv_list(20 raisable, by conv_id, conv_type) = "ConvList" }` implements [`Batch`] for a
/// request with that list, whose items have these keys; without `by` an item is its own key, and `selector body`
/// is the number that tells what `body` is.
#[doc(hidden)]
#[macro_export]
macro_rules! __batch {
    ($request:ident: $($list:ident($most:literal $($raisable:ident)? $(, by $($($key:ident)+),+)?) = $wire:literal),+) => {
        impl $crate::Batch for $request {
            const LISTS: &'static [$crate::ItemList<Self>] = &[$(
                $crate::ItemList::<Self>::new($wire, $most, $crate::Access::<Self> {
                    keys: |request| $crate::keys_of(
                        &request.$list,
                        |item| $crate::__batch!(@keys item $(, $($($key)+),+)?),
                    ),
                    split: |request, size| $crate::split(request, size, |request| &mut request.$list),
                    keep: |request, keep| $crate::keep_at(&mut request.$list, keep),
                }) $(.$raisable())?
            ),+];
        }
    };
    (@keys $item:ident) => {
        ::std::vec::Vec::from([$crate::key($item)])
    };
    (@keys $item:ident, $($($key:ident)+),+) => {
        ::std::vec::Vec::from([$($crate::__batch!(@key $item $($key)+)),+])
    };
    (@key $item:ident selector $body:ident) => {
        $crate::key(&$item.$body.selector())
    };
    (@key $item:ident $key:ident) => {
        $crate::key(&$item.$key)
    };
}
