import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import type { RelationReading } from "../../gql/graphql";
import { Choice } from "../../widgets/choice";
import shared from "../../widgets/entries/entries.module.css";
import { ProvisionsOfText } from "../capacity/documents";
import { Named } from "../capacity/provision-picker";
import type { Choices } from "../capacity/reading";
import { READINGS } from "../provisions/crosswalk";
import { type Draft, MOST } from "./draft";
import style from "./proposals.module.css";
import { RELATIONS } from "./words";

interface Props {
  draft: Draft;
  choices: Choices;
  onChange: (changes: Partial<Draft>) => void;
}

/** How the proposal, or a paragraph of it, stands to provisions that there are. */
export function RelationFields({ draft, choices, onChange }: Props) {
  const { formatMessage } = useIntl();
  const { relations } = draft;
  return (
    <>
      <p className={shared.note}>
        <FormattedMessage id="proposal.relationsHint" />
      </p>
      <ul role="list" className={style.provisions}>
        {relations.map(({ paragraph, relation, provision }, place) => (
          <li key={`${provision} ${paragraph} ${place}`}>
            {paragraph === "" ? (
              <FormattedMessage id="proposal.ofWhole" />
            ) : (
              <FormattedMessage id="proposal.ofParagraph" values={{ number: <bdi key="n">{paragraph}</bdi> }} />
            )}{" "}
            <em>
              <FormattedMessage id={READINGS[relation]} />
            </em>{" "}
            <Named code={provision} />{" "}
            <Button
              data-variant="quiet"
              aria-label={formatMessage({ id: "capacity.remove" }, { name: provision })}
              onPress={() => onChange({ relations: relations.filter((_, at) => at !== place) })}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      {relations.length < MOST && <Adding draft={draft} choices={choices} onChange={onChange} />}
    </>
  );
}

function Adding({ draft, choices, onChange }: Props) {
  const { formatMessage } = useIntl();
  const { relations, paragraphs } = draft;
  const [text, setText] = useState<string | undefined>();
  const [provision, setProvision] = useState<string | undefined>();
  const [relation, setRelation] = useState<RelationReading>("RELATED");
  const [paragraph, setParagraph] = useState("");
  const [{ data }] = useQuery({
    query: ProvisionsOfText,
    variables: { code: text ?? "" },
    pause: text === undefined,
  });
  const numbers = paragraphs.map(({ number }) => number.trim()).filter((number) => number !== "");
  return (
    <div className={shared.nested}>
      <div className={shared.choosing}>
        <Choice
          label={formatMessage({ id: "proposal.whatStands" })}
          items={numbers.map((number) => ({
            code: number,
            label: formatMessage({ id: "proposal.paragraphNumbered" }, { number }),
          }))}
          value={numbers.includes(paragraph) ? paragraph : undefined}
          none={formatMessage({ id: "proposal.ofWhole" })}
          onChoose={(number) => setParagraph(number ?? "")}
        />
        <Choice
          label={formatMessage({ id: "provisions.relation" })}
          items={RELATIONS.map((code) => ({ code, label: formatMessage({ id: READINGS[code] }) }))}
          value={relation}
          onChoose={(code) => setRelation(RELATIONS.find((one) => one === code) ?? "RELATED")}
        />
        <Choice
          label={formatMessage({ id: "provisions.instrument" })}
          items={choices.instruments.nodes.map(({ code, symbol, shortTitle }) => ({
            code,
            label: shortTitle ? `${symbol}: ${shortTitle.content}` : symbol,
          }))}
          value={text}
          none={formatMessage({ id: "capacity.chooseKind" })}
          onChoose={(code) => {
            setText(code);
            setProvision(undefined);
          }}
        />
        {text !== undefined && (
          <Choice
            label={formatMessage({ id: "coverage.provision" })}
            items={(data?.instrument?.provisions ?? []).map((one) => ({
              code: one.code,
              label: one.title ? `${one.paragraph}: ${one.title.content}` : one.paragraph,
            }))}
            value={provision}
            none={formatMessage({ id: "capacity.chooseKind" })}
            onChoose={setProvision}
          />
        )}
      </div>
      <Button
        isDisabled={provision === undefined}
        onPress={() => {
          if (provision === undefined) return;
          onChange({
            relations: [...relations, { paragraph: numbers.includes(paragraph) ? paragraph : "", relation, provision }],
          });
          setProvision(undefined);
        }}
      >
        <FormattedMessage id="proposal.addRelation" />
      </Button>
    </div>
  );
}
