import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { Localised, useTongue } from "../../widgets";
import { useShape, useSurvey } from "./context";
import type { Form } from "./form";
import styles from "./navigation.module.css";
import { type Path, shownOn } from "./path";
import { type Progress, sum } from "./progress";

/** The question in which a State chooses what it answers: the one that modules rest on. */
export function moduleChoice(form: Form) {
  const codes = form.modules.flatMap((module) => module.enabledWhen?.conditions ?? []).map(({ question }) => question);
  return codes.map((code) => form.questions.get(code)).find((question) => question !== undefined) ?? null;
}

interface NavigationProps {
  current: string;
  path: Path;
  onPath: (path: Path) => void;
}

/** The sections in which something is asked, with how far each has come. */
export function Navigation({ current, path, onPath }: NavigationProps) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { form, file } = useSurvey();
  const { enabled, progress } = useShape();
  const waiting = new Map<string | undefined, number>();
  for (const code of file.unmerged()) {
    const section = form.questions.get(code)?.section;
    waiting.set(section, (waiting.get(section) ?? 0) + 1);
  }
  const whole = sum([...progress].flatMap(([section, done]) => (file.sees(section) ? [done] : [])));
  const choice = moduleChoice(form);
  const choosing = choice !== null && file.sees(choice.section) ? choice : null;
  const modules = form.modules
    .map((module) => ({
      module,
      sections: module.sections.filter((section) => file.sees(section.code) && shownOn(path, section, enabled).length),
    }))
    .filter(({ sections }) => sections.length > 0);

  // A long list shows where one is, without moving the page.
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    const here = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (list.current && here) list.current.scrollTop = here.offsetTop - list.current.clientHeight / 2;
  }, [current]);

  return (
    <nav ref={list} aria-label={formatMessage({ id: "survey.sections" })} className={styles.navigation}>
      {whole.core > 0 && (
        <ToggleButtonGroup
          aria-label={formatMessage({ id: "survey.path" })}
          selectedKeys={[path]}
          disallowEmptySelection
          className={`react-aria-ToggleButtonGroup ${styles.paths}`}
          onSelectionChange={(keys) => onPath([...keys][0] as Path)}
        >
          <ToggleButton id="core">
            <FormattedMessage id="survey.pathCore" values={{ count: whole.core }} />
          </ToggleButton>
          <ToggleButton id="all">
            <FormattedMessage id="survey.pathAll" values={{ count: whole.shown }} />
          </ToggleButton>
        </ToggleButtonGroup>
      )}
      {modules.map(({ module, sections }) => (
        <div key={module.code} className={styles.module}>
          {(sections.length > 1 || module.title?.content !== sections[0]?.title?.content) && (
            <h2>
              <Localised text={module.title} isPlain />
            </h2>
          )}
          <ol role="list">
            {sections.map((section) => (
              <li key={section.code}>
                <Link
                  to="/$tongue/submissions/$id/survey/{-$section}"
                  params={{ tongue, id: file.id, section: section.code }}
                  aria-current={section.code === current ? "page" : undefined}
                  className={styles.section}
                >
                  <span className={styles.title}>
                    <Localised text={section.title} isPlain />
                  </span>
                  <Done
                    progress={progress.get(section.code)}
                    path={path}
                    problems={file.problemCount(section.code)}
                    unmerged={waiting.get(section.code) ?? 0}
                  />
                </Link>
              </li>
            ))}
          </ol>
        </div>
      ))}
      {choosing && (
        <p className={styles.more}>
          <Link
            to="/$tongue/submissions/$id/survey/{-$section}"
            params={{ tongue, id: file.id, section: choosing.section }}
            hash={choosing.code}
          >
            <FormattedMessage id="survey.chooseParts" />
          </Link>
        </p>
      )}
    </nav>
  );
}

interface DoneProps {
  progress: Progress | undefined;
  path: Path;
  problems: number;
  /** How many answers have texts that wait to be merged. */
  unmerged: number;
}

function Done({ progress, path, problems, unmerged }: DoneProps) {
  if (!progress) return null;
  const [answered, asked] =
    path === "core" ? [progress.coreAnswered, progress.core] : [progress.answered, progress.shown];
  return (
    <span className={styles.done}>
      <FormattedMessage id="survey.answeredOf" values={{ answered, asked }} />
      {problems > 0 && (
        <span className={styles.problems}>
          <FormattedMessage id="survey.problemCount" values={{ count: problems }} />
        </span>
      )}
      {unmerged > 0 && (
        <span className={styles.unmerged}>
          <FormattedMessage id="survey.merge.inSection" values={{ count: unmerged }} />
        </span>
      )}
    </span>
  );
}
