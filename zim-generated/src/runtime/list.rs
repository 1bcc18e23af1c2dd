//! Limits of a list, and the way to its items.

use super::check::{NextLimit, Subject, length, number};
use super::{Actual, Code, IntCheck, Limit, RequestPart, Rule, TextCheck};

/// A list whose limits are being checked; made by [`Check::list`](super::Check::list).
///
/// Its own limits come first, then each item, in order: [`text`](Self::text), [`int`](Self::int)
/// and [`object`](Self::object) count them, and name them `UserIds[0]`, `UserIds[1]` and so on.
#[derive(Debug)]
pub struct ListCheck<'a> {
    subject: Subject<'a>,
    len: usize,
    next_index: usize,
}

impl<'a> ListCheck<'a> {
    #[inline]
    pub(super) fn new(subject: Subject<'a>, len: usize) -> Self {
        Self { subject, len, next_index: 0 }
    }

    /// What the server answers when one of the limits that follow is broken, those of the items included.
    #[inline]
    pub fn code(mut self, code: Code) -> Self {
        self.subject.code = code;
        self
    }

    /// Marks the next limit, and only that, as one that ZEGO raises on request.
    #[inline]
    pub fn raisable(mut self) -> Self {
        self.subject.raisable = true;
        self
    }

    /// It has at least `count` items.
    #[inline]
    pub fn min_items(mut self, count: u64) -> Self {
        let broken = length(self.len) < count;
        self.limit(broken, Rule::MinItems, count);
        self
    }

    /// It has at most `count` items.
    #[inline]
    pub fn max_items(mut self, count: u64) -> Self {
        let broken = length(self.len) > count;
        self.limit(broken, Rule::MaxItems, count);
        self
    }

    /// No two of its `items` are the same. The first that repeats an earlier one is reported.
    pub fn unique<T: Ord>(mut self, items: &[T]) -> Self {
        if let Some(next) = self.subject.next_limit()
            && let Some(index) = first_repeated(items)
        {
            self.repeated(next, index);
        }
        self
    }

    /// The next item, a text.
    #[inline]
    pub fn text<'b>(&'b mut self, text: &'b str) -> TextCheck<'b> {
        TextCheck::new(self.next_item(), text)
    }

    /// The next item, an integer.
    #[inline]
    pub fn int(&mut self, value: i128) -> IntCheck<'_> {
        IntCheck::new(self.next_item(), value)
    }

    /// The next item, a struct: its fields are named `UserInfo[0].UserName`.
    pub fn object(&mut self, part: &dyn RequestPart) {
        self.next_item().enter(part);
    }

    #[inline]
    fn next_item(&mut self) -> Subject<'_> {
        let index = self.next_index;
        self.next_index = index.saturating_add(1);
        self.subject.item(index)
    }

    #[inline]
    fn limit(&mut self, broken: bool, rule: Rule, count: u64) {
        let next = self.subject.next_limit();
        if let (true, Some(next)) = (broken, next) {
            let actual = Actual::Number(i128::from(length(self.len)));
            self.subject.record(next, rule, number(count), actual);
        }
    }

    #[cold]
    fn repeated(&mut self, next: NextLimit, index: usize) {
        self.subject.item(index).record(next, Rule::UniqueItems, Limit::None, Actual::None);
    }
}

/// Lists up to this long are compared without allocating; those that ZIM documents are shorter.
const ON_STACK: usize = 256;

/// The smallest index of an item that equals an earlier one, in `O(n log n)`.
fn first_repeated<T: Ord>(items: &[T]) -> Option<usize> {
    let mut stack = [0_usize; ON_STACK];
    let mut heap = Vec::new();
    let order = match stack.get_mut(..items.len()) {
        Some(order) => order,
        None => {
            heap.resize(items.len(), 0);
            heap.as_mut_slice()
        }
    };
    for (index, slot) in order.iter_mut().enumerate() {
        *slot = index;
    }
    // Equal items end up side by side, the earliest first: each but the first of a run is a repetition.
    order.sort_unstable_by(|&a, &b| items.get(a).cmp(&items.get(b)).then(a.cmp(&b)));
    let neighbours = order.iter().zip(order.iter().skip(1));
    neighbours.filter(|&(&a, &b)| items.get(a) == items.get(b)).map(|(_, &index)| index).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(items: &[i64], first: Option<usize>) {
        assert_eq!(first_repeated(items), first, "{items:?}");
    }

    #[test]
    fn the_first_repetition_is_found() {
        check(&[], None);
        check(&[1], None);
        check(&[2, 1, 3], None);
        check(&[1, 1], Some(1));
        check(&[3, 2, 1, 2, 3], Some(3));
        check(&[9, 1, 1, 1, 9], Some(2));
    }

    #[test]
    fn long_lists_too() {
        for len in [255, 256, 257, 5000] {
            let mut items: Vec<i64> = (0..len).rev().collect();
            check(&items, None);
            items.push(7);
            check(&items, Some(items.len() - 1));
        }
    }
}
