import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useClient, useQuery } from "urql";

import type { EvidencePartsFragment } from "../../gql/graphql";
import { Empty, FaultNote, Localised, Page, Waiting } from "../../widgets";
import { ownStates, type Rights, rightsOf } from "../submissions/rights";
import { OwnRoles, Remove } from "./documents";
import styles from "./evidence.module.css";
import { Kept } from "./kept";
import { LinkForm } from "./link-form";
import { Pages } from "./pages";
import { mayDo } from "./rights";
import { EvidenceRow } from "./row";
import { UploadButton } from "./upload-button";
import { nameOf } from "./words";

/** Everything that the reader's States keep as evidence. */
export function EvidencePage() {
  const { formatMessage } = useIntl();
  const [read, again] = useQuery({ query: OwnRoles });
  const memberships = read.data?.viewer?.memberships ?? [];
  const states = ownStates(memberships);
  return (
    <Page title={formatMessage({ id: "evidence.page" })} intro={<FormattedMessage id="evidence.intro" />}>
      <FaultNote error={read.error} retry={() => again({ requestPolicy: "network-only" })} />
      {read.fetching && !read.data && <Waiting />}
      {read.data && states.length === 0 && (
        <Empty
          title={<FormattedMessage id="submission.noState" />}
          hint={<FormattedMessage id="submission.noStateHint" />}
        />
      )}
      {states.map((state) => {
        const name = memberships.find((held) => held.state?.code === state)?.state?.name;
        return (
          <section key={state} aria-labelledby={`of-${state}`}>
            <h2 id={`of-${state}`}>
              <Localised text={name} isPlain />
            </h2>
            <OfState state={state} rights={rightsOf(memberships, state)} />
          </section>
        );
      })}
    </Page>
  );
}

function OfState({ state, rights }: { state: string; rights: Rights }) {
  const [fresh, setFresh] = useState<string[]>([]);
  const [isLinking, setLinking] = useState(false);
  const keep = (...ids: string[]) => setFresh([...ids, ...fresh]);
  return (
    <>
      {rights.saves && (
        <div className={styles.ways}>
          <UploadButton state={state} onKept={(id) => keep(id)} />
          <Button aria-expanded={isLinking} onPress={() => setLinking(!isLinking)}>
            <FormattedMessage id="evidence.addLink" />
          </Button>
        </div>
      )}
      {isLinking && (
        <LinkForm
          state={state}
          onKept={(ids) => {
            setLinking(false);
            keep(...ids);
          }}
          onLeave={() => setLinking(false)}
        />
      )}
      {fresh.map((id) => (
        <Kept key={id} id={id} rights={rights} isNew />
      ))}
      <Pages
        key={fresh.length}
        state={state}
        row={(evidence) =>
          fresh.includes(evidence.id) ? null : (
            <EvidenceRow evidence={evidence} rights={rights}>
              {mayDo(evidence, rights).describes && <RemoveButton evidence={evidence} />}
            </EvidenceRow>
          )
        }
      />
    </>
  );
}

/** Removes in two steps: bytes and words are gone afterwards, for good. */
function RemoveButton({ evidence }: { evidence: EvidencePartsFragment }) {
  const { formatMessage } = useIntl();
  const client = useClient();
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CombinedError | undefined>();
  const name = nameOf(evidence);

  async function remove() {
    setBusy(true);
    const input = { evidence: evidence.id, revision: evidence.revision ?? 0 };
    setError((await client.mutation(Remove, { input }).toPromise()).error);
    setBusy(false);
    setAsked(false);
  }

  if (!isAsked) {
    return (
      <>
        <Button
          data-variant="quiet"
          aria-label={formatMessage({ id: "evidence.removeNamed" }, { name })}
          onPress={() => setAsked(true)}
        >
          <FormattedMessage id="evidence.remove" />
        </Button>
        <FaultNote error={error} />
      </>
    );
  }
  return (
    <span role="group" aria-label={formatMessage({ id: "evidence.removeNamed" }, { name })}>
      <FormattedMessage id={evidence.isFiled === true ? "evidence.removeFiledHelp" : "evidence.removeHelp"} />{" "}
      <Button autoFocus isPending={isBusy} onPress={() => void remove()}>
        <FormattedMessage id="evidence.removeForGood" />
      </Button>
      <Button data-variant="quiet" onPress={() => setAsked(false)}>
        <FormattedMessage id="evidence.leaveAsIs" />
      </Button>
    </span>
  );
}
