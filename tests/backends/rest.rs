//! What the backend on the platform's REST API promises beyond the suite.

#[path = "rest/access.rs"]
mod access;
#[path = "rest/browser.rs"]
mod browser;
#[path = "rest/careful.rs"]
mod careful;
#[path = "rest/coverage.rs"]
mod coverage;
#[path = "rest/faults.rs"]
mod faults;
#[path = "rest/groups.rs"]
mod groups;
#[path = "rest/odd.rs"]
mod odd;
#[path = "rest/order.rs"]
mod order;
#[path = "rest/outcomes.rs"]
mod outcomes;
#[path = "rest/parts.rs"]
pub mod parts;
#[path = "rest/proxy.rs"]
mod proxy;
#[path = "rest/role_places.rs"]
mod role_places;
#[path = "rest/scopes.rs"]
mod scopes;
#[path = "rest/signing.rs"]
mod signing;
#[path = "rest/tls.rs"]
mod tls;
#[path = "rest/totals.rs"]
mod totals;
#[path = "rest/traffic.rs"]
mod traffic;
#[path = "rest/urgent.rs"]
mod urgent;
#[path = "rest/users.rs"]
pub mod users;
#[path = "rest/whole.rs"]
mod whole;
