import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { FormattedMessage, useIntl } from "react-intl";

import { Localised, useTongue } from "../../widgets";
import type { Shown } from "./draft";
import style from "./editor.module.css";
import { addressOf, type Place } from "./place";

interface Props {
  draft: string;
  shown: Shown;
  place: Place;
}

/** Where a place stands: what is around it is unfolded, the rest is not. */
export function whereIs(shown: Shown, { sort, code }: Place): { module?: string; section?: string } {
  if (sort === "module") return { module: code };
  for (const module of shown.modules) {
    for (const section of module.sections) {
      const isHere =
        (sort === "section" && section.code === code) ||
        (sort === "question" && section.questions.some((question) => question.code === code));
      if (isHere) return { module: module.code, section: section.code };
    }
  }
  return {};
}

/** The modules, sections, questions and lists of a draft: each is chosen to be written, and unfolds what is in it. */
export function Tree({ draft, shown, place }: Props) {
  const { formatMessage } = useIntl();
  const open = whereIs(shown, place);
  const part = { draft, place };
  return (
    <nav className={style.tree} aria-label={formatMessage({ id: "editor.places" })}>
      <ul role="list">
        <li>
          <To {...part} to={{ sort: "edition", code: "" }}>
            <FormattedMessage id="editor.place.edition" />
          </To>
        </li>
        {shown.modules.map((module) => (
          <li key={module.code}>
            <To {...part} to={{ sort: "module", code: module.code }}>
              <code dir="ltr">{module.code}</code> <Localised text={module.title} isPlain />
            </To>
            {open.module === module.code && (
              <ul role="list">
                {module.sections.map((section) => (
                  <li key={section.code}>
                    <To {...part} to={{ sort: "section", code: section.code }}>
                      <code dir="ltr">{section.code}</code> <Localised text={section.title} isPlain />
                    </To>
                    {open.section === section.code && (
                      <ul role="list">
                        {section.questions.map((question) => (
                          <li key={question.code}>
                            <To {...part} to={{ sort: "question", code: question.code }}>
                              <code dir="ltr">{question.code}</code> <Localised text={question.prompt} isPlain />
                            </To>
                          </li>
                        ))}
                      </ul>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {shown.optionLists.length > 0 && (
        <>
          <h2>
            <FormattedMessage id="editor.lists" />
          </h2>
          <ul role="list">
            {shown.optionLists.map(({ code }) => (
              <li key={code}>
                <To {...part} to={{ sort: "list", code }}>
                  <code dir="ltr">{code}</code>
                </To>
              </li>
            ))}
          </ul>
        </>
      )}
    </nav>
  );
}

function To({ draft, place, to, children }: { draft: string; place: Place; to: Place; children: ReactNode }) {
  const tongue = useTongue();
  const isHere = place.sort === to.sort && place.code === to.code;
  return (
    <Link
      to="/$tongue/editor/$draft"
      params={{ tongue, draft }}
      search={{ at: addressOf(to) }}
      activeOptions={{ exact: true, includeSearch: true }}
      resetScroll={false}
      aria-current={isHere ? "true" : undefined}
    >
      {children}
    </Link>
  );
}
