//! An organization on the platform, over its REST API on a fake one: keys in, screens and requests out.

#[path = "live/access.rs"]
mod access;
#[path = "live/audit.rs"]
mod audit;
#[path = "live/backend.rs"]
pub mod backend;
#[path = "live/careful.rs"]
mod careful;
#[path = "live/counts.rs"]
mod counts;
#[path = "live/delete.rs"]
mod delete;
#[path = "live/fresh.rs"]
mod fresh;
#[path = "live/groups.rs"]
mod groups;
#[path = "live/held.rs"]
mod held;
#[path = "live/outcomes.rs"]
mod outcomes;
#[path = "live/pages.rs"]
mod pages;
#[path = "live/parts.rs"]
mod parts;
#[path = "live/places.rs"]
mod places;
#[path = "live/policies.rs"]
mod policies;
#[path = "live/session.rs"]
mod session;
#[path = "live/sign_in.rs"]
mod sign_in;
#[path = "live/traffic.rs"]
mod traffic;
