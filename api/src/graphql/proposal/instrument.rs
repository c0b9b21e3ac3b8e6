//! A version of a proposal as the file of an instrument.

use async_graphql::{Context, Enum, SimpleObject};
use catalogue::Missing;
use domain::access::KeepInstruments;
use domain::proposal as rules;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::text::LanguageCode;
use crate::proposed::{entries, taken};

/// What the file of an instrument still lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ProposedInstrumentLack {
    /// The title in a language.
    Title,
    /// A paragraph in a language.
    Paragraph,
    /// A theme.
    Theme,
    /// A provision that a paragraph stands in a relation to.
    Relation,
}

/// Something that has to be there before the check of the catalogue takes the file. A machine translation that nobody has read
/// is not there yet.
#[derive(Clone, Debug, SimpleObject)]
pub struct ProposedInstrumentGap {
    /// What.
    lack: ProposedInstrumentLack,
    /// The number of the paragraph.
    paragraph: Option<String>,
    /// The language.
    language: Option<LanguageCode>,
}

impl From<&Missing> for ProposedInstrumentGap {
    fn from(missing: &Missing) -> Self {
        let (lack, paragraph, language) = match missing {
            Missing::Title(language) => (ProposedInstrumentLack::Title, None, Some(*language)),
            Missing::Paragraph(number, language) => (ProposedInstrumentLack::Paragraph, Some(number), Some(*language)),
            Missing::Theme => (ProposedInstrumentLack::Theme, None, None),
            Missing::Relation(number) => (ProposedInstrumentLack::Relation, Some(number), None),
        };
        Self {
            lack,
            paragraph: paragraph.map(ToString::to_string),
            language: language.map(LanguageCode::from),
        }
    }
}

/// A version of a proposal as the file of an instrument, which whoever keeps the catalogue puts there.
#[derive(Clone, Debug, SimpleObject)]
pub struct ProposedInstrument {
    /// Where the file belongs, below the content folder.
    path: String,
    /// The file, YAML.
    file: String,
    /// What goes to the end of `crosswalk.yaml`.
    crosswalk: String,
    /// What goes to the end of `not-yet-asked.yaml`.
    not_yet_asked: String,
    /// What has to be there before the check of the catalogue takes it.
    gaps: Vec<ProposedInstrumentGap>,
}

/// For whoever keeps the catalogue, of a version that everybody reads.
pub(super) async fn instrument(
    ctx: &Context<'_>,
    proposal: &rules::Proposal,
    number: Option<u32>,
    symbol: Option<String>,
) -> Result<ProposedInstrument, Fault> {
    let call = Call::of(ctx);
    call.actor().may(&KeepInstruments {})?;
    let names = call.snapshot().await?.cosponsors(proposal.id).await?;
    let made = taken(proposal, number, symbol, names, &call.world().norms)?;
    Ok(ProposedInstrument {
        path: made.path,
        file: standards::yaml(&made.file),
        crosswalk: entries(&made.relations),
        not_yet_asked: entries(&made.not_yet_asked),
        gaps: made.missing.iter().map(ProposedInstrumentGap::from).collect(),
    })
}
