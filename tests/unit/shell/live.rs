//! The clock of this machine.

use std::time::{Duration, Instant};

use amtui::backend::rest::TimeSource as _;
use amtui::shell::live::MachineClock;

#[test]
fn the_machine_waits_as_long_as_it_is_told_and_draws_lots() {
    let machine = MachineClock(Instant::now());
    let (before, time) = (machine.elapsed(), Duration::from_millis(2));
    machine.wait(time);
    assert!(machine.elapsed() >= before + time);
    let lots: Vec<f64> = (0..50).map(|_| machine.chance()).collect();
    assert!(lots.iter().all(|lot| (0.0..=1.0).contains(lot)));
    assert!(lots.iter().any(|lot| *lot < 0.5) && lots.iter().any(|lot| *lot > 0.5));
}
