//! Adds users, teams, connected apps and an audit of any size to an organization that was made.

use serde_json::{Value, json};

use crate::generate::{Mix, id};

/// So many minutes before 2026-11-24T00:00:00Z.
fn date(minutes_ago: usize) -> String {
    let minutes = 20_781 * 1440 - minutes_ago;
    // Civil from days, by Howard Hinnant's algorithm.
    let day = minutes / 1440 + 719_468;
    let (era, of_era) = (day / 146_097, day % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let (date, month) = (
        of_year - (153 * month + 2) / 5 + 1,
        if month < 10 { month + 3 } else { month - 9 },
    );
    let year = year_of_era + era * 400 + usize::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{date:02}T{:02}:{:02}:00Z",
        minutes / 60 % 24,
        minutes % 60
    )
}

/// How many of what says who may do what.
#[derive(Clone, Copy, Debug)]
pub struct People {
    pub users: usize,
    pub teams: usize,
    pub apps: usize,
    pub entries: usize,
}

impl People {
    /// As many as the platform allows, and 100,000 audit entries.
    pub const MOST: Self = Self {
        users: 10_000,
        teams: 1_000,
        apps: 2_000,
        entries: 100_000,
    };
}

/// Adds users, teams, permissions, connected apps and audit entries to an organization of [`organization`].
pub fn add_people(file: &mut Value, people: People) {
    let mut mix = Mix(7);
    let root = id("0a", 0);
    let user = |n: usize| format!("user-{n:05}");
    let users = (0..people.users).map(|n| {
        json!({"id": user(n), "username": user(n), "firstName": "User", "lastName": n.to_string(),
            "email": format!("{}@example.com", user(n)), "enabled": n % 17 != 0,
            "identityProviderId": if n % 5 == 0 { "mulesoft".into() } else { id("1a", n % 3) },
            "mfaExempt": n % 50 == 0, "mfaConfigured": n % 3 == 0, "createdAt": date(600_000),
            "lastLogin": if n % 11 == 0 { Value::Null } else { date(n * 37 % 300_000).into() }})
    });
    file["accounts"] = json!(["ada", "ben", "cy"]);
    let mut made: Vec<Value> = users.collect();
    if let Some(users) = file["users"].as_array_mut() {
        users.append(&mut made);
    }
    let teams = (0..people.teams).map(|n| {
        let members = (0..people.users.min(30)).map(|m| user((n * 7 + m * 331) % people.users));
        let mut members: Vec<String> = members.collect();
        members.sort_unstable();
        members.dedup();
        let members: Vec<Value> = members
            .into_iter()
            .map(|id| json!({"userId": id, "membership": "member"}))
            .collect();
        json!({"id": id("0d", n), "name": format!("Team {n}"),
            "parentId": if n == 0 { Value::Null } else { id("0d", (n - 1) / 4).into() }, "members": members,
            "mappings": [{"group": format!("group-{n}"), "providerId": id("1a", n % 3), "membership": "member"}]})
    });
    file["teams"] = teams.collect();
    let permissions = (0..40).map(
        |n| json!({"id": id("0f", n), "name": format!("Permission {n}"), "product": format!("Product {}", n % 6)}),
    );
    let administrator =
        json!({"id": id("0f", 40), "name": "Organization Administrator", "product": "Access Management"});
    file["permissions"] = permissions.chain([administrator]).collect();
    file["roleGroups"] = json!([]);
    let grants = (0..people.teams * 5).map(
        |n| json!({"teamId": id("0d", n / 5), "permissionId": id("0f", (n * 3 + n / 5) % 40), "organizationId": root}),
    );
    let direct =
        (0..people.users).map(|n| json!({"userId": user(n), "permissionId": id("0f", n % 40), "organizationId": root}));
    file["grants"] = grants.chain(direct).collect();
    let provider = |n| json!({"providerId": id("1a", n), "name": format!("Identity Provider {n}"), "type": {"name": "saml"}, "saml": {"issuer": "https://idp.example.com"}});
    file["identityProviders"] = (0..3).map(provider).collect();
    let apps = (0..people.apps).map(|n| {
        json!({"clientId": format!("app-{n:05}"), "name": format!("App {n}"), "organizationId": root,
            "ownerId": user(n % people.users.max(1)), "grantTypes": ["client_credentials"], "enabled": true,
            "createdAt": date(600_000), "lastUsed": date(n * 97 % 400_000),
            "scopes": [{"scope": "read:organization", "organizationId": root}], "authorizations": []})
    });
    file["connectedApps"] = apps.collect();
    let entries = (0..people.entries).rev().map(|n| {
        let by = mix.below(people.users);
        json!({"timestamp": date(n * 129_600 / people.entries.max(1)), "product": "Access Management",
            "userName": user(by), "userId": user(by), "action": (["Create", "Edit", "Delete", "Login"][n % 4]),
            "objectType": (["User", "Team", "Environment"][n % 3]), "objectName": format!("Object {}", n % 900),
            "objectId": format!("object-{}", n % 900), "organizationId": root, "failed": n % 40 == 0})
    });
    file["audit"] = entries.collect();
}
