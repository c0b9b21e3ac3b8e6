import { FormattedMessage } from "react-intl";
import { Link } from "@tanstack/react-router";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";

import type { ProvisionsFrameQuery } from "../../gql/graphql";
import { AdoptionBadge, Day, Localised, useTongue } from "../../widgets";
import type { Listed } from "./catalogue";
import type { Branch } from "./tree";
import style from "./browser.module.css";

interface Props {
  instrument: ProvisionsFrameQuery["instruments"]["nodes"][number];
  branches: readonly Branch<Listed>[];
  count: number;
  kinds: ReadonlyMap<string, string | undefined>;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}

/** One text with what is shown of it. */
export function InstrumentGroup({ instrument, branches, count, kinds, isOpen, onOpen }: Props) {
  const tongue = useTongue();
  const { code, symbol, adoption, date, shortTitle } = instrument;
  return (
    <Disclosure isExpanded={isOpen} onExpandedChange={onOpen} className={`react-aria-Disclosure ${style.instrument}`}>
      <div className={style.head}>
        <Heading level={2}>
          <Button slot="trigger">
            <span className={style.headText}>
              <Localised text={shortTitle} isPlain={!shortTitle?.isFallback} />
              <span className={style.tally}>
                <FormattedMessage id="provisions.count" values={{ count }} />
              </span>
            </span>
          </Button>
        </Heading>
        <p className={style.facts}>
          <Link to="/$tongue/instruments/$code" params={{ tongue, code }}>
            <bdi>{symbol}</bdi>
          </Link>
          {date && <Day on={date} />}
          <AdoptionBadge adoption={adoption} />
        </p>
      </div>
      <DisclosurePanel>{isOpen && <Branches branches={branches} kinds={kinds} />}</DisclosurePanel>
    </Disclosure>
  );
}

interface BranchesProps {
  branches: readonly Branch<Listed>[];
  kinds: ReadonlyMap<string, string | undefined>;
}

export function Branches({ branches, kinds }: BranchesProps) {
  return (
    <ul role="list" className={style.branches}>
      {branches.map((branch) => (
        <li key={branch.provision.code}>
          <Item branch={branch} kinds={kinds} />
          {branch.children.length > 0 && <Branches branches={branch.children} kinds={kinds} />}
        </li>
      ))}
    </ul>
  );
}

function Item({ branch, kinds }: { branch: Branch<Listed>; kinds: ReadonlyMap<string, string | undefined> }) {
  const tongue = useTongue();
  const { code, paragraph, title, statement, kind } = branch.provision;
  return (
    <div className={style.item} data-context={branch.isContext || undefined}>
      <span className={style.paragraph}>
        <bdi>{paragraph}</bdi>
      </span>
      <div>
        <Link to="/$tongue/provisions/$code" params={{ tongue, code }} className={style.link}>
          {title ? (
            <Localised text={title} isPlain={!title.isFallback} />
          ) : (
            <>
              {kinds.get(kind.toLowerCase())} <bdi className="unseen">{paragraph}</bdi>
            </>
          )}
        </Link>
        {title && <span className={style.kind}>{kinds.get(kind.toLowerCase())}</span>}
        {statement && !branch.isContext && (
          <div className={style.statement}>
            <Localised text={statement} as="p" isPlain={!statement.isFallback} />
          </div>
        )}
      </div>
    </div>
  );
}
