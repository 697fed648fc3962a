//! Every way a deletion on the platform can end (docs/guide.md, D15-D17).

use std::time::Duration;

use serde_json::json;

use super::backend::{self, LiveDriver, PROVIDER, Terms, ZETA, at_zeta};
use crate::driver::unix;
use crate::fake_platform::{FakePlatform, Fault};

/// Confirms, and presses the button with this fault waiting for the delete. Says what was asked about the provider until
/// everything has come to rest.
fn deleted(fault: Fault) -> (LiveDriver, String) {
    let mut s = LiveDriver::of(at_zeta());
    s.confirm();
    s.fake.plan(1, "DELETE", PROVIDER, fault);
    s.d.fire().wait(2500);
    let asked = s.asked().join(" ");
    (s, asked)
}

/// It is read for the person, read before it is sent, and sent.
const SENT: &str = "GET GET DELETE";

#[test]
fn done_once_it_is_gone_and_its_configuration_is_kept() {
    let mut s = LiveDriver::of(at_zeta());
    s.confirm().fire();
    s.d.see("Deleted client provider 'zeta IdP'.")
        .see("Client Providers (2)")
        .see("▌ Alpha AM")
        .see_not("undoes");
    assert!(s.asked().join(" ").starts_with(SENT));
    let all = s.fake.model(|model| model.file["clientProviders"].clone());
    assert_eq!(all.as_array().unwrap().len(), 1);
    let kept: Vec<_> = std::fs::read_dir(s.copies.path().join("deleted")).unwrap().collect();
    assert_eq!(kept.len(), 1);
}

#[test]
fn what_is_refused_was_not_deleted_and_says_why() {
    let cases = [
        (Fault::Answer(403, "no", None), "Not deleted. Not allowed: no (403)."),
        // The token is good for asking who one is, and not for this.
        (Fault::Answer(401, "no", None), "Not deleted. Not allowed: no (401)."),
        (
            Fault::Answer(405, "no", None),
            "Not deleted. Not allowed: this is done in the root organization only:",
        ),
        (
            Fault::Answer(429, "slow down", Some(unix() + 90)),
            "Not deleted. There were too many requests: try again after 06:03:41.",
        ),
        (
            Fault::Answer(418, "tea", None),
            "Not deleted. The platform refused this: tea (418).",
        ),
        (
            Fault::Answer(400, r#"{"message":"No\u001b[2J"}"#, None),
            "Not deleted. The platform refused this: No",
        ),
    ];
    for (fault, says) in cases {
        let (mut s, asked) = deleted(fault.clone());
        s.d.see(says).see_not("To confirm");
        assert_eq!(asked.matches("DELETE").count(), 1, "{fault:?} {asked}");
        assert!(asked.starts_with(SENT), "{fault:?} {asked}");
        s.d.keys("7").see("Client Providers (3)");
    }
}

#[test]
fn gone_already_says_so() {
    let (mut s, asked) = deleted(Fault::DoneBut(404, "Client provider not found"));
    s.d.see("'zeta IdP' is already gone: someone else deleted it.");
    assert_eq!(asked.matches("DELETE").count(), 1);
    // Where it can still be read it isn't gone, whatever the answer to the deletion says.
    let (mut s, asked) = deleted(Fault::Answer(404, "no such page", None));
    s.d.see("'zeta IdP' was not deleted: it is still there")
        .see_not("already gone");
    s.d.keys("7").see("zeta IdP").see("Client Providers (3)");
    assert_eq!(asked.matches("DELETE").count(), 1);
    // Where it can't be read, nobody knows.
    let mut s = LiveDriver::of(at_zeta());
    s.confirm();
    s.fake
        .plan(1, "DELETE", PROVIDER, Fault::Answer(404, "no such page", None));
    s.fake.plan_after(
        ("DELETE", PROVIDER),
        99,
        ("GET", PROVIDER),
        Fault::Answer(500, "", None),
    );
    s.d.fire()
        .wait(60_000)
        .see("We do not know if it was deleted")
        .see_not("already gone");
    // Gone before the button: nothing is sent at all.
    let mut s = LiveDriver::of(at_zeta());
    s.confirm();
    s.fake
        .model(|model| model.file["clientProviders"].as_array_mut().unwrap().remove(0));
    s.d.fire().see("'zeta IdP' is already gone: someone else deleted it.");
    assert_eq!(s.fake.writes(), [""; 0]);
    s.d.see_not("▌ zeta IdP").see("Client Providers (2)");
}

#[test]
fn an_answer_that_is_lost_is_looked_for_by_id_and_never_sent_again() {
    let lost = [
        (Fault::DropBefore, "'zeta IdP' was not deleted: it is still there."),
        (Fault::DropAfter, "Deleted client provider 'zeta IdP'."),
        (
            Fault::Answer(500, "<html><h1>Oh no</h1></html>", None),
            "'zeta IdP' was not deleted: it is still there.",
        ),
        (
            Fault::Answer(502, "", None),
            "'zeta IdP' was not deleted: it is still there.",
        ),
        (
            Fault::Answer(302, "", None),
            "'zeta IdP' was not deleted: it is still there.",
        ),
    ];
    for (fault, says) in lost {
        let (mut s, asked) = deleted(fault.clone());
        // What is still there is read once more afterwards, as it is on screen.
        let looks = if says.starts_with("Deleted") { 1 } else { 3 + 1 };
        let expected = format!("{SENT}{}", " GET".repeat(looks));
        assert_eq!(asked, expected, "{fault:?}");
        s.d.see(says);
    }
}

#[test]
fn an_answer_that_is_not_the_contract_s_is_not_taken_for_deleted() {
    for (status, body) in [(200, ""), (200, "{\"da"), (201, "[1, 2]"), (202, ""), (200, "<html>")] {
        let (mut s, asked) = deleted(Fault::Answer(status, body, None));
        s.d.see("'zeta IdP' was not deleted: it is still there.");
        assert_eq!(asked, format!("{SENT} GET GET GET GET"), "{body}");
        s.d.keys("7").see("Client Providers (3)");
    }
    let (mut s, asked) = deleted(Fault::DoneBut(202, ""));
    s.d.see("Deleted client provider 'zeta IdP'.");
    assert_eq!(asked.matches("DELETE").count(), 1);
    // It is said to be deleted, and it is there.
    let (mut s, _) = deleted(Fault::Answer(204, "", None));
    s.d.see("We do not know if it was deleted")
        .see("the platform answered")
        .see("done, and it is still there.");
}

#[test]
fn a_provider_for_entra_id_is_deleted_right_after_its_list_came() {
    let mut file = backend::organization();
    file["clientProviders"][0]["azure_ad_provider"] = json!({});
    // The list does not tell its kind, and what does is not read yet.
    let fake = FakePlatform::of(&file);
    let detail = "0c000000-0000-4000-8000-000000000000?includeSecrets";
    fake.plan(99, "GET", detail, Fault::Answer(500, "", None));
    let mut s = LiveDriver::on(fake, Terms::default());
    s.d.text("/zeta").keys("Enter D").see("OIDC DCR / 0c000000");
    s.fake.mend();
    s.d.text(ZETA).keys("Enter").wait(700).fire();
    s.d.see("Deleted client provider 'zeta IdP'.");
}

#[test]
fn no_answer_in_time_is_lost_as_well() {
    let mut s = LiveDriver::of(Terms {
        answer: Duration::from_millis(1500),
        ..at_zeta()
    });
    s.confirm();
    s.fake.plan(1, "DELETE", PROVIDER, Fault::Silent);
    s.d.fire()
        .wait(2500)
        .see("'zeta IdP' was not deleted: it is still there.");
    assert_eq!(s.asked().join(" "), format!("{SENT} GET GET GET GET"));
}

#[test]
fn where_nobody_can_say_it_is_unknown_until_somebody_looks() {
    let mut s = LiveDriver::of(at_zeta());
    s.confirm();
    s.fake.plan(1, "DELETE", PROVIDER, Fault::DropAfter);
    s.fake.plan(3, "GET", PROVIDER, Fault::Pass);
    s.answers(9, ("GET", PROVIDER), 500, "<html><h1>Oh no</h1></html>");
    s.d.fire().wait(5000);
    s.d.see("We do not know if it was deleted")
        .see("The delete request was sent at 06:02:11.")
        .see("could not be read: Oh no (500).")
        .see_not("Press r")
        .see("Do not repeat the delete before you have checked.");
    assert_eq!(s.asked().join(" "), format!("{SENT} GET GET GET"));
    // Once more, and once more: each time it is only looked.
    s.d.keys("Enter").wait(1000).see("We do not know if it was deleted");
    assert_eq!(s.asked(), ["GET"]);
    s.fake.mend();
    s.d.keys("Enter").see("Deleted client provider 'zeta IdP'.");
    assert_eq!(s.d.deletes(), 1);
    assert_eq!(s.fake.writes(), [""; 0]);
}

#[test]
fn an_unknown_outcome_that_is_left_says_that_it_is_unknown() {
    let mut s = LiveDriver::of(at_zeta());
    s.confirm();
    s.fake.plan(1, "DELETE", PROVIDER, Fault::DropBefore);
    s.fake.plan(3, "GET", PROVIDER, Fault::Pass);
    s.answers(3, ("GET", PROVIDER), 500, "");
    s.d.fire().wait(5000).keys("Esc");
    s.d.see("It is not known whether 'zeta IdP' was deleted. Reload the list to find out.");
    s.d.keys("7").see("Client Providers (3)");
}

#[test]
fn a_session_that_ended_asks_to_sign_in_and_then_anew() {
    // Before it is read once more, and between that and the delete.
    for late in [false, true] {
        let mut s = LiveDriver::of(at_zeta());
        s.confirm().keys("Enter");
        s.d.hold = true;
        s.d.wait(200);
        if late {
            s.d.answer();
        }
        s.fake.end("token-ada");
        s.d.hold = false;
        s.d.answer();
        s.d.see("Not deleted. You are signed out. Sign in to be asked again.");
        assert_eq!(s.fake.writes(), [""; 0]);
        s.sign_in_again("token-ada~2").wait(800);
        s.d.see("To confirm, enter the provider's name:")
            .see("0 of 8 characters")
            .see("Delete");
        s.d.text(ZETA).keys("Enter").wait(700).fire();
        s.d.see("Deleted client provider 'zeta IdP'.");
        assert_eq!(s.fake.writes().len(), 1);
    }
}

#[test]
fn nobody_else_is_asked_whether_to_delete() {
    let mut s = LiveDriver::of(at_zeta());
    s.confirm();
    s.fake.end("token-ada");
    s.d.fire().see("You are signed out.");
    s.sign_in_again("token-ben").wait(800);
    s.d.see("ben  Org Admin").see_not("To confirm").see_not(ZETA);
}

#[test]
fn what_became_another_meanwhile_is_not_deleted() {
    for (pointer, now, says) in [
        (
            "/name",
            "Other IdP",
            "Not deleted. 'zeta IdP' is now named 'Other IdP'.",
        ),
        ("/name", "zeta idp", "Not deleted. 'zeta IdP' is now named 'zeta idp'."),
        (
            "/type/name",
            "ping",
            "Not deleted. 'zeta IdP' is now of type PingFederate.",
        ),
    ] {
        let mut s = LiveDriver::of(at_zeta());
        s.confirm();
        s.fake
            .model(|model| *model.file["clientProviders"][0].pointer_mut(pointer).unwrap() = json!(now));
        s.d.fire().see(says);
        assert_eq!(s.fake.writes(), [""; 0]);
    }
}

#[test]
fn what_becomes_another_at_the_last_moment_is_not_deleted_either() {
    let mut s = LiveDriver::of(at_zeta());
    s.confirm().keys("Enter");
    s.d.hold = true;
    s.d.wait(200).answer();
    s.fake
        .model(|model| model.file["clientProviders"][0]["name"] = json!("Other IdP"));
    s.d.hold = false;
    s.d.answer();
    s.d.see(" Not deleted: client provider 'zeta IdP' is now named 'Other IdP'.");
    assert_eq!(s.fake.writes(), [""; 0]);
}

#[test]
fn what_cannot_be_read_once_more_is_not_deleted() {
    let bad = [
        (Fault::Answer(200, "", None), "no whole JSON"),
        (Fault::Answer(200, "{\"name\":", None), "no whole JSON"),
        (Fault::Answer(200, "[]", None), "a client provider came without its id"),
        (Fault::Answer(500, "<html>", None), "500"),
        (Fault::Truncated, "No answer: "),
        (Fault::DropBefore, "No answer: the connection broke"),
        (Fault::Answer(403, "no", None), "Not allowed: no (403)."),
        (Fault::Answer(429, "", Some(unix() + 3600)), "try again after 07:02:11."),
    ];
    for (fault, why) in bad {
        let mut s = LiveDriver::of(at_zeta());
        s.confirm();
        s.fake.plan(4, "GET", PROVIDER, fault.clone());
        s.d.fire().see("Not deleted.").see(why);
        assert_eq!(s.fake.writes(), [""; 0], "{fault:?}");
    }
}

#[test]
fn what_a_deletion_did_is_kept_while_its_outcome_is_looked_up_again() {
    let mut s = LiveDriver::of(at_zeta());
    s.d.size(140, 40);
    s.confirm();
    s.fake.plan(1, "DELETE", PROVIDER, Fault::DropAfter);
    s.fake.plan(3, "GET", PROVIDER, Fault::Pass);
    s.answers(3, ("GET", PROVIDER), 500, "no");
    s.d.fire().wait(5000);
    s.d.see("We do not know if it was deleted")
        .wait(800)
        .keys("Enter")
        .wait(1000);
    s.d.see("Deleted client provider 'zeta IdP'.");
    s.d.wait(2000).keys("4").wait(500).see("CHANGED");
}
