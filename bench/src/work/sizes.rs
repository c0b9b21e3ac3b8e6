//! What a save costs in an edition with 500 questions, and in one with 5,000.

use std::collections::BTreeMap;
use std::sync::Arc;

use api::mint::Mint;
use domain::id::QuestionCode;
use domain::questionnaire::{Edition, Footing, Known, Level, Question, Section};
use sha2::{Digest as _, Sha256};
use store::{EditionRow, Publication};

use crate::Effort;
use crate::builder::{self, Period};
use crate::figure::{Figure, Goal, median_cost};
use crate::ground::Ground;
use crate::work::coverage::survey;
use crate::work::save::{Bench, FEWEST_ROUNDS, ROUNDS_EACH_SECOND, questions};

const DATABASE: &str = "bench_sizes";

/// How many questions the two editions have, and each of their sections.
const SIZES: [usize; 2] = [500, 5_000];
const SECTION: usize = 50;

/// An edition of so many questions for a text, in the words of the national survey.
fn edition_of(ground: &Ground<'_>, model: &Edition, number: u32, size: usize) -> anyhow::Result<Edition> {
    let mut draft = catalogue::from_form(&catalogue::to_form(model))?;
    let text = questions(model);
    let text = &text
        .first()
        .ok_or_else(|| anyhow::anyhow!("no question takes a text"))?
        .0;
    let all = draft.modules.iter().flat_map(|module| &module.sections);
    let mut all = all.flat_map(|section| &section.questions);
    let question = all.find(|question| question.code.as_str() == text).cloned();
    let question = question.ok_or_else(|| anyhow::anyhow!("the question is not there"))?;
    let mut module = draft.modules.swap_remove(0);
    let section = module.sections.swap_remove(0);
    module.condition = None;
    module.sections = Vec::with_capacity(size / SECTION);
    for at in 0..size / SECTION {
        let code = format!("S{at}");
        let asked = |place: usize| -> anyhow::Result<Question> {
            Ok(Question {
                code: QuestionCode::new(format!("{code}.q{place}"))?,
                expected: false,
                level: Level::Extended,
                pattern: None,
                bind: None,
                condition: None,
                continues: Vec::new(),
                ..question.clone()
            })
        };
        module.sections.push(Section {
            code: code.parse()?,
            condition: None,
            questions: (0..SECTION).map(asked).collect::<anyhow::Result<_>>()?,
            ..section.clone()
        });
    }
    draft.id.number = number;
    draft.short_path = None;
    draft.modules = vec![module];
    draft.lists.clear();
    let provisions = ground.catalogue.norms.provisions().iter();
    let known = Known {
        provisions: provisions
            .map(|provision| (provision.id.clone(), Footing::Agreed))
            .collect(),
        editions: Vec::new(),
    };
    draft.publish(&known).map_err(|faults| anyhow::anyhow!("{faults:?}"))
}

fn row(edition: &Edition) -> anyhow::Result<EditionRow> {
    let stored = catalogue::to_form(edition);
    Ok(EditionRow {
        hash: Sha256::digest(serde_json_canonicalizer::to_vec(&stored.structure)?).to_vec(),
        id: stored.id,
        structure: stored.structure,
        revision: 0,
        wording: stored.wording,
    })
}

/// The two sizes in turn.
pub(crate) async fn measure(ground: &Ground<'_>, effort: Effort) -> anyhow::Result<Vec<Figure>> {
    let model = survey(ground)?;
    ground.make(DATABASE).await?;
    let mut owner = ground.owner(DATABASE).await?;
    let people = builder::focal_points(&mut owner).await?;
    let mut editions = Vec::new();
    for (number, size) in (201..).zip(SIZES) {
        editions.push(edition_of(ground, model, number, size)?);
    }
    let publication = Publication {
        editions: editions.iter().map(row).collect::<anyhow::Result<_>>()?,
        ..Publication::default()
    };
    store::publish(&ground.url(store::OWNER, DATABASE), &publication, Mint::system().now()).await?;
    let rounds = (effort.time.as_secs() * ROUNDS_EACH_SECOND).max(FEWEST_ROUNDS);
    for (edition, size) in editions.iter().zip(SIZES) {
        for number in 0..rounds {
            let key = format!("bench-of-{size}-{number:02}");
            builder::round(&mut owner, &key, &edition.id().to_string(), Period::Open).await?;
        }
    }
    sqlx::raw_sql("create table bench_answer (like answer including defaults)")
        .execute(&mut owner)
        .await?;
    let server = ground.serve(DATABASE).await?;
    let mut costs: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for pair in 0..effort.pairs {
        let mut order = SIZES;
        if pair % 2 == 1 {
            order.reverse();
        }
        for size in order {
            let edition = editions.iter().find(|edition| edition.len() == size);
            let mut asked = questions(edition.ok_or_else(|| anyhow::anyhow!("an edition is missing"))?);
            // As many answers for each working file, whatever the size: over all of the edition, not its beginning.
            let every = size / SIZES[0];
            asked = asked.into_iter().step_by(every).collect();
            let mut bench = Bench {
                ground,
                server: &server,
                owner: ground.owner(DATABASE).await?,
                superuser: ground.superuser(DATABASE).await?,
                people: &people,
                signer: ground.signer(DATABASE).await?,
                rounds: format!("bench-of-{size}-"),
                questions: Arc::new(asked),
                time: effort.time,
            };
            let run = bench.save(1).await?;
            eprintln!(
                "{size} questions: {:.0} answers/s, {:.0} + {:.0} µs",
                run.answers_per_second, run.cost.postgres, run.cost.server
            );
            costs.entry(size).or_default().push(run.cost);
        }
    }
    let [few, many] = SIZES.map(|size| &costs[&size]);
    let ratios = few.iter().zip(many);
    Ok(vec![
        Figure {
            work: "sizes",
            what: format!(
                "processor time of a save with {} questions, of that with {}",
                SIZES[1], SIZES[0]
            ),
            unit: "x",
            goal: Goal::AtMost(1.15),
            values: ratios
                .map(|(few, many)| (many.postgres + many.server) / (few.postgres + few.server))
                .collect(),
            cost: Some(median_cost(many)),
        },
        Figure {
            work: "sizes",
            what: format!("— with {} questions", SIZES[0]),
            unit: "µs",
            goal: Goal::None,
            values: few.iter().map(|cost| cost.postgres + cost.server).collect(),
            cost: Some(median_cost(few)),
        },
    ])
}
