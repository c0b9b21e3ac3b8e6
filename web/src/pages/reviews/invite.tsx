import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Button, Checkbox, CheckboxGroup, Input, Label, Radio, RadioGroup, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import type { FilingToReviewQuery, ReviewerKind } from "../../gql/graphql";
import { Empty, FaultNote, Instant, Localised, Page, useTongue, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { Act } from "../../widgets/entries/act";
import shared from "../../widgets/entries/entries.module.css";
import { Folded } from "../../widgets/folded";
import { useKept } from "../../widgets/use-kept";
import { Words } from "../../widgets/words";
import { useReader } from "../capacity/reading";
import { SurveyForm } from "../survey/documents";
import { type Form, readForm } from "../survey/form";
import { instantOf } from "../survey/readers";
import { asAsked, saidOf } from "../survey/said";
import { SaidView } from "../survey/said-view";
import { useStates } from "../survey/states";
import { FilingToReview, InviteReview } from "./inviting-documents";
import { EMPTY, inputOf, type Invitation, invited, isSame, permits } from "./inviting";
import { REFUSALS } from "./refusals";
import style from "./reviews.module.css";
import { invitesFor } from "./rights";
import { UntilField } from "./until-field";
import { KINDS } from "./words";

const route = getRouteApi("/$tongue/filings/$position/invite");
const WAYS = { drafted: invited, saysTheSame: isSame };
const REVIEWERS = ["STATE", "ORGANISATION", "EXPERT"] as const satisfies readonly ReviewerKind[];

type Filing = NonNullable<FilingToReviewQuery["filing"]>;

/** Opens chosen answers of a filing that stands to one reviewer, until a date. */
export function InvitePage() {
  const { position } = route.useParams();
  return (
    <Words of="reviews">
      <Invite position={Number(position)} />
    </Words>
  );
}

function Invite({ position }: { position: number }) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const reader = useReader();
  const [read, again] = useQuery({ query: FilingToReview, variables: { position }, requestPolicy: "network-only" });
  const filing = read.data?.filing;
  const edition = filing?.edition?.code;
  const [asked] = useQuery({ query: SurveyForm, variables: { edition: edition ?? "" }, pause: edition === undefined });
  const error = read.error ?? asked.error;
  const isThere = reader.isKnown && read.data !== undefined;
  const may = isThere && reader.account !== null && invitesFor(reader.memberships, filing?.state?.code);
  const form = asked.data?.edition;
  return (
    <Page
      title={formatMessage({ id: "reviews.invite" })}
      above={
        <p className={`no-print ${style.back}`}>
          <Link to="/$tongue/filings/$position" params={{ tongue, position: String(position) }}>
            <FormattedMessage id="submission.filingTitle" values={{ position }} />
          </Link>
        </p>
      }
      intro={
        <p>
          <FormattedMessage id="reviews.inviteIntro" />
        </p>
      }
    >
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {!error && (!isThere || (may && filing?.status === "STANDING" && !form)) && <Waiting />}
      {isThere && !may && (
        <Empty
          title={<FormattedMessage id="reviews.mayNotInvite" />}
          hint={<FormattedMessage id="reviews.whoInvites" />}
        />
      )}
      {may && filing && filing.status !== "STANDING" && (
        <Empty title={<FormattedMessage id="reviews.refused.notStanding" />} />
      )}
      {may && filing && filing.status === "STANDING" && form && (
        <Inviting
          key={`${reader.account} ${filing.id}`}
          account={reader.account ?? ""}
          filing={filing}
          form={readForm(form)}
          organisations={read.data?.organisations ?? []}
          onAnew={() => again({ requestPolicy: "network-only" })}
        />
      )}
    </Page>
  );
}

interface InvitingProps {
  account: string;
  filing: Filing;
  form: Form;
  organisations: FilingToReviewQuery["organisations"];
  onAnew: () => void;
}

function Inviting({ account, filing, form, organisations, onAnew }: InvitingProps) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const navigate = useNavigate();
  const states = useStates(true);
  const place = `normtrack.invitation.${account}.${filing.id}`;
  const { draft, isDirty, change, take, forget } = useKept<Invitation>(place, EMPTY, WAYS);
  const { kind, until } = draft;
  const filed = new Set(filing.answers.map(({ questionCode }) => questionCode));
  const isOpen = (code: string) => filed.has(code) && permits(form.questions.get(code)?.visibilityCeiling, kind);
  const questions = draft.questions.filter((code) => isOpen(code));
  const input = inputOf(draft, filing.id, questions);
  const body = organisations.find(({ code }) => code === draft.organisation);
  const reviewer =
    kind === "STATE"
      ? (states.get(draft.state)?.name?.content ?? draft.state)
      : kind === "EXPERT"
        ? draft.name.trim()
        : formatMessage({ id: "reviews.unitOf" }, { organisation: body?.name?.content ?? draft.organisation });
  const at = instantOf(until);
  return (
    <>
      <section aria-labelledby="who" className={style.part}>
        <h2 id="who">
          <FormattedMessage id="reviews.whoReviews" />
        </h2>
        <RadioGroup value={kind} onChange={(value) => change({ kind: value as ReviewerKind })}>
          <Label>
            <FormattedMessage id="reviews.reviewerIs" />
          </Label>
          {REVIEWERS.map((one) => (
            <Radio key={one} value={one}>
              <FormattedMessage id={KINDS[one]} />
            </Radio>
          ))}
        </RadioGroup>
        {kind === "STATE" && (
          <Choice
            label={formatMessage({ id: "reviews.state" })}
            items={[...states.values()]
              .filter(({ code }) => code !== filing.state?.code)
              .map(({ code, name }) => ({ code, label: name?.content ?? code }))}
            none={formatMessage({ id: "reviews.choose" })}
            value={draft.state === "" ? undefined : draft.state}
            onChoose={(state) => change({ state: state ?? "" })}
          />
        )}
        {kind === "ORGANISATION" && (
          <Choice
            label={formatMessage({ id: "reviews.organisation" })}
            items={organisations.map(({ code, name, abbreviation }) => ({
              code,
              label: name?.content ?? abbreviation,
            }))}
            none={formatMessage({ id: "reviews.choose" })}
            value={draft.organisation === "" ? undefined : draft.organisation}
            onChoose={(organisation) => change({ organisation: organisation ?? "" })}
          />
        )}
        {kind === "EXPERT" && (
          <>
            <TextField value={draft.email} onChange={(email) => change({ email })} type="email">
              <Label>
                <FormattedMessage id="reviews.email" />
              </Label>
              <Input dir="ltr" />
            </TextField>
            <TextField value={draft.name} onChange={(name) => change({ name })}>
              <Label>
                <FormattedMessage id="reviews.name" />
              </Label>
              <Input />
            </TextField>
            <p className={shared.note}>
              <FormattedMessage id="reviews.expertNote" />
            </p>
          </>
        )}
        <UntilField label="reviews.openUntil" value={until} onChange={(local) => change({ until: local })} />
      </section>
      <section aria-labelledby="which" className={style.part}>
        <h2 id="which">
          <FormattedMessage id="reviews.whichAnswers" />
        </h2>
        <p className={shared.note}>
          <FormattedMessage id="reviews.whichNote" />
        </p>
        <Choosing
          filing={filing}
          form={form}
          kind={kind}
          chosen={questions}
          onChoose={(chosen) => change({ questions: chosen })}
        />
      </section>
      <p role="status">
        <FormattedMessage id="reviews.chosen" values={{ count: questions.length }} />
      </p>
      <div className={shared.acts}>
        <Act
          refusals={REFUSALS}
          words={{
            act: "reviews.inviteAct",
            means: ["reviews.inviteMeans", "reviews.inviteFixed", "reviews.inviteNothingElse"],
            now: "reviews.inviteNow",
          }}
          values={{
            reviewer: <bdi key="reviewer">{reviewer}</bdi>,
            count: questions.length,
            at: at && <Instant key="at" at={at} />,
          }}
          isPrimary
          isDisabled={input === null}
          run={async (client) => {
            if (input === null) return {};
            const result = await client.mutation(InviteReview, { input }).toPromise();
            const id = result.data?.inviteReview.review.id;
            if (id !== undefined) {
              forget();
              await navigate({ to: "/$tongue/reviews/$id", params: { tongue, id } });
            }
            return result;
          }}
          onDone={() => undefined}
          onAnew={onAnew}
        >
          <ul className={style.list}>
            {questions.map((code) => (
              <li key={code}>
                <Localised text={form.questions.get(code)?.prompt} isPlain />
              </li>
            ))}
          </ul>
        </Act>
        {isDirty && (
          <Button onPress={() => take(EMPTY)}>
            <FormattedMessage id="capacity.beginAnew" />
          </Button>
        )}
      </div>
    </>
  );
}

interface ChoosingProps {
  filing: Filing;
  form: Form;
  kind: ReviewerKind;
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
}

/** What was filed, section by section, each folded: there are hundreds of answers. What a question permits to no such reviewer cannot be chosen. */
function Choosing({ filing, form, kind, chosen, onChoose }: ChoosingProps) {
  const byCode = new Map(filing.answers.map((answer) => [answer.questionCode, answer]));
  return form.sections.map((section) => {
    const questions = section.questions.flatMap((question) => {
      const answer = byCode.get(question.code);
      return answer ? [{ question, answer }] : [];
    });
    if (questions.length === 0) return null;
    const here = questions.map(({ question }) => question.code);
    const count = chosen.filter((code) => here.includes(code)).length;
    return (
      <Folded
        key={section.code}
        level={3}
        title={
          <>
            <Localised text={section.title} isPlain />
            {count > 0 && (
              <>
                {" · "}
                <FormattedMessage id="reviews.chosen" values={{ count }} />
              </>
            )}
          </>
        }
      >
        <CheckboxGroup
          aria-label={section.title?.content ?? section.code}
          className={`react-aria-CheckboxGroup ${style.choosing}`}
          value={chosen.filter((code) => here.includes(code))}
          onChange={(codes) => onChoose([...chosen.filter((code) => !here.includes(code)), ...codes])}
        >
          {questions.map(({ question, answer }) => {
            const isPermitted = permits(question.visibilityCeiling, kind);
            return (
              <div key={question.code} className={style.choice}>
                <Checkbox value={question.code} isDisabled={!isPermitted}>
                  <Localised text={question.prompt} isPlain />
                </Checkbox>
                <div className={style.said}>
                  {isPermitted ? (
                    <SaidView question={question} said={asAsked(saidOf(answer), question.kind)} />
                  ) : (
                    <p className={shared.note}>
                      <FormattedMessage id="reviews.notPermitted" />
                    </p>
                  )}
                </div>
              </div>
            );
          })}
        </CheckboxGroup>
      </Folded>
    );
  });
}
