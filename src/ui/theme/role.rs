//! What things on screen are, as far as it decides about their look.

/// Makes the roles and their names in the table from one list.
macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident = $name:literal,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ThemeRole {
            $($(#[$doc])* $role,)*
        }

        impl ThemeRole {
            /// All of them, in their order, with their names in the table.
            pub const ALL: &[(&str, Self)] = &[$(($name, Self::$role),)*];
        }
    };
}

roles! {
    /// Every cell that nothing is drawn on.
    Ground = "ground",
    Text = "text",
    /// Less important.
    Muted = "muted",
    Accent = "accent",
    /// Title of a pane.
    Title = "title",
    /// Title of the pane that has the keys.
    TitleFocused = "title-focused",
    /// A heading in text.
    Heading = "heading",
    Border = "border",
    /// Frame of the pane that has the keys.
    BorderFocused = "border-focused",
    /// The part of a scrollbar that is in view.
    Scroll = "scroll",
    /// The selected row.
    Selection = "selection",
    /// The selected row of a pane that has not the keys.
    SelectionUnfocused = "selection-unfocused",
    /// The bar at the left of the selected row.
    Bar = "bar",
    BarUnfocused = "bar-unfocused",
    /// The first row.
    Header = "header",
    HeaderTitle = "header-title",
    HeaderMuted = "header-muted",
    BadgeDemo = "badge-demo",
    BadgeFile = "badge-file",
    /// The platform, where nothing can be changed.
    BadgeLive = "badge-live",
    BadgeLiveWrite = "badge-live-write",
    /// As it should be.
    Ok = "ok",
    /// Something to think about.
    Warning = "warning",
    /// Something is lost or went wrong.
    Danger = "danger",
    /// The button that destroys, while it has the keys.
    DangerFilled = "danger-filled",
    Production = "production",
    Sandbox = "sandbox",
    Design = "design",
    /// A key in a hint.
    Key = "key",
    /// Words of a hint.
    Label = "label",
    /// What was typed and is right so far.
    Match = "match",
    Field = "field",
    FieldFocused = "field-focused",
    /// Words in a text field that is empty.
    FieldEmpty = "field-empty",
    FieldError = "field-error",
    Button = "button",
    ButtonFocused = "button-focused",
    ButtonOff = "button-off",
    /// Words to those who watch.
    Notice = "notice",
    /// The page behind a dialog.
    Backdrop = "backdrop",
}
