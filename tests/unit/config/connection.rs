//! What a profile, the variables and the keyring make together.

use std::fs;

use amtui::config::Connection;
use amtui::config::connection::{ConnectionOptions, connection, resolve};
use amtui::config::profile::{Principal, Profile, SecretOwner};
use amtui::config::variables::Variables;
use amtui::domain::login::{Credentials, Redirect, SignInPrompt, ThroughApp, UserGrant};
use amtui::domain::secret::Secret;

fn variables(set: &[(&str, &str)]) -> Variables {
    Variables::read(&|name| set.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
}

fn of(profile: Option<&Profile>, set: &[(&str, &str)]) -> Connection {
    resolve("acme", profile, variables(set), &|_, _| Ok(None)).expect("it is right")
}

fn app(id: &str, secret: &str) -> Credentials {
    Credentials::ConnectedApp {
        client_id: id.into(),
        client_secret: Secret::new(secret.into()),
    }
}

fn user(name: &str, password: &str) -> Credentials {
    Credentials::User {
        username: name.into(),
        password: Secret::new(password.into()),
    }
}

fn named(who: Principal) -> Profile {
    Profile {
        principal: Some(who),
        ..Profile::default()
    }
}

const ALL: [(&str, &str); 5] = [
    ("ANYPOINT_CLIENT_ID", "app-1"),
    ("ANYPOINT_CLIENT_SECRET", "s1"),
    ("ANYPOINT_USERNAME", "ada"),
    ("ANYPOINT_PASSWORD", "s2"),
    ("ANYPOINT_ORG", "Acme"),
];

#[test]
fn the_variables_alone_are_enough_and_the_first_complete_one_wins() {
    let found = of(None, &ALL);
    assert_eq!(
        (found.credentials, found.asks),
        (Some(app("app-1", "s1")), SignInPrompt::Nothing)
    );
    assert_eq!(found.base_url, "https://anypoint.mulesoft.com");
    assert_eq!(
        (found.host.as_str(), found.organization.as_deref()),
        ("anypoint.mulesoft.com", Some("Acme"))
    );
    assert!(!found.write && found.warnings.is_empty(), "{:?}", found.warnings);

    let found = of(None, &[("ANYPOINT_CLIENT_ID", "app-1"), ALL[2], ALL[3]]);
    assert_eq!(found.credentials, Some(user("ada", "s2")));
    let found = of(None, &[ALL[0], ALL[2]]);
    assert_eq!(
        found.asks,
        SignInPrompt::ClientSecret {
            client_id: "app-1".into()
        }
    );
    assert_eq!(
        of(None, &[ALL[2], ALL[1]]).asks,
        SignInPrompt::Password { username: "ada".into() }
    );
    assert_eq!(of(None, &[]).asks, SignInPrompt::Anything);
    assert_eq!(
        of(None, &[("ANYPOINT_CLIENT_ID", " "), ("ANYPOINT_BEARER", "")]).asks,
        SignInPrompt::Anything
    );
    let found = of(None, &[ALL[0], ("AMTUI_CLIENT_SECRET", "own"), ALL[1]]);
    assert_eq!(found.credentials, Some(app("app-1", "own")));
}

#[test]
fn a_token_goes_before_all_else_and_that_is_told() {
    let token = ("ANYPOINT_BEARER", "t");
    let found = of(Some(&named(Principal::App("app-2".into()))), &[token]);
    assert_eq!(found.credentials, Some(Credentials::Bearer(Secret::new("t".into()))));
    assert_eq!(
        found.warnings,
        ["The token in ANYPOINT_BEARER is used: it takes precedence."]
    );
    assert!(of(None, &[token]).warnings.is_empty());
}

#[test]
fn a_secret_goes_only_to_whom_it_belongs() {
    let ours = named(Principal::App("app-1".into()));
    assert_eq!(of(Some(&ours), &ALL).credentials, Some(app("app-1", "s1")));
    let other = named(Principal::App("app-2".into()));
    let found = of(Some(&other), &ALL);
    assert_eq!(
        (found.credentials, found.asks),
        (
            None,
            SignInPrompt::ClientSecret {
                client_id: "app-2".into()
            }
        )
    );
    assert_eq!(
        found.warnings,
        ["ANYPOINT_CLIENT_SECRET is not used: ANYPOINT_CLIENT_ID is not app-2, as the profile says."]
    );
    // The secret alone does not say whose it is; amtui's own variable is for the profile's client.
    assert_eq!(of(Some(&other), &[ALL[1]]).credentials, None);
    assert_eq!(
        of(Some(&other), &[("AMTUI_CLIENT_SECRET", "own"), ALL[0], ALL[1]]).credentials,
        Some(app("app-2", "own"))
    );
    let cy = named(Principal::User("cy".into()));
    let found = of(Some(&cy), &[ALL[2], ALL[3], ("AMTUI_CLIENT_SECRET", "own")]);
    assert_eq!(
        (found.credentials, found.asks),
        (None, SignInPrompt::Password { username: "cy".into() })
    );
    assert_eq!(
        of(Some(&named(Principal::User("ada".into()))), &ALL).credentials,
        Some(user("ada", "s2"))
    );
}

#[test]
fn the_secret_of_amtui_goes_only_to_the_client_it_names_or_to_the_profile_of_the_command_line() {
    let own = ("AMTUI_CLIENT_SECRET", "own");
    let profile = named(Principal::App("app-2".into()));
    for (id, used) in [("app-2", true), ("app-1", false)] {
        let found = of(Some(&profile), &[own, ("AMTUI_CLIENT_ID", id)]);
        assert_eq!(found.credentials, used.then(|| app("app-2", "own")), "{id}");
        let told = ["AMTUI_CLIENT_SECRET is not used: AMTUI_CLIENT_ID is not app-2."];
        assert_eq!(found.warnings, if used { &[][..] } else { &told[..] });
    }
    // A profile that is chosen in the program.
    let chosen = |set: &[(&str, &str)]| {
        let mut all = variables(set);
        let told = all.drop_unnamed_secret();
        let found = resolve("acme", Some(&profile), all, &|_, _| Ok(None)).expect("it is right");
        (found.credentials, told.is_some())
    };
    assert_eq!(chosen(&[own]), (None, true));
    assert_eq!(
        chosen(&[own, ("AMTUI_CLIENT_ID", "app-2")]),
        (Some(app("app-2", "own")), false)
    );
    assert_eq!(chosen(&[own, ("AMTUI_CLIENT_ID", "app-1")]), (None, false));
}

#[test]
fn what_was_meant_for_another_host_is_not_sent_and_that_is_told() {
    let mut profile = named(Principal::App("app-1".into()));
    profile.base_url = Some("https://eu1.anypoint.mulesoft.com".into());
    for (host, used) in [
        ("anypoint.mulesoft.com", false),
        ("EU1.anypoint.mulesoft.com", true),
        ("eu1.anypoint.mulesoft.com:8443", false),
        ("https://eu1.anypoint.mulesoft.com", false),
    ] {
        let mut set = ALL.to_vec();
        set.push(("ANYPOINT_HOST", host));
        let found = of(Some(&profile), &set);
        assert_eq!(found.credentials.is_some(), used, "{host}");
        // It is sent nowhere, and keeps one from working elsewhere than meant.
        assert_eq!(found.organization.as_deref(), Some("Acme"), "{host}");
        assert_eq!(found.warnings.is_empty(), used, "{host}: {:?}", found.warnings);
        set.push(("ANYPOINT_BEARER", "t"));
        assert_eq!(of(Some(&profile), &set).credentials.is_some(), used, "{host}");
        set.push(("AMTUI_CLIENT_SECRET", "own"));
        assert!(of(Some(&profile), &set).credentials.is_some(), "{host}");
        assert_eq!(found.base_url, "https://eu1.anypoint.mulesoft.com");
    }
    // Plain http to this machine is not what `ANYPOINT_HOST` means.
    profile.base_url = Some("http://127.0.0.1:8080".into());
    let mut set = ALL.to_vec();
    set.push(("ANYPOINT_HOST", "127.0.0.1:8080"));
    assert_eq!(of(Some(&profile), &set).credentials, None);
    assert!(of(Some(&profile), &ALL).credentials.is_some());
}

#[test]
fn the_host_of_the_variables_is_for_those_who_name_no_profile() {
    let host = [("ANYPOINT_HOST", "anypoint.example.com")];
    assert_eq!(of(None, &host).base_url, "https://anypoint.example.com");
    assert_eq!(of(Some(&Profile::default()), &host).host, "anypoint.mulesoft.com");
    let why = resolve(
        "a",
        None,
        variables(&[("ANYPOINT_HOST", "http://hush.example")]),
        &|_, _| Ok(None),
    );
    assert_eq!(
        why.expect_err("it is an address").to_string(),
        "ANYPOINT_HOST can't be used: a host is only a name, such as eu1.anypoint.mulesoft.com."
    );
}

#[test]
fn the_keyring_is_asked_last_and_for_profiles_alone() {
    let kept = |who: &SecretOwner, base_url: &str| {
        assert_eq!((who.name(), base_url), ("app-1", "https://anypoint.mulesoft.com"));
        Ok(Some(Secret::new("kept".into())))
    };
    let found = |profile: Option<&Profile>, set: &[(&str, &str)]| {
        resolve("acme", profile, variables(set), &kept)
            .expect("it is right")
            .credentials
    };
    let profile = named(Principal::App("app-1".into()));
    assert_eq!(found(Some(&profile), &[]), Some(app("app-1", "kept")));
    assert_eq!(found(Some(&profile), &ALL), Some(app("app-1", "s1")));
    assert_eq!(found(None, &[ALL[0]]), None);
    let locked = |_: &SecretOwner, _: &str| Err("The keyring is locked.".to_owned());
    let found = resolve("acme", Some(&profile), variables(&[]), &locked).expect("it is right");
    assert_eq!(
        (found.credentials, found.warnings),
        (None, vec!["The keyring is locked.".to_owned()])
    );
}

#[test]
fn a_private_authority_is_read_or_its_file_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let profile = |name: &str| Profile {
        ca_file: Some(folder.path().join(name)),
        ..Profile::default()
    };
    fs::write(folder.path().join("ca.pem"), "PEM").expect("written");
    assert_eq!(of(Some(&profile("ca.pem")), &[]).ca.as_deref(), Some(b"PEM".as_slice()));
    let why = resolve("a", Some(&profile("no.pem")), variables(&[]), &|_, _| Ok(None)).expect_err("it is not there");
    assert!(why.to_string().contains("no.pem can't be read"), "{why}");
}

#[test]
fn the_command_line_says_whether_it_is_the_platform() {
    let said = |wanted: ConnectionOptions| {
        connection(&wanted)
            .map(|found| found.is_some())
            .map_err(|e| e.to_string())
    };
    assert_eq!(said(ConnectionOptions::default()), Ok(false));
    let wanted = |profile: Option<&str>, live, write, file| ConnectionOptions {
        profile: profile.map(str::to_owned),
        live,
        write,
        file,
    };
    for (wrong, says) in [
        (
            wanted(None, false, true, false),
            "--write needs --profile NAME or --live",
        ),
        (
            wanted(Some("a"), true, false, false),
            "leave out either --live or --profile",
        ),
        (wanted(None, true, false, true), "either on the platform or in a file"),
    ] {
        assert!(said(wrong).is_err_and(|why| why.contains(says)));
    }
}

#[test]
fn a_sign_in_through_an_app_asks_only_for_the_secrets_that_nobody_gave() {
    let password = named(Principal::UserThroughApp("app-2".into(), "ada".into()));
    let asks = |set: &[(&str, &str)]| match of(Some(&password), set).asks {
        SignInPrompt::ThroughApp(ThroughApp {
            client_secret,
            grant: UserGrant::Password { password, .. },
            ..
        }) => [client_secret, password].map(|secret| secret.map(|secret| secret.reveal().to_owned())),
        other => panic!("{other:?}"),
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(asks(&[]), [None, None]);
    assert_eq!(asks(&[("AMTUI_CLIENT_SECRET", "own")]), [some("own"), None]);
    // Each goes only to whom it belongs.
    assert_eq!(asks(&ALL), [None, some("s2")]);
    let both = [("AMTUI_CLIENT_SECRET", "own"), ALL[2], ALL[3]];
    assert_eq!(asks(&both), [some("own"), some("s2")]);

    let browser = named(Principal::Browser("app-2".into(), Redirect::default()));
    let found = of(Some(&browser), &[("AMTUI_CLIENT_SECRET", "own")]);
    let SignInPrompt::ThroughApp(app) = found.asks else {
        panic!("{:?}", found.asks);
    };
    let credentials = app.credentials(|_| Err(())).expect("nothing is missing");
    assert_eq!(
        credentials,
        Credentials::AuthorizationCode {
            client_id: "app-2".into(),
            client_secret: Secret::new("own".into()),
            redirect: Redirect::default(),
        }
    );
    assert_eq!(Redirect::default().address(), "http://127.0.0.1:8943/callback");
}

#[test]
fn both_secrets_of_such_a_profile_may_be_in_the_keyring() {
    let password = named(Principal::UserThroughApp("app-2".into(), "ada".into()));
    let stored = |who: &SecretOwner, _: &str| Ok(Some(Secret::new(format!("of {}", who.name()))));
    let found = resolve("acme", Some(&password), variables(&[]), &stored).expect("it is right");
    let SignInPrompt::ThroughApp(app) = found.asks else {
        panic!("{:?}", found.asks);
    };
    let Ok(Credentials::PasswordGrant {
        client_secret,
        password,
        ..
    }) = app.credentials(|_| Err(()))
    else {
        panic!("something is missing");
    };
    assert_eq!((client_secret.reveal(), password.reveal()), ("of app-2", "of ada"));
}
