//! What goes wrong with webhooks, as faults.

use domain::webhook::{Address, AddressRefused, Webhook, WebhookRefused};

use super::Fault;
use crate::localise::Message;

impl From<AddressRefused> for Fault {
    fn from(refused: AddressRefused) -> Self {
        let limit = Address::LONGEST as u64;
        let (reason, message) = match refused {
            AddressRefused::Malformed => ("malformed", Message::WebhookMalformed),
            AddressRefused::Credentials => ("credentials", Message::WebhookMalformed),
            AddressRefused::TooLong => ("too_long", Message::WebhookTooLong { limit }),
            AddressRefused::NotHttps => ("not_https", Message::WebhookNotHttps),
            AddressRefused::Inside => ("inside", Message::WebhookInside),
        };
        Self::invalid()
            .at("input.address")
            .with("reason", reason)
            .saying(message)
    }
}

impl From<WebhookRefused> for Fault {
    fn from(refused: WebhookRefused) -> Self {
        match refused {
            WebhookRefused::TooMany => {
                let limit = Webhook::MOST as u64;
                Self::limit("webhooks", Message::TooManyWebhooks { limit }, limit, None)
            }
            WebhookRefused::NoKinds => Self::invalid().at("input.kinds").saying(Message::WebhookWithoutKinds),
            WebhookRefused::Over => Self::state().with("reason", "ended").saying(Message::WebhookOver),
            WebhookRefused::Paused => Self::state().with("reason", "paused").saying(Message::WebhookPaused),
            WebhookRefused::AnotherPermit => Self::internal(refused),
        }
    }
}
