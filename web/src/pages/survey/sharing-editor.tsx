import { useState } from "react";
import { Button, Checkbox, CheckboxGroup, Label, Radio, RadioGroup } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useQuery } from "urql";

import { graphql } from "../../gql";
import type { SharingInput, SharingPartsFragment, Visibility, VisibilityCeiling } from "../../gql/graphql";
import { FaultNote, Localised } from "../../widgets";
import { StatePicker } from "./fields/state-list";
import { canBeCounted, instantOf, isAbove, localInstant, READERS, VISIBILITIES } from "./readers";
import styles from "./sharing.module.css";

const Organisations = graphql(`
  query Organisations {
    organisations {
      id
      code
      name {
        ...Localised
      }
    }
  }
`);

interface SharingEditorProps {
  /** What holds now. */
  sharing: SharingPartsFragment;
  ceiling: VisibilityCeiling | null;
  /** Whether figures could count it where it is not shown: answers, not evidence. */
  isCountable?: boolean;
  /** Of one answer: that it follows the submission again. */
  onFollow?: (() => Promise<CombinedError | null>) | undefined;
  onSave: (sharing: SharingInput) => Promise<CombinedError | null>;
  onDone: () => void;
}

/** Who is to read what once it is filed. */
export function SharingEditor({ sharing, ceiling, isCountable = true, onFollow, onSave, onDone }: SharingEditorProps) {
  const [visibility, setVisibility] = useState<Visibility>(
    ceiling && isAbove(sharing.visibility, ceiling) ? ceiling : sharing.visibility,
  );
  // What everybody reads is counted anyway; for readers who cannot see the answer, it takes a consent of its own.
  const [isCounted, setCounted] = useState(canBeCounted(sharing.visibility) && sharing.isCounted);
  const [until, setUntil] = useState(sharing.embargoUntil ? localInstant(sharing.embargoUntil) : "");
  const [states, setStates] = useState(sharing.audienceStates.map(({ code }) => code));
  const [organisations, setOrganisations] = useState(sharing.audienceOrganisations.map(({ code }) => code));
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CombinedError | null>(null);
  const isAudience = visibility === "AUDIENCE";

  async function act(change: () => Promise<CombinedError | null>) {
    setBusy(true);
    const refusal = await change();
    setBusy(false);
    setError(refusal);
    if (refusal === null) onDone();
  }
  const save = () =>
    act(() =>
      onSave({
        visibility,
        isCounted: !canBeCounted(visibility) || isCounted,
        embargoUntil: instantOf(until),
        ...(isAudience && { audience: { states, organisations } }),
      }),
    );

  return (
    <div className={styles.editor}>
      <RadioGroup value={visibility} onChange={(value) => setVisibility(value as Visibility)}>
        <Label>
          <FormattedMessage id="survey.whoReads" />
        </Label>
        {VISIBILITIES.filter((one) => !isAbove(one, ceiling)).map((one) => (
          <Radio key={one} value={one}>
            <FormattedMessage id={READERS[one]} />
          </Radio>
        ))}
      </RadioGroup>
      {ceiling && (
        <p className={styles.note}>
          <FormattedMessage id="survey.ceiling" values={{ readers: <FormattedMessage id={READERS[ceiling]} /> }} />
        </p>
      )}
      {isAudience && (
        <Audience
          states={states}
          onStates={setStates}
          organisations={organisations}
          onOrganisations={setOrganisations}
        />
      )}
      {isCountable && canBeCounted(visibility) && (
        <>
          <Checkbox isSelected={isCounted} onChange={setCounted}>
            <FormattedMessage id="survey.countUs" />
          </Checkbox>
          <p className={styles.note}>
            <FormattedMessage id="survey.countUsHelp" />
          </p>
        </>
      )}
      {visibility !== "NATIONAL_TEAM" && (
        <label className={styles.until}>
          <FormattedMessage id="survey.notBefore" />
          <input
            type="datetime-local"
            className="react-aria-Input"
            value={until}
            onChange={(event) => setUntil(event.target.value)}
          />
          <span className={styles.note}>
            <FormattedMessage id="survey.notBeforeHelp" />
          </span>
        </label>
      )}
      <FaultNote error={error} />
      <div className={styles.buttons}>
        <Button
          data-variant="primary"
          isPending={isBusy}
          isDisabled={isAudience && states.length + organisations.length === 0}
          onPress={() => void save()}
        >
          <FormattedMessage id="survey.shareSo" />
        </Button>
        {onFollow && (
          <Button isPending={isBusy} onPress={() => void act(onFollow)}>
            <FormattedMessage id="survey.followWhole" />
          </Button>
        )}
        <Button data-variant="quiet" onPress={onDone}>
          <FormattedMessage id="survey.leaveAsIs" />
        </Button>
      </div>
    </div>
  );
}

interface AudienceProps {
  states: string[];
  onStates: (states: string[]) => void;
  organisations: string[];
  onOrganisations: (organisations: string[]) => void;
}

/** The States and organisations that are named. */
export function Audience({ states, onStates, organisations, onOrganisations }: AudienceProps) {
  const [read] = useQuery({ query: Organisations });
  return (
    <div className={styles.audience}>
      <StatePicker codes={states} onCodes={onStates} isReadOnly={false} />
      <CheckboxGroup
        value={organisations}
        onChange={onOrganisations}
        className={`react-aria-CheckboxGroup ${styles.organisations}`}
      >
        <Label>
          <FormattedMessage id="survey.organisations" />
        </Label>
        {(read.data?.organisations ?? []).map(({ code, name }) => (
          <Checkbox key={code} value={code}>
            <Localised text={name} isPlain />
          </Checkbox>
        ))}
      </CheckboxGroup>
      <FaultNote error={read.error} />
    </div>
  );
}
