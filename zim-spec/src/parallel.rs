//! The same work on many items, on as many threads as the machine runs at once.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// More threads than this have little to do for a spec, and each takes memory.
const MOST: usize = 4;

/// What `work` makes of each of `items`, in their order, whichever thread came to it and when.
///
/// Where threads cannot be had, the calling one does it all.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    on(thread::available_parallelism().map_or(1, |threads| threads.get().min(MOST)), items, work)
}

/// As [`map`], for work that waits more than it computes.
pub fn map_waiting<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    on(MOST, items, work)
}

fn on<T: Sync, R: Send>(threads: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let take = || {
        let at = next.fetch_add(1, Ordering::Relaxed);
        items.get(at).map(|item| (at, item))
    };
    let worker = || std::iter::from_fn(take).map(|(at, item)| (at, work(item))).collect::<Vec<_>>();
    let mut done = thread::scope(|scope| {
        let helper = |_| thread::Builder::new().spawn_scoped(scope, worker).ok();
        let helpers: Vec<_> = (1..threads.min(items.len())).map_while(helper).collect();
        let mut done = worker();
        for helper in helpers {
            match helper.join() {
                Ok(more) => done.extend(more),
                Err(panic) => resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_stand_where_their_items_stood() {
        let items: Vec<u32> = (0..1000).collect();
        // The first items take longest, so that later ones are done before them.
        let work = |item: &u32| (0..1000 - item).fold(u64::from(*item), |sum, more| sum + u64::from(more % 2 * 2));
        let expected: Vec<u64> = items.iter().map(work).collect();
        assert_eq!(map(&items, work), expected, "results are sorted by the position of their items");
        assert!(map(&[], work).is_empty(), "no items, no results");
    }
}
