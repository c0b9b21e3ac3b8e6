import { Link } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { TriedFarFragment } from "../../gql/graphql";
import { Empty, FaultNote, Localised, useTongue, Waiting } from "../../widgets";
import { Folded } from "../../widgets/folded";
import { readConditions } from "../questionnaires/conditions";
import { AskedIf } from "../questionnaires/question";
import { type Form, type FormSection, readForm } from "../survey/form";
import type { Path } from "../survey/path";
import { isBlank, NOTHING } from "../survey/said";
import type { Draft, Shown } from "./draft";
import style from "./editor.module.css";
import { addressOf, type Place } from "./place";
import { type Samples, type Told, useSamples, useTrial } from "./samples";
import { whereIs } from "./tree";
import { TrialQuestion } from "./trial-question";

type Say = ReturnType<typeof useSamples>["say"];

interface Props {
  account: string;
  draft: Draft;
  shown: Shown;
  place: Place;
  onChanged: () => void;
}

/** The form that a draft would be, section by section. */
function formOf(draft: Draft, shown: Shown): Form {
  return readForm({
    ...shown,
    kind: draft.kind,
    shortPath: draft.shortPath?.modules ?? [],
    instruments: draft.instruments.map((code) => ({ id: code, code })),
  });
}

/** A draft answered as a delegate would: what is asked, what the rules say of each answer, and what is still missing. */
export function Trial({ account, draft, shown, place, onChanged }: Props) {
  const { samples, say, empty } = useSamples(account, draft.id);
  const { trial, isCurrent, error, retry } = useTrial(draft.id, draft.revision, samples, onChanged);
  const [path, setPath] = useState<Path>("all");
  const form = useMemo(() => formOf(draft, shown), [draft, shown]);
  const { module, section } = whereIs(shown, place);
  const here =
    form.sections.find(({ code }) => code === section) ??
    form.sections.find((one) => one.module === module) ??
    form.sections[0];
  return (
    <>
      <p className={style.note}>
        <FormattedMessage id="editor.trial.intro" />
      </p>
      <FaultNote error={error} retry={retry} />
      {!trial && !error && <Waiting />}
      {trial && (
        <>
          <Outcome
            draft={draft.id}
            form={form}
            trial={trial}
            samples={samples}
            isCurrent={isCurrent}
            path={path}
            onPath={setPath}
            say={say}
            onEmptied={empty}
          />
          <div className={style.desk}>
            <Sections draft={draft.id} form={form} trial={trial} path={path} here={here?.code} />
            {here ? (
              <InSection
                key={here.code}
                shown={shown}
                section={here}
                trial={trial}
                samples={samples}
                path={path}
                linked={place.sort === "question" ? place.code : null}
                onPath={setPath}
                say={say}
              />
            ) : (
              <Empty
                title={<FormattedMessage id="editor.trial.nothing" />}
                hint={<FormattedMessage id="editor.trial.nothingHint" />}
              />
            )}
          </div>
        </>
      )}
    </>
  );
}

interface OutcomeProps {
  draft: string;
  form: Form;
  trial: Told;
  samples: Samples;
  isCurrent: boolean;
  path: Path;
  onPath: (path: Path) => void;
  say: Say;
  onEmptied: () => void;
}

/** What all of the sample answers come to. */
function Outcome({ draft, form, trial, samples, isCurrent, path, onPath, say, onEmptied }: OutcomeProps) {
  const { formatMessage } = useIntl();
  const { completeness: whole, problems } = trial;
  const missing = trial.shown.flatMap((code) => {
    const question = form.questions.get(code);
    const answer = samples[code];
    return question?.isExpected && !question.binds && (!answer || isBlank(answer)) ? [question] : [];
  });
  return (
    <section aria-labelledby="tried" className={style.part}>
      <h2 id="tried">
        <FormattedMessage id="editor.trial.outcome" />
      </h2>
      <div role="status" aria-busy={!isCurrent}>
        <ul className={style.fates}>
          <li>
            <FormattedMessage
              id="editor.trial.shown"
              values={{ shown: trial.shown.length, all: form.questions.size, answered: whole.answered }}
            />
          </li>
          <li>
            <FormattedMessage
              id="editor.trial.missingCount"
              values={{ count: whole.expected - whole.expectedAnswered }}
            />
          </li>
          <li>
            <FormattedMessage
              id="editor.trial.problemCount"
              values={{ count: whole.problems + trial.refused.length }}
            />
          </li>
          <li>
            {whole.core > 0 ? (
              <FormattedMessage
                id="editor.trial.shortPath"
                values={{ core: whole.core, answered: whole.coreAnswered }}
              />
            ) : (
              <FormattedMessage id="editor.trial.noShortPath" />
            )}
          </li>
        </ul>
      </div>
      {problems.length > 0 && (
        <Folded level={3} title={<FormattedMessage id="editor.trial.toMend" values={{ count: problems.length }} />}>
          <ul>
            {problems.map(({ question, code, message }) => (
              <li key={`${question} ${code} ${message}`}>
                {question !== null && form.questions.has(question) ? (
                  <>
                    <ToQuestion draft={draft} code={question} /> {message}
                  </>
                ) : (
                  <>
                    <code dir="ltr">{question}</code> {message}{" "}
                    {/* It was removed since: this is the one place where what was typed of it is seen. */}
                    {question !== null && (
                      <Button data-variant="quiet" onPress={() => say(question, NOTHING)}>
                        <FormattedMessage id="survey.clear" />
                      </Button>
                    )}
                  </>
                )}
              </li>
            ))}
          </ul>
        </Folded>
      )}
      {missing.length > 0 && (
        <Folded level={3} title={<FormattedMessage id="editor.trial.toAnswer" values={{ count: missing.length }} />}>
          <ul>
            {missing.map(({ code, prompt }) => (
              <li key={code}>
                <ToQuestion draft={draft} code={code} /> <Localised text={prompt} isPlain />
              </li>
            ))}
          </ul>
        </Folded>
      )}
      <div className={`${style.acts} ${style.path}`}>
        {whole.core > 0 && (
          <ToggleButtonGroup
            aria-label={formatMessage({ id: "survey.path" })}
            selectedKeys={[path]}
            disallowEmptySelection
            onSelectionChange={(keys) => onPath([...keys][0] as Path)}
          >
            <ToggleButton id="core">
              <FormattedMessage id="survey.pathCore" values={{ count: whole.core }} />
            </ToggleButton>
            <ToggleButton id="all">
              <FormattedMessage id="editor.trial.all" values={{ count: form.questions.size }} />
            </ToggleButton>
          </ToggleButtonGroup>
        )}
        <Emptying count={Object.keys(samples).length} onEmptied={onEmptied} />
      </div>
    </section>
  );
}

function ToQuestion({ draft, code }: { draft: string; code: string }) {
  const tongue = useTongue();
  return (
    <Link
      to="/$tongue/editor/$draft"
      params={{ tongue, draft }}
      search={{ view: "trial", at: addressOf({ sort: "question", code }) }}
      resetScroll={false}
    >
      <code dir="ltr">{code}</code>
    </Link>
  );
}

/** Takes every sample answer back, once somebody has said so twice. */
function Emptying({ count, onEmptied }: { count: number; onEmptied: () => void }) {
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button isDisabled={count === 0} onPress={() => setAsked(true)}>
        <FormattedMessage id="editor.trial.empty" />
      </Button>
      <ModalOverlay isOpen={isAsked} onOpenChange={setAsked}>
        <Modal>
          <Dialog>
            <Heading slot="title">
              <FormattedMessage id="editor.trial.empty" />
            </Heading>
            <p>
              <FormattedMessage id="editor.trial.emptyMeans" values={{ count }} />
            </p>
            <div className={style.acts}>
              <Button
                data-variant="primary"
                onPress={() => {
                  setAsked(false);
                  onEmptied();
                }}
              >
                <FormattedMessage id="editor.trial.emptyNow" />
              </Button>
              <Button onPress={() => setAsked(false)}>
                <FormattedMessage id="editor.leaveIt" />
              </Button>
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </>
  );
}

interface SectionsProps {
  draft: string;
  form: Form;
  trial: Told;
  path: Path;
  here: string | undefined;
}

/** The sections, with how far each has come; those in which nothing is asked among them. */
function Sections({ draft, form, trial, path, here }: SectionsProps) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const far = new Map(trial.sections.map(({ code, completeness }) => [code, completeness]));
  return (
    <nav className={style.tree} aria-label={formatMessage({ id: "survey.sections" })}>
      <ul role="list">
        {form.modules.map((module) => (
          <li key={module.code}>
            <code dir="ltr">{module.code}</code> <Localised text={module.title} isPlain />
            <ul role="list">
              {module.sections.map(({ code, title }) => (
                <li key={code}>
                  <Link
                    to="/$tongue/editor/$draft"
                    params={{ tongue, draft }}
                    search={{ view: "trial", at: addressOf({ sort: "section", code }) }}
                    resetScroll={false}
                    aria-current={code === here ? "true" : undefined}
                  >
                    <code dir="ltr">{code}</code> <Localised text={title} isPlain />
                    <span className={style.far}>
                      <Far far={far.get(code)} path={path} />
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Far({ far, path }: { far: TriedFarFragment | undefined; path: Path }) {
  if (!far || far.enabled === 0) return <FormattedMessage id="editor.trial.notAsked" />;
  const [answered, asked] = path === "core" ? [far.coreAnswered, far.core] : [far.answered, far.enabled];
  return (
    <>
      <FormattedMessage id="survey.answeredOf" values={{ answered, asked }} />
      {far.problems > 0 && (
        <>
          {" · "}
          <FormattedMessage id="survey.problemCount" values={{ count: far.problems }} />
        </>
      )}
    </>
  );
}

interface InSectionProps {
  shown: Shown;
  section: FormSection;
  trial: Told;
  samples: Samples;
  path: Path;
  /** The question that a link leads to, on whichever path. */
  linked: string | null;
  onPath: (path: Path) => void;
  say: Say;
}

function InSection({ shown, section, trial, samples, path, linked, onPath, say }: InSectionProps) {
  const conditions = useMemo(() => readConditions(shown), [shown]);
  const asked = useMemo(() => new Set(trial.shown), [trial]);
  const module = shown.modules.find(({ code }) => code === section.module);
  const questions = section.questions.filter(
    ({ code, isOnShortPath }) => path === "all" || code === linked || (isOnShortPath && asked.has(code)),
  );
  const others = section.questions.length - questions.length;
  const says = (code: string) =>
    trial.problems
      .filter(({ question }) => question === code)
      .map(({ message }) => message)
      .join("\n");

  // A link to a question leads to it once it is there.
  useEffect(() => {
    const target = linked === null ? null : document.getElementById(linked);
    target?.scrollIntoView();
    target?.querySelector<HTMLElement>("[tabindex]")?.focus({ preventScroll: true });
  }, [linked]);

  return (
    <section aria-labelledby="section" className={style.place}>
      <h2 id="section">
        <code dir="ltr">{section.code}</code> <Localised text={section.title} isPlain />
      </h2>
      <AskedIf enablement={module?.enabledWhen ?? null} conditions={conditions} />
      <AskedIf enablement={section.enabledWhen} conditions={conditions} />
      {questions.map((question) => (
        <TrialQuestion
          key={question.code}
          question={question}
          answer={samples[question.code] ?? null}
          isAsked={asked.has(question.code)}
          problems={says(question.code)}
          isRefused={trial.refused.includes(question.code)}
          conditions={conditions}
          say={say}
        />
      ))}
      {others > 0 && (
        <p>
          <span>
            <FormattedMessage id="editor.trial.others" values={{ count: others }} />
          </span>{" "}
          <Button data-variant="quiet" onPress={() => onPath("all")}>
            <FormattedMessage id="survey.showAll" />
          </Button>
        </p>
      )}
    </section>
  );
}
