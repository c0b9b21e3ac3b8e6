import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";

import type { DraftFaultFragment, DraftToEditQuery } from "../../gql/graphql";
import { useTongue } from "../../widgets";
import { Folded } from "../../widgets/folded";
import { useLanguageName } from "../provisions/wording";
import style from "./editor.module.css";
import { addressOf, placeOfFault } from "./place";

interface Props {
  draft: string;
  faults: readonly DraftFaultFragment[];
  gaps: NonNullable<DraftToEditQuery["editionDraft"]>["wordingGaps"];
}

/** What keeps a draft from being published, each with the way to where it is, and what is not said in every language. */
export function Faults({ draft, faults, gaps }: Props) {
  const languageName = useLanguageName();
  const incomplete = gaps.filter(({ missing, unread }) => missing + unread > 0);
  return (
    <div className={style.part}>
      {faults.length === 0 ? (
        <p role="status">
          <FormattedMessage id="editor.faultCount" values={{ count: 0 }} />
        </p>
      ) : (
        <Folded
          isOpenAtFirst={faults.length <= 10}
          title={<FormattedMessage id="editor.faultCount" values={{ count: faults.length }} />}
        >
          <FaultList draft={draft} faults={faults} />
        </Folded>
      )}
      {incomplete.length > 0 && (
        <Folded title={<FormattedMessage id="editor.gaps" values={{ count: incomplete.length }} />}>
          <ul className={style.note}>
            {incomplete.map(({ language, missing, unread }) => (
              <li key={language}>
                <FormattedMessage id="editor.gap" values={{ language: languageName(language), missing, unread }} />
              </li>
            ))}
          </ul>
        </Folded>
      )}
    </div>
  );
}

export function FaultList({ draft, faults }: Pick<Props, "draft" | "faults">) {
  const tongue = useTongue();
  return (
    <ul className={style.faults}>
      {faults.map(({ place, code, message }, at) => {
        const where = placeOfFault(place);
        return (
          <li key={at} data-fault={code}>
            <Link to="/$tongue/editor/$draft" params={{ tongue, draft }} search={{ at: addressOf(where) }}>
              {where.sort === "edition" ? (
                <FormattedMessage id="editor.place.edition" />
              ) : (
                <code dir="ltr">{[where.code, place.option].filter(Boolean).join(" ")}</code>
              )}
            </Link>
            : {message}
          </li>
        );
      })}
    </ul>
  );
}
