import { useState } from "react";
import { useIntl } from "react-intl";
import { useQuery } from "urql";

import { AdoptionBadge } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { ProvisionsOfText } from "./documents";
import { ProvisionNamed } from "./editing-documents";
import { Picker } from "./picker";
import type { Choices } from "./reading";

interface Props {
  choices: Choices;
  /** What those are that were chosen; provisions that something serves, where nothing is said. */
  chosenLabel?: string;
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
}

/** Provisions, text by text. */
export function ProvisionPicker({ choices, chosenLabel, chosen, onChoose }: Props) {
  const { formatMessage } = useIntl();
  const texts = choices.instruments.nodes;
  const [text, setText] = useState<string | undefined>();
  const [{ data }] = useQuery({
    query: ProvisionsOfText,
    variables: { code: text ?? "" },
    pause: text === undefined,
  });
  const items = (data?.instrument?.provisions ?? []).map(({ code, paragraph, title }) => ({
    code,
    label: title ? `${paragraph}: ${title.content}` : paragraph,
  }));
  return (
    <>
      <Choice
        label={formatMessage({ id: "provisions.instrument" })}
        items={texts.map(({ code, symbol, shortTitle }) => ({
          code,
          label: shortTitle ? `${symbol}: ${shortTitle.content}` : symbol,
        }))}
        value={text}
        none={formatMessage({ id: "capacity.chooseText" })}
        onChoose={setText}
      />
      <Picker
        chosenLabel={chosenLabel ?? formatMessage({ id: "capacity.provisions" })}
        addLabel={text === undefined ? null : formatMessage({ id: "capacity.addProvision" })}
        items={items}
        chosen={chosen}
        onChoose={onChoose}
        show={(code) => <Named code={code} />}
        nameOf={(code) => code}
      />
    </>
  );
}

/** A provision by its paragraph, with what became of its text. */
export function Named({ code }: { code: string }) {
  const [{ data }] = useQuery({ query: ProvisionNamed, variables: { code } });
  const provision = data?.provision;
  return (
    <>
      <bdi>{provision ? `${provision.instrument?.symbol}, ${provision.paragraph}` : code}</bdi>{" "}
      <AdoptionBadge adoption={provision?.adoption} />
    </>
  );
}
