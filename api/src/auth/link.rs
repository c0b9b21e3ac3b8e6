//! Links to download: whoever has one may read one thing until it ends, and nothing else.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::Actor;
use domain::id::{AccountId, SessionId};
use hmac::{Hmac, Mac as _};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// How long a link lives: long enough to begin a download and to take it up again, too short to be passed around.
pub const LINK_LIFETIME: TimeDelta = TimeDelta::minutes(5);

/// What a link can give.
pub trait Granted: Serialize + DeserializeOwned {
    /// What goes into its signature beside it, so that one kind never passes for another.
    const KIND: &'static [u8];
    /// The address under which it is fetched.
    const ADDRESS: &'static str;

    /// The id of what is given, as clients know it.
    fn id(&self) -> &str;
}

/// A printed document: who is to read it as what it is then, in which language and form. It is made when it is fetched, with
/// the rights of that moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintGrant {
    /// The id of the edition, the submission, the filing or the State, as clients know it.
    pub id: String,
    /// The position of the register as of which it is made; of now where there is none.
    pub as_of: Option<u64>,
    /// Account and session of who asked; nobody in particular where there is none.
    pub reader: Option<(uuid::Uuid, uuid::Uuid)>,
    /// The code of the language.
    pub language: String,
    /// What it is to be.
    pub form: PrintForm,
}

/// What a printed document, or an offline pack, can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintForm {
    /// PDF.
    Pdf,
    /// A Word file.
    Docx,
    /// The offline pack of a submission as a workbook.
    PackXlsx,
    /// The offline pack of a submission as JSON.
    PackJson,
}

impl PrintForm {
    /// What is sent, and how its name ends.
    pub const fn media(self) -> (&'static str, &'static str) {
        match self {
            Self::Pdf => (document::PDF, "pdf"),
            Self::Docx => (document::DOCX, "docx"),
            Self::PackXlsx => (pack::XLSX, "xlsx"),
            Self::PackJson => ("application/json", "json"),
        }
    }
}

impl PrintGrant {
    /// Who asks, as a grant names them.
    pub fn reader_of(actor: &Actor) -> Option<(uuid::Uuid, uuid::Uuid)> {
        Some((actor.account()?.0, actor.session()?.0))
    }

    /// Account and session of who asked.
    pub fn reader(&self) -> Option<(AccountId, SessionId)> {
        self.reader
            .map(|(account, session)| (AccountId(account), SessionId(session)))
    }
}

impl Granted for PrintGrant {
    const KIND: &'static [u8] = b"normtrack document\0";
    const ADDRESS: &'static str = "/documents";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Granted for Grant {
    const KIND: &'static [u8] = b"normtrack download\0";
    const ADDRESS: &'static str = "/evidence";

    fn id(&self) -> &str {
        &self.id
    }
}

/// A piece of evidence: everything that the download needs, so that it asks no database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// The id of the evidence, as clients know it.
    pub id: String,
    /// The key of the evidence.
    pub key: uuid::Uuid,
    /// The State that keeps it.
    pub state: String,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
    /// How many bytes there are.
    pub size: u64,
    /// What they are.
    pub media_type: String,
    /// The name of the document.
    pub name: String,
}

/// Why a link gives nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkRefused {
    /// We did not make it, or not for this.
    Forged,
    /// It has ended.
    Over,
}

/// The query of a link, as it is followed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkQuery {
    grant: String,
    until: i64,
    signature: String,
}

impl LinkQuery {
    /// What [`DownloadLinks::read`] asks for.
    pub fn parts(&self) -> (&str, i64, &str) {
        (&self.grant, self.until, &self.signature)
    }
}

/// What signs and reads links, under a key that every process of the installation derives from the same secret.
#[derive(Clone)]
pub struct DownloadLinks {
    key: [u8; 32],
}

impl DownloadLinks {
    pub(super) fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    fn mac<G: Granted>(&self, grant: &str, until: i64) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes keys of any length");
        mac.update(G::KIND);
        mac.update(&until.to_be_bytes());
        mac.update(grant.as_bytes());
        mac
    }

    /// The path and query of a link that is made at `now`, and when it ends.
    pub fn make<G: Granted>(&self, grant: &G, now: DateTime<Utc>) -> (String, DateTime<Utc>) {
        let end = now + LINK_LIFETIME;
        let until = end.timestamp();
        let form = URL_SAFE_NO_PAD.encode(serde_json::to_vec(grant).expect("texts and numbers always become JSON"));
        let signature = URL_SAFE_NO_PAD.encode(self.mac::<G>(&form, until).finalize().into_bytes());
        let (address, id) = (G::ADDRESS, grant.id());
        let path = format!("{address}/{id}?grant={form}&until={until}&signature={signature}");
        (path, DateTime::from_timestamp(until, 0).unwrap_or(end))
    }

    /// What the link for `id` gives at `now`. Nothing in it is believed before its signature is.
    pub fn read<G: Granted>(
        &self,
        id: &str,
        (grant, until, signature): (&str, i64, &str),
        now: DateTime<Utc>,
    ) -> Result<G, LinkRefused> {
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| LinkRefused::Forged)?;
        self.mac::<G>(grant, until)
            .verify_slice(&signature)
            .map_err(|_| LinkRefused::Forged)?;
        let form = URL_SAFE_NO_PAD.decode(grant).map_err(|_| LinkRefused::Forged)?;
        let grant: G = serde_json::from_slice(&form).map_err(|_| LinkRefused::Forged)?;
        if grant.id() != id {
            return Err(LinkRefused::Forged);
        }
        if now.timestamp() >= until {
            return Err(LinkRefused::Over);
        }
        Ok(grant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant() -> Grant {
        Grant {
            id: "bGF3".to_owned(),
            key: uuid::Uuid::nil(),
            state: "QMA".to_owned(),
            sha256: [7; 32],
            size: 12,
            media_type: "application/pdf".to_owned(),
            name: "قانون.pdf".to_owned(),
        }
    }

    fn parts(path: &str) -> (String, i64, String) {
        let (_, query) = path.split_once('?').unwrap();
        let value = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(key, _)| *key == name).unwrap().1.to_owned()
        };
        (value("grant"), value("until").parse().unwrap(), value("signature"))
    }

    #[test]
    fn a_link_is_good_for_its_document_until_it_ends() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let links = DownloadLinks::new([1; 32]);
        let (path, end) = links.make(&grant(), now);
        assert_eq!(end, now + LINK_LIFETIME);
        let (form, until, signature) = parts(&path);
        let read =
            |id: &str, form: &str, until, signature: &str, now| links.read::<Grant>(id, (form, until, signature), now);
        let before = end - TimeDelta::seconds(1);
        assert_eq!(read("bGF3", &form, until, &signature, before), Ok(grant()));
        assert_eq!(read("bGF3", &form, until, &signature, end), Err(LinkRefused::Over));
        assert_eq!(read("b3Ro", &form, until, &signature, now), Err(LinkRefused::Forged));
        assert_eq!(
            read("bGF3", &form, until + 1, &signature, now),
            Err(LinkRefused::Forged)
        );
        for text in ["", "AAAA", "?"] {
            assert_eq!(read("bGF3", &form, until, text, now), Err(LinkRefused::Forged));
            assert_eq!(read("bGF3", text, until, &signature, now), Err(LinkRefused::Forged));
        }
        let other = DownloadLinks::new([2; 32]);
        let forged = other.read::<Grant>("bGF3", (&form, until, &signature), now);
        assert_eq!(forged, Err(LinkRefused::Forged));
        let another = links.read::<PrintGrant>("bGF3", (&form, until, &signature), now);
        assert_eq!(another, Err(LinkRefused::Forged), "evidence is no printed document");
    }
}
