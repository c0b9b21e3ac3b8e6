import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button, Label, Radio, RadioGroup } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useMutation, useQuery } from "urql";

import { PLAIN } from "../../app/plain";
import type { DraftTakeoverQuery, EditionClashChoiceInput, EditionMatter, EditionSide } from "../../gql/graphql";
import { directionOf, tongueOf } from "../../i18n/language";
import type { MessageId } from "../../i18n/message-id";
import { Empty, FaultNote, useTongue, Waiting } from "../../widgets";
import { Questions } from "../differences/questions";
import { useLanguageName } from "../provisions/wording";
import { DraftTakeover, TakeOverDraft } from "./documents";
import type { Draft } from "./draft";
import style from "./editor.module.css";
import { placeOfFault } from "./place";
import { hasMoved } from "./use-change";

type Clash = NonNullable<NonNullable<DraftTakeoverQuery["editionDraft"]>["takeover"]>["clashes"][number];

/** Says wherever the draft is that another edition was published since it was begun. */
export function Behind({ draft }: { draft: Draft }) {
  const tongue = useTongue();
  if (draft.newer === null) return null;
  return (
    <div className="notice" role="note">
      <p>
        <FormattedMessage id="editor.behind" values={{ edition: <code dir="ltr">{draft.newer.code}</code> }} />
      </p>
      <p>
        <Link to="/$tongue/editor/$draft" params={{ tongue, draft: draft.id }} search={{ view: "newer" }}>
          <FormattedMessage id="editor.behind.see" />
        </Link>
      </p>
    </div>
  );
}

interface Props {
  draft: Draft;
  onChanged: () => void;
}

/** Takes a draft over onto the newer edition: what changed there, and what both changed, to be chosen one by one. */
export function TakingOver({ draft, onChanged }: Props) {
  const { id, revision } = draft;
  const tongue = useTongue();
  const navigate = useNavigate();
  const [{ data, error }, again] = useQuery({ query: DraftTakeover, variables: { id }, context: PLAIN });
  const [{ fetching }, send] = useMutation(TakeOverDraft);
  const [chosen, setChosen] = useState<Readonly<Record<string, EditionSide>>>({});
  const [refused, setRefused] = useState<CombinedError | undefined>();
  const [wasMoved, setMoved] = useState(false);
  const refresh = () => again({ requestPolicy: "network-only" });
  if (error) return <FaultNote error={error} retry={refresh} />;
  if (!data) return <Waiting />;
  const takeover = data.editionDraft?.takeover;
  if (!takeover) {
    return (
      <Empty title={<FormattedMessage id="editor.upToDate" />} hint={<FormattedMessage id="editor.upToDateHint" />} />
    );
  }
  const { edition, difference, clashes } = takeover;
  const isWhole = clashes.every((clash) => chosen[keyOf(clash)] !== undefined);

  async function takeOver() {
    setRefused(undefined);
    setMoved(false);
    const choices = clashes.flatMap((clash) => choiceOf(clash, chosen[keyOf(clash)]));
    const { data: done, error: failed } = await send({ input: { id, revision, edition: edition.code, choices } });
    if (failed && hasMoved(failed)) setMoved(true);
    else setRefused(failed);
    onChanged();
    if (done && done.takeOverEditionDraft.clashes.length === 0) {
      await navigate({ to: "/$tongue/editor/$draft", params: { tongue, draft: id } });
    } else refresh();
  }

  const named = { edition: <code dir="ltr">{edition.code}</code> };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole && !fetching) void takeOver();
      }}
    >
      <p className={style.note}>
        <FormattedMessage id="editor.takeover.means" values={{ ...named, revision }} />
      </p>
      {wasMoved && (
        <p className="notice" role="alert">
          <FormattedMessage id="editor.movedOn" values={{ revision }} />
        </p>
      )}
      <p role="status">
        <FormattedMessage id="editor.takeover.clashes" values={{ count: clashes.length }} />
      </p>
      {clashes.map((clash) => (
        <Chosen
          key={keyOf(clash)}
          clash={clash}
          edition={edition.code}
          side={chosen[keyOf(clash)]}
          onChoose={(side) => setChosen({ ...chosen, [keyOf(clash)]: side })}
        />
      ))}
      <FaultNote error={refused} title={<FormattedMessage id="editor.notDone" />} />
      <div className={style.part}>
        <Button type="submit" data-variant="primary" isPending={fetching} isDisabled={!isWhole}>
          <FormattedMessage id="editor.takeover.now" values={named} />
        </Button>
      </div>
      {difference && (
        <section aria-labelledby="newer" className={style.part}>
          <h2 id="newer">
            <FormattedMessage id="editor.takeover.changed" values={named} />
          </h2>
          {difference.changes.length === 0 && <FormattedMessage id="difference.sameEdition" />}
          <Questions changes={difference.changes} />
        </section>
      )}
    </form>
  );
}

interface ChosenProps {
  clash: Clash;
  edition: string;
  side: EditionSide | undefined;
  onChoose: (side: EditionSide) => void;
}

function Chosen({ clash, edition, side, onChoose }: ChosenProps) {
  const { place, matter, words } = clash;
  const { sort, code } = placeOfFault(place);
  return (
    <div className={style.slot} data-clash={keyOf(clash)}>
      <RadioGroup value={side ?? null} onChange={(value) => onChoose(value === "DRAFT" ? "DRAFT" : "NEWER")}>
        <Label>
          <FormattedMessage id={place.kind === "SHORT_PATH" ? "editor.def.shortPath" : `editor.place.${sort}`} />{" "}
          {code !== "" && <code dir="ltr">{code}</code>}
          {": "}
          <FormattedMessage id={MATTERS[matter]} />
        </Label>
        <Radio value="DRAFT">
          <FormattedMessage id="editor.takeover.draft" />
        </Radio>
        <Radio value="NEWER">
          <FormattedMessage id="editor.takeover.newer" values={{ edition: <code dir="ltr">{edition}</code> }} />
        </Radio>
      </RadioGroup>
      {words.map((one, at) => (
        <Said key={at} words={one} edition={edition} />
      ))}
    </div>
  );
}

function Said({ words, edition }: { words: Clash["words"][number]; edition: string }) {
  const languageName = useLanguageName();
  const tongue = tongueOf(words.language);
  const said = { lang: tongue, dir: directionOf(tongue) };
  return (
    <div className={style.clash}>
      <p>
        {words.option !== null && (
          <>
            <code dir="ltr">{words.option}</code>{" "}
          </>
        )}
        {languageName(words.language)}
      </p>
      <p className={style.note}>
        <FormattedMessage id="editor.takeover.draft" />
      </p>
      <blockquote {...said}>{words.draft ?? "—"}</blockquote>
      <p className={style.note}>
        <FormattedMessage id="editor.takeover.newer" values={{ edition: <code dir="ltr">{edition}</code> }} />
      </p>
      <blockquote {...said}>{words.newer ?? "—"}</blockquote>
    </div>
  );
}

const MATTERS: Record<EditionMatter, MessageId> = {
  DEFINITION: "editor.matter.definition",
  WORDING: "editor.matter.wording",
  ORDER: "editor.matter.order",
  PRESENCE: "editor.matter.presence",
};

const keyOf = ({ place, matter }: Clash) => `${place.kind} ${placeOfFault(place).code} ${matter}`;

function choiceOf({ place, matter }: Clash, take: EditionSide | undefined): EditionClashChoiceInput[] {
  const { code } = placeOfFault(place);
  return take === undefined ? [] : [{ place: place.kind, ...(code !== "" && { code }), matter, take }];
}
