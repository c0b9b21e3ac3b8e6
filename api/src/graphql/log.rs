//! The log of the register: its head, and the proofs that it holds an entry and only grew.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::submission::Position;
use register::Hash;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::record::{client_position, read_position};
use crate::log::reached;

/// The log at one size: how many entries it had, and the root of the Merkle tree over them (RFC 9162 section 2.1).
#[derive(SimpleObject)]
pub struct TreeHead {
    /// How many entries the log had.
    size: i32,
    /// The root over them, in hexadecimal.
    root: String,
    /// When the last of them was taken; none of an empty log.
    filed_at: Option<DateTime<Utc>>,
    /// Size, root and time, signed by the register's key: a JWS of the type `normtrack-tree-head` (docs/formats.md). Whoever
    /// keeps one can later ask for the proof that the log of then is the beginning of the log of now.
    signed: String,
}

/// The proof that a log holds an entry (RFC 9162 section 2.1.3).
#[derive(SimpleObject)]
pub struct InclusionProof {
    /// The place of the entry.
    position: i32,
    /// The hash of its leaf, in hexadecimal.
    leaf_hash: String,
    /// The size of the log.
    size: i32,
    /// The root of the log, in hexadecimal.
    root: String,
    /// The siblings on the way from the leaf to the root, in hexadecimal.
    path: Vec<String>,
    /// The same in the form that `normtrack verify` reads (docs/formats.md).
    document: String,
}

/// The proof that a log only grew (RFC 9162 section 2.1.4).
#[derive(SimpleObject)]
pub struct ConsistencyProof {
    /// The size of the earlier log.
    from_size: i32,
    /// The root of the earlier log, in hexadecimal.
    from_root: String,
    /// The size of the later log.
    to_size: i32,
    /// The root of the later log, in hexadecimal.
    to_root: String,
    /// The nodes that lead to both roots, in hexadecimal.
    path: Vec<String>,
    /// The same in the form that `normtrack verify` reads (docs/formats.md).
    document: String,
}

fn hexadecimal(path: &[Hash]) -> Vec<String> {
    path.iter().map(Hash::to_hex).collect()
}

fn text(json: Vec<u8>) -> Result<String, Fault> {
    String::from_utf8(json).map_err(Fault::internal)
}

/// What everybody may see of the log.
#[derive(Default)]
pub struct LogQuery;

#[Object]
impl LogQuery {
    /// The signed head of the register's log, as it is now or, with `asOf`, as it was when it had this many entries.
    #[graphql(complexity = "20")]
    async fn tree_head(&self, ctx: &Context<'_>, as_of: Option<i32>) -> Result<TreeHead, Fault> {
        let call = Call::of(ctx);
        let asked = as_of.map(|size| read_position(size, "asOf")).transpose()?;
        let snapshot = call.snapshot().await?;
        let size = reached(&snapshot, asked.map(|size| size.0), "asOf").await?;
        let claims = snapshot.head_claims(size).await?;
        let signed = call.app().keys().set().signer().head(&claims);
        let filed_at = claims.filed_at.map(|at| at.as_str().parse().map_err(Fault::internal));
        Ok(TreeHead {
            size: client_position(Position(size)),
            root: claims.log_root.to_hex(),
            filed_at: filed_at.transpose()?,
            signed,
        })
    }

    /// The proof that the log of a size (left out: of now) holds the entry at a position.
    #[graphql(complexity = "20")]
    async fn inclusion_proof(
        &self,
        ctx: &Context<'_>,
        position: i32,
        size: Option<i32>,
    ) -> Result<InclusionProof, Fault> {
        let position = read_position(position, "position")?;
        let size = size.map(|size| read_position(size, "size")).transpose()?;
        let snapshot = Call::of(ctx).snapshot().await?;
        let size = reached(&snapshot, size.map(|size| size.0), "size").await?;
        let proof = snapshot.inclusion(position, size).await?;
        let proof = proof.ok_or_else(|| Fault::invalid().at("position").with("maximum", size))?;
        Ok(InclusionProof {
            position: client_position(position),
            leaf_hash: proof.entry.leaf_hash().to_hex(),
            size: client_position(Position(proof.log.size)),
            root: proof.log.root.to_hex(),
            path: hexadecimal(&proof.path),
            document: text(proof.to_json())?,
        })
    }

    /// The proof that the log of one size is the beginning of the log of another (left out: of now).
    #[graphql(complexity = "30")]
    async fn consistency_proof(
        &self,
        ctx: &Context<'_>,
        from: i32,
        to: Option<i32>,
    ) -> Result<ConsistencyProof, Fault> {
        let from = read_position(from, "from")?;
        let to = to.map(|size| read_position(size, "to")).transpose()?;
        let snapshot = Call::of(ctx).snapshot().await?;
        let to = reached(&snapshot, to.map(|size| size.0), "to").await?;
        let proof = snapshot.consistency(from.0, to).await?;
        let proof = proof.ok_or_else(|| Fault::invalid().at("from").with("maximum", to))?;
        Ok(ConsistencyProof {
            from_size: client_position(Position(proof.from.size)),
            from_root: proof.from.root.to_hex(),
            to_size: client_position(Position(proof.to.size)),
            to_root: proof.to.root.to_hex(),
            path: hexadecimal(&proof.path),
            document: text(proof.to_json())?,
        })
    }
}
