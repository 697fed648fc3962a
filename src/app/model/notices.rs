//! Notices: the queue of the status row, and every message so far.
//!
//! One policy for all of them. Each goes with a key that comes after it was on screen for a second, and one that is about a row
//! with the selection. Most pass after a few
//! seconds all the same; errors and outcomes wait for the key. A later notice hides none that was on screen for less than
//! that: it stands beside it where there is room, and waits where there is not. An error or outcome on which an earlier key
//! was pressed makes room for what waits. The outcome comes back after it, and makes room again for what is said later.

use std::collections::VecDeque;
use std::time::Duration;

use crate::app::line::Tone;
use crate::app::list::RowId;
use crate::app::location::Location;
use crate::app::time::Now;

/// How long a notice that passes stays, and how long while others watch.
pub const STAYS: Duration = Duration::from_secs(4);
const STAYS_LONGER: Duration = Duration::from_secs(8);
/// How long every notice is on screen at least.
const SHORTEST: Duration = Duration::from_secs(1);
/// Among so many of the last messages the same reason isn't kept twice.
const RECENT: usize = 8;
/// How many messages are kept.
const KEPT: usize = 500;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The sentence, fit to be shown.
    pub text: String,
    pub tone: Tone,
    pub at: Now,
    /// Whether it stays until it is read.
    pub stays: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Until {
    /// A few seconds.
    Time,
    /// Until a key; what waits takes its place if the key came too early.
    Key,
    /// Until a key; it comes back after what took its place.
    Read,
}

/// A notice that is on screen, or waits for room.
#[derive(Debug)]
struct Queued {
    number: u64,
    notice: Notice,
    until: Until,
    /// Since when it is on screen.
    since: Option<Duration>,
    /// Whether it makes room after its first second: something more important is said, or a key came before it was read.
    yields: bool,
    /// Whether it made room and waits to come back: nothing makes room for it.
    returns: bool,
    /// The change that it tells of, or that it takes back, by the place of that among the changes of this session.
    step: Option<usize>,
    /// The row that it is about, and the page of that.
    row: Option<(Location, RowId)>,
}

/// Everything said so far, and what is on screen of it.
#[derive(Debug, Default)]
pub struct Notices {
    all: VecDeque<Notice>,
    queue: VecDeque<Queued>,
    said: u64,
    count: u64,
    /// Whether others watch.
    pub watched: bool,
    /// How long one stays at most, also an outcome, where those who show something say so.
    pub most: Option<Duration>,
}

impl Notices {
    /// Says something. Errors stay until they are read; anything else passes.
    pub fn notify(&mut self, tone: Tone, text: impl Into<String>, at: Now) {
        let until = if tone == Tone::Bad { Until::Key } else { Until::Time };
        self.push(tone, text.into(), at, until, None);
    }

    /// Says what became of something that the person asked for. It stays until it is read.
    pub fn outcome(&mut self, tone: Tone, text: impl Into<String>, at: Now, step: Option<usize>) {
        self.push(tone, text.into(), at, Until::Read, step);
    }

    /// The same for an answer. Where it undoes or redoes a step, what was said of that isn't true any more; neither is it
    /// that there was none.
    pub fn answer(&mut self, tone: Tone, text: impl Into<String>, at: Now, turned: Option<usize>) {
        if let Some(step) = turned {
            let newest = self.queue.iter().rfind(|queued| queued.step == Some(step));
            let newest = newest.map(|queued| queued.number);
            self.queue
                .retain(|queued| Some(queued.number) != newest && queued.step != Some(0));
        }
        self.outcome(tone, text, at, turned);
    }

    /// Keeps what went wrong on the way, without saying it: what is on screen tells it in short.
    pub fn keep(&mut self, text: String, at: Now) {
        if self.all.iter().rev().take(RECENT).any(|notice| notice.text == text) {
            return;
        }
        let tone = Tone::Warning;
        let stays = false;
        self.record(Notice { text, tone, at, stays });
    }

    fn record(&mut self, notice: Notice) {
        if self.all.len() == KEPT {
            self.all.pop_front();
        }
        self.all.push_back(notice);
    }

    fn push(&mut self, tone: Tone, text: String, at: Now, until: Until, step: Option<usize>) {
        let stays = until != Until::Time;
        let notice = Notice { text, tone, at, stays };
        self.record(notice.clone());
        self.count += 1;
        // What is said again stands there once, as if it had just come.
        let same = |last: &&mut Queued| (&last.notice.text, last.notice.tone) == (&notice.text, tone);
        if let Some(last) = self.queue.back_mut().filter(same) {
            last.since = last.since.map(|_| at.mono);
            last.yields = false;
            return;
        }
        // What passes and had its second gives way at once.
        let over = |since: Duration| at.mono.saturating_sub(since) >= SHORTEST;
        self.queue
            .retain(|queued| queued.notice.stays || !queued.since.is_some_and(over));
        self.said += 1;
        let queued = Queued {
            number: self.said,
            notice,
            until,
            since: None,
            yields: false,
            returns: false,
            step,
            row: None,
        };
        let back = self
            .queue
            .iter()
            .position(|other| other.returns && other.since.is_none());
        self.queue.insert(back.unwrap_or(self.queue.len()), queued);
    }

    /// What is on screen or waits for that, oldest first: each with its number.
    pub fn queue(&self) -> impl Iterator<Item = (u64, &Notice)> {
        self.queue.iter().map(|queued| (queued.number, &queued.notice))
    }

    pub fn newest(&self) -> Option<&Notice> {
        let newest = self.queue.iter().rfind(|queued| !queued.returns);
        newest.or(self.queue.back()).map(|queued| &queued.notice)
    }

    /// Everything up to the one with this number is on screen.
    pub fn shown(&mut self, number: u64, now: Now) {
        let Some(last) = self.queue.iter().position(|queued| queued.number == number) else {
            return;
        };
        for queued in self.queue.iter_mut().take(last + 1) {
            queued.since.get_or_insert(now.mono);
        }
    }

    /// When each of them goes by itself.
    fn ends(&self) -> impl Iterator<Item = Option<Duration>> {
        let usual = if self.watched { STAYS_LONGER } else { STAYS };
        let most = self.most.map(|most| most.max(SHORTEST));
        let stays = most.map_or(usual, |most| most.min(usual));
        let last = self.queue.iter().rfind(|queued| !queued.returns);
        let last = last.map_or(0, |queued| queued.number);
        let crowded = self
            .queue
            .iter()
            .any(|queued| queued.since.is_none() && !queued.returns);
        self.queue.iter().map(move |queued| {
            let since = queued.since?;
            match queued.notice.stays {
                true if queued.yields && crowded => Some(since + SHORTEST),
                true => most.map(|most| since + most),
                false if queued.yields || queued.number < last => Some(since + SHORTEST),
                false => Some(since + stays),
            }
        })
    }

    /// When the next of them goes by itself.
    pub fn expires(&self) -> Option<Duration> {
        self.ends().flatten().min()
    }

    /// Takes down what has been there long enough. An outcome goes behind what waits, and comes back.
    pub fn expire(&mut self, now: Now) {
        let over: Vec<bool> = self.ends().map(|end| end.is_some_and(|end| end <= now.mono)).collect();
        if !over.contains(&true) {
            return;
        }
        let mut back = VecDeque::new();
        for (queued, over) in std::mem::take(&mut self.queue).into_iter().zip(over) {
            if !over {
                self.queue.push_back(queued);
            } else if queued.until == Until::Read && self.most.is_none() {
                back.push_back(queued);
            }
        }
        for queued in back {
            self.queue.push_back(Queued {
                since: None,
                returns: true,
                ..queued
            });
        }
    }

    /// A key was pressed: what was on screen for long enough has been read.
    pub fn seen(&mut self, now: Now) {
        let read = |since: Duration| now.mono.saturating_sub(since) >= SHORTEST;
        self.queue.retain_mut(|queued| {
            queued.yields |= queued.since.is_some();
            !queued.since.is_some_and(read)
        });
    }

    /// What passes makes room for something more important.
    pub fn hide(&mut self) {
        for queued in &mut self.queue {
            queued.yields |= !queued.notice.stays;
        }
    }

    /// Another page is shown: what passes goes, once it was on screen for its second.
    pub fn leave_page(&mut self, now: Now) {
        self.queue.retain_mut(|queued| {
            let Some(since) = queued.since.filter(|_| queued.until == Until::Time) else {
                return true;
            };
            queued.yields = true;
            now.mono.saturating_sub(since) < SHORTEST
        });
    }

    /// What was said last is about a row: it goes with the selection.
    pub fn about(&mut self, row: Option<(Location, RowId)>) {
        let newest = self.queue.iter_mut().max_by_key(|queued| queued.number);
        if let Some(newest) = newest.filter(|queued| queued.until == Until::Time && row.is_some()) {
            newest.row = row;
        }
    }

    /// This row is selected: what is about another one of its page goes at once.
    pub fn select(&mut self, selected: Option<(Location, RowId)>) {
        let Some((page, row)) = selected else { return };
        let is_here = |(at, of): (Location, RowId)| at != page || of == row;
        self.queue.retain(|queued| queued.row.is_none_or(is_here));
    }

    /// Takes down what isn't true any more.
    pub fn withdraw(&mut self, text: &str) {
        self.queue.retain(|queued| queued.notice.text != text);
    }

    /// The same for what begins so.
    pub fn withdraw_begun(&mut self, begins: &[&str]) {
        self.queue
            .retain(|queued| !begins.iter().any(|begin| queued.notice.text.starts_with(begin)));
    }

    /// How often anything was said, whether it was said before or not.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// All of them, oldest first.
    pub fn all(&self) -> impl Iterator<Item = &Notice> {
        self.all.iter()
    }
}
