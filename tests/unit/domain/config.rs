//! Forms of client providers: their labels, their fields and what is shown of a value.

mod known;

use amtui::domain::config::{FieldDisplay, FormField, Shape, form, sections};
use amtui::domain::provider::ProviderRow;
use amtui::domain::{Provider, ProviderKind, secret};
use serde_json::{Value, json};

fn provider(mut object: Value) -> Provider {
    let secrets = secret::take_secrets(&mut object);
    let row = ProviderRow {
        kind: ProviderKind::from_object(&object),
        ..ProviderRow::built_in()
    };
    Provider {
        row,
        config: Some(object),
        secrets,
        unknown: 0,
    }
}

fn find(kind: &ProviderKind, label: &str) -> &'static FormField {
    let mut fields = sections(kind).iter().flat_map(|s| s.fields);
    fields.find(|f| f.label == label).expect("the label is in the form")
}

#[test]
fn a_name_stands_once_in_each_form_and_says_the_section_where_the_label_does_not() {
    for kind in ProviderKind::WITH_FORM {
        let form = form(&kind);
        let all = || form.iter().flat_map(|s| s.fields.iter().map(|field| (s.title, field)));
        for (title, field) in all() {
            let wanted = match all().filter(|(_, f)| f.label == field.label).count() {
                1 => field.label.to_owned(),
                _ => format!("{title} / {}", field.label),
            };
            assert_eq!(field.name, wanted, "{kind:?}");
            assert_eq!(
                all().filter(|(_, f)| f.name == field.name).count(),
                1,
                "{kind:?}: {wanted}"
            );
        }
    }
}

#[test]
fn a_secret_shows_only_that_it_is_set() {
    let p = provider(json!({"type": {"name": "openid-dynamic-client"},
        "oidc_dynamic_client_provider": {"primary_client": {"id": "i", "secret": "s"}}}));
    assert_eq!(p.row.kind, ProviderKind::Oidc);
    assert_eq!(find(&p.row.kind, "Client Secret").shown(&p), FieldDisplay::Secret(true));
    assert_eq!(
        find(&p.row.kind, "Authorization Header").shown(&p),
        FieldDisplay::Secret(false)
    );
}

#[test]
fn a_timeout_reads_as_seconds_in_either_unit() {
    for (wire, seconds) in [(5000, "5"), (20, "20"), (1000, "1")] {
        let p = provider(json!({"type": {"name": "openid-dynamic-client"},
            "oidc_dynamic_client_provider": {"client_request_timeout": wire}}));
        let shown = find(&p.row.kind, "Client Request Timeout (seconds)").shown(&p);
        assert_eq!(shown, FieldDisplay::Text(seconds.into()));
    }
}

#[test]
fn a_tenant_is_read_from_the_address() {
    let p = provider(
        json!({"type": {"name": "openid-dynamic-client"}, "azure_ad_provider": {},
        "oidc_dynamic_client_provider": {"urls": {"authorize": "https://login.example.com/tenant-1/oauth2/v2.0/authorize"}}}),
    );
    assert_eq!(p.row.kind, ProviderKind::EntraId);
    let shown = find(&p.row.kind, "Tenant ID for Microsoft Entra ID").shown(&p);
    assert_eq!(shown, FieldDisplay::Text("tenant-1".into()));
}

#[test]
fn every_secret_field_is_one_that_is_taken() {
    for field in ProviderKind::WITH_FORM.iter().flat_map(sections).flat_map(|s| s.fields) {
        let secret = field.shape == Shape::Secret;
        let mut object = json!(if secret { "s" } else { "https://idp.example.com" });
        for name in field.path.split('/').skip(1).collect::<Vec<_>>().into_iter().rev() {
            object = json!({ name: object });
        }
        let taken = secret::take_secrets(&mut object);
        assert_eq!(taken == [field.path], secret, "{}", field.label);
    }
}
