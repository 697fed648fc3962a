//! The requests that wait for a worker and those that workers are busy with. The most urgent goes first.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::mem;
use std::sync::Arc;

use crate::app::request::{Request, Ticket};
use crate::backend::task::{Task, Urgency};

pub struct Job {
    pub ticket: Ticket,
    pub request: Request,
    pub task: Arc<Task>,
}

#[derive(Default)]
pub struct Queue {
    /// Each under the urgency of its task, in the order they came.
    waiting: BTreeMap<Urgency, VecDeque<Job>>,
    running: HashMap<Ticket, Arc<Task>>,
    pub idle: usize,
    pub closed: bool,
}

impl Queue {
    pub fn push(&mut self, job: Job) {
        self.waiting.entry(job.task.urgency()).or_default().push_back(job);
    }

    pub fn waiting(&self) -> usize {
        self.waiting.values().map(VecDeque::len).sum()
    }

    /// Takes the most urgent request, unless `most` of its urgency are under way: they leave workers to others.
    pub fn next(&mut self, most: usize) -> Option<Job> {
        let running: Vec<Urgency> = self.running.values().map(|task| task.urgency()).collect();
        let full = |urgency| running.iter().filter(|other| **other == urgency).count() >= most;
        let mut waiting = self.waiting.iter_mut().filter(|(urgency, _)| !full(**urgency));
        let job = waiting.find_map(|(_, jobs)| jobs.pop_front())?;
        self.running.insert(job.ticket, Arc::clone(&job.task));
        Some(job)
    }

    pub fn done(&mut self, ticket: Ticket) {
        self.running.remove(&ticket);
    }

    pub fn hurry(&mut self, tickets: &HashSet<Ticket>) {
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
    pub fn cancel(&mut self, tickets: &HashSet<Ticket>) -> Vec<Arc<Task>> {
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
