//! A version of a proposal as the file of an instrument.

use std::collections::BTreeSet;

use async_graphql::{Context, Enum, SimpleObject};
use catalogue::{Missing, Proposed, proposed_instrument};
use domain::access::KeepInstruments;
use domain::id::Symbol;
use domain::proposal as rules;
use domain::proposal::ProposalStage;
use domain::submission::Visibility;
use serde_json::Value as Json;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::text::LanguageCode;

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

/// Entries of a list that stands one level below the head of a file.
fn entries(items: &[Json]) -> String {
    let text = standards::yaml(&Json::from(items.to_vec()));
    text.lines().flat_map(|line| ["  ", line, "\n"]).collect()
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
    let number = number.or_else(|| proposal.newest().map(|version| version.number));
    let version = number
        .and_then(|number| proposal.version(number))
        .ok_or_else(Fault::not_found)?;
    if version.visibility != Visibility::Public {
        return Err(Fault::state().with("reason", "not_public"));
    }
    if matches!(proposal.stage, ProposalStage::Withdrawn { .. }) {
        return Err(Fault::state().with("reason", "ended"));
    }
    let symbol_source = match symbol {
        Some(_) => "given by whoever keeps the catalogue",
        None => "made of the proposal: no document of the United Nations has this symbol",
    };
    // The end of an id of ours is random, so that no two proposals of a State get one symbol.
    let id = proposal.id.0.simple().to_string().to_uppercase();
    let own = || format!("PROPOSAL/{}/{}/{}", proposal.lead, &id[20..], version.number);
    let bad = |given: &str| Fault::invalid().at("symbol").with("value", given.to_owned());
    let given = symbol.unwrap_or_else(own);
    let symbol = Symbol::new(given.clone()).map_err(|_| bad(&given))?;
    let names = call.snapshot().await?.cosponsors(proposal.id).await?;
    let names = names.into_iter().filter(|name| name.version == version.number);
    let sponsors: BTreeSet<_> = names.map(|name| name.state).chain([proposal.lead.clone()]).collect();
    let note = format!(
        "version {} of the proposal {} of {}",
        version.number, proposal.id, proposal.lead
    );
    let proposed = Proposed {
        content: &version.content,
        symbol: &symbol,
        symbol_source,
        note: &note,
        released_on: version.released_at.date_naive(),
        is_revised: proposal.newest().is_some_and(|newest| newest.number > version.number),
        sponsors: &sponsors,
    };
    let made = proposed_instrument(&proposed, &call.world().norms).ok_or_else(|| bad(&given))?;
    Ok(ProposedInstrument {
        path: made.path,
        file: standards::yaml(&made.file),
        crosswalk: entries(&made.relations),
        not_yet_asked: entries(&made.not_yet_asked),
        gaps: made.missing.iter().map(ProposedInstrumentGap::from).collect(),
    })
}
