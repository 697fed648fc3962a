//! What became of a change stays on screen until it is read, whatever fails afterwards.

use amtui::app::delete_target::DeleteTarget;
use amtui::app::{Location, Place};
use amtui::domain::Error;
use serde_json::Value;

use super::backend::{LiveDriver, PROVIDER, Terms, ZETA, at_zeta};
use crate::fake_platform::Fault;

/// From the delete on nothing can be read.
fn deleted_and_cut_off() -> LiveDriver {
    let mut s = LiveDriver::of(at_zeta());
    s.confirm();
    let mut sent = false;
    s.d.faults = Some(Box::new(move |request| {
        let failed = sent.then(|| Err(Error::Network("the line is dead".into())));
        sent |= DeleteTarget::deletes(request);
        failed
    }));
    s.d.fire();
    s
}

#[test]
fn a_failed_reading_does_not_hide_that_the_provider_was_deleted() {
    let mut s = deleted_and_cut_off();
    s.d.see("Deleted client provider 'zeta IdP'.");
    s.d.wait(60_000).see("Deleted client provider 'zeta IdP'.");
    s.d.keys("j")
        .see_not("Deleted client provider")
        .see("Not up to date: No answer: the line is dead.");
}

#[test]
fn a_deleted_row_goes_although_the_list_cannot_be_read_again() {
    let mut s = deleted_and_cut_off();
    s.d.see("Client Providers (2)").see("▌ Alpha AM").see_not("  zeta IdP");
}

#[test]
fn after_a_delete_the_counts_are_right_although_nothing_can_be_read_again() {
    let envs = |s: &LiveDriver| {
        let screen = s.d.screen();
        let row = screen
            .lines()
            .find(|line| line.contains("Anypoint (built-in)"))
            .unwrap();
        // From the right: the frame, the applications, the APIs, the environments.
        row.split_whitespace().rev().nth(3).unwrap().to_owned()
    };
    let mut s = LiveDriver::of(at_zeta());
    s.d.keys("7").wait(5000);
    assert_eq!(envs(&s), "1");
    // Env 1 has nothing but zeta IdP, and falls back to the built-in one (R54).
    let s = deleted_and_cut_off();
    assert_eq!(envs(&s), "2");
}

#[test]
fn somebody_else_s_deletion_is_told_until_it_is_read_and_takes_the_row_along() {
    let mut s = LiveDriver::of(at_zeta());
    s.confirm();
    s.answers(99, ("GET", PROVIDER), 404, "Client provider not found");
    s.answers(99, ("GET", "clientProviders?"), 500, "");
    s.d.fire()
        .wait(60_000)
        .see("'zeta IdP' is already gone: someone else deleted it.")
        .see("Client Providers (2)");
}

/// Every way in which what is read may fail.
fn faults() -> [Fault; 4] {
    [
        Fault::Answer(500, "", None),
        Fault::DropBefore,
        Fault::Answer(403, "no", None),
        Fault::Answer(401, "no", None),
    ]
}

/// Makes a change again and again while reading fails from one request later on each time: whenever it was made, the person
/// must learn it, and otherwise what they typed or chose must still be there. Ends where all was read before the failure.
fn whatever_fails(open: &Place, begin: fn(&mut LiveDriver), made: fn(&Value) -> bool, says: &str) {
    for fault in faults() {
        let mut times = 0;
        for answered in 0.. {
            let mut s = LiveDriver::of(Terms {
                open: Some(open.clone()),
                ..Terms::default()
            });
            begin(&mut s);
            s.fake.seen();
            s.fake.plan(answered, "GET", "", Fault::Pass);
            s.fake.plan(999, "GET", "", fault.clone());
            s.d.keys("Enter").wait(20_000);
            let made = s.fake.model(|model| made(&model.file));
            let case = format!("{fault:?} after {answered}");
            assert_eq!(s.d.shows(says), made, "{case}:\n{}", s.d.screen());
            let told = s.d.shows("Not deleted.") || s.d.shows("You are signed out.");
            assert!(made || told || s.d.app.holds_work(), "{case}:\n{}", s.d.screen());
            times += usize::from(made);
            let read = s.fake.seen().into_iter().filter(|request| request.method == "GET");
            if read.count() <= answered {
                break;
            }
        }
        assert!(times > 3, "{fault:?}");
    }
}

#[test]
fn whatever_fails_after_an_environment_is_created_the_person_learns_that_it_is_there() {
    let begin = |s: &mut LiveDriver| {
        s.d.keys("a").text("QA").keys("Ctrl-S").wait(800).see("[>Create<]");
    };
    let made = |file: &Value| file["environments"].to_string().contains("\"QA\"");
    whatever_fails(
        &Place::List(Location::Environments),
        begin,
        made,
        "Created environment 'QA'.",
    );
}

#[test]
fn whatever_fails_after_a_delete_the_person_learns_that_it_is_gone() {
    let begin = |s: &mut LiveDriver| {
        s.confirm();
    };
    let made = |file: &Value| !file["clientProviders"].to_string().contains(ZETA);
    let says = "Deleted client provider 'zeta IdP'.";
    whatever_fails(&Place::Provider(ZETA.into()), begin, made, says);
}

#[test]
fn whatever_fails_after_client_providers_are_set_the_person_learns_that_they_are() {
    let begin = |s: &mut LiveDriver| {
        s.d.keys("/")
            .text("Env 3")
            .keys("Enter e j d Ctrl-S")
            .wait(800)
            .see("[>Save<]");
    };
    let made = |file: &Value| {
        file["environments"][3]["clientManagementProviderIds"][0] != file["clientProviders"][0]["providerId"]
    };
    let says = "Set the client providers of environment 'Env 3'.";
    whatever_fails(&Place::List(Location::Environments), begin, made, says);
}

#[test]
fn what_was_typed_comes_back_after_a_failed_reading_signs_out() {
    let mut s = LiveDriver::of(Terms {
        open: Some(Place::List(Location::Environments)),
        ..Terms::default()
    });
    s.d.hold = true;
    s.d.keys("r a").text("QA");
    s.fake.end("token-ada");
    s.d.hold = false;
    s.d.answer();
    s.d.see("You are signed out.").see_not("QA").wait(1000);
    s.sign_in_again("token-ada~2").see("QA").see("Restored what you typed");
}

/// A delete of which nobody knows what became of it, left with Esc.
fn left_unknown(fault: Fault) -> LiveDriver {
    let mut s = LiveDriver::of(at_zeta());
    s.confirm();
    s.fake.plan(1, "DELETE", PROVIDER, fault);
    // It is read twice and its applications are counted before it is sent. It cannot be read after that.
    s.fake.plan(3, "GET", PROVIDER, Fault::Pass);
    s.answers(99, ("GET", PROVIDER), 500, "");
    s.d.fire().wait(5000).see("We do not know if it was deleted");
    s
}

#[test]
fn a_delete_that_turns_out_to_be_done_is_told_by_a_later_reading() {
    let mut s = left_unknown(Fault::DropAfter);
    s.answers(1, ("GET", "clientProviders?"), 500, "");
    s.d.keys("Esc").see("It is not known whether 'zeta IdP' was deleted.");
    s.d.wait(1500)
        .keys("j")
        .see_not("It is not known")
        .see_not("Deleted client");
    s.fake.mend();
    s.d.keys("7 r")
        .see("Deleted client provider 'zeta IdP'.")
        .see("Client Providers (2)");
    // It is told once.
    s.d.wait(1500).keys("r").see_not("Deleted client");
    assert_eq!(s.fake.writes().len(), 1);
}

#[test]
fn a_delete_that_turns_out_not_to_be_done_is_told_by_a_later_reading() {
    let mut s = left_unknown(Fault::DropBefore);
    s.d.keys("Esc").see("It is not known whether 'zeta IdP' was deleted.");
    s.d.see("'zeta IdP' was not deleted: it is still there.");
}

#[test]
fn after_a_failed_sign_in_r_tries_again() {
    let fake = crate::fake_platform::FakePlatform::of(&Terms::default().organization);
    fake.plan(99, "GET", "/me", Fault::Answer(500, "", None));
    let mut s = LiveDriver::on(fake, Terms::default());
    s.d.see("No usable answer").see("Press r to try");
    s.fake.mend();
    s.d.keys("r").see("Client Providers (3)").see(ZETA);
}

#[test]
fn a_failed_sign_in_names_no_key_in_a_form_where_keys_type() {
    let mut s = LiveDriver::of(super::backend::unknown());
    s.fake.plan(99, "GET", "/me", Fault::Answer(500, "", None));
    s.d.keys("Space Enter").text("token-ada").keys("Ctrl-S");
    s.d.see("No usable answer").see_not("Press r");
}

const ENV_3: &str = "/environments/0b000000-0000-4000-8000-000000000003";

/// On the focused `[ Delete ]` of the dialog about Env 3.
fn at_the_end_of_env_3() -> LiveDriver {
    let mut s = LiveDriver::of(Terms {
        open: Some(Place::List(Location::Environments)),
        ..Terms::default()
    });
    s.d.keys("/").text("Env 3").keys("Enter");
    s.d.confirm("Env 3").wait(700).see("[>Delete<]");
    s.d.see("Not looked at: permissions and scopes in it,");
    s
}

#[test]
fn an_environment_is_not_told_to_be_deleted_because_a_part_of_it_is_not_found() {
    let mut s = at_the_end_of_env_3();
    s.fake.plan(1, "DELETE", ENV_3, Fault::DropBefore);
    let cut_off = ("DELETE", ENV_3);
    s.fake
        .plan_after(cut_off, 1, ("GET", ENV_3), Fault::Answer(403, "no", None));
    s.fake
        .plan_after(cut_off, 99, ("GET", "/apis?"), Fault::Answer(404, "", None));
    s.d.fire().wait(5000).keys("Enter").wait(5000);
    s.d.see_not("Deleted environment")
        .see("We do not know if it was deleted");
}

#[test]
fn an_environment_is_not_told_to_be_gone_because_no_list_is_found() {
    let mut s = at_the_end_of_env_3();
    s.answers(99, ("GET", "/environments"), 404, "");
    s.d.fire().wait(5000);
    s.d.see_not("is already gone").see("Not deleted.");
}

#[test]
fn what_was_made_in_part_is_not_told_as_unknown_or_not_made() {
    let mut s = LiveDriver::of(Terms {
        open: Some(Place::List(Location::Environments)),
        ..Terms::default()
    });
    s.d.keys("a")
        .text("QA")
        .keys("Tab Tab Right Ctrl-S")
        .wait(800)
        .see("[>Create<]");
    s.fake.plan(1, "POST", "environments", Fault::DropAfter);
    s.d.keys("Enter").wait(5000).see("its client providers were not set");
    s.answers(99, ("GET", "/environments"), 500, "");
    s.d.keys("Esc")
        .see("At least a part of this was saved: look at the list")
        .see_not("It is not known");
    s.fake.mend();
    s.d.wait(1500).keys("Esc Tab Enter r").see("Created environment 'QA'.");
}

/// On the review of an edit that was sent, and of which nothing tells what became.
fn edited_unknown(type_it: fn(&mut LiveDriver), fault: Fault) -> LiveDriver {
    let mut s = LiveDriver::of(at_zeta());
    s.d.keys("e").see("Edit client provider zeta IdP");
    type_it(&mut s);
    s.d.keys("Ctrl-S").wait(800).see("[>Save<]");
    let edit = ("PATCH", PROVIDER);
    s.fake
        .plan_after(edit, 99, ("GET", PROVIDER), Fault::Answer(500, "", None));
    s.fake.plan(1, "PATCH", PROVIDER, fault);
    s.d.keys("Enter")
        .wait(5000)
        .see("It is not known whether anything changed");
    s
}

fn another_name(s: &mut LiveDriver) {
    s.d.text("2");
}

/// A new Client Secret, and nothing else.
fn another_secret(s: &mut LiveDriver) {
    s.d.keys("Down Down Down Down Down Down Down Down").text("hush-hush");
}

fn both(s: &mut LiveDriver) {
    another_name(s);
    another_secret(s);
}

#[test]
fn an_edit_that_turns_out_to_be_done_is_told_by_a_later_reading() {
    for type_it in [another_name, both] {
        let mut s = edited_unknown(type_it, Fault::DropAfter);
        s.d.keys("Esc").see("It is not known whether this was saved: look");
        s.d.keys("Esc Tab Enter").see_not("Saved client provider");
        s.fake.mend();
        s.d.keys("r").see("Saved client provider 'zeta IdP2'.");
        // It is told once.
        s.d.wait(1500).keys("r").see_not("Saved client provider");
        assert_eq!(s.fake.writes().len(), 1);
    }
}

#[test]
fn an_edit_that_turns_out_to_be_done_is_told_in_its_form() {
    let mut s = edited_unknown(another_name, Fault::DropAfter);
    s.fake.mend();
    s.d.keys("Esc")
        .see("It is saved: Saved client provider 'zeta IdP2'.")
        .see_not("It is not known");
}

#[test]
fn an_edit_that_turns_out_not_to_be_done_is_told_by_a_later_reading() {
    let mut s = edited_unknown(another_name, Fault::DropBefore);
    s.fake.mend();
    s.d.keys("Esc")
        .see("Client provider 'zeta IdP' was not changed: it is as it was.");
}

#[test]
fn an_edit_that_is_made_again_is_told_once() {
    for lost_again in [false, true] {
        let mut s = edited_unknown(another_name, Fault::DropBefore);
        s.d.keys("Esc").see("It is not known whether this was saved: look");
        s.fake.mend();
        let again = |s: &mut LiveDriver| {
            s.d.keys("Ctrl-S")
                .wait(800)
                .keys("Space")
                .wait(800)
                .keys("Tab Tab Enter")
                .wait(5000);
        };
        if lost_again {
            let edit = ("PATCH", PROVIDER);
            s.fake
                .plan_after(edit, 99, ("GET", PROVIDER), Fault::Answer(500, "", None));
            s.fake.plan(1, "PATCH", PROVIDER, Fault::DropAfter);
            again(&mut s);
            s.d.see("It is not known whether anything changed");
            s.fake.mend();
            s.d.keys("Esc").see("It is saved:").wait(1500).keys("Esc Tab Enter");
        } else {
            again(&mut s);
            s.d.see("Saved client provider 'zeta IdP2'.");
        }
        s.d.wait(1500)
            .keys("r")
            .wait(1500)
            .keys("j :")
            .text("messages")
            .keys("Enter");
        let told = s.d.see("Messages").screen();
        assert_eq!(told.matches("Saved client provider").count(), 1, "{told}");
        assert!(!told.contains("was not changed"), "{told}");
    }
}

#[test]
fn what_became_of_a_secret_no_reading_tells_and_that_is_said() {
    for fault in [Fault::DropAfter, Fault::DropBefore] {
        let mut s = edited_unknown(another_secret, fault);
        s.fake.mend();
        s.d.keys("Esc")
            .see("It is not known whether this was saved. Secrets can't be read back")
            .see("them again to be sure.");
        s.d.keys("Esc Tab Enter r")
            .see_not("Saved client")
            .see_not("was not changed");
    }
}

#[test]
fn a_form_says_so_when_a_reading_tells_that_it_was_not_saved() {
    let mut s = edited_unknown(another_name, Fault::DropBefore);
    s.fake.mend();
    s.d.keys("Esc").see("was not changed: it is as it was.").wait(3000);
    s.d.keys("Down").see_not("It is not known whether this was saved");
    s.d.keys("Ctrl-S").see_not("Save although it may already be saved");
}
