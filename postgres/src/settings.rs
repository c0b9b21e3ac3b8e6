//! Server parameters for the two uses we have.

/// How the server is to run: a promise about durability, and server parameters.
#[derive(Debug, Clone)]
pub struct Settings {
    pub(crate) durable: bool,
    pub(crate) parameters: Vec<(String, String)>,
}

impl Settings {
    /// For real data: what was committed survives a loss of power. Sized for a machine that does other work too.
    pub fn serving() -> Self {
        Self {
            durable: true,
            parameters: [
                ("fsync", "on"),
                ("synchronous_commit", "on"),
                ("full_page_writes", "on"),
                ("max_connections", "200"),
                ("shared_buffers", "256MB"),
                ("max_wal_size", "2GB"),
                ("wal_compression", "on"),
                // Our statements are short: compiling them costs more than it saves.
                ("jit", "off"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        }
        // After a hard stop PostgreSQL opens and syncs every file; asking the kernel once is quicker.
        .with_on_linux("recovery_init_sync_method", "syncfs")
    }

    /// For tests: as quick as possible. A loss of power may ruin the folder, which can be deleted at any time.
    pub fn testing() -> Self {
        Self {
            durable: false,
            parameters: [
                ("fsync", "off"),
                ("synchronous_commit", "off"),
                ("full_page_writes", "off"),
                ("wal_level", "minimal"),
                ("max_wal_senders", "0"),
                ("max_wal_size", "512MB"),
                ("min_wal_size", "64MB"),
                ("checkpoint_timeout", "1d"),
                ("autovacuum", "off"),
                ("max_connections", "200"),
                ("shared_buffers", "128MB"),
                ("jit", "off"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        }
    }

    /// Sets one more server parameter; the last one given wins.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.parameters.push((name.to_owned(), value.to_owned()));
        self
    }

    fn with_on_linux(self, name: &str, value: &str) -> Self {
        if cfg!(target_os = "linux") {
            self.with(name, value)
        } else {
            self
        }
    }
}
