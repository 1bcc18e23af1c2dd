//! What is measured: the run-time cases, the floors beside them, and specs of any size.

pub mod budgets;
pub mod cases;
pub mod counts;
pub mod floors;

use std::hint::black_box;

/// Something that is measured.
#[derive(Clone, Copy)]
pub struct Case {
    /// Its name: what is measured, and the case of it.
    pub name: &'static str,
    /// Makes what it needs, and gives the part that is measured.
    pub prepare: fn() -> Box<dyn FnMut()>,
}

/// Measures `run` on what `prepare` makes.
fn on<T: 'static, R>(prepared: T, run: impl Fn(&T) -> R + 'static) -> Box<dyn FnMut()> {
    Box::new(move || {
        black_box(run(black_box(&prepared)));
    })
}

/// Every case and every floor.
pub fn all() -> impl Iterator<Item = &'static Case> {
    cases::CASES.iter().chain(floors::FLOORS)
}
