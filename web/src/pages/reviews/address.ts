import type { ReviewFilter, ReviewSide, ReviewStage } from "../../gql/graphql";
import { isText } from "../coverage/view";

/** What the address of the list says: what it is narrowed to. All of it holds together. */
export interface ReviewsView {
  stage?: ReviewStage;
  /** Those in which the reader reads for this side. */
  side?: ReviewSide;
  /** The State whose answers are reviewed, by its code. */
  of?: string;
}

export const REVIEW_STAGES = [
  "INVITED",
  "ACCEPTED",
  "DECLINED",
  "DELIVERED",
  "REPLIED",
  "PUBLISHED",
  "ENDED",
] as const satisfies readonly ReviewStage[];

export const SIDES = ["REVIEWER", "STATE"] as const satisfies readonly ReviewSide[];

export function readReviews(search: Record<string, unknown>): ReviewsView {
  const view: ReviewsView = {};
  if (isText(search["of"])) view.of = search["of"];
  const stage = REVIEW_STAGES.find((one) => one === search["stage"]);
  if (stage) view.stage = stage;
  const side = SIDES.find((one) => one === search["side"]);
  if (side) view.side = side;
  return view;
}

const one = <T>(code: T | undefined) => (code === undefined ? null : [code]);

/** What the service is asked for. */
export function filterOf({ stage, side, of }: ReviewsView): ReviewFilter {
  return { stages: one(stage), side: side ?? null, states: one(of) };
}

export const isNarrowed = (view: ReviewsView) => Object.keys(view).length > 0;
