/**
 * How many words a text has, as the server counts them when it files: segments of UAX 29 with a letter or digit, each
 * Chinese character being one. The browser's own segmenter joins Chinese characters to words by a dictionary, so those
 * scripts that are written without spaces are counted here by what UAX 29 itself says.
 */
export function countWords(text: string): number {
  let count = 0;
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike === true || LETTER.test(segment)) {
      count += DICTIONARY.test(segment) ? pieces(segment) : 1;
    }
  }
  return count;
}

const segmenter = new Intl.Segmenter("en", { granularity: "word" });
const LETTER = /[\p{Alphabetic}\p{Nd}]/u;
/** Scripts that the browser cuts by a dictionary. */
const DICTIONARY =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** One character of such a script with its marks, or a run of anything else. */
const PIECE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

function pieces(segment: string): number {
  return (segment.match(PIECE) ?? []).filter((piece) => LETTER.test(piece)).length;
}

/** Characters as the server counts them for short texts: code points, not the halves of UTF-16. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
