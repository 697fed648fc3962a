//! Everything a key, a click or a command can ask for. Names in `assets/keys.toml` are these, in kebab case.

use serde::{Deserialize, Serialize};

/// Something a person can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Move down.
    Down,
    /// Move up.
    Up,
    First,
    Last,
    /// To the first row on screen.
    Top,
    /// To the row in the middle of the screen.
    Middle,
    /// To the last row on screen.
    Bottom,
    /// Scroll so that the selected row stands at the top.
    RowToTop,
    RowToMiddle,
    RowToBottom,
    /// Scroll by a row; the selection stays while it is in sight.
    ScrollDown,
    ScrollUp,
    /// To the next row that the filter finds.
    NextMatch,
    PreviousMatch,
    /// Half a page down.
    HalfDown,
    /// Half a page up.
    HalfUp,
    PageDown,
    PageUp,
    Open,
    /// Fold, or focus what stands left.
    Left,
    /// Open or unfold, else go to the pane at the right.
    Unfold,
    /// Close a popup, else clear the filter, else back.
    Close,
    /// Back to the page before.
    Back,
    /// The next pane or control.
    Next,
    /// The pane or control before.
    Previous,
    /// Nav entry 1.
    BusinessGroups,
    /// Nav entry 2.
    Users,
    /// Nav entry 3.
    Teams,
    /// Nav entry 4.
    Environments,
    /// Nav entry 5.
    Roles,
    /// Nav entry 6.
    IdentityProviders,
    /// Nav entry 7.
    ClientProviders,
    /// Nav entry 8.
    ConnectedApps,
    /// Nav entry 9.
    AuditLogs,
    ApiManager,
    /// The client applications of API Manager.
    ClientApplications,
    /// The menu that selects the organization to work in.
    Switch,
    /// The command palette.
    Palette,
    /// Find anything by name, id, host or client id.
    Find,
    /// Filter a list.
    Filter,
    /// Sort by the next column.
    Sort,
    /// Choose the column to sort by.
    SortBy,
    /// Turn the order round.
    Reverse,
    /// Help of this screen.
    Help,
    /// Reload; on an error, retry.
    Reload,
    /// Open the delete dialog.
    Delete,
    /// Add what the page lists.
    Add,
    /// Edit what is selected: a form, associations, or the provider of APIs.
    Edit,
    /// Rename an environment.
    Rename,
    /// Let users sign in.
    Enable,
    /// Keep users from signing in.
    Disable,
    /// Take a client provider out of use, step by step.
    MoveDependents,
    /// Mark a row, or tick a box.
    Mark,
    /// Mark the rows that the selection moves over.
    MarkRange,
    /// Take their marks away.
    UnmarkRange,
    /// Mark what isn't marked.
    InvertMarks,
    /// Go on with a form: to its review, and from there to the operation.
    Submit,
    /// Make it the default.
    SetDefault,
    /// Move it towards the beginning.
    Earlier,
    /// Move it towards the end.
    Later,
    /// What depends on a provider.
    Impact,
    CopyName,
    CopyId,
    /// Copy the web address.
    CopyAddress,
    /// Copy as JSON, secrets removed.
    CopyJson,
    /// Show as JSON, secrets removed.
    Json,
    /// Preview beside the list.
    Preview,
    /// Show the client secret of an organization.
    Reveal,
    /// Take back the last change.
    Undo,
    /// Make the change again that was undone last.
    Redo,
    /// Capture or release the mouse.
    Mouse,
    /// The guided tour: begin it, or pause and leave it.
    Tour,
    /// Show the keys that are pressed.
    ShowKeys,
    /// Show stand-ins for users, ids and hosts.
    Mask,
    /// Record what is on screen.
    Record,
    /// Save a picture of the screen.
    Shot,
    /// Choose the colours.
    Theme,
    /// Start the organization over.
    Fresh,
    /// Save the organization as a file.
    Snapshot,
    /// What the signed-in account may read and change.
    Access,
    /// Save the rows in view as CSV or JSON.
    Export,
    /// How far back the audit is read.
    Period,
    /// Ready-made filters of the audit.
    Presets,
    /// Read the audit again and again.
    Follow,
    /// Shows what was asked of the platform.
    Log,
    /// Show what changed since the organization was as in a file.
    Diff,
    /// Draw everything anew.
    Redraw,
    /// Stop, as in any program.
    Suspend,
    /// All messages so far.
    Messages,
    /// Sign in as someone else.
    SignOut,
    /// Close; at the top, quit.
    Quit,
    /// Cancel; twice, quit.
    Cancel,
    /// Press what has the focus.
    Press,
    /// Run the chosen command.
    Run,
}

/// What may follow a command in the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    Nothing,
    /// The name or id of what the command is about, in place of what is selected.
    Name,
    /// A file, or none.
    File,
    /// A file in any case.
    NeededFile,
    /// Which tour, or none.
    Tour,
    /// A file for the rows in view.
    RowsFile,
    /// How far back.
    Period,
    /// The name of a theme.
    Theme,
    /// What a list is filtered by.
    Filter,
    /// The title of a column.
    Column,
    /// What is sought.
    Words,
}

impl Argument {
    /// How the palette shows it behind the name of a command.
    pub fn words(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Name => " [NAME]",
            Self::File => " [FILE]",
            Self::NeededFile | Self::RowsFile => " FILE",
            Self::Period => " PERIOD",
            Self::Tour => " [TOUR]",
            Self::Theme => " NAME",
            Self::Filter => " [FILTER]",
            Self::Column => " [COLUMN]",
            Self::Words => " [WORDS]",
        }
    }
}

impl Action {
    /// What may follow it in the palette. What it does not take is refused.
    pub fn argument(self) -> Argument {
        use Action as A;
        match self {
            A::Open
            | A::Edit
            | A::Rename
            | A::MoveDependents
            | A::Delete
            | A::Enable
            | A::Disable
            | A::Impact
            | A::Switch
            | A::CopyName
            | A::CopyId
            | A::CopyJson
            | A::Json => Argument::Name,
            A::Record | A::Shot | A::Snapshot => Argument::File,
            A::Diff => Argument::NeededFile,
            A::Export => Argument::RowsFile,
            A::Period => Argument::Period,
            A::Tour => Argument::Tour,
            A::Theme => Argument::Theme,
            A::Filter => Argument::Filter,
            A::Sort => Argument::Column,
            A::Find => Argument::Words,
            _ => Argument::Nothing,
        }
    }

    /// Its name, as in the table of bindings and in the palette: `client-providers`.
    pub fn name(self) -> String {
        let name = serde_json::to_value(self).ok();
        name.and_then(|n| n.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Whether it loses or ends something: letters in the middle of a word don't find it.
    pub fn loses(self) -> bool {
        use Action as A;
        matches!(
            self,
            A::Delete | A::Disable | A::Fresh | A::Undo | A::Redo | A::SignOut | A::Suspend | A::Quit
        )
    }

    /// Whether it changes, reveals, records, saves or ends something, or takes the mask off: it never runs as a guess.
    pub fn has_consequences(self) -> bool {
        use Action as A;
        let others = matches!(
            self,
            A::Add
                | A::Edit
                | A::Rename
                | A::Enable
                | A::MoveDependents
                | A::Mask
                | A::Reveal
                | A::Record
                | A::Shot
                | A::Snapshot
                | A::Export
        );
        others || self.loses()
    }

    /// Whether it moves the selection in a list.
    pub fn moves_in_list(self) -> bool {
        use Action as A;
        matches!(
            self,
            A::Down
                | A::Up
                | A::First
                | A::Last
                | A::Top
                | A::Middle
                | A::Bottom
                | A::RowToTop
                | A::RowToMiddle
                | A::RowToBottom
                | A::ScrollDown
                | A::ScrollUp
                | A::NextMatch
                | A::PreviousMatch
                | A::HalfDown
                | A::HalfUp
                | A::PageDown
                | A::PageUp
        )
    }

    /// Whether it only moves about in what is open: nothing to name in a palette.
    pub fn moves(self) -> bool {
        use Action as A;
        let others = matches!(
            self,
            A::Left
                | A::Unfold
                | A::Next
                | A::Previous
                | A::Press
                | A::Run
                | A::Mark
                | A::MarkRange
                | A::UnmarkRange
                | A::InvertMarks
                | A::Submit
                | A::SetDefault
                | A::Earlier
                | A::Later
                | A::Palette
                | A::Close
                | A::Cancel
        );
        others || self.moves_in_list()
    }
}
