import { useState } from "react";
import { Button, Checkbox, CheckboxGroup, Heading, Label, Radio, RadioGroup, Text } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import type { Visibility } from "../../gql/graphql";
import type { Choosable } from "../../widgets/choice";
import shared from "../../widgets/entries/entries.module.css";
import { RefusedNote } from "../../widgets/entries/refused";
import { Audience } from "../survey/sharing-editor";
import { StateContacts, type Statement } from "./contacts-documents";
import { REFUSALS } from "./refusals";
import { READERS, RELEASES } from "./words";

interface Props {
  state: string;
  directory: Choosable;
  kinds: readonly Choosable[];
  before: Statement | null;
  onSaid: () => void;
  onClose: () => void;
}

/** Says which points of contact are notified to a directory. There is no field for who they are. */
export function Stating({ state, directory, kinds, before, onSaid, onClose }: Props) {
  const [{ fetching }, say] = useMutation(StateContacts);
  const [error, setError] = useState<CombinedError | undefined>();
  const [chosen, setChosen] = useState<string[]>(before?.kinds.map(({ code }) => code) ?? []);
  const [visibility, setVisibility] = useState<Visibility | null>(before?.sharing?.visibility ?? null);
  const [states, setStates] = useState<string[]>(before?.sharing?.audienceStates.map(({ code }) => code) ?? []);
  const [organisations, setOrganisations] = useState<string[]>(
    before?.sharing?.audienceOrganisations.map(({ code }) => code) ?? [],
  );
  const isAudience = visibility === "AUDIENCE";

  async function act(readers: Visibility) {
    const audience = isAudience ? { states, organisations } : null;
    const result = await say({
      input: { state, directory: directory.code, kinds: chosen, visibility: readers, audience },
    });
    setError(result.error);
    if (result.data) onSaid();
  }

  return (
    <>
      <Heading slot="title">{directory.label}</Heading>
      <CheckboxGroup value={chosen} onChange={setChosen}>
        <Label>
          <FormattedMessage id="capacity.contacts.which" />
        </Label>
        <Text slot="description">
          <FormattedMessage id="capacity.contacts.whichHint" />
        </Text>
        {kinds.map(({ code, label }) => (
          <Checkbox key={code} value={code}>
            {label}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <RadioGroup value={visibility} onChange={(value) => setVisibility(value as Visibility)}>
        <Label>
          <FormattedMessage id="capacity.contacts.who" />
        </Label>
        {(["NATIONAL_TEAM", ...RELEASES] as const).map((one) => (
          <Radio key={one} value={one}>
            <FormattedMessage id={READERS[one]} />
          </Radio>
        ))}
      </RadioGroup>
      {isAudience && (
        <Audience
          states={states}
          onStates={setStates}
          organisations={organisations}
          onOrganisations={setOrganisations}
        />
      )}
      <RefusedNote error={error} refusals={{ ...REFUSALS, forbidden: "capacity.contacts.whose" }} />
      <div className={shared.acts}>
        <Button
          data-variant="primary"
          isPending={fetching}
          isDisabled={visibility === null || (isAudience && states.length + organisations.length === 0)}
          onPress={() => {
            if (visibility !== null) void act(visibility);
          }}
        >
          <FormattedMessage id="capacity.contacts.save" />
        </Button>
        <Button onPress={onClose}>
          <FormattedMessage id="capacity.leave" />
        </Button>
      </div>
    </>
  );
}
