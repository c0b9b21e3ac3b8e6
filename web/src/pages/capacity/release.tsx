import { useState } from "react";
import { Button, Label, Radio, RadioGroup } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import type { Visibility } from "../../gql/graphql";
import shared from "../../widgets/entries/entries.module.css";
import { RefusedNote } from "../../widgets/entries/refused";
import { Audience } from "../survey/sharing-editor";
import type { Whole } from "./about";
import style from "./capacity.module.css";
import { ReleaseNotice } from "./editing-documents";
import { REFUSALS } from "./refusals";
import { READERS, RELEASES } from "./words";

interface Props {
  notice: Whole;
  onAnew: () => void;
}

/** Releases the text that is read here, to those who are chosen. */
export function Release({ notice, onAnew }: Props) {
  const { id, revision, releasedRevision, sharing } = notice;
  const [{ fetching }, release] = useMutation(ReleaseNotice);
  const [error, setError] = useState<CombinedError | undefined>();
  const [isDone, setDone] = useState(false);
  // Nobody has chosen for a first release: it is chosen here, by a person.
  const [chosen, setChosen] = useState<Visibility | null>(sharing?.visibility ?? null);
  const [states, setStates] = useState<string[]>(sharing?.audienceStates.map(({ code }) => code) ?? []);
  const [organisations, setOrganisations] = useState<string[]>(
    sharing?.audienceOrganisations.map(({ code }) => code) ?? [],
  );
  const isAudience = chosen === "AUDIENCE";
  const isNew = releasedRevision !== revision;

  async function act(visibility: Visibility) {
    setDone(false);
    const audience = isAudience ? { states, organisations } : null;
    const result = await release({ input: { id, revision, visibility, audience } });
    setError(result.error);
    if (result.data) setDone(true);
  }

  return (
    <div className={style.releasing}>
      <RadioGroup value={chosen} onChange={(value) => setChosen(value as Visibility)}>
        <Label>
          <FormattedMessage id="capacity.releaseTo" />
        </Label>
        {RELEASES.map((one) => (
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
      <p className={shared.note}>
        <FormattedMessage id="capacity.releaseMeans" values={{ revision }} />
      </p>
      <RefusedNote
        error={error}
        refusals={REFUSALS}
        onAnew={() => {
          setError(undefined);
          onAnew();
        }}
      />
      <Button
        data-variant={isNew ? "primary" : undefined}
        isPending={fetching}
        isDisabled={chosen === null || (isAudience && states.length + organisations.length === 0)}
        onPress={() => {
          if (chosen !== null) void act(chosen);
        }}
      >
        <FormattedMessage id={isNew ? "capacity.release" : "capacity.releaseAnew"} />
      </Button>
      <p role="status" className={shared.note}>
        {isDone && <FormattedMessage id="capacity.isReleased" />}
      </p>
    </div>
  );
}
