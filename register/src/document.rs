//! Documents, their roots, and extracts of them.

use serde::Serialize;
use thiserror::Error;

use crate::answer::{AnswerRecord, Header, Opening};
use crate::canonical::canonical_of;
use crate::form::{Malformed, Object, filled, parse};
use crate::hash::{Commitment, Root, Salt};
use crate::tree::{Frontier, leaf_hash};

/// The format tag of a document.
pub const DOCUMENT_FORMAT: &str = "normtrack/document@1";

/// The format tag of an extract.
pub const EXTRACT_FORMAT: &str = "normtrack/extract@1";

/// What is wrong with a document or an extract.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VerifyError {
    /// Not of the form.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// Two answers to one question.
    #[error("question {question} stands twice")]
    Duplicate {
        /// The question.
        question: String,
    },
    /// Questions are not in ascending order of the bytes of their codes.
    #[error("question {question} stands after {before}")]
    OutOfOrder {
        /// The question that stands too late.
        question: String,
        /// The question that stands before it.
        before: String,
    },
    /// The entry of a document is opened by the answer to another question.
    #[error("the entry of question {question} holds the answer to question {answered}")]
    OtherQuestion {
        /// The question of the entry.
        question: String,
        /// The question of the answer.
        answered: String,
    },
    /// Answer and salt do not give the commitment: one of the three was altered.
    #[error("the answer to question {question} and its salt do not give the commitment of leaf {leaf}")]
    Opening {
        /// The question of the answer.
        question: String,
        /// The leaf, counted as in the tree: the header is leaf 0.
        leaf: usize,
    },
    /// Header and commitments do not give the root stated.
    #[error("header and commitments give the root {computed}, not {stated}")]
    Root {
        /// The root stated.
        stated: Root,
        /// The root that header and commitments give.
        computed: Root,
    },
}

/// The root of a document: the Merkle root (RFC 9162 section 2.1.1) over the hash of the header and then the commitments
/// in ascending order of the bytes of their question codes; refuses another order and a question that stands twice.
pub fn document_root<'a>(
    header: &Header,
    commitments: impl IntoIterator<Item = (&'a str, Commitment)>,
) -> Result<Root, VerifyError> {
    let mut before = None;
    let mut leaves = Vec::new();
    for (question, commitment) in commitments {
        follows(&mut before, question)?;
        leaves.push(commitment);
    }
    Ok(root_over(header, leaves))
}

fn root_over(header: &Header, commitments: impl IntoIterator<Item = Commitment>) -> Root {
    let mut tree = Frontier::empty();
    tree.append(leaf_hash(&header.hash().0));
    for commitment in commitments {
        tree.append(leaf_hash(&commitment.0));
    }
    tree.head().root.into()
}

/// Refuses a question that does not come after the one before it, and remembers it as the next one's predecessor.
fn follows<'a>(before: &mut Option<&'a str>, question: &'a str) -> Result<(), VerifyError> {
    let refusal = before.and_then(|before| match question.cmp(before) {
        std::cmp::Ordering::Greater => None,
        std::cmp::Ordering::Equal => Some(VerifyError::Duplicate {
            question: question.to_owned(),
        }),
        std::cmp::Ordering::Less => Some(VerifyError::OutOfOrder {
            question: question.to_owned(),
            before: before.to_owned(),
        }),
    });
    *before = Some(question);
    refusal.map_or(Ok(()), Err)
}

/// Checks that the opening is well-formed and gives the commitment of its leaf.
fn check_opening(opening: &Opening, commitment: Commitment, leaf: usize, at: &str) -> Result<(), VerifyError> {
    opening.answer.check(at)?;
    if opening.commitment() == commitment {
        Ok(())
    } else {
        Err(VerifyError::Opening {
            question: opening.answer.question.clone(),
            leaf,
        })
    }
}

fn check_root(stated: Root, computed: Root) -> Result<(), VerifyError> {
    if stated == computed {
        Ok(())
    } else {
        Err(VerifyError::Root { stated, computed })
    }
}

fn answer_at(list: &str, index: usize) -> String {
    format!("{list}[{index}].opening.answer")
}

/// One question of a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// The code of the question.
    pub question: String,
    /// The commitment to the answer.
    pub commitment: Commitment,
    /// What opens the commitment; absent once the content was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opening: Option<Opening>,
}

impl Entry {
    /// The entry of an answer, with its commitment.
    pub fn opened(salt: Salt, answer: AnswerRecord) -> Self {
        Self {
            question: answer.question.clone(),
            commitment: answer.commit(&salt),
            opening: Some(Opening { salt, answer }),
        }
    }

    /// The entry of an answer whose content was erased: the commitment stays.
    pub fn erased(question: String, commitment: Commitment) -> Self {
        Self {
            question,
            commitment,
            opening: None,
        }
    }

    fn read(at: String, value: serde_json::Value) -> Result<Self, Malformed> {
        let mut form = Object::open(value, at)?;
        let entry = Self {
            question: form.text("question")?,
            commitment: form.parsed("commitment")?,
            opening: form.find_object("opening")?.map(Opening::read).transpose()?,
        };
        form.finish()?;
        Ok(entry)
    }
}

/// What a State files: header and answers. It holds together by construction: entries are in order of their question
/// codes, none stands twice, and every opening gives its commitment.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    header: Header,
    entries: Vec<Entry>,
    root: Root,
}

#[derive(Serialize)]
struct DocumentForm<'a> {
    format: &'static str,
    header: &'a Header,
    root: Root,
    entries: &'a [Entry],
}

impl Document {
    /// Puts a document together, sorting the entries; refuses a question that stands twice and an opening that does not
    /// give its commitment.
    pub fn new(header: Header, mut entries: Vec<Entry>) -> Result<Self, VerifyError> {
        entries.sort_by(|a, b| a.question.cmp(&b.question));
        Self::ordered(header, entries)
    }

    fn ordered(header: Header, entries: Vec<Entry>) -> Result<Self, VerifyError> {
        header.check()?;
        for (index, entry) in entries.iter().enumerate() {
            filled(&entry.question, || format!("entries[{index}].question"))?;
        }
        let root = document_root(
            &header,
            entries.iter().map(|entry| (entry.question.as_str(), entry.commitment)),
        )?;
        for (index, entry) in entries.iter().enumerate() {
            let Some(opening) = &entry.opening else { continue };
            if opening.answer.question != entry.question {
                return Err(VerifyError::OtherQuestion {
                    question: entry.question.clone(),
                    answered: opening.answer.question.clone(),
                });
            }
            check_opening(opening, entry.commitment, index + 1, &answer_at("entries", index))?;
        }
        Ok(Self { header, entries, root })
    }

    /// What the document answers, and for whom.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The entries, in ascending order of the bytes of their question codes.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The root by which the document is cited.
    pub fn root(&self) -> Root {
        self.root
    }

    /// The extract that opens the questions for which `show` says so, and hides the codes of all others.
    pub fn extract(&self, show: impl Fn(&str) -> bool) -> Extract {
        let leaf = |entry: &Entry| Leaf {
            commitment: entry.commitment,
            opening: entry.opening.clone().filter(|_| show(&entry.question)),
        };
        Extract {
            header: self.header.clone(),
            root: self.root,
            leaves: self.entries.iter().map(leaf).collect(),
        }
    }

    /// The document as JSON in canonical form: the same bytes for the same document, always.
    pub fn to_json(&self) -> Vec<u8> {
        canonical_of(&DocumentForm {
            format: DOCUMENT_FORMAT,
            header: &self.header,
            root: self.root,
            entries: &self.entries,
        })
    }

    /// Reads a document and checks all of it, the root stated in it included.
    pub fn parse(bytes: &[u8]) -> Result<Self, VerifyError> {
        let mut form = Object::open(parse(bytes)?, "$")?;
        form.format(DOCUMENT_FORMAT)?;
        let header = Header::read(form.object("header")?)?;
        let stated = form.parsed("root")?;
        let entries = form.list("entries")?;
        form.finish()?;
        let entries = entries
            .into_iter()
            .map(|(at, value)| Entry::read(at, value))
            .collect::<Result<_, _>>()?;
        let document = Self::ordered(header, entries)?;
        check_root(stated, document.root)?;
        Ok(document)
    }
}

/// One commitment of an extract, opened if the reader may see the answer. A hidden one does not name its question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Leaf {
    /// The commitment.
    pub commitment: Commitment,
    /// What opens it, if the reader may see it and it was not erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opening: Option<Opening>,
}

impl Leaf {
    fn read(at: String, value: serde_json::Value) -> Result<Self, Malformed> {
        let mut form = Object::open(value, at)?;
        let leaf = Self {
            commitment: form.parsed("commitment")?,
            opening: form.find_object("opening")?.map(Opening::read).transpose()?,
        };
        form.finish()?;
        Ok(leaf)
    }
}

/// A document as one reader may see it: all commitments in the document's order, some of them opened.
///
/// A hidden leaf gives away that something was filed, and where it stands between the opened ones: with the opened codes
/// and the edition at hand a reader can narrow down which questions it may belong to, and where only one question fits,
/// can name it. The value, the standing and the salt stay unknown.
#[derive(Clone, Debug, PartialEq)]
pub struct Extract {
    /// What the document answers, and for whom.
    pub header: Header,
    /// The root that the extract claims to belong to.
    pub root: Root,
    /// The commitments, in ascending order of the bytes of their question codes.
    pub leaves: Vec<Leaf>,
}

#[derive(Serialize)]
struct ExtractForm<'a> {
    format: &'static str,
    header: &'a Header,
    root: Root,
    leaves: &'a [Leaf],
}

impl Extract {
    /// The extract as JSON in canonical form: the same bytes for the same extract, always.
    pub fn to_json(&self) -> Vec<u8> {
        canonical_of(&ExtractForm {
            format: EXTRACT_FORMAT,
            header: &self.header,
            root: self.root,
            leaves: &self.leaves,
        })
    }

    /// Reads an extract; refuses what is not of the form. [`verify_extract`] checks what it claims.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut form = Object::open(parse(bytes)?, "$")?;
        form.format(EXTRACT_FORMAT)?;
        let header = Header::read(form.object("header")?)?;
        let root = form.parsed("root")?;
        let leaves = form.list("leaves")?;
        form.finish()?;
        let leaves: Vec<Leaf> = leaves
            .into_iter()
            .map(|(at, value)| Leaf::read(at, value))
            .collect::<Result<_, _>>()?;
        for (index, leaf) in leaves.iter().enumerate() {
            if let Some(opening) = &leaf.opening {
                opening.answer.check(&answer_at("leaves", index))?;
            }
        }
        Ok(Self { header, root, leaves })
    }
}

/// What a verified extract shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The root, recomputed from header and commitments. It is worth what vouches for it: the register, or a receipt.
    pub root: Root,
    /// How many answers are opened, each of them found to give its commitment.
    pub opened: usize,
    /// How many commitments are not opened.
    pub hidden: usize,
}

/// Recomputes every opening and the root of an extract, and checks the order of the opened questions; names the first
/// fault in the order of the leaves, the root last.
///
/// This shows that header and opened answers belong to the document with that root. Whether that document was filed, the
/// root's entry in the register or its receipt shows.
pub fn verify_extract(extract: &Extract) -> Result<Verified, VerifyError> {
    extract.header.check()?;
    let mut before = None;
    let mut opened = 0;
    for (index, leaf) in extract.leaves.iter().enumerate() {
        let Some(opening) = &leaf.opening else { continue };
        check_opening(opening, leaf.commitment, index + 1, &answer_at("leaves", index))?;
        follows(&mut before, &opening.answer.question)?;
        opened += 1;
    }
    let computed = root_over(&extract.header, extract.leaves.iter().map(|leaf| leaf.commitment));
    check_root(extract.root, computed)?;
    Ok(Verified {
        root: computed,
        opened,
        hidden: extract.leaves.len() - opened,
    })
}
