//! Users, teams and roles, as the platform tells and changes them.

#[path = "apps.rs"]
pub mod apps;
#[path = "audit_log.rs"]
pub mod audit_log;
#[path = "holders.rs"]
pub mod holders;
#[path = "teams.rs"]
mod teams;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{RoutedRequest, list, ok, page, slice, status, turn};
use crate::fake_platform::{PlatformState, Reply};

/// A secret that an answer holds, whatever was asked.
const SECRET: &str = "hush-access";

/// What is told to who administers the organization alone.
const OWN: [&str; 7] = [
    "users",
    "members",
    "teams",
    "rolegroups",
    "connectedApplications",
    "identityProviders",
    "identityProviderSettings",
];

fn forbidden() -> Reply {
    status(403, r#"{"message":"Forbidden"}"#)
}

fn not_found() -> Reply {
    status(404, r#"{"message":"Not found"}"#)
}

fn unknown(place: &str) -> Reply {
    let message = "should NOT have additional properties";
    let error = json!({"dataPath": place, "message": message});
    status(400, json!({"errors": [error]}).to_string())
}

/// Refuses parameters that the contract lacks, and rows in an order that it doesn't name.
fn refused(asked: &RoutedRequest<'_>, parameters: &[&str], orders: &[&str]) -> Option<Reply> {
    let paging = ["limit", "offset"];
    let known = |name: &&String| paging.contains(&name.as_str()) || parameters.contains(&name.as_str());
    let ordered = |name: &str| !orders.is_empty() && ["sort", "ascending"].contains(&name);
    if let Some(name) = asked.query.keys().find(|name| !known(name) && !ordered(name)) {
        return Some(unknown(name));
    }
    let sort = asked.query.get("sort");
    sort.filter(|sort| !orders.contains(&sort.as_str()))
        .map(|sort| unknown(sort))
}

/// A page of rows in the order that was asked for. Where there is one to ask for and nobody did, it changes from page to page.
fn rows(asked: &RoutedRequest<'_>, parameters: &[&str], orders: &[&str], mut rows: Vec<Value>) -> Reply {
    if let Some(refusal) = refused(asked, parameters, orders) {
        return refusal;
    }
    if let Some(sort) = asked.query.get("sort") {
        rows.sort_by_key(|row| row[sort].to_string());
        if asked
            .query
            .get("ascending")
            .is_some_and(|ascending| ascending == "false")
        {
            rows.reverse();
        }
    } else if !orders.is_empty() {
        turn(&mut rows, asked.query);
    }
    page(&rows, asked.query)
}

/// The notation that JavaScript gives a date.
fn javascript(time: &Value) -> Value {
    let time: Option<Timestamp> = time.as_str().and_then(|text| text.parse().ok());
    let text = |time: Timestamp| {
        time.strftime("%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)")
            .to_string()
    };
    time.map_or(Value::Null, |time| text(time).into())
}

/// An object of those members that are there.
fn object(members: &[(&str, &Value)]) -> Value {
    let there = members.iter().filter(|(_, value)| !value.is_null());
    let members: Map<String, Value> = there
        .map(|(name, value)| ((*name).to_owned(), (*value).clone()))
        .collect();
    members.into()
}

fn has(list: &Value, id: &Value) -> bool {
    self::list(list).contains(id)
}

impl PlatformState {
    fn all(&self, of: &str) -> &[Value] {
        list(&self.file[of])
    }

    fn one(&self, of: &str, name: &str, id: &str) -> Option<&Value> {
        self.all(of).iter().find(|one| one[name] == id)
    }

    /// The teams above one, the topmost first.
    fn ancestors(&self, team: &Value) -> Vec<Value> {
        let mut path = Vec::new();
        let mut parent = team["parentId"].as_str();
        while let Some(above) = parent.and_then(|id| self.one("teams", "id", id)) {
            path.insert(0, above["id"].clone());
            parent = above["parentId"].as_str();
        }
        path
    }

    /// What one has itself. The roles of a file's user are permissions by their name.
    fn held(&self, member: &str, id: &Value) -> Vec<Value> {
        let name = |permission: &Value| {
            let known = self.all("permissions").iter().find(|one| one["id"] == *permission);
            known.map_or(Value::Null, |one| one["name"].clone())
        };
        let row = |permission: &Value, name: Value, org: &Value, environment: &Value| {
            let context = object(&[("org", org), ("envId", environment)]);
            json!({"role_id": permission, "name": name, "description": "x", "context_params": context})
        };
        let grants = self.all("grants").iter().filter(|grant| grant[member] == *id);
        let mut rows: Vec<Value> = grants
            .map(|g| {
                row(
                    &g["permissionId"],
                    name(&g["permissionId"]),
                    &g["organizationId"],
                    &g["environmentId"],
                )
            })
            .collect();
        let users = if member == "userId" { self.all("users") } else { &[] };
        let user = users.iter().find(|user| user["id"] == *id);
        for role in user.map_or(&[][..], |user| list(&user["roles"])) {
            let known = self.all("permissions").iter().find(|one| one["name"] == role["name"]);
            let id = known.map_or(json!("0f000000-0000-4000-8000-ffffffffffff"), |one| one["id"].clone());
            let new = row(&id, role["name"].clone(), &role["organizationId"], &Value::Null);
            if !rows.contains(&new) {
                rows.push(new);
            }
        }
        rows
    }

    fn teams_of(&self, user: &Value) -> impl Iterator<Item = (&Value, &Value)> {
        let member = move |team: &'_ Value| list(&team["members"]).iter().position(|m| m["userId"] == *user);
        let teams = self.all("teams").iter();
        teams.filter_map(move |team| Some((team, &team["members"][member(team)?])))
    }

    fn roles_of(&self, user: &Value) -> impl Iterator<Item = &Value> {
        self.all("roleGroups")
            .iter()
            .filter(move |role| has(&role["memberIds"], user))
    }

    /// Everything that a user has: what comes by two ways comes twice.
    fn effective(&self, user: &Value, role_groups: bool, teams: bool) -> Vec<Value> {
        let mut rows = self.held("userId", user);
        if teams {
            for (team, _) in self.teams_of(user) {
                for id in self.ancestors(team).iter().chain([&team["id"]]) {
                    rows.extend(self.held("teamId", id));
                }
            }
            // Everyone is a member of the topmost team.
            let mut topmost = self.all("teams").iter().filter(|team| team["parentId"].is_null());
            if let (Some(team), None) = (topmost.next(), topmost.next()) {
                rows.extend(self.held("teamId", &team["id"]));
            }
        }
        if role_groups {
            self.roles_of(user)
                .for_each(|role| rows.extend(self.held("roleGroupId", &role["id"])));
        }
        rows
    }

    /// A row with everything that rows have: the whole organization, entitlements and a secret too.
    fn user_row(&self, user: &Value, whole: bool) -> Value {
        let organization = json!({"id": self.root(), "name": "Root", "clientSecret": SECRET,
            "entitlements": {"vCoresProduction": {"assigned": 1}, "hybrid": {"enabled": true}}});
        let provider = if user["identityProviderId"].is_null() {
            &json!(null)
        } else {
            &user["identityProviderId"]
        };
        let configured = user["mfaConfigured"]
            .as_bool()
            .map_or(Value::Null, |on| on.to_string().into());
        let federated = json!(provider.as_str().is_some_and(|id| id != "mulesoft"));
        let mut row = object(&[
            ("id", &user["id"]),
            ("username", &user["username"]),
            ("firstName", &user["firstName"]),
            ("lastName", &user["lastName"]),
            ("email", &user["email"]),
            ("enabled", &user["enabled"]),
            ("idprovider_id", provider),
            ("createdAt", &javascript(&user["createdAt"])),
            ("lastLogin", &user["lastLogin"]),
            ("mfaVerificationExcluded", &user["mfaExempt"]),
            ("mfaVerifiersConfigured", &configured),
            ("isFederated", &federated),
            ("organizationId", &json!(self.root())),
            ("organization", &organization),
        ]);
        if whole {
            let more = object(&[
                ("previousLastLogin", &javascript(&user["previousLastLogin"])),
                ("deleted", &user["deleted"]),
                ("ipAllowlistExcluded", &user["ipExempt"]),
                ("phoneNumber", &json!("1")),
            ]);
            row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        }
        row
    }

    fn team_row(&self, team: &Value) -> Value {
        object(&[
            ("team_id", &team["id"]),
            ("team_name", &team["name"]),
            ("org_id", &json!(self.root())),
            ("org_name", &json!("Root")),
            ("team_type", &team["type"]),
            ("ancestor_team_ids", &self.ancestors(team).into()),
            ("created_at", &javascript(&team["createdAt"])),
            ("updated_at", &team["updatedAt"]),
        ])
    }
}

fn membership(member: &Value) -> Value {
    member["membership"].as_str().unwrap_or("member").into()
}

fn mapping(mapping: &Value) -> Value {
    object(&[
        ("membership_type", &mapping["membership"]),
        ("external_group_name", &mapping["group"]),
        ("provider_id", &mapping["providerId"]),
    ])
}

/// What stands below an organization; `None` for what is answered elsewhere.
pub fn organization(
    model: &mut PlatformState,
    asked: &RoutedRequest<'_>,
    (method, org): (&str, &str),
    rest: &[&str],
) -> Option<Reply> {
    let here = org == model.root();
    let own = matches!(rest, ["users", id, "roles"] if asked.user["id"] == *id);
    let may = own || model.administers(asked.user, org);
    Some(match (method, rest) {
        (_, ["identityProviders" | "identityProviderSettings", ..]) if !here => status(405, "Method Not Allowed"),
        (_, [what, ..]) if !may && OWN.contains(what) => forbidden(),
        ("GET", ["users"]) if here => {
            let users = model
                .all("users")
                .iter()
                .map(|user| model.user_row(user, false))
                .collect();
            rows(
                asked,
                &["type", "search", "mfaVerificationExcluded", "deleted"],
                &[],
                users,
            )
        }
        ("GET", ["members"]) if !here => {
            let member = |user: &&Value| {
                let grants = model.effective(&user["id"], true, true);
                grants.iter().any(|row| row["context_params"]["org"] == org)
            };
            let users = model.all("users").iter().filter(member);
            let users = users.map(|user| model.user_row(user, false)).collect();
            rows(asked, &["search", "username", "firstName", "lastName"], &[], users)
        }
        ("PUT", ["users", id]) if here => set_user(model, id, asked.body),
        ("GET", ["users", id, what @ ..]) if here => match model.one("users", "id", id) {
            Some(user) => about_user(model, asked, user, what),
            None => not_found(),
        },
        ("GET", ["teams"]) if here => {
            let teams = model.all("teams").iter().map(|team| model.team_row(team)).collect();
            let parameters = ["ancestor_team_id", "parent_team_id", "team_id", "team_type", "search"];
            rows(asked, &parameters, &["team_name", "created_at", "team_id"], teams)
        }
        (_, ["teams", id, ..]) if model.one("teams", "id", id).is_none() => not_found(),
        ("DELETE", ["teams", id]) if here => teams::delete_team(model, id),
        ("GET", ["teams", id, what @ ..]) if here => teams::about_team(model, asked, id, what),
        ("GET", ["rolegroups", what @ ..]) => teams::role_groups(model, asked, org, what),
        ("GET", ["identityProviders", what @ ..]) => apps::identity_providers(model, asked, what),
        ("GET", ["identityProviderSettings"]) => {
            let settings = &model.file["identityProviderSettings"];
            ok(&object(&[
                ("allow_new_non_sso_users", &settings["allowNewNonSsoUsers"]),
                ("bypass_expiration", &settings["bypassExpiration"]),
            ]))
        }
        ("GET", ["connectedApplications", what @ ..]) => apps::connected_apps(model, asked, org, what),
        _ => return None,
    })
}

fn about_user(model: &PlatformState, asked: &RoutedRequest<'_>, user: &Value, what: &[&str]) -> Reply {
    let flag = |name: &str| asked.query.get(name).is_some_and(|value| value == "true");
    match what {
        [] => ok(&model.user_row(user, true)),
        ["roles"] => {
            let grants = model.effective(&user["id"], flag("role_groups"), flag("teams"));
            rows(asked, &["role_groups", "teams", "namespace"], &[], grants)
        }
        ["teams"] => {
            let row = |(team, member): (&Value, &Value)| {
                let mut row = model.team_row(team);
                row["membership_type"] = membership(member);
                if let Some(by) = member["byMapping"].as_bool() {
                    row["is_assigned_via_external_groups"] = by.into();
                }
                row
            };
            let teams = model.teams_of(&user["id"]).map(row).collect();
            rows(asked, &[], &["team_name", "created_at", "team_id"], teams)
        }
        ["rolegroups"] => {
            let row = |role: &Value| {
                json!({"role_group_id": role["id"], "name": role["name"], "description": role["description"],
                    "context_params": {}, "user_role_group_id": "x"})
            };
            rows(asked, &[], &[], model.roles_of(&user["id"]).map(row).collect())
        }
        _ => not_found(),
    }
}

fn set_user(model: &mut PlatformState, id: &str, body: &Value) -> Reply {
    let known = [
        "firstName",
        "lastName",
        "email",
        "phoneNumber",
        "enabled",
        "ipAllowlistExcluded",
    ];
    let members = body.as_object().cloned().unwrap_or_default();
    if let Some(name) = members.keys().find(|name| !known.contains(&name.as_str())) {
        return unknown(name);
    }
    let Some(at) = model.all("users").iter().position(|user| user["id"] == id) else {
        return not_found();
    };
    if let Some(enabled) = members.get("enabled") {
        model.file["users"][at]["enabled"] = enabled.clone();
    }
    ok(&model.user_row(&model.file["users"][at], true))
}
