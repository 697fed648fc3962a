//! The colours of terminals that people use.

use amtui::ui::theme::contrast::{Channels, contrast};
use ratatui::style::{Color, Modifier, Style};

/// A terminal's background, text and sixteen colours.
pub struct TerminalPalette {
    /// Its name, and where its values are published.
    pub name: &'static str,
    pub dark: bool,
    pub ground: u32,
    pub text: u32,
    pub colours: [u32; 16],
}

/// The colours that the terminals and editors ship with.
pub const PALETTES: [TerminalPalette; 10] = [
    TerminalPalette {
        name: "VS Code dark (microsoft/vscode, terminalColorRegistry.ts, dark)",
        dark: true,
        ground: 0x1e_1e1e,
        text: 0xcc_cccc,
        colours: [
            0x00_0000, 0xcd_3131, 0x0d_bc79, 0xe5_e510, 0x24_72c8, 0xbc_3fbc, 0x11_a8cd, 0xe5_e5e5, 0x66_6666,
            0xf1_4c4c, 0x23_d18b, 0xf5_f543, 0x3b_8eea, 0xd6_70d6, 0x29_b8db, 0xe5_e5e5,
        ],
    },
    TerminalPalette {
        name: "VS Code light (microsoft/vscode, terminalColorRegistry.ts, light)",
        dark: false,
        ground: 0xff_ffff,
        text: 0x33_3333,
        colours: [
            0x00_0000, 0xcd_3131, 0x10_7c10, 0x94_9800, 0x04_51a5, 0xbc_05bc, 0x05_98bc, 0x55_5555, 0x66_6666,
            0xcd_3131, 0x14_ce14, 0xb5_ba00, 0x04_51a5, 0xbc_05bc, 0x05_98bc, 0xa5_a5a5,
        ],
    },
    TerminalPalette {
        name: "Solarized dark (altercation/solarized, xresources/solarized)",
        dark: true,
        ground: 0x00_2b36,
        text: 0x83_9496,
        colours: SOLARIZED,
    },
    TerminalPalette {
        name: "Solarized light (altercation/solarized, xresources/solarized)",
        dark: false,
        ground: 0xfd_f6e3,
        text: 0x65_7b83,
        colours: SOLARIZED,
    },
    TerminalPalette {
        name: "Nord (nordtheme.com, as its terminal ports have it)",
        dark: true,
        ground: 0x2e_3440,
        text: 0xd8_dee9,
        colours: [
            0x3b_4252, 0xbf_616a, 0xa3_be8c, 0xeb_cb8b, 0x81_a1c1, 0xb4_8ead, 0x88_c0d0, 0xe5_e9f0, 0x4c_566a,
            0xbf_616a, 0xa3_be8c, 0xeb_cb8b, 0x81_a1c1, 0xb4_8ead, 0x8f_bcbb, 0xec_eff4,
        ],
    },
    TerminalPalette {
        name: "Dracula (spec.draculatheme.com, Terminal Colors)",
        dark: true,
        ground: 0x28_2a36,
        text: 0xf8_f8f2,
        colours: [
            0x21_222c, 0xff_5555, 0x50_fa7b, 0xf1_fa8c, 0xbd_93f9, 0xff_79c6, 0x8b_e9fd, 0xf8_f8f2, 0x62_72a4,
            0xff_6e6e, 0x69_ff94, 0xff_ffa5, 0xd6_acff, 0xff_92df, 0xa4_ffff, 0xff_ffff,
        ],
    },
    TerminalPalette {
        name: "Tokyo Night (folke/tokyonight.nvim, extras/alacritty/tokyonight_night.toml)",
        dark: true,
        ground: 0x1a_1b26,
        text: 0xc0_caf5,
        colours: [
            0x15_161e, 0xf7_768e, 0x9e_ce6a, 0xe0_af68, 0x7a_a2f7, 0xbb_9af7, 0x7d_cfff, 0xa9_b1d6, 0x41_4868,
            0xf7_768e, 0x9e_ce6a, 0xe0_af68, 0x7a_a2f7, 0xbb_9af7, 0x7d_cfff, 0xc0_caf5,
        ],
    },
    TerminalPalette {
        name: "Catppuccin Mocha (catppuccin/catppuccin, Mocha, as its terminal ports have it)",
        dark: true,
        ground: 0x1e_1e2e,
        text: 0xcd_d6f4,
        colours: [
            0x45_475a, 0xf3_8ba8, 0xa6_e3a1, 0xf9_e2af, 0x89_b4fa, 0xf5_c2e7, 0x94_e2d5, 0xba_c2de, 0x58_5b70,
            0xf3_8ba8, 0xa6_e3a1, 0xf9_e2af, 0x89_b4fa, 0xf5_c2e7, 0x94_e2d5, 0xa6_adc8,
        ],
    },
    TerminalPalette {
        name: "Gruvbox dark (morhetz/gruvbox, neutral and bright colours)",
        dark: true,
        ground: 0x28_2828,
        text: 0xeb_dbb2,
        colours: [
            0x28_2828, 0xcc_241d, 0x98_971a, 0xd7_9921, 0x45_8588, 0xb1_6286, 0x68_9d6a, 0xa8_9984, 0x92_8374,
            0xfb_4934, 0xb8_bb26, 0xfa_bd2f, 0x83_a598, 0xd3_869b, 0x8e_c07c, 0xeb_dbb2,
        ],
    },
    TerminalPalette {
        name: "xterm on white (ThomasDickey/xterm-snapshots, XTerm-col.ad, its names as in rgb.txt)",
        dark: false,
        ground: 0xff_ffff,
        text: 0x00_0000,
        colours: [
            0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5, 0x7f_7f7f,
            0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
        ],
    },
];

/// Both Solarized themes share their colours: bright black is the background of the dark one. Its red is
/// `#dc322f`, as in all of its files; only an early table in its README says `#d30102`.
const SOLARIZED: [u32; 16] = [
    0x07_3642, 0xdc_322f, 0x85_9900, 0xb5_8900, 0x26_8bd2, 0xd3_3682, 0x2a_a198, 0xee_e8d5, 0x00_2b36, 0xcb_4b16,
    0x58_6e75, 0x65_7b83, 0x83_9496, 0x6c_71c4, 0x93_a1a1, 0xfd_f6e3,
];

pub fn channels(colour: u32) -> Channels {
    let [_, red, green, blue] = colour.to_be_bytes();
    [red, green, blue].map(|channel| f64::from(channel) / 255.0)
}

/// A colour on a palette; the terminal's own is `own`.
fn colour(colour: Option<Color>, own: u32, palette: &TerminalPalette) -> Channels {
    let colours = palette.colours;
    channels(match colour {
        None | Some(Color::Reset) => own,
        Some(Color::Rgb(red, green, blue)) => u32::from_be_bytes([0, red, green, blue]),
        Some(Color::Red) => colours[1],
        Some(Color::Green) => colours[2],
        Some(Color::Yellow) => colours[3],
        Some(Color::Blue) => colours[4],
        Some(Color::Magenta) => colours[5],
        Some(Color::Cyan) => colours[6],
        Some(Color::LightRed) => colours[9],
        other => panic!("{other:?} is not in the palettes"),
    })
}

/// The least contrast of a style with the terminal's sixteen colours. Terminals that dim most draw half of the letter's colour.
pub fn least(style: Style, palette: &TerminalPalette) -> f64 {
    let text = contrast(channels(palette.text), channels(palette.ground));
    match (style.add_modifier.contains(Modifier::DIM), style.fg) {
        // Solarized's own text is at 4.1: half of that is what a dimmed letter can have there.
        (true, _) if text > 7.0 => 2.8,
        (true, _) => 1.8,
        (false, None | Some(Color::Reset)) => text,
        (false, Some(_)) => 3.0,
    }
}

/// Letters and background of a style on a palette.
pub fn drawn(style: Style, palette: &TerminalPalette) -> (Channels, Channels) {
    let ink = colour(style.fg, palette.text, palette);
    let ground = colour(style.bg, palette.ground, palette);
    if style.add_modifier.contains(Modifier::DIM) {
        let half = |at: usize| f64::midpoint(ink[at], ground[at]);
        return ([half(0), half(1), half(2)], ground);
    }
    (ink, ground)
}
