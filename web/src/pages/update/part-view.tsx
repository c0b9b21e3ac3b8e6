import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import { Button } from "react-aria-components";
import { FormattedList, FormattedMessage, useIntl } from "react-intl";

import { AdoptionBadge, Localised, useTongue } from "../../widgets";
import { QUESTION_ASPECTS } from "../differences/words";
import { isOlder, type Item, type Part, type Source, sourcesOf } from "./carried";
import { useConfirmed, useUpdate } from "./context";
import { Since } from "./since";
import { Told } from "./told";
import { Unfolding } from "./unfolding";
import styles from "./update.module.css";

/** The heading of the next section that nobody has said anything of. */
function focusAfter(section: HTMLElement | null) {
  const open = [...document.querySelectorAll<HTMLElement>("[data-carried]")];
  const after = open.filter(
    (one) => section && section.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const next = after.find(({ dataset }) => dataset["carried"] === "open") ?? document.getElementById("left");
  const heading = next?.querySelector<HTMLElement>("[tabindex]");
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView();
}

/** A section: what was carried into it, since when, what became of its questions, and saying that it still holds. */
export function PartView({ part }: { part: Part }) {
  const { confirming, mayConfirm } = useUpdate();
  const { sending, state } = useConfirmed();
  const here = useRef<HTMLElement>(null);
  const said = state.sections.find(({ section }) => section?.code === part.code);
  const isConfirmed = (said?.unconfirmedCount ?? 0) === 0;
  const isSaid = sending.waiting.includes(part.code) || sending.flying.includes(part.code);
  const isOpen = !isConfirmed && !isSaid;
  const heading = `section-${part.code}`;

  function hold() {
    // What is said is folded away at once, by the reader's own doing: nothing moves under their eyes later.
    confirming.press(part.code);
    requestAnimationFrame(() => focusAfter(here.current));
  }

  return (
    <section ref={here} aria-labelledby={heading} className={styles.part} data-carried={isOpen ? "open" : "said"}>
      <h2 id={heading} tabIndex={-1}>
        <Localised text={part.title} isPlain />{" "}
        {part.adoptions.map((adoption) => (
          <AdoptionBadge key={adoption} adoption={adoption} />
        ))}
      </h2>
      <Notices part={part} isAsked={isAskedNow(part, said?.isEnabled, state)} />
      {isOpen ? (
        <>
          <Items part={part} />
          {sending.refused.has(part.code) && (
            <p className={styles.refused} role="alert">
              <FormattedMessage id="update.refused" /> {sending.refused.get(part.code)}
            </p>
          )}
          {mayConfirm && <Hold part={part} onPress={hold} />}
        </>
      ) : (
        <>
          <p className={styles.said}>
            {isConfirmed ? (
              <FormattedMessage id="update.confirmed" values={{ count: part.carried }} />
            ) : sending.trouble !== null ? (
              <FormattedMessage id="update.held" />
            ) : sending.flying.includes(part.code) ? (
              <FormattedMessage id="update.sending" />
            ) : (
              <FormattedMessage id="update.waiting" />
            )}
          </p>
          {part.items.length > 0 && (
            <Unfolding title={<FormattedMessage id="update.show" />}>
              <Items part={part} />
            </Unfolding>
          )}
        </>
      )}
    </section>
  );
}

/**
 * Whether the section is asked. What nobody has confirmed decides nothing yet: a section that depends on it is asked as soon as
 * that is confirmed.
 */
function isAskedNow(
  part: Part,
  isEnabled: boolean | undefined,
  state: { sections: readonly { section?: { code: string } | null | undefined; unconfirmedCount: number }[] },
): boolean {
  if (isEnabled !== false) return true;
  const open = new Set(
    state.sections.flatMap(({ section, unconfirmedCount }) => (unconfirmedCount > 0 ? [section?.code] : [])),
  );
  return part.conditions.some((question) => open.has(question.split(".")[0]));
}

function Hold({ part, onPress }: { part: Part; onPress: () => void }) {
  const { formatMessage } = useIntl();
  const { keptAt } = useUpdate();
  if (keptAt !== null) {
    return (
      <Button isDisabled>
        <FormattedMessage id="update.needsConnection" />
      </Button>
    );
  }
  const label = formatMessage({ id: "update.holdOf" }, { section: part.title?.content ?? part.code });
  return (
    <Button data-variant="primary" aria-label={label} onPress={onPress}>
      <FormattedMessage id="update.hold" />
    </Button>
  );
}

function Notices({ part, isAsked }: { part: Part; isAsked: boolean }) {
  const { id } = useUpdate();
  const tongue = useTongue();
  const params = { tongue, id, section: part.code };
  return (
    <>
      {!isAsked && (
        <p className="notice">
          <FormattedMessage id="update.notAsked" />
        </p>
      )}
      {part.unmerged > 0 && (
        <p className="notice">
          <FormattedMessage id="update.places" values={{ count: part.unmerged }} />{" "}
          <Link preload={false} to="/$tongue/submissions/$id/survey/{-$section}" params={params}>
            <FormattedMessage id="update.toPlaces" />
          </Link>
        </p>
      )}
      {part.fresh.length > 0 && (
        <div className="notice">
          <p>
            <FormattedMessage id="update.fresh" values={{ count: part.fresh.length }} />
          </p>
          <ul>
            {part.fresh.map(({ code, prompt }) => (
              <li key={code}>
                <Link preload={false} to="/$tongue/submissions/$id/survey/{-$section}" params={params} hash={code}>
                  <Localised text={prompt} isPlain />
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** What was carried. Its age is said once, and again where one is older than the others. */
function Items({ part: { code, items } }: { part: Part }) {
  const sources = sourcesOf(items);
  const newest = sources[0];
  return (
    <>
      {newest && (
        <p className={styles.since}>
          <FormattedMessage id="update.answers" values={{ count: newest.count }} />
          {" · "}
          <Since source={newest.source} />
        </p>
      )}
      <dl className={styles.items}>
        {items.map((item) => (
          <ItemView key={item.code} item={item} section={code} newest={newest?.source} />
        ))}
      </dl>
    </>
  );
}

interface ItemProps {
  item: Item;
  section: string;
  newest: Source | undefined;
}

function ItemView({ item, section, newest }: ItemProps) {
  const { id } = useUpdate();
  const tongue = useTongue();
  const { formatMessage } = useIntl();
  return (
    <div className={styles.item}>
      <dt>
        <Link
          preload={false}
          to="/$tongue/submissions/$id/survey/{-$section}"
          params={{ tongue, id, section }}
          hash={item.code}
        >
          <Localised text={item.prompt} isPlain />
        </Link>
      </dt>
      <dd>
        <Told content={item.content} />
        {isOlder(item.source, newest) && (
          <p className={styles.older}>
            <Since source={item.source} />
          </p>
        )}
        {item.speaksOfThen && (
          <p className={styles.older}>
            <FormattedMessage id="update.speaksOfThen" />
          </p>
        )}
        {item.aspects.length > 0 && (
          <p className={styles.older}>
            <FormattedMessage
              id="update.asked"
              values={{
                aspects: (
                  <FormattedList
                    type="conjunction"
                    value={item.aspects.map((aspect) => formatMessage({ id: QUESTION_ASPECTS[aspect] }))}
                  />
                ),
              }}
            />{" "}
            {!item.isComparable && <FormattedMessage id="update.notComparable" />}
          </p>
        )}
      </dd>
    </div>
  );
}
