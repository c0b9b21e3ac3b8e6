import { useIntl } from "react-intl";

import { statesNamed } from "../capacity/labelled";
import { NarrowingBar } from "../capacity/narrowing-bar";
import { useStates } from "../survey/states";
import { isNarrowed, REVIEW_STAGES, type ReviewsView, SIDES } from "./address";
import { STAGES } from "./words";

interface Props {
  /** Whether somebody is signed in, who may have a side. */
  hasSides: boolean;
  view: ReviewsView;
  onChange: (view: ReviewsView) => void;
}

/** Narrows the list: by the reader's side, by where a review stands, by the State whose answers are reviewed. */
export function Narrowing({ hasSides, view, onChange }: Props) {
  const { formatMessage } = useIntl();
  const states = useStates(true);
  const sides = SIDES.map((code) => ({
    code,
    label: formatMessage({ id: code === "REVIEWER" ? "reviews.asked" : "reviews.opened" }),
  }));
  return (
    <NarrowingBar
      ways={[
        ...(hasSides ? [{ name: "side", label: "reviews.narrow.side", items: sides } as const] : []),
        {
          name: "stage",
          label: "reviews.narrow.stage",
          items: REVIEW_STAGES.map((code) => ({ code, label: formatMessage({ id: STAGES[code] }) })),
        },
        { name: "of", label: "reviews.narrow.of", items: statesNamed(states) },
      ]}
      view={view}
      isNarrowed={isNarrowed(view)}
      onChange={onChange}
    />
  );
}
