import type { ReactNode } from "react";
import { FormattedList, FormattedMessage } from "react-intl";

import type { MessageId } from "../../i18n/message-id";
import { Day } from "../../widgets";
import { useLanguageName } from "../provisions/wording";
import { useStates } from "../survey/states";
import type { Side } from "./address";
import style from "./capacity.module.css";
import { contentOf, type Draft } from "./draft";
import { Wordings } from "./history";
import { Named } from "./provision-picker";
import { type Choices, groupName, hasArea, useGroups } from "./reading";

interface Props {
  side: Side;
  draft: Draft;
  choices: Choices;
}

/** A text that is not on record, to be read beside another one. */
export function Summary({ side, draft, choices }: Props) {
  const languageName = useLanguageName();
  const states = useStates(draft.states.length > 0);
  const groups = useGroups(choices, hasArea(draft.groups));
  const called = (terms: Choices["kinds"], code: string) =>
    terms?.find((term) => term.code === code)?.label?.content ?? code;
  const open = [
    ...draft.groups.map((code) => groupName(groups, code)),
    ...draft.states.map((code) => states.get(code)?.name?.content ?? code),
  ];
  return (
    <div className={style.summary}>
      <Wordings wordings={contentOf(draft).wordings.map((one) => ({ ...one, description: one.description ?? null }))} />
      <dl>
        {draft.kind !== "" && <Fact term="capacity.kind">{called(choices.kinds, draft.kind)}</Fact>}
        {draft.provisions.length > 0 && (
          <Fact term="capacity.provisions">
            <ul role="list">
              {draft.provisions.map((code) => (
                <li key={code}>
                  <Named code={code} />
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {draft.themes.length > 0 && (
          <Fact term="capacity.themes">
            <FormattedList value={draft.themes.map((code) => called(choices.themes, code))} />
          </Fact>
        )}
        {draft.languages.length > 0 && (
          <Fact term={side === "need" ? "capacity.languagesTaken" : "capacity.languagesGiven"}>
            <FormattedList value={draft.languages.map(languageName)} />
          </Fact>
        )}
        {side === "offer" && (
          <>
            {draft.forms.length > 0 && (
              <Fact term="capacity.forms">
                <FormattedList value={draft.forms.map((code) => called(choices.forms, code))} />
              </Fact>
            )}
            <Fact term="capacity.openTo">
              {draft.isForEverybody ? <FormattedMessage id="capacity.openToAll" /> : <FormattedList value={open} />}
            </Fact>
            {draft.from !== "" && (
              <Fact term="capacity.firstDay">
                <Day on={draft.from} />
              </Fact>
            )}
            {draft.until !== "" && (
              <Fact term="capacity.lastDay">
                <Day on={draft.until} />
              </Fact>
            )}
            {draft.link.trim() !== "" && (
              <Fact term="capacity.link">
                <bdi>{draft.link}</bdi>
              </Fact>
            )}
          </>
        )}
      </dl>
    </div>
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
