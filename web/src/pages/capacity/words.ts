import type { MatchReasonCode, NoticeStageCode, Visibility } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import type { Side } from "./address";

export const STAGES: Record<Side, Record<NoticeStageCode, MessageId>> = {
  need: {
    DRAFTED: "capacity.stage.drafted",
    RELEASED: "capacity.stage.released",
    CLOSED: "capacity.stage.met",
    WITHDRAWN: "capacity.stage.withdrawn",
  },
  offer: {
    DRAFTED: "capacity.stage.drafted",
    RELEASED: "capacity.stage.released",
    CLOSED: "capacity.stage.closed",
    WITHDRAWN: "capacity.stage.withdrawn",
  },
};

/** To whom something can be released, from the fewest to all. */
export const RELEASES = ["SECRETARIAT", "AUDIENCE", "MEMBER_STATES", "PUBLIC"] as const satisfies readonly Visibility[];

/** Who reads beside the own people. */
export const READERS: Record<Visibility, MessageId> = {
  NATIONAL_TEAM: "capacity.readers.own",
  SECRETARIAT: "capacity.readers.secretariat",
  AUDIENCE: "capacity.readers.audience",
  MEMBER_STATES: "capacity.readers.memberStates",
  PUBLIC: "capacity.readers.public",
};

/** Reasons that make a match; the others only stand beside. */
export const DECIDING: readonly MatchReasonCode[] = ["KIND", "PROVISION", "RELATED_PROVISION", "THEME"];
