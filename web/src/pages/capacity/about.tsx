import type { ReactNode } from "react";
import { FormattedList, FormattedMessage } from "react-intl";

import type { WholeNeedFragment, WholeOfferFragment } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { Day, Localised } from "../../widgets";
import { useLanguageName } from "../provisions/wording";
import style from "./capacity.module.css";
import { groupName, hasArea, useChoices, useGroups } from "./reading";
import { Served } from "./served";

/** A need or an offer with all that is read of it. */
export type Whole = WholeNeedFragment & Partial<WholeOfferFragment>;

/** What a need or an offer is about, and on what terms an offer stands. */
export function About({ notice }: { notice: Whole }) {
  const languageName = useLanguageName();
  const { kind, themes, provisions, languages, forms, from, until, link, openTo } = notice;
  return (
    <dl className={style.about}>
      <Fact term="capacity.kind">{kind.label?.content ?? kind.code}</Fact>
      {provisions.length > 0 && (
        <Fact term="capacity.provisions">
          <ul role="list">
            {provisions.map((provision) => (
              <li key={provision.code}>
                <Served provision={provision} />
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {themes.length > 0 && (
        <Fact term="capacity.themes">
          <FormattedList value={themes.map(({ code, label }) => label?.content ?? code)} />
        </Fact>
      )}
      {forms && forms.length > 0 && (
        <Fact term="capacity.forms">
          <FormattedList value={forms.map(({ code, label }) => label?.content ?? code)} />
        </Fact>
      )}
      {languages.length > 0 && (
        <Fact term={openTo ? "capacity.languagesGiven" : "capacity.languagesTaken"}>
          <FormattedList value={languages.map(languageName)} />
        </Fact>
      )}
      {openTo && (
        <Fact term="capacity.openTo">
          <OpenTo openTo={openTo} />
        </Fact>
      )}
      {(from ?? until) && (
        <Fact term="capacity.days">
          {from && <FormattedMessage id="capacity.fromDay" values={{ day: <Day key="day" on={from} /> }} />}
          {from && until && " · "}
          {until && <FormattedMessage id="capacity.untilDay" values={{ day: <Day key="day" on={until} /> }} />}
        </Fact>
      )}
      {link && (
        <Fact term="capacity.link">
          <a href={link} rel="noreferrer nofollow" target="_blank" dir="ltr">
            {link}
          </a>
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

function OpenTo({ openTo: { isEverybody, groups, states } }: { openTo: NonNullable<Whole["openTo"]> }) {
  const { choices } = useChoices();
  const named = useGroups(choices, hasArea(groups));
  if (isEverybody) return <FormattedMessage id="capacity.openToAll" />;
  return (
    <ul role="list">
      {groups.map((code) => (
        <li key={code}>{groupName(named, code)}</li>
      ))}
      {states.map(({ code, name }) => (
        <li key={code}>{name ? <Localised text={name} isPlain /> : code}</li>
      ))}
    </ul>
  );
}
