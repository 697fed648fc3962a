//! The answers that count as done.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use amtui::backend::rest::contract::{SuccessMeaning, WriteKind};
use amtui::domain::{ApiId, EnvironmentId, OrgId, ProviderId, ProviderRef};
use serde_json::json;
use uuid::Uuid;

#[test]
fn each_change_has_its_own_answers_and_no_other_says_that_it_is_done() {
    let id = Uuid::from_u128(1);
    let (provider, environment) = (ProviderId(id), EnvironmentId(id));
    let other = Uuid::from_u128(2);
    let writes = [
        WriteKind::AddProvider,
        WriteKind::EditProvider(provider),
        WriteKind::DeleteProvider,
        WriteKind::CreateEnvironment,
        WriteKind::RenameEnvironment(environment),
        WriteKind::DeleteEnvironment,
        WriteKind::SetProviders(vec![provider]),
        WriteKind::Reassign(ApiId(7), ProviderRef::BuiltIn),
        WriteKind::SetUserEnabled(id.to_string().parse().unwrap(), false),
        WriteKind::DeleteTeam,
        WriteKind::CreateGroup,
        WriteKind::EditGroup(OrgId(id)),
        WriteKind::DeleteGroup,
    ];
    let bodies = [
        String::new(),
        "{}".into(),
        "[]".into(),
        "<html></html>".into(),
        json!({"status": 500}).to_string(),
        json!({"providerId": id}).to_string(),
        json!({"providerId": other}).to_string(),
        json!({"id": id, "name": "QA"}).to_string(),
        json!({"id": other, "name": "QA"}).to_string(),
        json!({"suggestedClientManagementProviderIds": [id]}).to_string(),
        json!({"suggestedClientManagementProviderIds": [id, other]}).to_string(),
        json!({"apiId": 7, "providerId": null}).to_string(),
        json!({"id": 7, "providerId": null}).to_string(),
        json!({"id": 7, "providerId": id}).to_string(),
        json!({"id": id, "enabled": false}).to_string(),
        json!({"id": id, "enabled": true}).to_string(),
    ];
    let (mut taken, mut later) = (String::new(), BTreeSet::new());
    for write in &writes {
        for status in [200, 201, 202, 203, 204, 206] {
            for body in &bodies {
                let answered = write.answered(status, body.as_bytes());
                if answered == SuccessMeaning::Accepted {
                    // What is found says whether it was done, whatever the body is.
                    later.insert(format!("{write:?} {status}").replace(&id.to_string(), "id"));
                    continue;
                }
                // A 204 has no body.
                if answered != SuccessMeaning::Nothing && (status != 204 || body.is_empty()) {
                    let body = body.replace(&other.to_string(), "other").replace(&id.to_string(), "id");
                    let name = format!("{write:?}");
                    let name = name.split('(').next().unwrap_or_default();
                    let _ = writeln!(taken, "{name} {status} {body} {answered:?}");
                }
            }
        }
    }
    assert_eq!(
        taken,
        "AddProvider 201  Done\n\
         AddProvider 201 {\"providerId\":\"id\"} Shown\n\
         AddProvider 201 {\"providerId\":\"other\"} Shown\n\
         AddProvider 201 {\"id\":7,\"providerId\":\"id\"} Shown\n\
         EditProvider 200  Done\n\
         EditProvider 200 {\"providerId\":\"id\"} Done\n\
         EditProvider 200 {\"id\":7,\"providerId\":\"id\"} Done\n\
         DeleteProvider 204  Done\n\
         CreateEnvironment 201  Done\n\
         CreateEnvironment 201 {\"id\":\"id\",\"name\":\"QA\"} Shown\n\
         CreateEnvironment 201 {\"id\":\"other\",\"name\":\"QA\"} Shown\n\
         CreateEnvironment 201 {\"id\":\"id\",\"enabled\":false} Shown\n\
         CreateEnvironment 201 {\"id\":\"id\",\"enabled\":true} Shown\n\
         RenameEnvironment 200 {\"id\":\"id\",\"name\":\"QA\"} Shown\n\
         RenameEnvironment 204  Done\n\
         DeleteEnvironment 204  Done\n\
         SetProviders 200 {\"suggestedClientManagementProviderIds\":[\"id\"]} Shown\n\
         Reassign 200 {\"apiId\":7,\"providerId\":null} Shown\n\
         Reassign 200 {\"id\":7,\"providerId\":null} Shown\n\
         SetUserEnabled 200 {\"id\":\"id\",\"enabled\":false} Shown\n\
         DeleteTeam 204  Done\n\
         CreateGroup 200 {\"id\":\"id\",\"name\":\"QA\"} Shown\n\
         CreateGroup 200 {\"id\":\"other\",\"name\":\"QA\"} Shown\n\
         CreateGroup 200 {\"id\":\"id\",\"enabled\":false} Shown\n\
         CreateGroup 200 {\"id\":\"id\",\"enabled\":true} Shown\n\
         CreateGroup 201 {\"id\":\"id\",\"name\":\"QA\"} Shown\n\
         CreateGroup 201 {\"id\":\"other\",\"name\":\"QA\"} Shown\n\
         CreateGroup 201 {\"id\":\"id\",\"enabled\":false} Shown\n\
         CreateGroup 201 {\"id\":\"id\",\"enabled\":true} Shown\n\
         EditGroup 200 {\"id\":\"id\",\"name\":\"QA\"} Done\n\
         EditGroup 200 {\"id\":\"id\",\"enabled\":false} Done\n\
         EditGroup 200 {\"id\":\"id\",\"enabled\":true} Done\n\
         EditGroup 204  Done\n\
         DeleteGroup 204  Done\n"
    );
    let later: Vec<&str> = later.iter().map(String::as_str).collect();
    let wanted = [
        "CreateGroup 202",
        "DeleteGroup 200",
        "DeleteGroup 202",
        "EditGroup(OrgId(id)) 202",
    ];
    assert_eq!(later, wanted);
}
