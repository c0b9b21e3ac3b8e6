import { FormattedMessage } from "react-intl";

import { Localised } from "../../widgets";
import { Folded } from "../../widgets/folded";
import { readConditions } from "./conditions";
import type { Edition } from "./documents";
import { AskedIf, QuestionEntry } from "./question";
import style from "./questionnaires.module.css";

interface AskedModulesProps {
  edition: Edition;
  isUnfolded: boolean;
  /** The section that is unfolded from the beginning. */
  named?: string;
}

/** Every module of an edition or of the draft of one, section by section, as delegates are asked. */
export function AskedModules({ edition, isUnfolded, named }: AskedModulesProps) {
  const conditions = readConditions(edition);
  return (
    <>
      {edition.modules.map((module) => (
        <section key={module.code} aria-labelledby={`module-${module.code}`} className={style.module}>
          <h2 id={`module-${module.code}`}>
            <Localised text={module.title} />
          </h2>
          <Localised text={module.intro} as="p" className={style.intro} />
          <AskedIf enablement={module.enabledWhen} conditions={conditions} />
          {module.sections.map((section) => (
            <Folded
              // Folded anew, or unfolded, when all of them are.
              key={`${section.code} ${isUnfolded}`}
              level={3}
              isOpenAtFirst={isUnfolded || named === section.code}
              title={
                <span id={section.code}>
                  <Localised text={section.title} isPlain={!section.title?.isFallback} />{" "}
                  <span className="muted small">
                    <FormattedMessage id="questionnaire.questions" values={{ count: section.questions.length }} />
                  </span>
                </span>
              }
            >
              <AskedIf enablement={section.enabledWhen} conditions={conditions} />
              <ol role="list" className={style.questions}>
                {section.questions.map((question) => (
                  <QuestionEntry key={question.id} question={question} conditions={conditions} />
                ))}
              </ol>
            </Folded>
          ))}
        </section>
      ))}
    </>
  );
}
