import { useMemo, useState } from "react";
import { FormattedMessage } from "react-intl";
import { Link } from "@tanstack/react-router";
import { Button } from "react-aria-components";

import type { Adoption } from "../../gql/graphql";
import { AdoptionBadge, Empty, Localised, useTongue } from "../../widgets";
import { Folded } from "../../widgets/folded";
import { ToldView } from "../reports/told-view";
import { arranged, atAGlance, positionOf, together, type Text } from "./arranged";
import type { Answer, Provision } from "./documents";
import style from "./states.module.css";

/** What a State says, text by text and provision by provision; texts that were not agreed apart, at the end. */
export function Says({ provisions }: { provisions: readonly Provision[] }) {
  const { agreed, apart } = useMemo(() => arranged(provisions), [provisions]);
  return (
    <>
      <section aria-labelledby="says" className={style.section}>
        <h2 id="says">
          <FormattedMessage id="reports.state.says" />
        </h2>
        {provisions.length === 0 ? (
          <Empty
            title={<FormattedMessage id="reports.state.saysNothing" />}
            hint={<FormattedMessage id="reports.state.noneTold" />}
          />
        ) : (
          <p className={style.note}>
            <FormattedMessage id="reports.state.saysNote" />
          </p>
        )}
        {agreed.map((text, place) => (
          <OneText key={text.code} text={text} isOpen={place === 0} />
        ))}
      </section>
      {apart.length > 0 && (
        <section aria-labelledby="apart" className={style.section}>
          <h2 id="apart">
            <FormattedMessage id="coverage.notAdopted" />
          </h2>
          <p className={style.note}>
            <FormattedMessage id="reports.notAdoptedNote" />
          </p>
          {apart.map((text) => (
            <OneText key={text.code} text={text} isOpen={false} />
          ))}
        </section>
      )}
    </>
  );
}

function OneText({ text, isOpen }: { text: Text<Provision>; isOpen: boolean }) {
  const instrument = text.provisions[0]?.provision?.instrument;
  return (
    <Folded
      isOpenAtFirst={isOpen}
      level={3}
      title={
        <span className={style.head}>
          <bdi>{instrument?.symbol}</bdi>
          <Localised text={instrument?.shortTitle} isPlain />
          <AdoptionBadge adoption={text.adoption} />
          <span className={style.count}>
            <FormattedMessage id="reports.state.provisions" values={{ count: text.provisions.length }} />
          </span>
        </span>
      }
    >
      {together(text.provisions).map((rows) => (
        <Told key={rows[0]?.provision?.code} rows={rows} />
      ))}
    </Folded>
  );
}

/** What is said about a provision, or about several at once: its lead question first, the rest where it is asked for. */
function Told({ rows }: { rows: readonly Provision[] }) {
  const [isWhole, setWhole] = useState(false);
  const { first, further } = atAGlance(rows[0]?.answers ?? []);
  return (
    <article className={style.provision}>
      {rows.map(({ provision, adoption }) => provision && <Name key={provision.code} {...{ provision, adoption }} />)}
      <Answers answers={isWhole ? [...first, ...further] : first} />
      {further.length > 0 && (
        <Button
          data-variant="quiet"
          className={`react-aria-Button ${style.further}`}
          aria-expanded={isWhole}
          onPress={() => setWhole(!isWhole)}
        >
          {isWhole ? (
            <FormattedMessage id="reports.state.fewer" />
          ) : (
            <FormattedMessage id="reports.state.further" values={{ count: further.length }} />
          )}
        </Button>
      )}
    </article>
  );
}

function Name({ provision, adoption }: { provision: NonNullable<Provision["provision"]>; adoption: Adoption }) {
  const tongue = useTongue();
  const { code, paragraph, title, instrument } = provision;
  return (
    <h4>
      <Link to="/$tongue/provisions/$code" params={{ tongue, code }}>
        <bdi className={style.reference}>
          {instrument?.symbol}, {paragraph}
        </bdi>{" "}
        <Localised text={title} isPlain={!title?.isFallback} />
      </Link>
      <AdoptionBadge adoption={adoption} />
    </h4>
  );
}

/** Answers with the words of their questions, and the way to the filing that each is from. */
export function Answers({ answers }: { answers: readonly Answer[] }) {
  const tongue = useTongue();
  return (
    <dl className={style.answers}>
      {answers.map((answer) => {
        const position = positionOf(answer.citation);
        return (
          <div key={answer.id}>
            <dt>
              <Localised text={answer.question?.prompt} isPlain={!answer.question?.prompt?.isFallback} />{" "}
              {position !== null && (
                <Link
                  to="/$tongue/filings/$position"
                  params={{ tongue, position: String(position) }}
                  className={style.source ?? ""}
                >
                  <FormattedMessage id="submission.atPosition" values={{ position }} />
                </Link>
              )}
            </dt>
            <dd>
              <ToldView answer={answer} question={answer.question ?? null} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
