//! The platform's forms, section by section (`domain.md` 2.2-2.5): tables and nothing else.

use super::{Field, Section, Shape};

macro_rules! at {
    ($rest:literal) => {
        concat!("/oidc_dynamic_client_provider", $rest)
    };
}

const fn field(label: &'static str, path: &'static str, shape: Shape) -> Field {
    Field { label, path, shape }
}

const fn text(label: &'static str, path: &'static str) -> Field {
    field(label, path, Shape::Text)
}

/// The sections that OpenAM and PingFederate share (2.2, 2.3).
const AUTHORIZATION: Section = Section {
    title: "OAuth2 Authorization Provider",
    fields: &[text("Authorize URL", "/oauth2_authorization_provider/urls/authorize")],
};

const TOKEN: Section = Section {
    title: "OAuth2 Token Provider",
    fields: &[text("Create URL", "/oauth2_token_provider/urls/create")],
};

const VALIDATE_URL: Field = text("Validate URL", "/oauth2_token_validation_provider/urls/validate");

const USERNAME_MAPPING: Field = text(
    "Username Token Mapping",
    "/oauth2_token_validation_provider/token_mapping/username",
);

/// Every external kind asks for this.
const CERTIFICATES: Field = field(
    "Disable server certificate validation",
    "/allow_untrusted_certificates",
    Shape::Switch,
);

const ADVANCED: Section = Section {
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
        ),
    ],
};

const INTROSPECTION_CLIENT: Section = Section {
    title: "Token Introspection Client",
    fields: &[
        text("Client ID", at!("/primary_client/id")),
        field("Client Secret", at!("/primary_client/secret"), Shape::Secret),
    ],
};

const GRANT_TYPES: Section = Section {
    title: "Grant types",
    fields: &[field("Supported", at!("/supported_grant_types"), Shape::List)],
};

/// 2.4.
pub(super) const OIDC: &[Section] = &[
    Section {
        title: "Dynamic Client Registration",
        fields: &[
            text("Issuer", at!("/issuer")),
            text("Client Registration URL", at!("/client/urls/register")),
            field(
                "Authorization Header",
                at!("/client/registration/authorization"),
                Shape::Secret,
            ),
            field(
                "Client Request Timeout (seconds)",
                at!("/client_request_timeout"),
                Shape::Seconds,
            ),
        ],
    },
    INTROSPECTION_CLIENT,
    Section {
        title: "OpenID Connect Authorization URLs",
        fields: &[
            text("Authorize URL", at!("/urls/authorize")),
            text("Token URL", at!("/urls/token")),
            text("Token Introspection URL", at!("/urls/introspect")),
        ],
    },
    ADVANCED,
    GRANT_TYPES,
];

/// 2.5.
pub(super) const ENTRA_ID: &[Section] = &[
    Section {
        title: "Microsoft Entra ID",
        fields: &[
            text("Issuer", at!("/issuer")),
            field(
                "Tenant ID for Microsoft Entra ID",
                at!("/urls/authorize"),
                Shape::Tenant,
            ),
            text("Client ID", at!("/primary_client/id")),
            field("Client Secret", at!("/primary_client/secret"), Shape::Secret),
            text(
                "Life of generated secrets",
                "/azure_ad_provider/client/registration/key_expired_in",
            ),
        ],
    },
    Section {
        title: "Filled by the platform",
        fields: &[
            text("Client Registration URL", at!("/client/urls/register")),
            text("Authorize URL", at!("/urls/authorize")),
            text("Token URL", at!("/urls/token")),
            text("Token Introspection URL", at!("/urls/introspect")),
        ],
    },
    ADVANCED,
];

/// 2.2.
pub(super) const OPENAM: &[Section] = &[
    Section {
        title: "Admin Token Provider",
        fields: &[
            text("Create URL", "/admin_token/urls/create"),
            text("Username", "/admin_token/username"),
            field("Password", "/admin_token/password", Shape::Secret),
        ],
    },
    AUTHORIZATION,
    TOKEN,
    Section {
        title: "OAuth2 Token Validation Provider",
        fields: &[VALIDATE_URL, USERNAME_MAPPING],
    },
    Section {
        title: "OAuth2 Client Provider",
        fields: &[
            text("Create URL", "/oauth2_client_provider/urls/create"),
            text("Delete URL", "/oauth2_client_provider/urls/delete"),
            field("Scopes", "/oauth2_client_provider/scopes", Shape::List),
            field("Default Scopes", "/oauth2_client_provider/default_scopes", Shape::List),
        ],
    },
    Section {
        title: "Advanced Settings",
        fields: &[CERTIFICATES],
    },
];

/// 2.3.
pub(super) const PING_FEDERATE: &[Section] = &[
    AUTHORIZATION,
    TOKEN,
    Section {
        title: "OAuth2 Token Validation Provider",
        fields: &[
            VALIDATE_URL,
            USERNAME_MAPPING,
            text("Client Id", "/oauth2_token_validation_provider/client_id"),
            field(
                "Client Secret",
                "/oauth2_token_validation_provider/client_secret",
                Shape::Secret,
            ),
        ],
    },
    Section {
        title: "OAuth 2 Client Provider",
        fields: &[
            text("Create URL", "/oauth2_client_provider/urls/create"),
            text("Delete URL", "/oauth2_client_provider/urls/delete"),
            text("Username", "/oauth2_client_provider/username"),
            field("Password", "/oauth2_client_provider/password", Shape::Secret),
            field(
                "Bypass approval page",
                "/oauth2_client_provider/bypass_approval_page",
                Shape::Switch,
            ),
        ],
    },
    Section {
        title: "Advanced Settings",
        fields: &[CERTIFICATES],
    },
];
