import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import type { MySubmissionsQuery, RoundHeadFragment } from "../../gql/graphql";
import { apiLanguage, LANGUAGES, OWN_NAMES, type Tongue } from "../../i18n/language";
import { FaultNote, Localised, useTongue } from "../../widgets";
import { DocumentButton } from "../../widgets/document-button";
import { OpenSubmission } from "./documents";
import { useInvited } from "./invited";
import { rightsOf } from "./rights";
import { RoundLines } from "./submissions";
import styles from "./submissions.module.css";

type Memberships = NonNullable<MySubmissionsQuery["viewer"]>["memberships"];

interface InvitationProps {
  round: RoundHeadFragment;
  /** The reader's States that have no working file in it. */
  states: string[];
  memberships: Memberships;
}

/** A round in which a working file can be opened, for those of the reader's States that it invites. */
export function Invitation({ round, states, memberships }: InvitationProps) {
  const invited = useInvited(round.key, states, !round.mandate.isOwnRequest);
  const admitted = round.mandate.isOwnRequest ? states : (invited ?? []);
  if (admitted.length === 0) return null;
  return (
    <li>
      <article className={styles.file}>
        <div>
          <RoundLines round={round} />
          {round.mandate.isOwnRequest && (
            <p className={styles.line}>
              <FormattedMessage id="submission.ownRequest" />
            </p>
          )}
        </div>
        <div className={styles.actions}>
          {admitted.map((state) => (
            <Opening key={state} round={round} state={state} memberships={memberships} isNamed={states.length > 1} />
          ))}
          {round.edition && (
            <DocumentButton
              documents={[{ is: "form", edition: round.edition.code }]}
              of={round.title?.content}
              variant="quiet"
            />
          )}
        </div>
      </article>
    </li>
  );
}

interface OpeningProps {
  round: RoundHeadFragment;
  state: string;
  memberships: Memberships;
  isNamed: boolean;
}

function Opening({ round, state, memberships, isNamed }: OpeningProps) {
  const tongue = useTongue();
  const navigate = useNavigate();
  const [language, setLanguage] = useState<Tongue>(tongue);
  const [opened, open] = useMutation(OpenSubmission);
  const [error, setError] = useState<CombinedError | undefined>();
  const name = memberships.find((held) => held.state?.code === state)?.state?.name;
  const isPlanned = round.stage === "PLANNED";

  if (!rightsOf(memberships, state).opens || isPlanned) {
    return (
      <p className={styles.line}>
        <FormattedMessage id={isPlanned ? "submission.notYet" : "submission.focalPointOpens"} />
      </p>
    );
  }
  async function begin() {
    const result = await open({ input: { round: round.id, state, language: apiLanguage(language) } });
    setError(result.error);
    const id = result.data?.openSubmission.submission.id;
    if (id !== undefined) {
      await navigate({ to: "/$tongue/submissions/$id/survey/{-$section}", params: { tongue, id: String(id) } });
    }
  }
  return (
    <div className={styles.opening}>
      {isNamed && (
        <p className={styles.line}>
          <Localised text={name} isPlain />
        </p>
      )}
      <label className={styles.language}>
        <FormattedMessage id="submission.language" />
        <select
          className={styles.select}
          value={language}
          onChange={(event) => setLanguage(event.target.value as Tongue)}
        >
          {LANGUAGES.map((one) => (
            <option key={one} value={one} lang={one}>
              {OWN_NAMES[one]}
            </option>
          ))}
        </select>
      </label>
      <Button
        data-variant="primary"
        aria-describedby={`round-${round.key}`}
        isPending={opened.fetching}
        onPress={() => void begin()}
      >
        <FormattedMessage id="submission.open" />
      </Button>
      <FaultNote error={error} />
    </div>
  );
}
