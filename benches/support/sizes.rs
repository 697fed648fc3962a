//! The organizations that are measured: the demo, a large one, and one with 3,000 environments more.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

#[path = "../../tests/support/generate.rs"]
pub mod generate;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Demo,
    Large,
    Huge,
}

impl Size {
    pub const ALL: [Self; 3] = [Self::Demo, Self::Large, Self::Huge];

    /// Those that a run measures: a shortened one leaves the largest out.
    pub fn measured() -> &'static [Self] {
        if std::env::args().any(|argument| argument == "--quick") {
            &[Self::Demo, Self::Large]
        } else {
            &Self::ALL
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Large => "large",
            Self::Huge => "huge",
        }
    }

    /// `None` for the demo, which comes with the program.
    pub fn organization(self) -> Option<Value> {
        match self {
            Self::Demo => None,
            Self::Large => Some(generate::organization(100, 500, 25, 10_000, 50_000)),
            Self::Huge => Some(generate::organization(100, 3500, 25, 10_000, 50_000)),
        }
    }

    /// The administrator of the root.
    pub fn user(self) -> &'static str {
        if self == Self::Demo { "ana.ortiz" } else { "ada" }
    }

    /// The text of the file.
    pub fn text(self) -> String {
        let demo = || include_str!("../../assets/demo.json").to_owned();
        self.organization()
            .map_or_else(demo, |organization| organization.to_string())
    }

    /// Saves it in a folder; the demo as well.
    pub fn save(self, folder: &Path) -> PathBuf {
        let path = folder.join(format!("{}.json", self.name()));
        fs::write(&path, self.text()).unwrap();
        path
    }
}
