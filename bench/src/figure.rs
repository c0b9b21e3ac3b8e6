//! What was measured: a table for people, JSON for programs.

use serde_json::{Value, json};

use crate::processor::Spent;

/// What a figure has to reach.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Goal {
    AtLeast(f64),
    AtMost(f64),
    /// It explains another figure.
    None,
}

/// One line of the table.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    /// The name of the work.
    pub(crate) work: &'static str,
    /// What is measured.
    pub(crate) what: String,
    /// Of what the values are: `x` for ratios.
    pub(crate) unit: &'static str,
    /// What it has to reach.
    pub(crate) goal: Goal,
    /// One value for each run, or each pair of runs.
    pub(crate) values: Vec<f64>,
    /// Processor time of one operation, in microseconds.
    pub(crate) cost: Option<Spent>,
}

/// The middle of some values.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        length if length % 2 == 1 => values[length / 2],
        length => f64::midpoint(values[length / 2 - 1], values[length / 2]),
    }
}

/// The middle of what several runs cost, part by part.
pub(crate) fn median_cost(costs: &[Spent]) -> Spent {
    let of = |part: fn(&Spent) -> f64| median(&costs.iter().map(part).collect::<Vec<_>>());
    Spent {
        postgres: of(|cost| cost.postgres),
        server: of(|cost| cost.server),
        client: of(|cost| cost.client),
    }
}

/// Three digits are all that a measurement is worth.
fn rounded(value: f64) -> String {
    let digits = match value.abs() {
        v if v >= 100.0 => 0,
        v if v >= 10.0 => 1,
        _ => 2,
    };
    format!("{value:.digits$}")
}

impl Figure {
    fn median(&self) -> f64 {
        median(&self.values)
    }

    fn spread(&self) -> (f64, f64) {
        let least = self.values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = self.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        (least, most)
    }

    /// Whether the goal is reached; nothing where there is none.
    fn is_reached(&self) -> Option<bool> {
        match self.goal {
            Goal::AtLeast(goal) => Some(self.median() >= goal),
            Goal::AtMost(goal) => Some(self.median() <= goal),
            Goal::None => None,
        }
    }

    fn row(&self) -> String {
        let goal = match self.goal {
            Goal::AtLeast(goal) => format!("at least {goal} {}", self.unit),
            Goal::AtMost(goal) => format!("at most {goal} {}", self.unit),
            Goal::None => String::new(),
        };
        let (least, most) = self.spread();
        let reached = match self.is_reached() {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "",
        };
        let cost = self.cost.map_or(String::new(), |cost| {
            let [postgres, server, client] = [cost.postgres, cost.server, cost.client].map(rounded);
            format!("{postgres} + {server} + {client}")
        });
        format!(
            "| {} | {} | {goal} | {} {} | {} to {} ({}) | {reached} | {cost} |",
            self.work,
            self.what,
            rounded(self.median()),
            self.unit,
            rounded(least),
            rounded(most),
            self.values.len(),
        )
    }

    fn json(&self) -> Value {
        let (least, most) = self.spread();
        json!({
            "work": self.work,
            "what": self.what,
            "unit": self.unit,
            "at_least": match self.goal { Goal::AtLeast(goal) => Some(goal), Goal::AtMost(_) | Goal::None => None },
            "at_most": match self.goal { Goal::AtMost(goal) => Some(goal), Goal::AtLeast(_) | Goal::None => None },
            "median": self.median(),
            "least": least,
            "most": most,
            "values": self.values,
            "is_reached": self.is_reached(),
            "processor_microseconds": self.cost.map(|cost| json!({
                "postgres": cost.postgres, "server": cost.server, "client": cost.client,
            })),
        })
    }
}

/// The table, in Markdown.
pub(crate) fn table(figures: &[Figure]) -> String {
    let head = "| work | figure | goal | median | spread (runs) | reached | processor µs per operation: PostgreSQL + server + client |\n\
                |---|---|---|---|---|---|---|\n";
    let rows: Vec<String> = figures.iter().map(Figure::row).collect();
    format!("{head}{}\n", rows.join("\n"))
}

/// The same for programs.
pub(crate) fn document(machine: &str, postgres: &str, figures: &[Figure]) -> Value {
    let figures: Vec<Value> = figures.iter().map(Figure::json).collect();
    json!({"machine": machine, "postgres": postgres, "figures": figures})
}
