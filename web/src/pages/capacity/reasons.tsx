import type { ReactNode } from "react";
import { FormattedMessage } from "react-intl";

import { Localised } from "../../widgets";
import { READINGS } from "../provisions/crosswalk";
import { useLanguageName } from "../provisions/wording";
import style from "./capacity.module.css";
import type { Reason } from "./documents";
import { type Group, groupName } from "./reading";
import { Served } from "./served";

interface Props {
  reasons: readonly Reason[];
  groups: readonly Group[];
}

/** Why an offer meets a need: each reason in words. They are not counted, and none weighs more than another. */
export function Reasons({ reasons, groups }: Props) {
  return (
    <ul className={style.reasons}>
      {reasons.map((reason, place) => (
        <li key={place}>
          <InWords reason={reason} groups={groups} />
        </li>
      ))}
    </ul>
  );
}

function InWords({ reason, groups }: { reason: Reason; groups: readonly Group[] }): ReactNode {
  const languageName = useLanguageName();
  const { term, provision, relation, language, group, state } = reason;
  const named = <strong key="term">{term?.label?.content ?? term?.code}</strong>;
  switch (reason.code) {
    case "KIND":
      return <FormattedMessage id="capacity.reason.kind" values={{ term: named }} />;
    case "THEME":
      return <FormattedMessage id="capacity.reason.theme" values={{ term: named }} />;
    case "PROVISION":
      return (
        <>
          <FormattedMessage id="capacity.reason.provision" /> {provision && <Served provision={provision} />}
        </>
      );
    case "RELATED_PROVISION":
      return (
        <>
          <FormattedMessage id="capacity.reason.related" /> {provision && <Served provision={provision} />}{" "}
          {relation?.provision && (
            <>
              <em>
                <FormattedMessage id={READINGS[relation.reading]} />
              </em>{" "}
              <Served provision={relation.provision} />
            </>
          )}
        </>
      );
    case "LANGUAGE":
      return (
        <FormattedMessage id="capacity.reason.language" values={{ language: language ? languageName(language) : "" }} />
      );
    case "OPEN_TO_ALL":
      return <FormattedMessage id="capacity.reason.openToAll" />;
    case "OPEN_TO_GROUP":
      return (
        <FormattedMessage
          id="capacity.reason.openToGroup"
          values={{ group: <strong key="group">{groupName(groups, group ?? "")}</strong> }}
        />
      );
    case "OPEN_TO_STATE":
      return (
        <FormattedMessage
          id="capacity.reason.openToState"
          values={{ state: <Localised key="state" text={state?.name} isPlain /> }}
        />
      );
  }
}
