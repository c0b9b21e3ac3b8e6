import { FormattedMessage } from "react-intl";

import type { RevisionPartsFragment, WordingPartsFragment } from "../../gql/graphql";
import { directionOf, OWN_NAMES, tongueOf } from "../../i18n/language";
import { Instant } from "../../widgets";
import shared from "../../widgets/entries/entries.module.css";
import { Folded } from "../../widgets/folded";
import style from "./capacity.module.css";

interface HistoryProps {
  revisions: readonly RevisionPartsFragment[];
  /** The revision that others read; known to its own people. */
  released: number | null;
  isOwn: boolean;
}

/** What it said so far, the newest first: for its own people everything, for others what was released to them. */
export function History({ revisions, released, isOwn }: HistoryProps) {
  return (
    <section aria-labelledby="history" className={style.after}>
      <h2 id="history">
        <FormattedMessage id="capacity.history" />
      </h2>
      <p className={shared.note}>
        <FormattedMessage id={isOwn ? "capacity.historyOwn" : "capacity.historyReleased"} />
      </p>
      {revisions.map(({ revision, writtenAt, kind, wordings }) => (
        <Folded
          key={revision}
          level={3}
          title={
            <span className={style.head}>
              <span>
                <FormattedMessage
                  id="capacity.revisionOf"
                  values={{ revision, at: <Instant key="at" at={writtenAt} /> }}
                />
              </span>
              {revision === released && (
                <span className={style.mark}>
                  <FormattedMessage id="capacity.readByOthers" />
                </span>
              )}
            </span>
          }
        >
          <p className={shared.where}>{kind.label?.content ?? kind.code}</p>
          <Wordings wordings={wordings} />
        </Folded>
      ))}
    </section>
  );
}

/** Title and description in each language that there is. */
export function Wordings({ wordings }: { wordings: readonly WordingPartsFragment[] }) {
  return wordings.map(({ language, title, description }) => {
    const tongue = tongueOf(language);
    return (
      <div key={language} className={style.wording}>
        <p className={shared.where}>
          <bdi lang={tongue}>{OWN_NAMES[tongue]}</bdi>
        </p>
        <div lang={tongue} dir={directionOf(tongue)}>
          <p className={style.title}>{title}</p>
          {description && <p className={style.text}>{description}</p>}
        </div>
      </div>
    );
  });
}
