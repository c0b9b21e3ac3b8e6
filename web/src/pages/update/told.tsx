import { FormattedMessage, FormattedNumber } from "react-intl";

import type { ToldOptionFragment, ToldValueFragment } from "../../gql/graphql";
import { directionOf, localeOf, tongueOf } from "../../i18n/language";
import { Day, Localised, useTongue } from "../../widgets";
import { SILENCES } from "../survey/silences";
import type { Item } from "./carried";
import styles from "./update.module.css";

type Written = { lang?: string; dir?: "ltr" | "rtl" };

/** What was said, in as few lines as it takes. */
export function Told({ content: { language, standing, value } }: { content: Item["content"] }) {
  if (!standing) return <FormattedMessage id="survey.notAnswered" />;
  if (standing !== "ANSWERED") {
    return (
      <span className={styles.silence}>
        <FormattedMessage id={SILENCES[standing]} />
      </span>
    );
  }
  const tongue = language ? tongueOf(language) : null;
  const written: Written = tongue === null ? {} : { lang: tongue, dir: directionOf(tongue) };
  return value ? <Value value={value} written={written} /> : null;
}

function Value({ value, written }: { value: ToldValueFragment; written: Written }) {
  const tongue = useTongue();
  switch (value.__typename) {
    case "SingleChoiceValue":
      return <Chosen chosen={value.chosen} written={written} />;
    case "MultiChoiceValue":
      return (
        <ul>
          {value.choices.map((chosen) => (
            <li key={chosen.code}>
              <Chosen chosen={chosen} written={written} />
            </li>
          ))}
        </ul>
      );
    case "ScaleValue":
      return <FormattedNumber value={value.step} />;
    case "BooleanValue":
      return <FormattedMessage id={value.isYes ? "survey.yes" : "survey.no"} />;
    case "TextValue":
      return (
        <p className={styles.text} {...written}>
          {value.text}
        </p>
      );
    case "NumberValue":
      return <bdi>{value.number}</bdi>;
    case "DateValue":
      return <Day on={value.date} />;
    case "UrlListValue":
      return <Lines lines={value.urls} />;
    case "EvidenceValue":
      return (
        <ul>
          {value.items.map(({ title, citation, url }, place) => (
            <li key={place}>
              <span {...written}>{[title ?? url, citation].filter(Boolean).join(" · ")}</span>
            </li>
          ))}
        </ul>
      );
    case "StateListValue": {
      const { compare } = new Intl.Collator(localeOf(tongue));
      const named = [...value.states].sort((one, other) =>
        compare(one.name?.content ?? one.code, other.name?.content ?? other.code),
      );
      return (
        <ul>
          {named.map(({ code, name }) => (
            <li key={code}>
              <Localised text={name} isPlain />
            </li>
          ))}
        </ul>
      );
    }
    case "ContactValue": {
      const { name, unit, email, telephone } = value;
      return <Lines lines={[name, unit, email, telephone].flatMap((part) => part ?? [])} />;
    }
  }
}

/** An option with the text beside it. */
function Chosen({ chosen: { option, text }, written }: { chosen: ToldOptionFragment; written: Written }) {
  return (
    <>
      <Localised text={option?.label} isPlain />
      {text && (
        <p className={styles.text} {...written}>
          {text}
        </p>
      )}
    </>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line, place) => (
        <li key={place}>
          <bdi>{line}</bdi>
        </li>
      ))}
    </ul>
  );
}
