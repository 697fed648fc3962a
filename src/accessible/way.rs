//! How each action is asked for by a typed line.

use crate::app::action::Action;

/// What asks for an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Its name, with or without what it is about.
    Name,
    /// Its name, with the number of a row where the page is a list.
    Row,
    /// Words of its own do the same.
    Words(&'static str),
    /// It is about a screen, and there is none.
    Screen(&'static str),
}

/// How an action is asked for. A new action must be named here.
pub fn way(action: Action) -> Way {
    use Action as A;
    match action {
        A::Down | A::Up | A::First | A::Last | A::Top | A::Middle | A::Bottom => {
            Way::Words("Give the number of a row: select 3, or 3 to open it.")
        }
        A::RowToTop | A::RowToMiddle | A::RowToBottom => Way::Screen("Rows don't scroll here: enter list."),
        A::NextMatch | A::PreviousMatch => Way::Words("Only rows that match the filter are listed."),
        A::MarkRange | A::UnmarkRange => Way::Words("Enter mark and the number of each row."),
        A::HalfDown | A::HalfUp | A::PageDown | A::PageUp | A::ScrollDown | A::ScrollUp => {
            Way::Words("Enter more, previous or list.")
        }
        A::Left | A::Unfold => Way::Words("Nothing is folded: every row is listed, with its level."),
        A::Next | A::Previous => Way::Words("Enter tab and a number or name."),
        A::Close | A::Back => Way::Words("Enter back."),
        A::Palette => Way::Words("Enter : and the name of a command; : alone lists them."),
        A::Filter => Way::Words("Enter / and words; / alone clears the filter."),
        A::Sort | A::SortBy => Way::Words("Enter sort and the name of a column."),
        A::Find => Way::Words("Enter find and words: a name, an id, a host or a client id."),
        A::Help => Way::Words("Enter ?"),
        A::Preview => Way::Words("Enter show and the number of a row."),
        A::Redraw => Way::Words("Enter list to hear all of it again."),
        A::Quit | A::Cancel => Way::Words("Enter quit, or press Ctrl-C."),
        A::Suspend => Way::Words("Press Ctrl-Z."),
        A::Submit => Way::Words("Enter save in a form."),
        A::SetDefault | A::Earlier | A::Later => {
            Way::Words("Enter default, earlier or later with a number, where client providers are put in order.")
        }
        A::Press | A::Run => Way::Words("Enter what the last line says."),
        A::Mouse => Way::Screen("There is no mouse here."),
        A::Tour => Way::Screen("Tours need the full screen: amtui tour"),
        A::ShowKeys => Way::Screen("Keys are shown only on the full screen."),
        A::Record => Way::Screen("Only the full screen is recorded."),
        A::Theme => Way::Screen("There are no colors here."),
        A::Open
        | A::Edit
        | A::Rename
        | A::Delete
        | A::Enable
        | A::Disable
        | A::MoveDependents
        | A::Mark
        | A::Impact
        | A::CopyName
        | A::CopyId
        | A::CopyAddress
        | A::CopyJson
        | A::Json => Way::Row,
        A::BusinessGroups
        | A::Users
        | A::Teams
        | A::Environments
        | A::Roles
        | A::IdentityProviders
        | A::ClientProviders
        | A::ConnectedApps
        | A::AuditLogs
        | A::ApiManager
        | A::ClientApplications
        | A::Switch
        | A::Reverse
        | A::Reload
        | A::Add
        | A::Reveal
        | A::InvertMarks
        | A::Undo
        | A::Redo
        | A::Mask
        | A::Shot
        | A::Fresh
        | A::Snapshot
        | A::Access
        | A::Export
        | A::Period
        | A::Presets
        | A::Follow
        | A::Log
        | A::Diff
        | A::Messages
        | A::SignOut => Way::Name,
    }
}
