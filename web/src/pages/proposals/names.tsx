import { useState } from "react";
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, type TypedDocumentNode, useMutation } from "urql";

import type { CosponsorProposalInput, LeaveProposalInput } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { Localised } from "../../widgets";
import shared from "../../widgets/entries.module.css";
import { Party } from "../capacity/party";
import type { Version, Whole } from "./documents";
import { CosponsorProposal, LeaveProposal } from "./editing-documents";
import style from "./proposals.module.css";
import { RefusedNote } from "./refused";
import { namingFor } from "./rights";

interface Props {
  proposal: Whole;
  version: Version;
  memberships: Parameters<typeof namingFor>[0];
  onAnew: () => void;
}

/** Who leads it and whose names stand under which version: names by the alphabet, and no number of them. */
export function Names({ proposal, version, memberships, onAnew }: Props) {
  const { id, state, stage, cosponsors, versions } = proposal;
  const numbers = [...new Set(cosponsors.map((one) => one.version))].sort((one, other) => other - one);
  const newest = versions.at(-1)?.number;
  const mine = namingFor(memberships).filter(({ code }) => code !== state?.code);
  return (
    <section aria-labelledby="names" className={style.after}>
      <h2 id="names">
        <FormattedMessage id="proposal.names" />
      </h2>
      <p>
        <FormattedMessage id="proposal.ledBy" values={{ state: <Party key="state" of={{ state }} /> }} />
      </p>
      <p className={style.note}>
        <FormattedMessage id="proposal.namesNote" />
      </p>
      {numbers.length === 0 && (
        <p>
          <FormattedMessage id="proposal.noNames" />
        </p>
      )}
      {numbers.map((number) => (
        <div key={number}>
          <h3>
            <FormattedMessage id="proposal.underVersion" values={{ number }} />
          </h3>
          <ul role="list" className={shared.line}>
            {cosponsors
              .filter((one) => one.version === number)
              .map((one) => (
                <li key={one.state.code}>
                  <Party of={one} />
                </li>
              ))}
          </ul>
        </div>
      ))}
      {mine.map((own) => {
        const joined = cosponsors.find((one) => one.state.code === own.code);
        const mayJoin = stage === "RELEASED" && joined?.version !== newest;
        const name = own.name ? <Localised key="name" text={own.name} isPlain /> : own.code;
        return (
          <div key={own.code} className={`no-print ${style.acts}`}>
            {mayJoin && version.number === newest && (
              <Naming
                document={CosponsorProposal}
                input={{ id, state: own.code, version: newest }}
                words={{ act: "proposal.join", means: "proposal.joinMeans", now: "proposal.joinNow" }}
                values={{ state: name, number: newest }}
                onAnew={onAnew}
              />
            )}
            {mayJoin && version.number !== newest && (
              <p className={style.note}>
                <FormattedMessage id="proposal.joinNewest" values={{ number: newest ?? 0 }} />
              </p>
            )}
            {joined && (
              <Naming
                document={LeaveProposal}
                input={{ id, state: own.code }}
                words={{ act: "proposal.leave", means: "proposal.leaveMeans", now: "proposal.leaveNow" }}
                values={{ state: name, number: joined.version }}
                onAnew={onAnew}
              />
            )}
          </div>
        );
      })}
    </section>
  );
}

interface NamingProps<Input extends CosponsorProposalInput | LeaveProposalInput> {
  document: TypedDocumentNode<unknown, { input: Input }>;
  input: Input;
  words: { act: MessageId; means: MessageId; now: MessageId };
  values: Record<string, React.ReactNode>;
  onAnew: () => void;
}

/** What a State's name under a text means is said before it stands there, or stands there no longer. */
function Naming<Input extends CosponsorProposalInput | LeaveProposalInput>({
  document,
  input,
  words,
  values,
  onAnew,
}: NamingProps<Input>) {
  const [{ fetching }, put] = useMutation(document);
  const [error, setError] = useState<CombinedError | undefined>();
  const act = async (close: () => void) => {
    const result = await put({ input });
    setError(result.error);
    if (!result.error) close();
  };
  return (
    <DialogTrigger onOpenChange={() => setError(undefined)}>
      <Button>
        <span>
          <FormattedMessage id={words.act} values={values} />
        </span>
      </Button>
      <ModalOverlay isDismissable>
        <Modal>
          <Dialog role="alertdialog">
            {({ close }) => (
              <>
                <Heading slot="title">
                  <FormattedMessage id={words.act} values={values} />
                </Heading>
                <p>
                  <FormattedMessage id={words.means} values={values} />
                </p>
                <RefusedNote
                  error={error}
                  forbidden="proposal.whoNames"
                  onAnew={() => {
                    close();
                    onAnew();
                  }}
                />
                <div className={style.acts}>
                  <Button data-variant="primary" isPending={fetching} onPress={() => void act(close)}>
                    <FormattedMessage id={words.now} />
                  </Button>
                  <Button onPress={close}>
                    <FormattedMessage id="capacity.leave" />
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
