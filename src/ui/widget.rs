//! Drawing primitives: text, frames, tables, fields and buttons.

pub mod button;
pub mod columns;
pub mod field;
pub mod frame;
pub mod json;
pub mod lines;
pub mod select;
pub mod table;
pub mod text;
