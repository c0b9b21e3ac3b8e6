import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button, FieldError, Input, Label, Radio, RadioGroup, Text, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useMutation, useQuery } from "urql";

import { PLAIN } from "../../app/plain";
import type { DraftsWrittenQuery, FirstEditionInput, Opens, QuestionnaireKind } from "../../gql/graphql";
import { apiLanguage, directionOf, LANGUAGES, OWN_NAMES, tongueOf } from "../../i18n/language";
import { Empty, FaultNote, Instant, Localised, Page, useTongue, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { Words } from "../../widgets/words";
import { Editions } from "../questionnaires/documents";
import { BeginDraft, DraftsWritten } from "./documents";
import style from "./editor.module.css";
import { useIsEditor } from "./role";
import { KINDS, OPENS, STAGES } from "./words";

/** The drafts of editions, for catalogue editors: what is being written, what ended, and where another one begins. */
export function DraftsPage() {
  return (
    <Words of="editor">
      <Content />
    </Words>
  );
}

function Content() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const isEditor = useIsEditor();
  const [{ data, error }, again] = useQuery({ query: DraftsWritten, context: PLAIN });
  return (
    <Page
      title={formatMessage({ id: "editor.title" })}
      above={
        <p className="small">
          <Link to="/$tongue/questionnaires" params={{ tongue }}>
            <FormattedMessage id="questionnaire.title" />
          </Link>
        </p>
      }
      intro={<FormattedMessage id="editor.intro" />}
    >
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {!data && !error && <Waiting />}
      {data && data.editionDrafts.length === 0 && (
        <Empty
          title={<FormattedMessage id={isEditor ? "editor.none" : "editor.notForYou"} />}
          hint={<FormattedMessage id={isEditor ? "editor.noneHint" : "editor.notForYouHint"} />}
        />
      )}
      {data && data.editionDrafts.length > 0 && (
        <ul role="list" className={style.drafts}>
          {data.editionDrafts.map((draft) => (
            <Entry key={draft.id} draft={draft} />
          ))}
        </ul>
      )}
      {data && isEditor && <Beginning drafts={data.editionDrafts} />}
    </Page>
  );
}

type Draft = DraftsWrittenQuery["editionDrafts"][number];

function Entry({ draft }: { draft: Draft }) {
  const tongue = useTongue();
  const { id, code, title, stage, revision, changedAt, isOwn, faults } = draft;
  return (
    <li>
      <h2>
        <Link to="/$tongue/editor/$draft" params={{ tongue, draft: id }}>
          {title ? <Localised text={title} isPlain={!title.isFallback} /> : code} <code dir="ltr">{code}</code>
        </Link>
      </h2>
      <p>
        <FormattedMessage id={STAGES[stage]} />
        {stage === "DRAFTED" && (
          <>
            {" · "}
            <FormattedMessage id="editor.faultCount" values={{ count: faults.length }} />
          </>
        )}
      </p>
      <p className="muted small">
        <FormattedMessage id="editor.revision" values={{ revision, at: <Instant key="at" at={changedAt} /> }} />
        {isOwn && (
          <>
            {" · "}
            <FormattedMessage id="editor.isOwn" />
          </>
        )}
      </p>
    </li>
  );
}

function Beginning({ drafts }: { drafts: readonly Draft[] }) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const navigate = useNavigate();
  const [isFirst, setFirst] = useState(false);
  const [continued, setContinued] = useState<string>();
  const [key, setKey] = useState("");
  const [first, setFirstInput] = useState<FirstEditionInput>({
    kind: "VIEWS",
    opens: "ROUND",
    sourceLanguage: apiLanguage(tongue),
    title: "",
  });
  const [{ data }] = useQuery({ query: Editions });
  const [{ fetching, error }, begin] = useMutation(BeginDraft);
  // One draft of a questionnaire is written at a time.
  const taken = drafts.filter(({ stage }) => stage === "DRAFTED").map(({ questionnaire }) => questionnaire);
  const newest = new Map(
    (data?.editions ?? []).toSorted((a, b) => a.number - b.number).map((e) => [e.questionnaire, e]),
  );
  const items = [...newest.values()]
    .filter(({ questionnaire }) => !taken.includes(questionnaire))
    .map(({ questionnaire, code, title }) => ({
      code: questionnaire,
      label: [title?.content, code].filter(Boolean).join(" · "),
    }));
  const isTaken = newest.has(key.trim()) || taken.includes(key.trim());
  const isReady = isFirst ? key.trim() !== "" && !isTaken && first.title.trim() !== "" : continued !== undefined;
  const source = tongueOf(first.sourceLanguage);

  async function send() {
    const input = isFirst ? { questionnaire: key.trim(), first } : { questionnaire: continued ?? "" };
    const { data: begun } = await begin({ input });
    const draft = begun?.draftEdition.draft.id;
    if (draft !== undefined) await navigate({ to: "/$tongue/editor/$draft", params: { tongue, draft } });
  }

  return (
    <section aria-labelledby="begin" className={style.part}>
      <h2 id="begin">
        <FormattedMessage id="editor.begin" />
      </h2>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !fetching) void send();
        }}
      >
        <RadioGroup value={isFirst ? "first" : "next"} onChange={(value) => setFirst(value === "first")}>
          <Label>
            <FormattedMessage id="editor.beginFrom" />
          </Label>
          <Radio value="next">
            <FormattedMessage id="editor.beginNext" />
          </Radio>
          <Radio value="first">
            <FormattedMessage id="editor.beginFirst" />
          </Radio>
        </RadioGroup>
        {!isFirst && (
          <>
            <Choice
              label={formatMessage({ id: "editor.continued" })}
              items={items}
              value={continued}
              none={formatMessage({ id: "editor.choose" })}
              onChoose={setContinued}
            />
            <p className={style.note}>
              <FormattedMessage id="editor.oneAtATime" />
            </p>
          </>
        )}
        {isFirst && (
          <>
            <TextField value={key} onChange={setKey} isInvalid={isTaken}>
              <Label>
                <FormattedMessage id="editor.key" />
              </Label>
              <Input dir="ltr" />
              <Text slot="description">
                <FormattedMessage id="editor.keyHint" />
              </Text>
              <FieldError>
                <FormattedMessage id="editor.keyTaken" values={{ key: <code dir="ltr">{key.trim()}</code> }} />
              </FieldError>
            </TextField>
            <Choice
              label={formatMessage({ id: "editor.sourceLanguage" })}
              items={LANGUAGES.map((code) => ({ code, label: OWN_NAMES[code] }))}
              value={source}
              onChoose={(code) => {
                const chosen = LANGUAGES.find((one) => one === code);
                if (chosen) setFirstInput({ ...first, sourceLanguage: apiLanguage(chosen) });
              }}
            />
            <TextField value={first.title} onChange={(title) => setFirstInput({ ...first, title })}>
              <Label>
                <FormattedMessage id="editor.field.title" />
              </Label>
              <Input lang={source} dir={directionOf(source)} />
            </TextField>
            <Choice
              label={formatMessage({ id: "editor.kind" })}
              items={Object.entries(KINDS).map(([code, id]) => ({ code, label: formatMessage({ id }) }))}
              value={first.kind}
              onChoose={(code) => setFirstInput({ ...first, kind: code as QuestionnaireKind })}
            />
            <Choice
              label={formatMessage({ id: "editor.opens" })}
              items={Object.entries(OPENS).map(([code, id]) => ({ code, label: formatMessage({ id }) }))}
              value={first.opens}
              onChoose={(code) => setFirstInput({ ...first, opens: code as Opens })}
            />
          </>
        )}
        <FaultNote error={error} title={<FormattedMessage id="editor.notBegun" />} />
        <div className={style.acts}>
          <Button type="submit" data-variant="primary" isPending={fetching} isDisabled={!isReady}>
            <FormattedMessage id="editor.beginNow" />
          </Button>
        </div>
      </form>
    </section>
  );
}
