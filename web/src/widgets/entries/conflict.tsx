import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import style from "./entries.module.css";

interface Props {
  /** Where the heading stands. */
  level?: 2 | 3;
  /** Whether its reader is led here: whoever pressed a button is, whoever goes on typing is not. */
  leads?: boolean;
  mine: ReactNode;
  theirs: ReactNode;
  /** Since when theirs is on record. */
  since: ReactNode;
  onMine: () => void;
  onTheirs: () => void;
}

/** Two texts, neither of them lost: a person decides with which one to go on. */
export function Conflict({ level = 2, leads = false, mine, theirs, since, onMine, onTheirs }: Props) {
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (leads) top.current?.focus();
  }, [leads]);
  const Title = `h${level}` as const;
  const Part = level === 2 ? "h3" : "h4";
  return (
    <section aria-labelledby="conflict" className={style.conflict}>
      <div role="alert">
        <Title id="conflict" ref={top} tabIndex={-1}>
          <FormattedMessage id="capacity.conflict.title" />
        </Title>
      </div>
      <p>
        <FormattedMessage id="capacity.conflict.intro" />
      </p>
      <div className={style.both}>
        <div>
          <Part>
            <FormattedMessage id="survey.conflict.mine" />
          </Part>
          {mine}
        </div>
        <div>
          <Part>
            <FormattedMessage id="survey.conflict.theirs" />
          </Part>
          <p className={style.where}>{since}</p>
          {theirs}
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
