//! Where a review stands, and what it is made of there.

use chrono::{DateTime, Utc};

use crate::letter::ReviewNews;
use crate::review::draft::ReviewText;
use crate::review::reviewer::Side;

/// The text of a review as it was delivered. It never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// Which, from 1.
    pub version: u32,
    /// What it says.
    pub text: ReviewText,
    /// When it was delivered.
    pub at: DateTime<Utc>,
}

/// The reply of the State as it was sent. It never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replied {
    /// Which, from 1.
    pub version: u32,
    /// The version of the review that it replies to.
    pub to: u32,
    /// What it says.
    pub text: ReviewText,
    /// When it was sent.
    pub at: DateTime<Utc>,
}

/// The two texts that are published together: versions of the review and of the reply to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The version of the review.
    pub review: u32,
    /// The version of the reply.
    pub reply: u32,
}

/// Who agreed to publish the newest pair. There is no *both*: the second agreement publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreed {
    /// Nobody.
    Neither,
    /// One side.
    One(Side),
}

/// Where a review stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewStage {
    /// The reviewer has not answered yet, and reads no answer.
    Invited,
    /// The reviewer turned it down.
    Declined {
        /// When.
        at: DateTime<Utc>,
    },
    /// The reviewer reads the chosen answers and writes.
    Accepted,
    /// The newest text of the review awaits a reply.
    Delivered,
    /// The newest reply is to the newest text of the review.
    Replied(Agreed),
    /// Both texts are open to everybody.
    Published {
        /// Which.
        pair: Pair,
        /// Since when.
        at: DateTime<Utc>,
    },
    /// The State ended it before.
    Ended {
        /// When.
        at: DateTime<Utc>,
    },
}

impl ReviewStage {
    /// The code used in tables and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Declined { .. } => "declined",
            Self::Accepted => "accepted",
            Self::Delivered => "delivered",
            Self::Replied(_) => "replied",
            Self::Published { .. } => "published",
            Self::Ended { .. } => "ended",
        }
    }

    /// Which side alone has agreed to publish.
    pub const fn agreed(self) -> Option<Side> {
        match self {
            Self::Replied(Agreed::One(side)) => Some(side),
            Self::Invited
            | Self::Declined { .. }
            | Self::Accepted
            | Self::Delivered
            | Self::Replied(Agreed::Neither)
            | Self::Published { .. }
            | Self::Ended { .. } => None,
        }
    }

    /// What was published.
    pub const fn published(self) -> Option<(Pair, DateTime<Utc>)> {
        match self {
            Self::Published { pair, at } => Some((pair, at)),
            Self::Invited
            | Self::Declined { .. }
            | Self::Accepted
            | Self::Delivered
            | Self::Replied(_)
            | Self::Ended { .. } => None,
        }
    }

    /// Since when it is turned down or ended.
    pub const fn ended_at(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Declined { at } | Self::Ended { at } => Some(at),
            Self::Invited | Self::Accepted | Self::Delivered | Self::Replied(_) | Self::Published { .. } => None,
        }
    }
}

macro_rules! became {
    ($($(#[$doc:meta])* $name:ident($code:literal);)+) => {
        /// What became of a review.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ReviewAct {
            $($(#[$doc])* $name,)+
        }

        impl ReviewAct {
            /// The code that the trail keeps.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

became! {
    /// Somebody was invited.
    Invited("invited");
    /// The invitation was taken up.
    Accepted("accepted");
    /// It was turned down.
    Declined("declined");
    /// The text of the review was written.
    Drafted("drafted");
    /// A version of the review was delivered.
    Delivered("delivered");
    /// The reply was written.
    ReplyDrafted("reply_drafted");
    /// A version of the reply was sent.
    Replied("replied");
    /// A side agreed to publish.
    Agreed("agreed");
    /// A side took its agreement back.
    Disagreed("disagreed");
    /// The second side agreed, which published both texts.
    Published("published");
    /// It was given a later end.
    Extended("extended");
    /// It was ended.
    Ended("ended");
}

impl ReviewAct {
    /// What is written of it, where something is: what asks the other side to do something, or ends the matter. Nobody is written
    /// to about drafts, nor about each step on the way.
    pub const fn news(self) -> Option<ReviewNews> {
        match self {
            Self::Invited => Some(ReviewNews::Invited),
            Self::Declined => Some(ReviewNews::Declined),
            Self::Delivered => Some(ReviewNews::Delivered),
            Self::Published => Some(ReviewNews::Published),
            Self::Accepted
            | Self::Drafted
            | Self::ReplyDrafted
            | Self::Replied
            | Self::Agreed
            | Self::Disagreed
            | Self::Extended
            | Self::Ended => None,
        }
    }
}
