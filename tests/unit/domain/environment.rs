//! What an environment is called beside others.

use amtui::domain::{Environment, EnvironmentId, EnvironmentKind, EnvironmentNames, OrgId};

#[test]
fn an_environment_is_called_with_what_tells_it_from_others() {
    let environment = |id: u128, organization: u128, name: &str| Environment {
        id: EnvironmentId(uuid::Uuid::from_u128(id << 96)),
        organization: OrgId(uuid::Uuid::from_u128(organization << 96)),
        name: name.into(),
        kind: EnvironmentKind::Production,
    };
    let all = [
        environment(1, 8, "Production"),
        environment(2, 9, "Production"),
        environment(3, 9, "Staging"),
        environment(4, 9, "QA"),
        environment(5, 9, "QA"),
    ];
    // Without a tree an organization is its id.
    let names = EnvironmentNames::new(&all, None);
    let called: Vec<&str> = all.iter().map(|e| names.get(e).raw()).collect();
    let wanted = [
        "00000008 / Production",
        "00000009 / Production",
        "Staging",
        "00000009 / QA 00000004",
        "00000009 / QA 00000005",
    ];
    assert_eq!(called, wanted);
    let name_of = |id: u128, name: &str| {
        EnvironmentNames::name_of(EnvironmentId(uuid::Uuid::from_u128(id << 96)), &name.into(), &all, None)
    };
    assert_eq!(name_of(3, "Production").raw(), "00000009 / Production 00000003");
    let new = |name: &str| {
        let there = OrgId(uuid::Uuid::from_u128(9 << 96));
        EnvironmentNames::of_new(there, &name.into(), &all, None)
    };
    assert_eq!(new("Production").raw(), "00000009 / Production");
    assert_eq!(new("QA").raw(), "QA", "it gets a number");
    assert_eq!(name_of(0, "Production").raw(), "Production 00000000");
    assert_eq!(name_of(0, "Live").raw(), "Live");
}
