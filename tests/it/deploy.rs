//! The operating kit, held to the program: what it sets, what it measures, what it runs, and the files that it names.

mod backup;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use api::config::Cli;
use api::graphql::fault::Code;
use axum::body::Body;
use clap::CommandFactory as _;
use http::Request;
use serde_json::{Value, json};
use tests::app::TestApp;

use crate::readme::{blocks, root};

/// Every text of the kit with its path below `deploy/`.
fn kit() -> BTreeMap<String, String> {
    fn read(folder: &Path, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, found);
            } else if let Ok(text) = fs::read_to_string(&path) {
                let name = path.strip_prefix(root().join("deploy")).unwrap().to_string_lossy();
                found.insert(name.into_owned(), text);
            }
        }
    }
    let mut found = BTreeMap::new();
    read(&root().join("deploy"), &mut found);
    // Those of a machine that runs the kit from its source.
    found.retain(|name, _| !name.starts_with("compose/secrets/"));
    found
}

/// The words of a text that begin with one of these, as far as `belongs` goes.
fn words<'t>(text: &'t str, beginnings: &[&str], belongs: fn(char) -> bool) -> BTreeSet<&'t str> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some(at) = rest.find(belongs) {
        let from = &rest[at..];
        let (word, after) = from.split_at(from.find(|c| !belongs(c)).unwrap_or(from.len()));
        if beginnings.iter().any(|beginning| word.starts_with(beginning)) {
            found.insert(word);
        }
        rest = after;
    }
    found
}

fn commands() -> Vec<clap::Command> {
    let mut all = vec![Cli::command()];
    let mut next = 0;
    while next < all.len() {
        let below: Vec<_> = all[next].get_subcommands().cloned().collect();
        all.extend(below);
        next += 1;
    }
    all
}

#[test]
fn every_variable_that_the_kit_sets_is_one_of_the_command_line() {
    let commands = commands();
    let known: BTreeSet<String> = commands
        .iter()
        .flat_map(clap::Command::get_arguments)
        .filter_map(|argument| Some(argument.get_env()?.to_string_lossy().into_owned()))
        .collect();
    let kit = kit();
    let from_files = &kit["container/with-secrets"];
    let mut faults = Vec::new();
    let mut set = BTreeSet::new();
    for (name, text) in &kit {
        let variable = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        for word in words(text, &["NORMTRACK_", "DATABASE_URL"], variable) {
            // Of our scripts and of our tests.
            let is_ours = word == "NORMTRACK_SECRETS";
            let is_file = word
                .strip_suffix("_FILE")
                .is_some_and(|plain| known.contains(plain) && from_files.contains(plain));
            if !known.contains(word) && !is_ours && !is_file {
                faults.push(format!("{name}: {word}"));
            }
            set.insert(word);
        }
    }
    assert_eq!(faults, Vec::<String>::new(), "no such variable");
    assert!(set.contains("NORMTRACK_SECRET_FILE") && set.contains("NORMTRACK_OWNER_DATABASE_URL"));
}

#[test]
fn every_command_that_the_kit_gives_is_one_of_the_command_line() {
    let mut faults = Vec::new();
    let mut given = BTreeSet::new();
    for (name, text) in kit() {
        let is_page = Path::new(&name).extension().is_some_and(|extension| extension == "md");
        let scripts = if is_page {
            [blocks(&text, "sh"), blocks(&text, "console")].concat().join("\n")
        } else {
            text
        };
        for line in scripts
            .replace("\\\n", " ")
            .lines()
            .filter(|line| !line.trim_start().starts_with('#'))
        {
            let line: String = line
                .chars()
                .map(|c| if "[],\"'`()|".contains(c) { ' ' } else { c })
                .collect();
            let mut rest = line.split_whitespace().peekable();
            while let Some(word) = rest.next() {
                if word != "normtrack" && !word.ends_with("/normtrack") {
                    continue;
                }
                let mut command = Cli::command();
                while let Some(below) = rest.peek().and_then(|word| command.find_subcommand(word)).cloned() {
                    command = below;
                    rest.next();
                }
                if command.get_name() == "normtrack" {
                    continue;
                }
                given.insert(command.get_name().to_owned());
                for option in rest.clone().take_while(|word| *word != ";" && *word != "&&") {
                    let Some(option) = option.strip_prefix("--") else {
                        continue;
                    };
                    let option = option.split('=').next().unwrap_or_default();
                    if !command
                        .get_arguments()
                        .any(|argument| argument.get_long() == Some(option))
                    {
                        faults.push(format!("{name}: normtrack {} --{option}", command.get_name()));
                    }
                }
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new(), "no such option");
    for needed in [
        "serve", "doctor", "migrate", "invite", "rotate", "reseal", "check", "verify",
    ] {
        assert!(given.contains(needed), "nothing in the kit runs {needed}: {given:?}");
    }
}

#[test]
fn what_compose_runs_first_are_the_roles_and_the_database_that_the_program_makes_itself() {
    let kit = kit();
    let compose = &kit["compose/compose.yaml"];
    assert!(compose.contains("- ../roles.sql:/docker-entrypoint-initdb.d/10-roles.sql:ro"));
    assert!(compose.contains("- ./database.sh:/docker-entrypoint-initdb.d/20-database.sh:ro"));
    let roles = &kit["roles.sql"];
    for role in [store::OWNER, store::SERVICE] {
        assert!(roles.contains(&format!("alter role {role} login nosuperuser")));
        assert!(kit["systemd/pg_ident.conf"].contains(role));
    }
    // What roles.sql says to do next, and what a private server does, is what database.sh does.
    let said = roles.lines().filter_map(|line| line.strip_prefix("--     "));
    let done = &kit["compose/database.sh"];
    for statement in said.filter(|statement| !statement.starts_with("alter role")) {
        assert!(done.contains(statement), "database.sh does not run: {statement}");
    }
    // The owner's address goes to the step that migrates, and to no process that serves.
    let server = &compose[compose.find("\n  server:").unwrap()..];
    let server = &server[..server.find("\nnetworks:").unwrap()];
    assert!(!server.contains("owner"), "{server}");
    let unit = [&kit["systemd/normtrack.service"], &kit["systemd/normtrack.env"]];
    assert!(
        unit.iter()
            .all(|text| !text.contains(store::OWNER) && !text.contains("OWNER"))
    );
}

/// The names of the figures that a process shows once it has answered, refused and failed, with their labels.
async fn shown() -> BTreeMap<String, BTreeSet<String>> {
    let app = TestApp::start().await;
    app.call(None, "{ __typename }", Value::Null).await;
    let aliases: Vec<_> = (0..100).map(|n| format!("a{n}: __typename")).collect();
    let refused = app.call(None, &format!("{{ {} }}", aliases.join(" ")), json!({})).await;
    assert_eq!(refused.code(), "LIMIT");
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let (_, text) = app.text(request).await;
    let mut shown: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (name, rest) = line.split_at(line.find(['{', ' ']).unwrap());
        let labels = rest.split('}').next().unwrap_or_default();
        let labels = labels.split(['{', ',']).filter_map(|label| label.split_once('='));
        shown
            .entry(name.to_owned())
            .or_default()
            .extend(labels.map(|(label, _)| label.to_owned()));
    }
    shown
}

/// Every expression of the dashboard and of the rules, with where it stands.
fn expressions() -> Vec<(String, String)> {
    fn walk(value: &Value, found: &mut Vec<(String, String)>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    if let (true, Some(text)) = (matches!(name.as_str(), "expr" | "query"), value.as_str()) {
                        found.push(("dashboard.json".to_owned(), text.to_owned()));
                    }
                    walk(value, found);
                }
            }
            Value::Array(values) => values.iter().for_each(|value| walk(value, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let kit = kit();
    let mut found = Vec::new();
    walk(
        &serde_json::from_str(&kit["monitoring/dashboard.json"]).unwrap(),
        &mut found,
    );
    // A rule's expression is one line, or a folded block of lines that are indented further.
    let mut lines = kit["monitoring/rules.yml"].lines().peekable();
    while let Some(line) = lines.next() {
        let Some(text) = line.trim_start().strip_prefix("expr: ") else {
            continue;
        };
        let mut text = text.trim_start_matches(">-").to_owned();
        let depth = line.len() - line.trim_start().len();
        while let Some(more) = lines.next_if(|next| next.len() - next.trim_start().len() > depth) {
            text.push(' ');
            text.push_str(more.trim());
        }
        found.push(("rules.yml".to_owned(), text));
    }
    found
}

#[tokio::test]
async fn every_figure_in_the_dashboard_and_the_rules_is_one_that_a_process_shows() {
    let shown = shown().await;
    let mut labels: BTreeSet<&str> = shown.values().flatten().map(String::as_str).collect();
    // Those that Prometheus adds.
    labels.extend(["job", "instance", "le"]);
    let expressions = expressions();
    let mut used = BTreeSet::new();
    let mut faults = Vec::new();
    for (place, expression) in &expressions {
        let name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        for figure in words(expression, &["normtrack_"], name) {
            if shown.contains_key(figure) {
                used.insert(figure);
            } else {
                faults.push(format!("{place}: {figure}"));
            }
        }
        let matched = expression
            .split(['{', ','])
            .skip(1)
            .filter_map(|part| part.split_once('='))
            .map(|(label, _)| label.trim());
        // What it selects by outcome is a code that calls end with.
        let outcomes = expression
            .split("outcome=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        faults.extend(
            outcomes
                .filter(|outcome| !Code::ALL.iter().any(|code| code.code() == *outcome))
                .map(|outcome| format!("{place}: the outcome {outcome}")),
        );
        let grouped = expression
            .split("by (")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .flat_map(|group| group.split(',').map(str::trim));
        faults.extend(
            matched
                .chain(grouped)
                .filter(|label| !labels.contains(label.trim_end_matches('!')))
                .map(|label| format!("{place}: the label {label} in {expression}")),
        );
    }
    assert_eq!(faults, Vec::<String>::new(), "no process shows this");
    assert!(
        expressions.len() > 25,
        "only {} expressions were found",
        expressions.len()
    );
    let unused: Vec<_> = shown.keys().filter(|name| !used.contains(name.as_str())).collect();
    assert_eq!(unused, Vec::<&String>::new(), "nobody looks at these");
}

/// What a heading is linked as.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    let kept: String = kept
        .chars()
        .filter(|c| c.is_alphanumeric() || " -".contains(*c))
        .collect();
    kept.replace(' ', "-")
}

#[test]
fn what_the_kit_names_is_there() {
    let kit = kit();
    let headings: BTreeSet<String> = kit["runbook.md"]
        .lines()
        .filter(|line| line.starts_with("## "))
        .map(anchor)
        .collect();
    let mut faults = Vec::new();
    for (name, text) in &kit {
        let belongs = |c: char| c.is_ascii_alphanumeric() || "#-_./".contains(c);
        for word in words(text, &["runbook.md#"], belongs) {
            let heading = word["runbook.md#".len()..].trim_end_matches('.');
            if !headings.contains(heading) {
                faults.push(format!("{name}: {word}"));
            }
        }
        // Files of the source are named from its top folder.
        for word in words(text, &["deploy/", "script/"], belongs) {
            let path: PathBuf = root().join(word.split('#').next().unwrap_or_default().trim_end_matches('.'));
            if !path.exists() {
                faults.push(format!("{name}: {word}"));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new(), "no such file or heading");
}

/// The sources below a folder.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text.push_str(&sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(path).unwrap());
        }
    }
    text
}

#[test]
fn what_holds_by_the_threat_model_is_there() {
    let text = fs::read_to_string(root().join("SECURITY.md")).unwrap();
    let mut faults = Vec::new();
    let quoted = text.split('`').skip(1).step_by(2);
    for path in quoted.filter(|word| word.contains('/') && !word.contains(' ')) {
        if !root().join(path).exists() {
            faults.push(path.to_owned());
        }
    }
    // Tests stand between stars, as sentences.
    let tests = ["tests/it", "api/src", "domain/src"]
        .map(|folder| sources(&root().join(folder)))
        .concat();
    let mut named = 0;
    let is_name = |word: &&str| word.contains('_') && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    for name in text.split('*').filter(is_name) {
        named += 1;
        if !tests.contains(&format!("fn {name}(")) {
            faults.push(name.to_owned());
        }
    }
    assert_eq!(faults, Vec::<String>::new(), "no such file or test");
    assert!(named > 10, "only {named} tests were found");
}
