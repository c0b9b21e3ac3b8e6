import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useClient } from "urql";

import { graphql } from "../../gql";
import { FaultNote } from "../../widgets";
import { save } from "../../widgets/save";
import type { Cited } from "../survey/said";
import styles from "./filing.module.css";

const Openings = graphql(`
  query Openings($position: Int!) {
    filing(position: $position) {
      id
      answers {
        id
        value {
          __typename
          ... on EvidenceValue {
            items {
              commitment
              opening
            }
          }
        }
      }
    }
  }
`);

/** What a downloaded opening is called: `normtrack-evidence-6e30b320.json`. */
const nameOf = (commitment: string) => `normtrack-evidence-${commitment.slice(0, 8)}.json`;

interface EvidenceOpeningsProps {
  position: number;
  /** The evidence that its answers cite and that this reader may see. */
  cited: readonly Cited[];
}

/** What shows, beside the extract, that an answer cites this evidence and no other. */
export function EvidenceOpenings({ position, cited }: EvidenceOpeningsProps) {
  const client = useClient();
  const [error, setError] = useState<CombinedError | undefined>();

  async function download(commitment: string) {
    const read = await client.query(Openings, { position }, { requestPolicy: "network-only" }).toPromise();
    setError(read.error);
    const values = read.data?.filing?.answers.map(({ value }) => value) ?? [];
    const items = values.flatMap((value) => (value?.__typename === "EvidenceValue" ? value.items : []));
    const opening = items.find((item) => item.commitment === commitment)?.opening;
    if (opening) save(nameOf(commitment), opening);
  }

  return (
    <>
      <p>
        <FormattedMessage id="submission.openingHelp" />
      </p>
      <ul role="list" className={styles.openings}>
        {cited.map(({ commitment, title }) => (
          <li key={commitment}>
            <Button onPress={() => void download(commitment ?? "")}>
              <FormattedMessage
                id="submission.downloadOpening"
                values={{ title: <bdi>{title ?? commitment?.slice(0, 8)}</bdi> }}
              />
            </Button>
          </li>
        ))}
      </ul>
      <FaultNote error={error} />
    </>
  );
}
