//! Requests that are held back, and what their answers tell one after the other.

use std::sync::Mutex;

use amtui::app::msg::Msg;
use amtui::app::request::{Request, Ticket};
use amtui::shell::request;

use super::Driver;

/// What the program is not told yet.
pub(super) enum Held {
    /// Nobody asked the backend yet.
    Asked(Request),
    /// The backend said this.
    Told(Msg),
}

impl Driver {
    /// Answers the oldest request that is held back, or tells the next that came of it, and lays the screen out.
    pub fn answer(&mut self) {
        self.answer_one();
        self.answer_queued();
        self.lay_out();
    }

    /// The same for the newest one.
    pub fn answer_newest(&mut self) {
        let ticket = self.held.back().unwrap().0;
        self.answer_to(ticket);
    }

    /// The same for this one.
    pub fn answer_to(&mut self, ticket: Ticket) {
        let at = self.held.iter().position(|(held, _)| *held == ticket).unwrap();
        let held = self.held.remove(at).unwrap();
        self.held.push_front(held);
        self.answer();
    }

    /// Whether requests are held back.
    pub fn waits(&self) -> bool {
        !self.held.is_empty()
    }

    /// The answers that are held back.
    pub fn awaited(&self) -> Vec<Ticket> {
        self.held.iter().map(|(ticket, _)| *ticket).collect()
    }

    pub(super) fn hurry(&mut self, tickets: &[Ticket]) {
        let hurried = self.held.iter().filter_map(|(ticket, held)| match held {
            Held::Asked(request) if tickets.contains(ticket) => Some(request.clone()),
            _ => None,
        });
        self.hurried.extend(hurried);
    }

    pub(super) fn answer_one(&mut self) {
        let (ticket, held) = self.held.pop_front().unwrap();
        let msg = match held {
            Held::Told(msg) => msg,
            Held::Asked(request) => {
                let told = Mutex::new(Vec::new());
                let tell = |meanwhile| told.lock().unwrap().push(Msg::Meanwhile(ticket, meanwhile));
                let fault = self.faults.as_mut().and_then(|f| f(&request));
                let ask = || request::answer(self.backend.as_ref(), request, &tell);
                let answer = Msg::Reply(ticket, fault.unwrap_or_else(ask));
                let told = told.into_inner().unwrap();
                for msg in told.into_iter().chain([answer]).rev() {
                    self.held.push_front((ticket, Held::Told(msg)));
                }
                return self.answer_one();
            }
        };
        let effects = self.app.update(msg, self.now);
        self.queue(effects);
    }
}
