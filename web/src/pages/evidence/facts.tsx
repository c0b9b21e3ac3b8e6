import { FormattedMessage, FormattedNumber } from "react-intl";

import type { EvidencePartsFragment } from "../../gql/graphql";
import { directionOf, OWN_NAMES, tongueOf } from "../../i18n/language";
import styles from "./evidence.module.css";
import { nameOf, sizeOf, typeOf } from "./words";

/** What evidence is called, in its own language and direction. */
export function Name({ evidence }: { evidence: EvidencePartsFragment }) {
  const tongue = evidence.language ? tongueOf(evidence.language) : undefined;
  const name = nameOf(evidence);
  if (evidence.title && tongue) {
    return (
      <span lang={tongue} dir={directionOf(tongue)}>
        {name}
      </span>
    );
  }
  return <bdi>{name}</bdi>;
}

/** What it is, how large, in which language, and how it is cited. */
export function Facts({ evidence }: { evidence: EvidencePartsFragment }) {
  const { kind, mediaType, size, language, citation, url, title, fileName, archive } = evidence;
  const said = size ? sizeOf(size) : null;
  return (
    <div className={styles.facts}>
      <p>
        <bdi>
          <FormattedMessage id={kind === "LINK" ? "evidence.type.link" : typeOf(mediaType)} />
        </bdi>
        {said && (
          <>
            {" · "}
            <bdi>
              <FormattedNumber
                value={said.value}
                style="unit"
                unit={said.unit}
                unitDisplay="short"
                maximumFractionDigits={1}
              />
            </bdi>
          </>
        )}
        {language && (
          <>
            {" · "}
            <span lang={tongueOf(language)}>{OWN_NAMES[tongueOf(language)]}</span>
          </>
        )}
        {title && fileName && (
          <>
            {" · "}
            <bdi>{fileName}</bdi>
          </>
        )}
      </p>
      {citation && (
        <p>
          <bdi>{citation}</bdi>
        </p>
      )}
      {url && /^https?:\/\//i.test(url) && (
        <p>
          <a href={url} rel="noreferrer nofollow" target="_blank" dir="ltr">
            {url}
          </a>
        </p>
      )}
      {archive && (
        <p>
          <FormattedMessage
            id="evidence.copyKept"
            values={{ name: <bdi key="n">{archive.title ?? archive.fileName}</bdi> }}
          />
        </p>
      )}
    </div>
  );
}
