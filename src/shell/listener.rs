//! Passes on to the program what the platform and files say unasked.

use std::sync::Arc;

use super::browser;
use super::event::{Event, EventSender};
use super::open::{Listener, Tell};
use crate::app::msg::Msg;
use crate::app::request::Ticket;
use crate::backend::task::Task;

/// Passes on what the platform says.
pub fn listener(events: &EventSender) -> Listener {
    let (for_limits, for_address) = (events.clone(), events.clone());
    Listener {
        limited: Box::new(move |until| {
            // The channel lives as long as the program.
            let _ = for_limits.send(Event::RateLimited(until));
        }),
        show_address: Arc::new(move |address| {
            // The sign-in works for its own request.
            let ticket = Ticket(Task::current().number());
            let at = Msg::SignInAt(ticket, address.to_owned(), browser::open(address));
            let _ = for_address.send(message(at));
        }),
    }
}

pub fn send_notices(events: &EventSender) -> Tell {
    let events = events.clone();
    Arc::new(move |text| {
        // The channel lives as long as the program.
        let _ = events.send(message(Msg::Notice(false, text.to_owned())));
    })
}

pub fn message(msg: Msg) -> Event {
    Event::Message(Box::new(msg))
}
