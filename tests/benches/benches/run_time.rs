//! Times of the run-time cases and the floors.

use criterion::{Criterion, criterion_group, criterion_main};

fn run_time(criterion: &mut Criterion) {
    for case in zim_benches::all() {
        criterion.bench_function(case.name, |bencher| {
            let mut run = (case.prepare)();
            bencher.iter(&mut run);
        });
    }
}

criterion_group!(benches, run_time);
criterion_main!(benches);
