//! The order of requests that wait for a worker.

use std::collections::HashSet;

use amtui::app::request::{Request, Ticket};
use amtui::backend::task::{Task, Urgency};
use amtui::shell::worker::queue::{Job, Queue};

const ALL: usize = usize::MAX;

fn queue(jobs: &[(u64, Urgency)]) -> Queue {
    let mut queue = Queue::default();
    for (ticket, urgency) in jobs {
        queue.push(Job {
            ticket: Ticket(*ticket),
            request: Request::Account,
            task: Task::new(*urgency, 0),
        });
    }
    queue
}

fn taken(queue: &mut Queue, most: usize) -> Vec<u64> {
    std::iter::from_fn(|| queue.next(most))
        .map(|job| job.ticket.0)
        .collect()
}

fn tickets(numbers: &[u64]) -> HashSet<Ticket> {
    numbers.iter().copied().map(Ticket).collect()
}

#[test]
fn the_most_urgent_goes_first_and_then_the_oldest() {
    let jobs = [
        (1, Urgency::Later),
        (2, Urgency::Soon),
        (3, Urgency::Now),
        (4, Urgency::Soon),
    ];
    assert_eq!(taken(&mut queue(&jobs), ALL), [3, 2, 4, 1]);
}

#[test]
fn so_many_of_an_urgency_leave_the_other_workers_to_others() {
    let jobs = [
        (1, Urgency::Soon),
        (2, Urgency::Soon),
        (3, Urgency::Soon),
        (4, Urgency::Later),
    ];
    let mut queue = queue(&jobs);
    assert_eq!(taken(&mut queue, 2), [1, 2, 4]);
    queue.done(Ticket(1));
    assert_eq!(taken(&mut queue, 2), [3]);
}

#[test]
fn hurried_requests_go_first_and_those_under_way_count_as_hurried() {
    let jobs = [
        (1, Urgency::Later),
        (2, Urgency::Soon),
        (3, Urgency::Later),
        (4, Urgency::Later),
    ];
    let mut all = queue(&jobs);
    all.hurry(&tickets(&[3, 4]));
    assert_eq!(taken(&mut all, ALL), [3, 4, 2, 1]);
    let mut all = queue(&jobs);
    assert_eq!(all.next(1).map(|job| job.ticket), Some(Ticket(2)));
    all.hurry(&tickets(&[2, 4]));
    // The one under way is as urgent as the one that waits: there is no room for both.
    assert_eq!(taken(&mut all, 1), [1]);
    all.done(Ticket(2));
    assert_eq!(taken(&mut all, 1), [4]);
}

#[test]
fn forgotten_requests_are_not_asked_and_those_under_way_are_told() {
    let jobs = [(1, Urgency::Now), (2, Urgency::Later), (3, Urgency::Later)];
    let mut queue = queue(&jobs);
    assert_eq!(queue.next(ALL).map(|job| job.ticket), Some(Ticket(1)));
    assert_eq!(queue.cancel(&tickets(&[1, 2])).len(), 1);
    assert_eq!(queue.waiting(), 1);
    assert_eq!(taken(&mut queue, ALL), [3]);
}
