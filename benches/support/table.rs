//! The table that a benchmark ends with: each figure beside what it is measured by, and its bound.

use std::time::{Duration, Instant};

/// A shortened run fails only this far beyond a bound.
const QUICK: f64 = 3.0;

/// Whether the run is shortened.
pub fn quick() -> bool {
    std::env::args().any(|argument| argument == "--quick")
}

/// So many rounds, or fewer in a shortened run.
pub fn rounds(whole: usize, short: usize) -> usize {
    if quick() { short } else { whole }
}

pub fn median(values: &[f64]) -> f64 {
    percentile(values, 50)
}

pub fn percentile(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}

/// The bound, but for a binary that is made for tests: that has much more in it, and is less optimized than the floor.
pub fn unless_for_tests(bound: f64) -> Option<f64> {
    (!cfg!(debug_assertions)).then_some(bound)
}

pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The median time of `work` in milliseconds. What `ready` makes for it, and dropping what it returns, do not count.
pub fn time<S, T>(rounds: usize, mut ready: impl FnMut() -> S, mut work: impl FnMut(S) -> T) -> f64 {
    let mut times = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let state = ready();
        let start = Instant::now();
        let done = work(state);
        times.push(ms(start.elapsed()));
        drop(done);
    }
    median(&times)
}

/// Prints its rows as they come, and remembers which are beyond their bounds.
pub struct Table {
    beyond: Vec<String>,
}

impl Table {
    pub fn new(reference: &str) -> Self {
        if cfg!(debug_assertions) {
            println!("This is a build for tests: its figures are for telling that something went wrong.");
        }
        println!(
            "{:54} {reference:>10} {:>10} {:>7} {:>7}",
            "", "amtui", "ratio", "bound"
        );
        Self { beyond: Vec::new() }
    }

    /// A figure that is at most `bound` times the reference; without a bound it is only told.
    pub fn ratio(&mut self, name: &str, reference: f64, own: f64, bound: Option<f64>) {
        let ratio = own / reference;
        let told = bound.map_or("-".to_owned(), |bound| format!("{bound:.2}"));
        let held = bound.is_none_or(|bound| ratio <= bound);
        let mark = if held { "" } else { "  beyond" };
        println!("{name:54} {reference:10.2} {own:10.2} {ratio:7.2} {told:>7}{mark}");
        if bound.is_some_and(|bound| ratio > bound * if quick() { QUICK } else { 1.0 }) {
            self.beyond.push(name.to_owned());
        }
    }

    /// A figure that is at most `most`.
    pub fn limit(&mut self, name: &str, most: f64, own: f64) {
        self.ratio(name, most, own, Some(1.0));
    }

    /// A figure that is 0.
    pub fn zero(&mut self, name: &str, own: f64) {
        self.ratio(name, 1.0, own, Some(0.0));
    }

    /// Ends the program: with 1 where a figure is beyond its bound.
    pub fn finish(self) -> ! {
        if self.beyond.is_empty() {
            std::process::exit(0);
        }
        println!("beyond the bounds: {}", self.beyond.join(", "));
        std::process::exit(1);
    }
}
