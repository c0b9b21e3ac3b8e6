//! Sessions: a family of refresh tokens, each good for one use.

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;

use crate::access::{ChangeOwnAccount, Permit};
use crate::id::{AccountId, SessionId};

/// What began when somebody signed in, and goes on through every refresh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id: `sid` in tokens.
    pub id: SessionId,
    /// Whose it is.
    pub account: AccountId,
    /// When the person signed in.
    pub started_at: DateTime<Utc>,
    /// When it was last refreshed, if it was.
    pub refreshed_at: Option<DateTime<Utc>>,
    /// What the person showed.
    pub means: Means,
    /// What the person signed in with.
    pub client: Client,
    /// Where its refresh token is kept.
    pub keeping: Keeping,
    /// When and why it ended, if it has.
    pub ended: Option<(DateTime<Utc>, SessionEnd)>,
}

macro_rules! coded {
    ($($(#[$doc:meta])* $name:ident { $($(#[$member:meta])* $variant:ident($code:literal),)+ })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$member])* $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The code used in tables.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Reads [`Self::code`].
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    )+};
}

coded! {
    /// What somebody showed to sign in.
    Means {
        /// A password alone.
        Password("password"),
        /// A password and a code of an authenticator.
        PasswordAndCode("password_code"),
        /// A password and a recovery code.
        PasswordAndRecoveryCode("password_recovery"),
        /// What an identity provider asked for.
        Provider("provider"),
        /// What an identity provider asked for, a second factor among it.
        ProviderAndFactor("provider_factor"),
        /// What an identity provider asked for, and a code of an authenticator.
        ProviderAndCode("provider_code"),
        /// What an identity provider asked for, and a recovery code.
        ProviderAndRecoveryCode("provider_recovery"),
        /// What an identity provider asked for, and a passkey.
        ProviderAndPasskey("provider_passkey"),
        /// A password and a passkey.
        PasswordAndPasskey("password_passkey"),
        /// A passkey whose authenticator made sure who was there.
        Passkey("passkey"),
    }
    /// The kind of program that somebody signed in with, as it calls itself. No version, no system, no address: enough for a
    /// person to recognise a session, too little to follow them by.
    Client {
        /// Firefox.
        Firefox("firefox"),
        /// Chrome or Chromium.
        Chrome("chrome"),
        /// Edge.
        Edge("edge"),
        /// Safari.
        Safari("safari"),
        /// Another browser.
        OtherBrowser("other_browser"),
        /// A program that is no browser.
        Program("program"),
        /// It did not say.
        Unknown("unknown"),
    }
    /// Where the refresh token of a session is kept. One that is kept in one place is worth nothing in the other.
    Keeping {
        /// By the program that signed in, which asks for a new one itself.
        Client("client"),
        /// In a cookie that only the browser sees: two tabs may show it at once, and an answer with the next may be lost.
        Cookie("cookie"),
    }
}

impl Means {
    /// Whether an identity provider said who it is.
    pub const fn is_by_provider(self) -> bool {
        match self {
            Self::Provider
            | Self::ProviderAndFactor
            | Self::ProviderAndCode
            | Self::ProviderAndRecoveryCode
            | Self::ProviderAndPasskey => true,
            Self::Password
            | Self::PasswordAndCode
            | Self::PasswordAndRecoveryCode
            | Self::PasswordAndPasskey
            | Self::Passkey => false,
        }
    }

    /// What was shown in all where `first` came before this: a second factor after what an identity provider asked for.
    #[must_use]
    pub const fn after(self, first: Self) -> Self {
        if !first.is_by_provider() {
            return self;
        }
        match self {
            Self::PasswordAndCode => Self::ProviderAndCode,
            Self::PasswordAndRecoveryCode => Self::ProviderAndRecoveryCode,
            Self::PasswordAndPasskey => Self::ProviderAndPasskey,
            other @ (Self::Password
            | Self::Passkey
            | Self::Provider
            | Self::ProviderAndFactor
            | Self::ProviderAndCode
            | Self::ProviderAndRecoveryCode
            | Self::ProviderAndPasskey) => other,
        }
    }
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionEnd {
    /// The person signed out.
    SignedOut,
    /// A refresh token was presented twice: somebody else may hold a copy.
    Reused,
    /// The account was suspended.
    Suspended,
    /// The person ended it from another session, or all of them.
    Ended,
    /// The account's second factor was confirmed, or removed by an administrator.
    Factor,
}

impl SessionEnd {
    /// Every reason.
    pub const ALL: [Self; 5] = [
        Self::SignedOut,
        Self::Reused,
        Self::Suspended,
        Self::Ended,
        Self::Factor,
    ];

    /// The code used in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Reused => "reused",
            Self::Suspended => "suspended",
            Self::Ended => "ended",
            Self::Factor => "factor",
        }
    }

    /// Reads [`SessionEnd::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|end| end.code() == code)
    }
}

/// The session is another person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the session is another person's")]
pub struct NotOwn;

/// One refresh token of a session, known by its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// When it was exchanged for its successor, if it was.
    pub used_at: Option<DateTime<Utc>>,
}

/// What presenting a refresh token comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// The token is spent and a successor takes its place.
    Rotated,
    /// The cookie was spent a moment ago and what came in its place was never shown: the same successor is given again.
    Repeated,
    /// The token was spent before: the whole session ends (RFC 9700, 4.14.2).
    ReuseDetected,
    /// The session has ended, or the token or the session is too old.
    Over,
}

impl Session {
    /// A session that nobody refreshes ends after this long: a working day with its evening.
    pub const IDLE: TimeDelta = TimeDelta::hours(12);
    /// A session ends after this long, however often it is refreshed (NIST SP 800-63B-4, 2.1.3, for a password alone).
    pub const LONGEST: TimeDelta = TimeDelta::days(30);

    /// For this long a cookie that was spent may be shown again, while its successor was not: for two tabs that asked at
    /// once, and for an answer that was lost and is asked for again.
    pub const REPEATS: TimeDelta = TimeDelta::minutes(1);

    /// For this long after signing in with a provider, that counts as much as the password shown once more.
    pub const RECENT: TimeDelta = TimeDelta::minutes(10);

    /// Whether somebody signed in here with a provider a moment ago.
    pub fn is_recent_by_provider(&self, now: DateTime<Utc>) -> bool {
        self.ended.is_none() && self.means.is_by_provider() && now < self.started_at + Self::RECENT
    }

    /// A session that begins now.
    pub const fn begun(
        id: SessionId,
        account: AccountId,
        means: Means,
        (client, keeping): (Client, Keeping),
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            account,
            started_at: now,
            refreshed_at: None,
            means,
            client,
            keeping,
            ended: None,
        }
    }

    /// Decides on a refresh token of this session that is presented at `now`; `successor` is what it was exchanged for
    /// before, where that is known.
    pub fn rotate(&self, presented: &RefreshToken, successor: Option<&RefreshToken>, now: DateTime<Utc>) -> Rotation {
        if self.ended.is_some() {
            Rotation::Over
        } else if let Some(used_at) = presented.used_at {
            let is_waiting = successor.is_some_and(|successor| successor.used_at.is_none());
            if self.keeping == Keeping::Cookie && is_waiting && now < used_at + Self::REPEATS {
                Rotation::Repeated
            } else {
                Rotation::ReuseDetected
            }
        } else if now >= presented.issued_at + Self::IDLE || now >= self.started_at + Self::LONGEST {
            Rotation::Over
        } else {
            Rotation::Rotated
        }
    }

    /// Whether it can still be refreshed.
    pub fn goes_on(&self, now: DateTime<Utc>) -> bool {
        let newest = RefreshToken {
            issued_at: self.refreshed_at.unwrap_or(self.started_at),
            used_at: None,
        };
        self.rotate(&newest, None, now) == Rotation::Rotated
    }

    /// Ends it in the name of its owner, from wherever they are.
    pub fn end(self, permit: Permit<ChangeOwnAccount>, now: DateTime<Utc>) -> Result<Self, NotOwn> {
        let (act, _) = permit.spend();
        if act.account == self.account {
            Ok(self.ended(SessionEnd::Ended, now))
        } else {
            Err(NotOwn)
        }
    }

    /// The same session ended; one that has ended already keeps its first end.
    #[must_use]
    pub fn ended(mut self, why: SessionEnd, now: DateTime<Utc>) -> Self {
        self.ended = self.ended.or(Some((now, why)));
        self
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_refresh_token_works_once_and_not_for_ever() {
        let start = DateTime::UNIX_EPOCH;
        let (minute, hour) = (TimeDelta::minutes(1), TimeDelta::hours(1));
        let session = Session::begun(
            SessionId(Uuid::nil()),
            AccountId(Uuid::nil()),
            Means::Password,
            (Client::Unknown, Keeping::Client),
            start,
        );
        let ended = session.ended(SessionEnd::SignedOut, start + hour);
        let fresh = |issued_at| RefreshToken {
            issued_at,
            used_at: None,
        };
        let spent = RefreshToken {
            issued_at: start,
            used_at: Some(start + minute),
        };
        let days = TimeDelta::days(30);
        let cases = [
            ("at once", session, fresh(start), start, Rotation::Rotated),
            (
                "before twelve hours",
                session,
                fresh(start),
                start + hour * 12 - minute,
                Rotation::Rotated,
            ),
            (
                "after twelve hours",
                session,
                fresh(start),
                start + hour * 12,
                Rotation::Over,
            ),
            (
                "before thirty days",
                session,
                fresh(start + days - hour),
                start + days - minute,
                Rotation::Rotated,
            ),
            (
                "after thirty days",
                session,
                fresh(start + days - hour),
                start + days,
                Rotation::Over,
            ),
            ("again", session, spent, start + minute * 2, Rotation::ReuseDetected),
            (
                "again, long after",
                session,
                spent,
                start + days * 2,
                Rotation::ReuseDetected,
            ),
            ("after signing out", ended, fresh(start), start + hour, Rotation::Over),
            ("again, after signing out", ended, spent, start + hour, Rotation::Over),
        ];
        for (when, session, presented, now, expected) in cases {
            assert_eq!(session.rotate(&presented, None, now), expected, "{when}");
        }
        assert_eq!(ended.ended(SessionEnd::Reused, start + hour * 2), ended);
    }

    #[test]
    fn a_spent_cookie_may_be_shown_again_for_a_moment_while_its_successor_was_not() {
        let (start, second) = (DateTime::UNIX_EPOCH, TimeDelta::seconds(1));
        let session = |keeping| {
            Session::begun(
                SessionId(Uuid::nil()),
                AccountId(Uuid::nil()),
                Means::Password,
                (Client::Firefox, keeping),
                start,
            )
        };
        let token = |used_at| RefreshToken {
            issued_at: start,
            used_at,
        };
        let (spent, waiting, used) = (token(Some(start)), token(None), token(Some(start + second)));
        let at = |seconds| start + second * seconds;
        let over = session(Keeping::Cookie).ended(SessionEnd::SignedOut, at(1));
        let (cookie, client) = (session(Keeping::Cookie), session(Keeping::Client));
        for (what, session, successor, now, expected) in [
            ("at once", cookie, Some(waiting), at(0), Rotation::Repeated),
            ("within the minute", cookie, Some(waiting), at(59), Rotation::Repeated),
            ("after it", cookie, Some(waiting), at(60), Rotation::ReuseDetected),
            (
                "with a successor in use",
                cookie,
                Some(used),
                at(2),
                Rotation::ReuseDetected,
            ),
            (
                "with a successor of another's making",
                cookie,
                None,
                at(2),
                Rotation::ReuseDetected,
            ),
            ("of a program", client, Some(waiting), at(0), Rotation::ReuseDetected),
            ("after signing out", over, Some(waiting), at(2), Rotation::Over),
        ] {
            assert_eq!(session.rotate(&spent, successor.as_ref(), now), expected, "{what}");
        }
    }
}
