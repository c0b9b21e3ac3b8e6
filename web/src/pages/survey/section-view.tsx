import { Link, useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { Empty, Localised, useTongue } from "../../widgets";
import { SectionComments } from "../comments/talk";
import { CarriedSection } from "./carried";
import { useShape, useSurvey } from "./context";
import type { FormSection } from "./form";
import { FormText } from "./form-text";
import { type Path, shownOn } from "./path";
import { Present } from "./present";
import { Provisions, useAsked } from "./provisions";
import { Question } from "./question";
import { isBlank } from "./said";
import styles from "./survey.module.css";
import { useHasColumns } from "./width";

interface SectionViewProps {
  section: FormSection;
  path: Path;
  onPath: (path: Path) => void;
}

/** One section of the form, with the agreed text beside it. */
export function SectionView({ section, path, onPath }: SectionViewProps) {
  const { file } = useSurvey();
  const { enabled } = useShape();
  const hasColumns = useHasColumns();
  const asked = useAsked(file.id, section.code);
  const isSeen = file.sees(section.code);
  const linked = useLocation({ select: ({ hash }) => decodeURIComponent(hash) });
  const shown = isSeen ? shownOn(path, section, enabled, linked) : [];
  const others = isSeen ? shownOn("all", section, enabled).length - shown.length : 0;

  // A link to a question leads to it once it is there.
  useEffect(() => {
    const target = document.getElementById(linked);
    target?.scrollIntoView();
    target?.querySelector<HTMLElement>("[tabindex]")?.focus({ preventScroll: true });
  }, [section.code, path, linked]);

  const words = (
    <>
      {asked.note}
      <Provisions provisions={asked.provisions} />
    </>
  );
  return (
    <>
      <div className={styles.questions}>
        <h2 id="section" tabIndex={-1}>
          <FormText text={section.title} />
        </h2>
        {isSeen && <Present section={section.code} />}
        {!hasColumns && asked.provisions.length > 0 && (
          <Disclosure className={`react-aria-Disclosure ${styles.fold}`}>
            <Heading level={3}>
              <Button slot="trigger">
                <FormattedMessage id="survey.agreedText" values={{ count: asked.provisions.length }} />
              </Button>
            </Heading>
            <DisclosurePanel>{words}</DisclosurePanel>
          </Disclosure>
        )}
        {!isSeen && (
          <Empty
            title={<FormattedMessage id="survey.notGivenToYou" />}
            hint={<FormattedMessage id="survey.notGivenToYouHint" />}
          />
        )}
        {isSeen && shown.length === 0 && (
          <Empty
            title={<FormattedMessage id={others > 0 ? "survey.nothingCore" : "survey.nothingAsked"} />}
            hint={others === 0 ? <FormattedMessage id="survey.nothingAskedHint" /> : undefined}
          />
        )}
        {isSeen && <CarriedSection section={section} />}
        <SectionComments section={section}>
          {shown.map((question) => (
            <Question key={question.code} question={question} about={asked.about.get(question.code) ?? null} />
          ))}
        </SectionComments>
        {others > 0 && (
          <p className={styles.others}>
            <FormattedMessage id="survey.beyondCore" values={{ count: others }} />{" "}
            <Button data-variant="quiet" onPress={() => onPath("all")}>
              <FormattedMessage id="survey.showAll" />
            </Button>
          </p>
        )}
        {isSeen && <HiddenAnswers section={section} enabled={enabled} />}
        <Neighbours section={section} path={path} enabled={enabled} />
      </div>
      {hasColumns && (
        <aside className={styles.beside} aria-labelledby="agreed-text" tabIndex={0}>
          <h3 id="agreed-text">
            <FormattedMessage id="survey.agreedText" values={{ count: asked.provisions.length }} />
          </h3>
          {words}
        </aside>
      )}
    </>
  );
}

/** Answers whose question is not shown now: they stay in the file, and that is said. */
function HiddenAnswers({ section, enabled }: { section: FormSection; enabled: ReadonlySet<string> }) {
  const { file } = useSurvey();
  const hidden = section.questions.filter((question) => {
    const said = enabled.has(question.code) ? null : file.view(question.code).said;
    return said !== null && !isBlank(said.answer);
  });
  if (hidden.length === 0) return null;
  return (
    <Disclosure className={`react-aria-Disclosure ${styles.fold}`}>
      <Heading level={3}>
        <Button slot="trigger">
          <FormattedMessage id="survey.hiddenAnswers" values={{ count: hidden.length }} />
        </Button>
      </Heading>
      <DisclosurePanel>
        <p>
          <FormattedMessage id="survey.hiddenAnswersHelp" />
        </p>
        <ul>
          {hidden.map((question) => (
            <li key={question.code}>
              <Localised text={question.prompt} isPlain />
            </li>
          ))}
        </ul>
      </DisclosurePanel>
    </Disclosure>
  );
}

interface NeighboursProps {
  section: FormSection;
  path: Path;
  enabled: ReadonlySet<string>;
}

function Neighbours({ section, path, enabled }: NeighboursProps) {
  const { form, file, rights } = useSurvey();
  const tongue = useTongue();
  const sections = form.sections.filter(
    (one) => one === section || (file.sees(one.code) && shownOn(path, one, enabled).length > 0),
  );
  const place = sections.indexOf(section);
  const [before, after] = [sections[place - 1], sections[place + 1]];
  const to = "/$tongue/submissions/$id/survey/{-$section}";
  return (
    <div className={styles.neighbours}>
      {before && (
        <Link to={to} params={{ tongue, id: file.id, section: before.code }} className="button">
          <FormattedMessage id="survey.before" />
        </Link>
      )}
      {after ? (
        <Link to={to} params={{ tongue, id: file.id, section: after.code }} className="button" data-variant="primary">
          <FormattedMessage id="survey.after" />
        </Link>
      ) : rights.readsWhole ? (
        <Link
          to="/$tongue/submissions/$id/review"
          params={{ tongue, id: file.id }}
          className="button"
          data-variant="primary"
        >
          <FormattedMessage id="survey.toReview" />
        </Link>
      ) : null}
    </div>
  );
}
