//! Teams and roles: who is in them, what they may do, and the deletion of a team.

use serde_json::{Value, json};

use super::{RoutedRequest, has, list, mapping, membership, not_found, object, ok, rows, status};
use crate::fake_platform::{PlatformState, Reply};

pub fn about_team(model: &PlatformState, asked: &RoutedRequest<'_>, id: &str, what: &[&str]) -> Reply {
    let team = model.one("teams", "id", id).unwrap();
    match what {
        [] => ok(&model.team_row(team)),
        ["members"] => {
            let detailed = asked.query.get("displayUserDetails").is_some_and(|on| on == "true");
            let user = |member: &Value| {
                let user = model.one("users", "id", member["userId"].as_str().unwrap()).unwrap();
                let username = if detailed { &user["username"] } else { &Value::Null };
                object(&[
                    ("identity_type", &json!("user")),
                    ("id", &user["id"]),
                    ("name", &json!("Somebody")),
                    ("username", username),
                    ("membership_type", &membership(member)),
                    ("is_assigned_via_external_groups", &member["byMapping"]),
                ])
            };
            let below = model.all("teams").iter().filter(|one| one["parentId"] == id);
            let below = below.map(|team| {
                json!({"identity_type": "team", "id": team["id"], "team_name": team["name"], "membership_type": "member"})
            });
            let members = list(&team["members"]).iter().map(user).chain(below).collect();
            rows(
                asked,
                &["membership_type", "identity_type", "displayUserDetails", "search"],
                &[],
                members,
            )
        }
        ["roles"] => rows(asked, &[], &[], model.held("teamId", &team["id"])),
        ["groupmappings"] => rows(asked, &[], &[], list(&team["mappings"]).iter().map(mapping).collect()),
        _ => not_found(),
    }
}

pub fn role_groups(model: &PlatformState, asked: &RoutedRequest<'_>, org: &str, what: &[&str]) -> Reply {
    let here = model
        .all("roleGroups")
        .iter()
        .filter(|role| role["organizationId"] == org);
    let [id, what] = what else {
        let named = asked.query.get("displayProviderId").is_some_and(|on| on == "true");
        let row = |role: &Value| {
            let groups = list(&role["externalGroups"]).iter();
            let groups = groups.map(|group| if named { mapping(group) } else { group["group"].clone() });
            let groups: Value = if role["externalGroups"].is_null() {
                Value::Null
            } else {
                groups.collect()
            };
            object(&[
                ("role_group_id", &role["id"]),
                ("name", &role["name"]),
                ("description", &role["description"]),
                ("external_names", &groups),
                ("editable", &role["editable"]),
                ("org_id", &role["organizationId"]),
                ("created_at", &role["createdAt"]),
            ])
        };
        return rows(asked, &["displayProviderId"], &[], here.map(row).collect());
    };
    let Some(role) = here.into_iter().find(|role| role["id"] == *id) else {
        return not_found();
    };
    match *what {
        "roles" => rows(asked, &[], &[], model.held("roleGroupId", &role["id"])),
        "users" => {
            let members = model
                .all("users")
                .iter()
                .filter(|user| has(&role["memberIds"], &user["id"]));
            rows(
                asked,
                &[],
                &[],
                members.map(|user| model.user_row(user, false)).collect(),
            )
        }
        _ => not_found(),
    }
}

/// The teams below it go with it, and what they may do.
pub fn delete_team(model: &mut PlatformState, id: &str) -> Reply {
    let id = json!(id);
    let within = |team: &&Value| team["id"] == id || model.ancestors(team).contains(&id);
    if model
        .all("teams")
        .iter()
        .any(|team| team["id"] == id && team["parentId"].is_null())
    {
        return status(400, r#"{"message":"The root team cannot be deleted"}"#);
    }
    let gone: Vec<Value> = model
        .all("teams")
        .iter()
        .filter(within)
        .map(|team| team["id"].clone())
        .collect();
    model.remove("teams", |team| gone.contains(&team["id"]));
    if model.file["grants"].is_array() {
        model.remove("grants", |grant| gone.contains(&grant["teamId"]));
    }
    status(204, "")
}
