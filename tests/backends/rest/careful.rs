//! What is kept before a client provider is deleted, and what a dry run tells.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use amtui::backend::Backend;
use amtui::backend::rest::RestHome;
use amtui::domain::Error;
use amtui::domain::login::Login;
use serde_json::Value;

use super::users::{bearer, config};
use crate::asks::{NEW_SECRET, every};
use crate::fake::{Fake, Fault};
use crate::fixture::{changeable, organization, zeta};

fn home(fake: &Fake, copies: &Path, dry_run: bool) -> RestHome {
    let mut config = config(fake.url(), bearer("ada"), Arc::default());
    config.copies = Some(copies.to_owned());
    config.dry_run = dry_run;
    let home = RestHome::new(config).unwrap();
    home.sign_in(&Login::Given).unwrap();
    fake.seen();
    home
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn the_configuration_is_kept_without_secrets_before_it_is_deleted() {
    let fake = Fake::of(&organization());
    let folder = tempfile::tempdir().unwrap();
    let copies = folder.path().join("state/deleted");
    let said = home(&fake, &copies, false)
        .delete_provider(&zeta())
        .unwrap()
        .copy
        .unwrap();
    assert_eq!(Path::new(&said).parent(), Some(&*copies));
    assert_eq!((mode(&copies), mode(Path::new(&said))), (0o700, 0o600));
    let text = fs::read_to_string(&said).unwrap();
    assert!(!text.contains("hush"), "{text}");
    let copy: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(copy["clientProvider"]["name"], "zeta IdP");
    assert_eq!(
        copy["clientProvider"]["oidc_dynamic_client_provider"]["primary_client"]["id"],
        "i"
    );
    assert_eq!(
        copy["secretsToEnterAgain"],
        serde_json::json!(["/oidc_dynamic_client_provider/primary_client/secret"])
    );
}

#[test]
fn what_cannot_be_kept_is_not_deleted() {
    let fake = Fake::of(&organization());
    let folder = tempfile::tempdir().unwrap();
    let copies = folder.path().join("taken");
    fs::write(&copies, "a file").unwrap();
    let refused = home(&fake, &copies, false).delete_provider(&zeta());
    assert!(
        matches!(&refused, Err(Error::Unkept(why)) if why.starts_with("Nothing was deleted:")),
        "{refused:?}"
    );
    assert_eq!(fake.writes(), [""; 0]);
}

#[test]
fn what_is_refused_leaves_its_copy_and_nothing_else() {
    let fake = Fake::of(&organization());
    let folder = tempfile::tempdir().unwrap();
    fake.plan(1, "DELETE", "", Fault::Answer(401, "", None));
    assert!(home(&fake, folder.path(), false).delete_provider(&zeta()).is_err());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_dry_run_tells_what_it_would_send_and_sends_nothing() {
    let fake = Fake::of(&changeable());
    let folder = tempfile::tempdir().unwrap();
    let home = home(&fake, folder.path(), true);
    let told = |done: Result<(), Error>| match done {
        Err(Error::DryRun(unsent)) => format!("{}\n{}", unsent.request, unsent.body.join("\n")),
        other => panic!("not told: {other:?}"),
    };
    let deleted = told(home.delete_provider(&zeta()).map(drop));
    assert!(deleted.starts_with("DELETE /accounts/api/organizations/"), "{deleted}");
    let mut masked = 0;
    for (change, _) in every(&home) {
        let Err(Error::DryRun(unsent)) = home.change(&change) else {
            continue;
        };
        let body = unsent.body.join("\n");
        assert!(!body.contains(NEW_SECRET), "{body}");
        masked += usize::from(body.contains("\"***\""));
    }
    assert!(masked > 0, "a secret that would be sent is told as one");
    assert_eq!(fake.writes(), [""; 0]);
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        0,
        "nothing was deleted, nothing is kept"
    );
}
