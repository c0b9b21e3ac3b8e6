//! What a transaction tells the policies: the scope of the call, as settings that end with the transaction.

use chrono::{DateTime, SecondsFormat, Utc};
use domain::access::Scope;

/// The one statement that makes the settings. Its parameters are those of [`Settings::values`].
pub(crate) const STATEMENT: &str = "select set_config('app.reader', $1, true), \
     set_config('app.read_state', $2, true), set_config('app.write_state', $3, true), \
     set_config('app.audience_state', $4, true), set_config('app.audience_organisation', $5, true), \
     set_config('app.account', $6, true), set_config('app.now', $7, true)";

/// The same, and what tells the transaction from others: the session, and when it began. What `values` has stands for the
/// parameters here too.
pub(crate) const BEGINNING: &str = "select set_config('app.reader', $1, true), \
     set_config('app.read_state', $2, true), set_config('app.write_state', $3, true), \
     set_config('app.audience_state', $4, true), set_config('app.audience_organisation', $5, true), \
     set_config('app.account', $6, true), set_config('app.now', $7, true), \
     pg_backend_pid() as process, transaction_timestamp() as began";

/// The settings of one call, as `PostgreSQL` reads them.
pub(crate) struct Settings([String; 7]);

impl Settings {
    pub(crate) fn new(scope: &Scope, now: DateTime<Utc>) -> Self {
        Self([
            scope.reader.code().to_owned(),
            array(scope.read_states.iter()),
            array(scope.write_states.iter()),
            array(scope.accredited_states.iter()),
            array(scope.organisations.iter()),
            scope.account.map(|account| account.to_string()).unwrap_or_default(),
            now.to_rfc3339_opts(SecondsFormat::Micros, true),
        ])
    }

    pub(crate) fn values(&self) -> &[String; 7] {
        &self.0
    }
}

/// An array literal; codes hold neither commas, quotes nor braces. An empty one is `''`, which the policies read as null.
fn array(codes: impl Iterator<Item = impl AsRef<str>>) -> String {
    let joined = codes.map(|code| code.as_ref().to_owned()).collect::<Vec<_>>().join(",");
    if joined.is_empty() {
        joined
    } else {
        format!("{{{joined}}}")
    }
}
