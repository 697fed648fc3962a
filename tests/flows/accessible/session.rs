//! A session on the platform that ends while somebody types lines.

use super::lines::Lines;
use crate::live::backend::{LiveDriver, at_zeta};

#[test]
fn who_is_signed_out_signs_in_again_and_comes_back_to_the_page() {
    let s = LiveDriver::of(at_zeta());
    let mut lines = Lines::of(s.d);
    lines.enter(&["tab Environments"]).says(", open");
    s.fake.end("token-ada");
    lines
        .enter(&["reload"])
        .says("You are signed out. Sign in again to go on.");
    lines.enter(&["1"]).says("Sign in with: ");
    lines.enter(&["1", "2"]).says("Access Token");
    lines.enter(&["3", "token-ada~2"]).says_not("token-ada");
    lines.enter(&["sign-in"]);
    lines
        .says("Page: Access Management, Client Providers, zeta IdP.")
        .says("Environments")
        .says(", open");
    assert!(
        !lines.printed.contains("token-ada"),
        "a token is printed:\n{}",
        lines.printed
    );
}
