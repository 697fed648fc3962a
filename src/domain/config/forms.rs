//! The platform's forms, section by section: tables and nothing else.

use super::{FormField, FormSection, Need, Shape};

macro_rules! at {
    ($rest:literal) => {
        concat!("/oidc_dynamic_client_provider", $rest)
    };
}

const fn field(label: &'static str, path: &'static str, shape: Shape) -> FormField {
    FormField {
        label,
        name: label,
        path,
        shape,
        need: Need::Optional,
    }
}

const fn text(label: &'static str, path: &'static str) -> FormField {
    field(label, path, Shape::Text)
}

const fn url(label: &'static str, path: &'static str) -> FormField {
    field(label, path, Shape::Url)
}

const fn secret(label: &'static str, path: &'static str) -> FormField {
    field(label, path, Shape::Secret)
}

impl FormField {
    const fn needed(self) -> Self {
        Self {
            need: Need::Required,
            ..self
        }
    }

    /// Where its label stands more than once in a form.
    const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    const fn read_only(self) -> Self {
        Self {
            need: Need::ReadOnly,
            ..self
        }
    }
}

const NAME: FormField = text("Name", "/name").needed();
const DESCRIPTION: FormField = text("Description", "/type/description");

pub(super) const GENERAL: FormSection = FormSection {
    title: "",
    fields: &[NAME, DESCRIPTION],
};

/// OpenAM asks for its version as well.
pub(super) const GENERAL_WITH_VERSION: FormSection = FormSection {
    title: "",
    fields: &[NAME, DESCRIPTION, text("Version", "/type/version").needed()],
};

const AUTHORIZATION: FormSection = FormSection {
    title: "OAuth2 Authorization Provider",
    fields: &[url("Authorize URL", "/oauth2_authorization_provider/urls/authorize").needed()],
};

const TOKEN: FormSection = FormSection {
    title: "OAuth2 Token Provider",
    fields: &[url("Create URL", "/oauth2_token_provider/urls/create")
        .named("OAuth2 Token Provider / Create URL")
        .needed()],
};

const VALIDATE_URL: FormField = url("Validate URL", "/oauth2_token_validation_provider/urls/validate").needed();

const USERNAME_MAPPING: FormField = text(
    "Username Token Mapping",
    "/oauth2_token_validation_provider/token_mapping/username",
)
.needed();

const CERTIFICATES: FormField = field(
    "Disable server certificate validation",
    "/allow_untrusted_certificates",
    Shape::Switch,
);

const ADVANCED: FormSection = FormSection {
    title: "Advanced Settings",
    fields: &[
        CERTIFICATES,
        field(
            "Enable client deletion in Anypoint Platform",
            at!("/allow_local_client_deletion"),
            Shape::Switch,
        ),
        field(
            "Enable client deletion and updates in IdP",
            at!("/allow_external_client_modification"),
            Shape::Switch,
        ),
        field(
            "Use registration credentials for client management",
            "",
            Shape::NotInApi,
        )
        .read_only(),
    ],
};

const INTROSPECTION_CLIENT: FormSection = FormSection {
    title: "Token Introspection Client",
    fields: &[
        text("Client ID", at!("/primary_client/id")).needed(),
        secret("Client Secret", at!("/primary_client/secret")).needed(),
    ],
};

/// The contract calls these read-only, as it fills them from the issuer itself (R36). They can be edited here: they are
/// filled from the issuer while the form is open, and a person sees and corrects what client applications get to choose
/// from (R37) before it is sent.
const GRANT_TYPES: FormSection = FormSection {
    title: "Grant types",
    fields: &[field("Supported", at!("/supported_grant_types"), Shape::List)],
};

pub(super) const OIDC: &[FormSection] = &[
    FormSection {
        title: "Dynamic Client Registration",
        fields: &[
            // The page's list and its text disagree on whether it is needed; the contract says no.
            url("Issuer", at!("/issuer")),
            url("Client Registration URL", at!("/client/urls/register")).needed(),
            secret("Authorization Header", at!("/client/registration/authorization")),
            field(
                "Client Request Timeout (seconds)",
                at!("/client_request_timeout"),
                Shape::Seconds,
            ),
        ],
    },
    INTROSPECTION_CLIENT,
    FormSection {
        title: "OpenID Connect Authorization URLs",
        fields: &[
            url("Authorize URL", at!("/urls/authorize")).needed(),
            url("Token URL", at!("/urls/token")).needed(),
            url("Token Introspection URL", at!("/urls/introspect")).needed(),
        ],
    },
    ADVANCED,
    GRANT_TYPES,
];

pub(super) const ENTRA_ID: &[FormSection] = &[
    FormSection {
        title: "Microsoft Entra ID",
        fields: &[
            url("Issuer", at!("/issuer")).needed(),
            field(
                "Tenant ID for Microsoft Entra ID",
                at!("/urls/authorize"),
                Shape::Tenant,
            )
            .needed(),
            text("Client ID", at!("/primary_client/id")).needed(),
            secret("Client Secret", at!("/primary_client/secret")).needed(),
            // Its format is not documented.
            text(
                "Life of generated secrets",
                "/azure_ad_provider/client/registration/key_expired_in",
            )
            .read_only(),
        ],
    },
    FormSection {
        title: "Filled by the platform",
        fields: &[
            text("Client Registration URL", at!("/client/urls/register")).read_only(),
            text("Authorize URL", at!("/urls/authorize")).read_only(),
            text("Token URL", at!("/urls/token")).read_only(),
            text("Token Introspection URL", at!("/urls/introspect")).read_only(),
        ],
    },
    ADVANCED,
];

pub(super) const OPENAM: &[FormSection] = &[
    FormSection {
        title: "Admin Token Provider",
        fields: &[
            url("Create URL", "/admin_token/urls/create")
                .named("Admin Token Provider / Create URL")
                .needed(),
            text("Username", "/admin_token/username").needed(),
            secret("Password", "/admin_token/password").needed(),
        ],
    },
    AUTHORIZATION,
    TOKEN,
    FormSection {
        title: "OAuth2 Token Validation Provider",
        fields: &[VALIDATE_URL, USERNAME_MAPPING],
    },
    FormSection {
        title: "OAuth2 Client Provider",
        fields: &[
            url("Create URL", "/oauth2_client_provider/urls/create")
                .named("OAuth2 Client Provider / Create URL")
                .needed(),
            field("Delete URL", "/oauth2_client_provider/urls/delete", Shape::DeleteUrl).needed(),
            field("Scopes", "/oauth2_client_provider/scopes", Shape::List).needed(),
            field("Default Scopes", "/oauth2_client_provider/default_scopes", Shape::List).needed(),
        ],
    },
    FormSection {
        title: "Advanced Settings",
        fields: &[CERTIFICATES],
    },
];

pub(super) const PING_FEDERATE: &[FormSection] = &[
    AUTHORIZATION,
    TOKEN,
    FormSection {
        title: "OAuth2 Token Validation Provider",
        fields: &[
            VALIDATE_URL,
            USERNAME_MAPPING,
            text("Client Id", "/oauth2_token_validation_provider/client_id"),
            secret("Client Secret", "/oauth2_token_validation_provider/client_secret"),
        ],
    },
    FormSection {
        title: "OAuth 2 Client Provider",
        fields: &[
            field("Create URL", "/oauth2_client_provider/urls/create", Shape::PingUrl)
                .named("OAuth 2 Client Provider / Create URL")
                .needed(),
            field(
                "Delete URL",
                "/oauth2_client_provider/urls/delete",
                Shape::PingDeleteUrl,
            )
            .needed(),
            text("Username", "/oauth2_client_provider/username").needed(),
            secret("Password", "/oauth2_client_provider/password").needed(),
            field(
                "Bypass approval page",
                "/oauth2_client_provider/bypass_approval_page",
                Shape::Switch,
            ),
        ],
    },
    FormSection {
        title: "Advanced Settings",
        fields: &[CERTIFICATES],
    },
];
