//! The crosswalk as a mapping collection: a mapping for each pair of instruments, a map for each relation.

use std::collections::BTreeMap;

use domain::id::InstrumentId;
use domain::language::Language;
use domain::norm::{Norms, Relation, RelationKind};
use serde_json::{Value as Json, json};

use crate::NAMESPACE;
use crate::oscal::{metadata, property, token};
use crate::uuid::uuid;

/// The relationship of OSCAL (its allowed values are those of NIST IR 8477), read from source to target. What the crosswalk
/// knows more exactly stands beside it under our namespace.
const fn relationship(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Equivalent | RelationKind::Restates => "equivalent-to",
        RelationKind::Narrower => "subset-of",
        RelationKind::Broader => "superset-of",
        RelationKind::Related => "intersects-with",
        // Under our namespace: to draw on another text is none of theirs.
        RelationKind::DerivedFrom => "derived-from",
    }
}

/// The mapping collection. `base` is the address below which catalogs of instruments are, `version` that of the program.
pub fn mapping(norms: &Norms, base: &str, version: &str) -> Json {
    let mut pairs: BTreeMap<(InstrumentId, InstrumentId), Vec<&Relation>> = BTreeMap::new();
    for relation in norms.relations() {
        let pair = (relation.from.instrument(), relation.to.instrument());
        pairs.entry(pair).or_default().push(relation);
    }
    let mappings = pairs.into_iter().map(|((from, to), relations)| {
        json!({
            "uuid": uuid(&format!("mapping/{from}/{to}")),
            "source-resource": resource(base, &from),
            "target-resource": resource(base, &to),
            "maps": relations.into_iter().map(map).collect::<Json>(),
        })
    });
    json!({
        "mapping-collection": {
            "uuid": uuid("mapping"),
            "metadata": metadata("Crosswalk between provisions", version),
            "provenance": {
                "method": "human",
                "matching-rationale": "semantic",
                "status": "draft",
                "mapping-description": "Typed relations between provisions of instruments on responsible State behaviour in the use \
                    of ICTs, read from source to target. Nobody has adopted them.",
            },
            "mappings": mappings.collect::<Json>(),
        }
    })
}

fn resource(base: &str, instrument: &InstrumentId) -> Json {
    json!({"type": "catalog", "href": format!("{base}/{instrument}.oscal.json")})
}

fn map(relation: &Relation) -> Json {
    let end = |id: &str| json!([{"type": "control", "id-ref": token(id)}]);
    let mut map = json!({
        "uuid": uuid(&format!("relation/{}", relation.id)),
        "relationship": relationship(relation.kind),
        "sources": end(relation.from.as_ref()),
        "targets": end(relation.to.as_ref()),
        "props": [
            property("relation-id", &relation.id),
            property("relation", &relation.kind.code()),
        ],
    });
    if let Some(reason) = relation.reason.read(Language::English) {
        map["remarks"] = json!(reason.content);
    }
    if relation.kind == RelationKind::DerivedFrom {
        map["ns"] = json!(NAMESPACE);
    }
    map
}
