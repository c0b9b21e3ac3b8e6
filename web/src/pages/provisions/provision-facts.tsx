import type { ReactNode } from "react";
import { FormattedMessage } from "react-intl";
import { Link } from "@tanstack/react-router";

import type { MessageId } from "../../i18n/message-id";
import { AdoptionBadge, Day, Localised, useTongue } from "../../widgets";
import type { Detail } from "./provision";
import style from "./provision.module.css";

/** What is known about a provision beside its words. */
export function ProvisionFacts({ provision, kind }: { provision: Detail; kind: string | undefined }) {
  const tongue = useTongue();
  const { instrument, label, expectedLabel, paragraph, themes, addressees, children, cites, toVerify, code } =
    provision;
  return (
    <dl className={style.details}>
      {instrument && (
        <Fact term="provisions.instrument">
          <Link to="/$tongue/instruments/$code" params={{ tongue, code: instrument.code }}>
            <bdi>{instrument.symbol}</bdi>
          </Link>
          <Localised text={instrument.shortTitle} as="div" isPlain={!instrument.shortTitle?.isFallback} />
          <div>
            {instrument.kind.label?.content}
            {instrument.date && (
              <>
                {" · "}
                <Day on={instrument.date} />
              </>
            )}
          </div>
          <AdoptionBadge adoption={instrument.adoption} />
        </Fact>
      )}
      <Fact term="provisions.reference">
        <bdi>{paragraph}</bdi>
      </Fact>
      {label && (
        <Fact term="provisions.label">
          <bdi>{label}</bdi>
          {expectedLabel && (
            <div className="small muted">
              <FormattedMessage id="provisions.expectedLabel" values={{ label: <bdi>{expectedLabel}</bdi> }} />
            </div>
          )}
        </Fact>
      )}
      <Fact term="provisions.code">
        <code dir="ltr">{code}</code>
      </Fact>
      {kind !== undefined && <Fact term="provisions.kind">{kind}</Fact>}
      {themes.length > 0 && <Fact term="provisions.themes">{listed(themes)}</Fact>}
      {addressees.length > 0 && <Fact term="provisions.addressees">{listed(addressees)}</Fact>}
      {children.length > 0 && (
        <Fact term="provisions.parts">
          <ul role="list">
            {children.map((child) => (
              <li key={child.code}>
                <Link to="/$tongue/provisions/$code" params={{ tongue, code: child.code }}>
                  <bdi>{child.paragraph}</bdi>
                </Link>{" "}
                <Localised text={child.title} isPlain={!child.title?.isFallback} />
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {cites.length > 0 && (
        <Fact term="provisions.cites">
          <ul role="list">
            {cites.map((document) => (
              <li key={document.symbol}>
                {document.instrument ? (
                  <Link to="/$tongue/instruments/$code" params={{ tongue, code: document.instrument.code }}>
                    <bdi>{document.symbol}</bdi>
                  </Link>
                ) : (
                  <bdi>{document.symbol}</bdi>
                )}{" "}
                <span className="small muted" lang="en" dir="ltr">
                  {document.description}
                </span>
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {toVerify.length > 0 && (
        <Fact term="provisions.toVerify">
          <ul role="list" lang="en" dir="ltr">
            {toVerify.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ term, children }: { term: MessageId; children: ReactNode }) {
  return (
    <div>
      <dt>
        <FormattedMessage id={term} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function listed(terms: Detail["themes"]): ReactNode {
  return (
    <ul role="list">
      {terms.map(({ code, label }) => (
        <li key={code}>{label?.content ?? code}</li>
      ))}
    </ul>
  );
}
