//! JSON as YAML in blocks, for people to read and edit. Texts are in double quotes, where YAML has the escapes of JSON.

use serde_json::Value as Json;

/// The YAML of a JSON value.
pub fn yaml(json: &Json) -> String {
    let mut text = String::new();
    write(json, 0, &mut text);
    text
}

fn write(json: &Json, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match json {
        Json::Object(fields) if !fields.is_empty() => {
            for (name, value) in fields {
                out.push_str(&indent);
                out.push_str(name);
                out.push(':');
                below(value, depth, out);
            }
        }
        Json::Array(items) if !items.is_empty() => {
            for item in items {
                out.push_str(&indent);
                out.push('-');
                below(item, depth, out);
            }
        }
        Json::Object(_) | Json::Array(_) | Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {
            out.push_str(&indent);
            out.push_str(&json.to_string());
            out.push('\n');
        }
    }
}

fn below(value: &Json, depth: usize, out: &mut String) {
    let is_block = match value {
        Json::Object(fields) => !fields.is_empty(),
        Json::Array(items) => !items.is_empty(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => false,
    };
    if is_block {
        out.push('\n');
        write(value, depth + 1, out);
    } else {
        out.push(' ');
        out.push_str(&value.to_string());
        out.push('\n');
    }
}
