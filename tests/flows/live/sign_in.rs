//! Signing in to the platform: fields, failures, and no secret on the screen.

use amtui::app::msg::{Effect, Msg};
use amtui::app::request::{Request, Ticket};
use amtui::domain::login::{Login, Redirect, SignInPrompt, ThroughApp, UserGrant};
use amtui::domain::secret::Secret;

use super::backend::{LiveDriver, Terms, app, at_zeta, unknown};
use crate::browser::free_port;
use crate::fake_platform::Fault;

/// What is secret here begins with one of these.
const SECRET: [&str; 3] = ["hush", "token-a", "token-b"];

/// Nothing secret is on the screen or in anything that a log or a crash could show.
fn quiet(stage: &LiveDriver) {
    let told = format!("{}\n{:?}\n{:?}", stage.d.screen(), stage.d.app, stage.d.requests);
    for secret in SECRET {
        assert!(!told.contains(secret), "{secret} is shown:\n{told}");
    }
}

fn sign_ins(stage: &LiveDriver) -> usize {
    let is = |r: &&Request| matches!(r, Request::SignIn(_));
    stage.d.requests.iter().filter(is).count()
}

#[test]
fn who_was_told_is_signed_in_at_once() {
    for credentials in [Some(app()), Terms::default().credentials] {
        let mut s = LiveDriver::of(Terms {
            credentials,
            ..Terms::default()
        });
        s.d.see(" LIVE  Acme (root)")
            .size(120, 24)
            .see("anypoint.example.com")
            .see("Client Providers (3)");
        assert_eq!(s.d.requests[0], Request::SignIn(Login::Given));
        assert_eq!((sign_ins(&s), s.fake.writes()), (1, vec![]));
        quiet(&s);
    }
}

#[test]
fn only_the_secret_of_a_known_app_is_asked_for() {
    let mut s = LiveDriver::of(Terms {
        asks: SignInPrompt::ClientSecret {
            client_id: "app-1".into(),
        },
        ..unknown()
    });
    s.d.see("Sign in to anypoint.example.com")
        .see("app-1")
        .see("Client Secret*")
        .see_not("Sign in with")
        .see("Ctrl-S sign in");
    assert!(s.fake.seen().is_empty(), "nothing is asked before anybody signed in");
    s.d.keys("Ctrl-S").see("Client Secret is required.");
    assert_eq!(sign_ins(&s), 0);
    s.d.text("hush-app").see_not("app-1-");
    quiet(&s);
    s.d.keys("Enter Enter").see("Client Providers (3)");
    quiet(&s);
    assert_eq!(s.fake.seen()[0].body["client_id"], "app-1");
}

#[test]
fn only_the_password_of_a_known_user_is_asked_for() {
    let mut s = LiveDriver::of(Terms {
        asks: SignInPrompt::Password { username: "ada".into() },
        ..unknown()
    });
    s.d.see("User name")
        .see("ada")
        .see("Password*")
        .text("hush-ada")
        .keys("Ctrl-S")
        .see("Client Providers (3)");
    quiet(&s);
    assert_eq!(s.fake.seen()[0].path, "/accounts/login");
}

#[test]
fn the_fields_follow_the_way_that_is_chosen() {
    let mut s = LiveDriver::of(unknown());
    s.d.see("Connected app").see("Client ID*").see("Client Secret*");
    insta::assert_snapshot!("live_sign_in", s.d.screen());
    s.d.keys("Space")
        .see("< Access token >")
        .see("Access Token*")
        .see_not("Client ID");
    s.d.keys("Space")
        .see("User name and password")
        .see("User name*")
        .see("Password*")
        .see_not("Access Token");
    s.d.keys("Right")
        .see("< Browser, through a connected app >")
        .see("Client ID*")
        .see("Client Secret*");
    s.d.keys("Right")
        .see("< Connected app >")
        .keys("Left Left Left")
        .see("Access Token*");
    // Enter goes from field to field, over the one that is not asked for, to the button.
    s.d.keys("Enter").text("token-ada").keys("Enter").see("[>Sign in<]");
    quiet(&s);
    s.d.keys("Enter").see("Client Providers (3)");
    quiet(&s);
    assert_eq!(s.fake.writes(), [""; 0]);
}

#[test]
fn a_wrong_secret_says_why_in_the_form_and_can_be_tried_again() {
    let mut s = LiveDriver::of(unknown());
    s.d.keys("Enter")
        .text("app-1")
        .keys("Enter")
        .text("hush-wrong")
        .keys("Ctrl-S");
    s.d.see("Not allowed: these credentials are not known").see("app-1");
    quiet(&s);
    s.d.keys("Ctrl-U")
        .text("hush-app")
        .keys("Ctrl-S")
        .see("Client Providers (3)");
    assert_eq!(sign_ins(&s), 2);
    quiet(&s);
}

#[test]
fn what_is_given_and_not_accepted_any_more_is_asked_for() {
    let fake = crate::fake_platform::FakePlatform::of(&Terms::default().organization);
    fake.end("token-ada");
    let mut s = LiveDriver::on(fake, Terms::default());
    s.d.see("These credentials are not accepted.");
    s.d.keys("Enter")
        .see("< Connected app >")
        .keys("Space Enter")
        .text("token-ada~2")
        .keys("Ctrl-S")
        .see("Client Providers (3)");
    quiet(&s);
}

#[test]
fn a_second_factor_is_told_to_use_another_way() {
    let mut s = LiveDriver::of(unknown());
    s.d.keys("Space Space Enter")
        .text("mfa")
        .keys("Enter")
        .text("hush-mfa")
        .keys("Ctrl-S");
    s.d.see("this account needs a second factor")
        .see("Sign in with the browser");
    quiet(&s);
}

#[test]
fn nobody_there_is_said_in_the_form_and_nothing_typed_is_lost() {
    let mut s = LiveDriver::of(unknown());
    s.fake.plan(4, "POST", "token", Fault::DropBefore);
    s.d.keys("Enter")
        .text("app-1")
        .keys("Enter")
        .text("hush-app")
        .keys("Ctrl-S");
    s.d.see("No answer: the connection broke").see("app-1");
    s.fake.mend();
    s.d.keys("Ctrl-S").see("Client Providers (3)");
    quiet(&s);
}

#[test]
fn signing_in_is_not_begun_twice_and_says_that_it_goes_on() {
    let mut s = LiveDriver::of(unknown());
    s.d.hold = true;
    s.d.keys("Space Enter")
        .text("token-ada")
        .keys("Ctrl-S Ctrl-S")
        .wait(2200);
    s.d.see("Signing in, 2 s. Esc stops it.");
    assert_eq!(sign_ins(&s), 1);
    quiet(&s);
    s.d.hold = false;
    s.d.answer();
    s.d.see("Client Providers (3)");
}

fn through_app(secret: Option<&str>, grant: UserGrant) -> Terms {
    Terms {
        asks: SignInPrompt::ThroughApp(ThroughApp {
            client_id: "app-2".into(),
            client_secret: secret.map(|secret| Secret::new(secret.into())),
            grant,
        }),
        ..unknown()
    }
}

fn browser() -> UserGrant {
    UserGrant::AuthorizationCode(Redirect {
        port: free_port(),
        ..Redirect::default()
    })
}

#[test]
fn both_secrets_of_a_sign_in_through_an_app_are_asked_for() {
    let username = "ada".into();
    let password = None;
    let mut s = LiveDriver::of(through_app(None, UserGrant::Password { username, password }));
    s.d.see("app-2").see("Client Secret*").see("ada").see("Password*");
    s.d.text("hush-app-2").keys("Enter").text("hush-ada");
    quiet(&s);
    s.d.keys("Ctrl-S").see("Client Providers (3)");
    quiet(&s);
    assert_eq!(s.fake.seen()[0].body["grant_type"], "password");
}

#[test]
fn the_browser_signs_in_and_after_the_session_one_is_back_where_one_was() {
    let mut s = LiveDriver::of(Terms {
        open: at_zeta().open,
        ..through_app(Some("hush-app-2"), browser())
    });
    s.d.see("› zeta IdP").keys("Tab").on_tab("Envs");
    quiet(&s);
    s.answers(1, ("GET", "clientProviders/"), 401, "Unauthorized");
    s.answers(1, ("GET", "/me"), 401, "Unauthorized");
    s.d.keys("r").see("You are signed out. Sign in again to go on.");
    assert_eq!(s.fake.model(|model| model.browser.asked), 1);
    s.d.keys("Enter").see("› zeta IdP").on_tab("Envs");
    assert_eq!(s.fake.model(|model| model.browser.asked), 2);
    quiet(&s);
}

#[test]
fn a_wrong_secret_of_the_app_is_asked_for_after_the_refusal() {
    let username = "ada".into();
    let password = Some(Secret::new("hush-ada".into()));
    for grant in [browser(), UserGrant::Password { username, password }] {
        let asks_password = matches!(grant, UserGrant::Password { .. });
        let mut s = LiveDriver::of(through_app(Some("hush-wrong"), grant));
        s.d.see("these credentials are not known")
            .keys("Enter")
            .see("Client Secret*")
            .text("hush-app-2");
        if asks_password {
            s.d.keys("Enter").text("hush-ada");
        }
        s.d.keys("Ctrl-S").see("Client Providers (3)");
        quiet(&s);
    }
}

#[test]
fn a_user_whose_app_has_few_scopes_is_no_connected_app() {
    let username = "ada".into();
    let password = Some(Secret::new("hush-ada".into()));
    let mut s = LiveDriver::of(through_app(
        Some("hush-app-2"),
        UserGrant::Password { username, password },
    ));
    s.d.size(120, 36)
        .see("ada  within scopes")
        .see_not("connected app")
        .keys(": a c c e s s Enter")
        .see("Organization Administrator of Acme")
        .see("The scopes of the app that signed you in may allow less.");
}

#[test]
fn the_secret_of_the_app_is_typed_where_nobody_gave_it() {
    let mut s = LiveDriver::of(through_app(None, browser()));
    s.d.see("Client Secret*").see_not("Password");
    s.d.text("hush-app-2").keys("Ctrl-S").see("Client Providers (3)");
    quiet(&s);
}

#[test]
fn a_person_who_says_no_in_the_browser_is_told_and_may_try_again() {
    let fake = crate::fake_platform::FakePlatform::of(&Terms::default().organization);
    fake.model(|model| model.browser.user.clear());
    let mut s = LiveDriver::on(fake, through_app(Some("hush-app-2"), browser()));
    s.d.see("The platform signed nobody in: The user denied the request.");
    s.fake.model(|model| model.browser.user = "ada".into());
    s.d.keys("Enter").see("Client Providers (3)");
}

const ADDRESS: &str = "https://anypoint.example.com/accounts/api/v2/oauth2/authorize?client_id=app-2&state=0123";

fn waiting() -> LiveDriver {
    let mut s = LiveDriver::of(through_app(None, browser()));
    s.d.hold = true;
    s.d.text("hush-app-2").keys("Ctrl-S");
    s
}

/// Says where to sign in for the newest request.
fn says(s: &mut LiveDriver, opened: bool) {
    let ticket = *s.d.awaited().last().unwrap();
    says_for(s, ticket, opened);
}

fn says_for(s: &mut LiveDriver, ticket: Ticket, opened: bool) {
    s.d.send(Msg::SignInAt(ticket, ADDRESS.into(), opened));
}

#[test]
fn the_address_is_shown_as_long_as_somebody_is_waited_for() {
    let mut s = waiting();
    says(&mut s, false);
    s.d.see("Sign in with the browser")
        .see("found no browser here")
        .see("client_id=app-2")
        .see("Enter copy the address")
        .see("Esc stop");
    insta::assert_snapshot!("live_sign_in_browser", s.d.screen());
    s.d.keys("Enter").see("Copied the address.");
    assert_eq!(s.d.effects.last(), Some(&Effect::Copy(ADDRESS.into())));
    s.d.keys("Esc")
        .see("Stopped signing in.")
        .see_not("client_id=app-2")
        .see("Client Secret*");
    says(&mut s, true);
    s.d.see_not("Sign in with the browser");
}

#[test]
fn the_address_of_an_attempt_that_was_given_up_is_not_shown_in_the_next() {
    let mut s = waiting();
    let given_up = *s.d.awaited().last().unwrap();
    s.d.keys("Esc").see("Stopped signing in.").keys("Ctrl-S");
    let next = *s.d.awaited().last().unwrap();
    assert_ne!(given_up, next, "another attempt waits");
    says_for(&mut s, given_up, true);
    s.d.see_not("client_id=app-2");
    says_for(&mut s, next, true);
    s.d.see("client_id=app-2");
}

#[test]
fn ctrl_c_gives_up_as_well() {
    let mut s = waiting();
    says(&mut s, true);
    s.d.see("Your browser opens.")
        .keys("Ctrl-C")
        .see("Stopped signing in.")
        .see_not("Your browser opens.");
}

#[test]
fn nobody_who_looks_on_sees_the_address() {
    let mut s = waiting();
    says(&mut s, true);
    s.d.see("client_id=app-2")
        .keys("F4")
        .see_not("client_id=app-2")
        .see("The address isn't shown while you")
        .see("Esc stop")
        .keys("F4")
        .see("client_id=app-2");
    let mut s = waiting();
    s.d.keys("F4");
    says(&mut s, true);
    s.d.see("The address isn't shown while you").see_not("client_id=app-2");
}
