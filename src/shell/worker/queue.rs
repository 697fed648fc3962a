//! The requests that wait for a worker and those that workers are busy with. The most urgent goes first.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::mem;
use std::sync::Arc;

use crate::app::request::{Request, Ticket};
use crate::backend::task::{Task, Urgency};

pub(super) struct Job {
    pub(super) ticket: Ticket,
    pub(super) request: Request,
    pub(super) task: Arc<Task>,
}

#[derive(Default)]
pub(super) struct Queue {
    /// Each under the urgency of its task, in the order they came.
    waiting: BTreeMap<Urgency, VecDeque<Job>>,
    running: HashMap<Ticket, Arc<Task>>,
    pub(super) idle: usize,
    pub(super) closed: bool,
}

impl Queue {
    pub(super) fn push(&mut self, job: Job) {
        self.waiting.entry(job.task.urgency()).or_default().push_back(job);
    }

    pub(super) fn waiting(&self) -> usize {
        self.waiting.values().map(VecDeque::len).sum()
    }

    /// Takes the most urgent request, unless `most` of its urgency are under way: they leave workers to others.
    pub(super) fn next(&mut self, most: usize) -> Option<Job> {
        let running: Vec<Urgency> = self.running.values().map(|task| task.urgency()).collect();
        let full = |urgency| running.iter().filter(|other| **other == urgency).count() >= most;
        let mut waiting = self.waiting.iter_mut().filter(|(urgency, _)| !full(**urgency));
        let job = waiting.find_map(|(_, jobs)| jobs.pop_front())?;
        self.running.insert(job.ticket, Arc::clone(&job.task));
        Some(job)
    }

    pub(super) fn done(&mut self, ticket: Ticket) {
        self.running.remove(&ticket);
    }

    pub(super) fn hurry(&mut self, tickets: &HashSet<Ticket>) {
        for task in self.running(tickets) {
            task.hurry();
        }
        let mut hurried = VecDeque::new();
        for jobs in self.waiting.range_mut(Urgency::Soon..).map(|(_, jobs)| jobs) {
            let (now, others) = mem::take(jobs)
                .into_iter()
                .partition(|job| tickets.contains(&job.ticket));
            *jobs = others;
            hurried.append(&mut { now });
        }
        for job in hurried {
            job.task.hurry();
            self.push(job);
        }
    }

    /// Drops those of these requests that wait, and returns the tasks of the others.
    pub(super) fn cancel(&mut self, tickets: &HashSet<Ticket>) -> Vec<Arc<Task>> {
        for jobs in self.waiting.values_mut() {
            jobs.retain(|job| !tickets.contains(&job.ticket));
        }
        self.running(tickets)
    }

    fn running(&self, tickets: &HashSet<Ticket>) -> Vec<Arc<Task>> {
        let running = self.running.iter().filter(|(ticket, _)| tickets.contains(ticket));
        running.map(|(_, task)| Arc::clone(task)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: usize = usize::MAX;

    fn queue(jobs: &[(u64, Urgency)]) -> Queue {
        let mut queue = Queue::default();
        for (ticket, urgency) in jobs {
            queue.push(Job {
                ticket: Ticket(*ticket),
                request: Request::Account,
                task: Task::new(*urgency),
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
    fn the_most_urgent_goes_first_and_then_whoever_came_first() {
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
}
