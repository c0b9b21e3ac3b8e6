import { useId } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { Button } from "react-aria-components";
import { useQuery } from "urql";

import type { SearchKind } from "../../gql/graphql";
import { LANGUAGES, localeOf, OWN_NAMES } from "../../i18n/language";
import type { MessageId } from "../../i18n/message-id";
import { FaultNote, useTongue } from "../../widgets";
import { Choice, type Choosable } from "../../widgets/choice";
import { Folded } from "../../widgets/folded";
import { isAgreed } from "../coverage/figures";
import { useStates } from "../survey/states";
import { KINDS, type Sought } from "./address";
import { SearchWithin } from "./documents";
import { kindsWithin, NARROWINGS, narrowingsIn, type Narrowing } from "./narrowing";
import style from "./search.module.css";

interface Props {
  sought: Sought;
  onNarrow: (name: Narrowing, value: string | undefined) => void;
  onWiden: () => void;
}

/** Looks among some of it only. Folded, because most who search do not; open where the address narrows. */
export function NarrowDown({ sought, onNarrow, onWiden }: Props) {
  const count = narrowingsIn(sought).length;
  return (
    <Folded
      className={style.narrow}
      title={<FormattedMessage id="search.narrow" values={{ count }} />}
      isOpenAtFirst={count > 0}
    >
      <Choices sought={sought} onNarrow={onNarrow} onWiden={onWiden} />
    </Folded>
  );
}

function Choices({ sought, onNarrow, onWiden }: Props) {
  const { formatMessage } = useIntl();
  const items = useItems(sought);
  const note = useId();
  const within = kindsWithin(sought);
  return (
    <div role="group" aria-label={formatMessage({ id: "search.narrowings" })} aria-describedby={note}>
      <FaultNote error={items.error} />
      <div className={style.choices}>
        {NARROWINGS.map((name) => (
          <Choice
            key={name}
            label={formatMessage({ id: `search.narrow.${name}` })}
            items={withAsked(items[name], sought[name])}
            value={sought[name]}
            none={formatMessage({ id: `search.narrow.${name}.all` })}
            onChoose={(code) => onNarrow(name, code)}
          />
        ))}
      </div>
      <p id={note} className={style.note}>
        {within.length < KINDS.length && <FormattedMessage id={meaning(within)} />}
      </p>
      {narrowingsIn(sought).length > 0 && (
        <Button data-variant="quiet" onPress={onWiden}>
          <FormattedMessage id="search.widen" />
        </Button>
      )}
    </div>
  );
}

/** What is said where not everything can be found. */
function meaning(within: readonly SearchKind[]): MessageId {
  if (within.length === 1) return "search.narrow.bothMean";
  return within.includes("PROPOSAL") ? "search.narrow.stateMeans" : "search.narrow.roundMeans";
}

type Items = Record<Narrowing, readonly Choosable[]> & { error: ReturnType<typeof useQuery>[0]["error"] };

/** What there is to choose from. Instruments stand in the order of the catalogue, rounds in that of opening, States by name. */
function useItems({ instrument: asked }: Sought): Items {
  const { formatMessage } = useIntl();
  const { compare } = new Intl.Collator(localeOf(useTongue()));
  const [{ data, error }] = useQuery({ query: SearchWithin });
  const states = useStates(true);
  const themes = (data?.themes ?? []).map(({ code, label }) => ({ code, label: label?.content ?? code }));
  return {
    error,
    instrument: (data?.instruments.nodes ?? []).map(({ code, symbol, shortTitle, adoption }) => {
      const badge = isAgreed(adoption)
        ? ""
        : ` (${formatMessage({ id: adoption === "DRAFT" ? "shell.adoption.draft" : "shell.adoption.circulated" })})`;
      // An address may name it by its symbol, too.
      return {
        code: asked === symbol ? symbol : code,
        label: `${symbol}${shortTitle ? `: ${shortTitle.content}` : ""}${badge}`,
      };
    }),
    theme: themes.toSorted((one, other) => compare(one.label, other.label)),
    round: (data?.rounds.nodes ?? []).map(({ key, title }) => ({ code: key, label: title?.content ?? key })),
    state: [...states.values()].map(({ code, name }) => ({ code, label: name?.content ?? code })),
    language: LANGUAGES.map((code) => ({ code, label: OWN_NAMES[code] })),
  };
}

/** With what an address asks for and nobody knows, or nobody knows yet: it is shown as it was asked for. */
function withAsked(items: readonly Choosable[], asked: string | undefined): readonly Choosable[] {
  if (asked === undefined || items.some(({ code }) => code === asked)) return items;
  return [{ code: asked, label: asked }, ...items];
}
