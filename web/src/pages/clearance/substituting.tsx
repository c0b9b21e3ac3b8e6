import { useState } from "react";
import { Button, Heading, Radio, RadioGroup } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import styles from "./clearance.module.css";
import { NameSubstitute } from "./documents";
import { clearers, type Ministry, type Person } from "./people";
import { RefusalNote } from "./refusal-note";

interface SubstitutingProps {
  submission: string;
  section: string;
  ministry: Ministry;
  /** Who stands in now. */
  held: string | null;
  team: readonly Person[];
  onClose: (isDone: boolean) => void;
}

const NOBODY = "";

/** Names who signs in the place of a ministry's own people. */
export function Substituting({ submission, section, ministry, held, team, onClose }: SubstitutingProps) {
  const [naming, name] = useMutation(NameSubstitute);
  const [error, setError] = useState<CombinedError | undefined>();
  const [account, setAccount] = useState(held ?? NOBODY);
  const able = clearers(team).filter(({ posts }) => !posts.some((post) => post.ministry?.id === ministry.id));

  async function act() {
    const input = { submission, section, ministry: ministry.id, account: account === NOBODY ? null : account };
    const result = await name({ input });
    setError(result.error);
    if (result.data) onClose(true);
  }

  return (
    <>
      <Heading slot="title">
        <FormattedMessage
          id="clearance.substituteTitle"
          values={{ ministry: <bdi key="ministry">{ministry.name}</bdi> }}
        />
      </Heading>
      <p>
        <FormattedMessage id="clearance.substituteMeans" />
      </p>
      <RadioGroup value={account} onChange={setAccount} aria-label={ministry.name}>
        <Radio value={NOBODY}>
          <FormattedMessage id="clearance.noSubstitute" />
        </Radio>
        {able.map(({ id, name: own, posts }) => (
          <Radio key={id} value={id ?? NOBODY}>
            <bdi>{own}</bdi>{" "}
            <bdi className="muted small">{posts.flatMap((post) => post.ministry?.name ?? []).join(" · ")}</bdi>
          </Radio>
        ))}
      </RadioGroup>
      {able.length === 0 && (
        <p className="muted">
          <FormattedMessage id="clearance.nobodyElseSigns" />
        </p>
      )}
      <RefusalNote error={error} />
      <div className={styles.buttons}>
        <Button
          data-variant="primary"
          isDisabled={account === (held ?? NOBODY)}
          isPending={naming.fetching}
          onPress={() => void act()}
        >
          <FormattedMessage id="clearance.substituteNow" />
        </Button>
        <Button onPress={() => onClose(false)}>
          <FormattedMessage id="clearance.leave" />
        </Button>
      </div>
    </>
  );
}
