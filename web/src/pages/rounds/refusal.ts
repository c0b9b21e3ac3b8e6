import type { CombinedError } from "urql";

import type { MessageId } from "../../i18n/message-id";
import type { Place } from "./plan";

type Erring = Pick<CombinedError, "graphQLErrors">;

/** The fields of the input, and where each is typed. */
const PLACES: Record<string, Place> = {
  edition: "edition",
  key: "key",
  title: "titles",
  mandate: "mandate",
  opensAt: "opensAt",
  closesOn: "closesOn",
  zone: "zone",
  archivesAt: "archivesAt",
  invited: "invited",
};

const REASONS: Record<string, MessageId> = {
  unknown_provision: "rounds.refused.unknownProvision",
  unknown_document: "rounds.refused.unknownDocument",
  not_in_force: "rounds.refused.notInForce",
  not_operative: "rounds.refused.notOperative",
  not_a_recommendation: "rounds.refused.notARecommendation",
  not_a_decision: "rounds.refused.notADecision",
  own_request: "rounds.refused.ownRequest",
  nobody_is_invited: "rounds.refused.nobodyIsInvited",
  no_invitation: "rounds.refused.noInvitation",
  no_closing: "rounds.refused.noClosing",
  past: "rounds.refused.past",
  before_opening: "rounds.refused.beforeOpening",
  not_the_end_of_the_day: "rounds.refused.zone",
  before_closing: "rounds.refused.beforeClosing",
  twice: "rounds.refused.twice",
  observers_not_admitted: "rounds.refused.observers",
};

/** What is said where the service names a field and no reason. */
const WORDS: Record<Place, MessageId> = {
  edition: "rounds.refused.edition",
  key: "rounds.fault.key",
  titles: "rounds.refused.title",
  mandate: "rounds.refused.mandate",
  opensAt: "rounds.refused.past",
  closesOn: "rounds.refused.beforeOpening",
  zone: "rounds.refused.zone",
  archivesAt: "rounds.refused.beforeClosing",
  invited: "rounds.refused.state",
};

export interface Refusal {
  place: Place;
  message: MessageId;
}

/** Which field the service refused, and why; none where it is not about a field. */
export function refusalOf(error: Erring | null | undefined): Refusal | null {
  const told = error?.graphQLErrors[0]?.extensions;
  if (told === undefined) return null;
  if (told["conflict"] === "roundKey") return { place: "key", message: "rounds.refused.key" };
  const [input, name = ""] = String(told["field"] ?? "").split(".");
  const place = input === "input" ? PLACES[name] : undefined;
  if (place === undefined) return null;
  return { place, message: REASONS[String(told["reason"])] ?? WORDS[place] };
}
