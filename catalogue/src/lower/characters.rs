//! What no file may hold, whatever it says: invisible characters and paths of somebody's machine.

use crate::content::{Content, kind};
use crate::fault::{At, Faults};

const FOLDERS: [&str; 9] = ["home", "root", "tmp", "work", "farm", "usr", "var", "opt", "Users"];

/// Looks through every YAML, CSV and Markdown file, line by line.
pub(crate) fn check(content: &Content, faults: &mut Faults) {
    for (file, text) in &content.files {
        if !["yaml", "csv", "md"].contains(&kind(file)) {
            faults.add(&At::file(file), "the content holds YAML, CSV and Markdown only");
            continue;
        }
        for (index, line) in text.split('\n').enumerate() {
            let place = format!("line {}", index + 1);
            let at = At::file(file);
            if let Some(character) = line.chars().find(|c| is_invisible(*c)) {
                let message = format!("the character U+{:04X} is invisible or a control", u32::from(character));
                faults.add(&at.inner(&place), message);
            }
            if let Some(folder) = absolute_path(line) {
                faults.add(&at.inner(&place), format!("an absolute path below /{folder}/"));
            }
        }
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}' | '\u{fffd}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn absolute_path(line: &str) -> Option<&'static str> {
    line.match_indices('/').find_map(|(at, _)| {
        let before = line[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.') {
            return None;
        }
        let (folder, _) = line[at + 1..].split_once('/')?;
        FOLDERS.into_iter().find(|known| *known == folder)
    })
}
