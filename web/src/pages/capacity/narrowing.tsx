import { useStates } from "../survey/states";
import { type NoticesView, type Side } from "./address";
import { isNarrowed } from "./asking";
import { instrumentsOf, labelled, statesNamed } from "./labelled";
import { NarrowingBar } from "./narrowing-bar";
import type { Choices } from "./reading";

interface Props {
  side: Side;
  /** None until they have come. */
  choices: Choices | undefined;
  view: NoticesView;
  onChange: (view: NoticesView) => void;
}

/** Narrows a list: by kind of capability, text and provision, theme, form, and by whose it is. */
export function Narrowing({ side, choices, view, onChange }: Props) {
  const states = useStates(choices !== undefined);
  const isOffers = side === "offer";
  const organisations = (choices?.organisations ?? []).map(({ code, name, abbreviation }) => ({
    code,
    label: name?.content ?? abbreviation,
  }));
  return (
    <NarrowingBar
      ways={[
        { name: "kind", label: "capacity.kind", items: labelled(choices?.kinds) },
        { name: "theme", label: "capacity.theme", items: labelled(choices?.themes) },
        ...(isOffers ? [{ name: "form", label: "capacity.form", items: labelled(choices?.forms) } as const] : []),
        {
          name: "by",
          label: isOffers ? "capacity.byParty" : "capacity.byState",
          items: [...statesNamed(states), ...(isOffers ? organisations : [])],
        },
        { name: "instrument", label: "provisions.instrument", items: instrumentsOf(choices) },
      ]}
      view={view}
      isNarrowed={isNarrowed(view)}
      also={isOffers ? "capacity.alsoClosed" : "capacity.alsoMet"}
      onChange={onChange}
    />
  );
}
