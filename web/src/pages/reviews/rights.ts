import type { ReviewerKind, ReviewSide, ReviewStage, Role } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";

interface Place {
  code: string;
}

interface Held {
  role: Role;
  state?: Place | null | undefined;
}

interface Sided {
  sides: readonly ReviewSide[];
  state?: Place | null | undefined;
  reviewer: { kind: ReviewerKind; state?: Place | null | undefined };
}

/** What somebody may do for one side of a review. The service decides; this is what the pages offer. */
export interface SideRights {
  drafts: boolean;
  /** Takes up, delivers or sends, agrees; for the State also extends and ends. */
  decides: boolean;
}

const NOTHING: SideRights = { drafts: false, decides: false };

function rightsIn(memberships: readonly Held[], code: string | undefined): SideRights {
  const roles = memberships.filter(({ state }) => state && state.code === code).map(({ role }) => role);
  const decides = roles.includes("PUBLISHING_AUTHORITY");
  return { drafts: decides || roles.includes("FOCAL_POINT"), decides };
}

export function rightsOver(memberships: readonly Held[], side: ReviewSide, review: Sided): SideRights {
  if (!review.sides.includes(side)) return NOTHING;
  if (side === "STATE") return rightsIn(memberships, review.state?.code);
  const { kind, state } = review.reviewer;
  // Whoever is of the unit, or is the person, does all of it.
  return kind === "STATE" ? rightsIn(memberships, state?.code) : { drafts: true, decides: true };
}

/** Whether somebody invites to review what a State filed. */
export function invitesFor(memberships: readonly Held[], state: string | undefined): boolean {
  return rightsIn(memberships, state).decides;
}

interface Standing {
  stage: ReviewStage;
  agreedBy?: ReviewSide | null | undefined;
  isExpired: boolean;
  isFilingWithdrawn: boolean;
}

const OVER: readonly ReviewStage[] = ["DECLINED", "ENDED", "PUBLISHED"];

/** Whether it was neither turned down, ended nor published. */
export const goesOn = ({ stage }: Pick<Standing, "stage">) => !OVER.includes(stage);

/** Whether both sides do what is theirs: the date has not passed and the filing was not withdrawn. */
export const isUnderWay = (review: Standing) => goesOn(review) && !review.isExpired && !review.isFilingWithdrawn;

/** What comes next, and whose it is; nothing where it is over. */
export function nextOf(review: Standing): MessageId | null {
  const { stage, agreedBy, isExpired, isFilingWithdrawn } = review;
  if (!goesOn(review)) return null;
  if (isFilingWithdrawn) return "reviews.next.withdrawn";
  if (isExpired) return "reviews.next.expired";
  switch (stage) {
    case "INVITED":
      return "reviews.next.invited";
    case "ACCEPTED":
      return "reviews.next.accepted";
    case "DELIVERED":
      return "reviews.next.delivered";
    default:
      if (agreedBy === "STATE") return "reviews.next.reviewerAgrees";
      return agreedBy === "REVIEWER" ? "reviews.next.stateAgrees" : "reviews.next.bothAgree";
  }
}
