import { Button, Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import type { LetterMatter } from "../../gql/graphql";
import { FaultNote } from "../../widgets";
import { Folded } from "../../widgets/folded";
import style from "./letters.module.css";
import { CONFIRMS } from "./words";
import { type Asking, type Named, Names } from "./writing";

interface Props {
  matter: LetterMatter;
  states: readonly Named[];
  /** How many of them were written to about this before. */
  again: number;
  asking: Asking;
  onSend: () => void;
  onClose: () => void;
}

/** How many States will be written to, before they are. */
export function Confirming({ matter, states, again, asking, onSend, onClose }: Props) {
  const { pending, error, isBusy } = asking;
  return (
    <>
      <Heading slot="title">
        <FormattedMessage id={CONFIRMS[matter]} />
      </Heading>
      <p>
        <strong>
          <FormattedMessage id="letters.willBe" values={{ count: states.length }} />
        </strong>
      </p>
      {again > 0 && (
        <p>
          <FormattedMessage id="letters.again" values={{ count: again }} />
        </p>
      )}
      <p className={style.note}>
        <FormattedMessage id="letters.noWayBack" />
      </p>
      <Folded level={3} title={<FormattedMessage id="letters.who" />}>
        <Names states={states} />
      </Folded>
      <FaultNote
        error={error}
        title={<FormattedMessage id={pending === null ? "letters.notSent" : "letters.unknown"} />}
      />
      {error && pending && (
        <p>
          <FormattedMessage id="letters.unknownMeans" values={{ count: pending.states.length }} />
        </p>
      )}
      <div className={style.acts}>
        <Button data-variant="primary" isPending={isBusy} onPress={onSend}>
          {pending === null ? (
            <FormattedMessage id="letters.sendNow" values={{ count: states.length }} />
          ) : (
            <FormattedMessage id="letters.askAgain" />
          )}
        </Button>
        <Button onPress={onClose} isDisabled={isBusy}>
          <FormattedMessage id={pending === null ? "letters.doNot" : "comments.close"} />
        </Button>
      </div>
    </>
  );
}
