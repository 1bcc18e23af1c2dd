//! Which item of a list repeats an earlier one.

/// What items are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Key<'a> {
    /// A text.
    Text(&'a str),
    /// An integer.
    Int(i128),
}

impl<'a> From<&'a str> for Key<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<i128> for Key<'_> {
    fn from(number: i128) -> Self {
        Self::Int(number)
    }
}

/// Lists up to this long are compared without allocating; those that ZIM documents are shorter.
const ON_STACK: usize = 256;

/// The smallest index below `len` whose key is that of a smaller one, in `O(n log n)`. Items without a key repeat
/// nothing. Compiled once, whatever the items are.
pub(super) fn first_repeated<'a>(len: usize, key: &dyn Fn(usize) -> Option<Key<'a>>) -> Option<usize> {
    let mut stack = [0_usize; ON_STACK];
    let mut heap = Vec::new();
    let order = match stack.get_mut(..len) {
        Some(order) => order,
        None => {
            heap.resize(len, 0);
            heap.as_mut_slice()
        }
    };
    for (index, slot) in order.iter_mut().enumerate() {
        *slot = index;
    }
    // Equal items end up side by side, the earliest first: each but the first of a run is a repetition.
    sort(order, &|a, b| key(a).cmp(&key(b)).then(a.cmp(&b)).is_lt());
    let neighbours = order.iter().zip(order.iter().skip(1));
    neighbours.filter(|&(&a, &b)| key(a).is_some() && key(a) == key(b)).map(|(_, &index)| index).min()
}

/// Heapsort. The standard library's is faster and a twentieth of all the code that this crate would be compiled to.
fn sort(order: &mut [usize], is_less: &dyn Fn(usize, usize) -> bool) {
    for root in (0..order.len() / 2).rev() {
        sift_down(order, root, is_less);
    }
    for end in (1..order.len()).rev() {
        order.swap(0, end);
        sift_down(order.get_mut(..end).unwrap_or_default(), 0, is_less);
    }
}

/// Moves what is at `root` down until nothing below it is more.
fn sift_down(order: &mut [usize], mut root: usize, is_less: &dyn Fn(usize, usize) -> bool) {
    let less = |order: &[usize], a: usize, b: usize| match (order.get(a), order.get(b)) {
        (Some(a), Some(b)) => is_less(*a, *b),
        _ => false,
    };
    loop {
        let left = 2 * root + 1;
        let most = if less(order, left, left + 1) { left + 1 } else { left };
        if !less(order, root, most) {
            return;
        }
        order.swap(root, most);
        root = most;
    }
}

/// The smallest index of an item that equals an earlier one, where items can only be compared.
pub(super) fn first_equal<T: PartialEq>(items: &[T]) -> Option<usize> {
    items.iter().enumerate().position(|(index, item)| items.iter().take(index).any(|earlier| earlier == item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(items: &[Option<i64>], first: Option<usize>) {
        let key = |index: usize| items[index].map(|number| Key::Int(number.into()));
        assert_eq!(first_repeated(items.len(), &key), first, "{items:?}");
        if items.iter().all(Option::is_some) {
            assert_eq!(first_equal(items), first, "{items:?}");
        }
    }

    #[test]
    fn the_first_repetition_is_found() {
        check(&[], None);
        check(&[1].map(Some), None);
        check(&[2, 1, 3].map(Some), None);
        check(&[1, 1].map(Some), Some(1));
        check(&[3, 2, 1, 2, 3].map(Some), Some(3));
        check(&[9, 1, 1, 1, 9].map(Some), Some(2));
        check(&[None, None, Some(1), None, Some(1)], Some(4));
    }

    #[test]
    fn long_lists_too() {
        for len in [255, 256, 257, if cfg!(miri) { 300 } else { 2000 }] {
            let mut items: Vec<_> = (0..len).rev().map(Some).collect();
            check(&items, None);
            items.push(Some(7));
            check(&items, Some(items.len() - 1));
        }
    }
}
