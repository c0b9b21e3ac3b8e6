import { useEffect, useRef } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { Instant } from "../../widgets";
import shared from "../../widgets/entries.module.css";
import type { Side } from "./address";
import style from "./capacity.module.css";
import type { Draft } from "./draft";
import type { Choices } from "./reading";
import { Summary } from "./summary";

interface Props {
  side: Side;
  choices: Choices;
  mine: Draft;
  theirs: Draft;
  writtenAt: string;
  onMine: () => void;
  onTheirs: () => void;
}

/** Two texts, neither of them lost: a person decides with which one to go on. */
export function Conflict({ side, choices, mine, theirs, writtenAt, onMine, onTheirs }: Props) {
  const top = useRef<HTMLHeadingElement>(null);
  // Whoever has pressed the button below the form is led to what there is to decide.
  useEffect(() => top.current?.focus(), []);
  return (
    <section aria-labelledby="conflict" className={shared.conflict}>
      <div role="alert">
        <h2 id="conflict" ref={top} tabIndex={-1}>
          <FormattedMessage id="capacity.conflict.title" />
        </h2>
      </div>
      <p>
        <FormattedMessage id="capacity.conflict.intro" />
      </p>
      <div className={shared.both}>
        <div>
          <h3>
            <FormattedMessage id="survey.conflict.mine" />
          </h3>
          <Summary side={side} draft={mine} choices={choices} />
        </div>
        <div>
          <h3>
            <FormattedMessage id="survey.conflict.theirs" />
          </h3>
          <p className={shared.where}>
            <FormattedMessage
              id="capacity.revisionOf"
              values={{ revision: theirs.basedOn, at: <Instant key="at" at={writtenAt} /> }}
            />
          </p>
          <Summary side={side} draft={theirs} choices={choices} />
        </div>
      </div>
      <div className={style.acts}>
        <Button onPress={onMine}>
          <FormattedMessage id="capacity.conflict.keepMine" />
        </Button>
        <Button onPress={onTheirs}>
          <FormattedMessage id="capacity.conflict.takeTheirs" />
        </Button>
      </div>
    </section>
  );
}
