//! Times of generating code from the shipped spec, stage by stage, in memory.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use zim_codegen::generate;
use zim_spec::model::Spec;

fn loaded() -> Spec {
    zim_spec::shipped().unwrap_or_else(|error| panic!("{error}"))
}

fn generation(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("generation");
    group.sample_size(20);
    group.bench_function("load", |bencher| bencher.iter(loaded));
    let spec = loaded();
    group.bench_function("generate", |bencher| bencher.iter(|| generate(black_box(&spec)).unwrap()));
    group.finish();
}

criterion_group!(benches, generation);
criterion_main!(benches);
