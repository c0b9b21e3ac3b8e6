import { useRef, useState } from "react";
import {
  Button,
  Checkbox,
  CheckboxGroup,
  FieldError,
  Form,
  Heading,
  Input,
  Label,
  Radio,
  RadioGroup,
  Text,
  TextField,
} from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useClient } from "urql";

import type { CompilationKind, CompilationReaders, CompileRoundInput, DocumentFormat } from "../../gql/graphql";
import { directionOf, LANGUAGES, OWN_NAMES, type Tongue } from "../../i18n/language";
import { FaultNote } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { inputsOf, isPosition, isSymbol, refusalOf, type Wanted } from "./asking";
import { CompileRound, type Compilation } from "./documents";
import type { Series } from "./series";
import { FORMATS, KINDS, READERS } from "./words";
import style from "./compilations.module.css";

interface Props {
  round: string;
  begin: Wanted;
  /** What an addendum or a corrigendum can follow, the newest first. */
  followable: readonly (Series & { first: Compilation })[];
  /** The last position of the register. */
  newest: number;
  /** Something was asked for, if not all. */
  onAsked: () => void;
  onClose: () => void;
}

/** Asks for one document in as many languages and forms as are wanted, all as of one position. */
export function Asking({ round, begin, followable, newest, onAsked, onClose }: Props) {
  const { formatMessage } = useIntl();
  const client = useClient();
  const [wanted, setWanted] = useState(begin);
  const [isBusy, setBusy] = useState(false);
  // What was asked for before something else failed is not asked for again.
  const [done, setDone] = useState<readonly string[]>([]);
  const [error, setError] = useState<CombinedError | null>(null);
  // Told once somebody has tried, and no longer once it is right: what goes when the field is left moves the button away.
  const [hasTried, setTried] = useState(false);
  const fields = { symbol: useRef<HTMLInputElement>(null), asOf: useRef<HTMLInputElement>(null) };
  const change = (some: Partial<Wanted>) => {
    setDone([]);
    setWanted((before) => ({ ...before, ...some }));
  };
  const { kind, readers, symbol, asOf, languages, formats } = wanted;
  const isWhole = kind === "WHOLE";
  const followed = isWhole
    ? undefined
    : (followable.find(({ all }) => all.some(({ id }) => id === wanted.follows)) ?? followable[0]);
  const inputs = inputsOf(round, {
    ...wanted,
    ...(followed && { follows: followed.first.id, readers: followed.first.readers }),
  });
  const earliest = followed?.first.asOf ?? 0;
  const wrong = { symbol: isWhole && !isSymbol(symbol), asOf: !isPosition(asOf, earliest, newest) };
  const nameOf = (one: Compilation) => one.symbol ?? formatMessage({ id: `compilation.kind.${one.kind}` });

  async function submit() {
    if (wrong.symbol || wrong.asOf) {
      setTried(true);
      fields[wrong.symbol ? "symbol" : "asOf"].current?.focus();
      return;
    }
    setBusy(true);
    setError(null);
    const asked = [...done];
    // What the first is as of, the others are too: they are the same in other languages and forms.
    let position = inputs[0]?.asOf ?? null;
    for (const input of inputs.filter((one) => !done.includes(nameIn(one)))) {
      const answer = await client.mutation(CompileRound, { input: { ...input, asOf: position } }).toPromise();
      if (!answer.data) {
        setError(answer.error ?? null);
        break;
      }
      position = answer.data.compileRound.compilation.asOf;
      asked.push(nameIn(input));
    }
    setBusy(false);
    if (asked.length > done.length) onAsked();
    if (asked.length === inputs.length) return onClose();
    setDone(asked);
    if (asked.length > 0) setWanted((before) => ({ ...before, asOf: String(position) }));
  }

  const refusal = refusalOf(error);
  return (
    <>
      <Heading slot="title">
        <FormattedMessage id="compilation.ask" />
      </Heading>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void submit();
        }}
      >
        <RadioGroup value={kind} onChange={(value) => change({ kind: value as CompilationKind })}>
          <Label>
            <FormattedMessage id="compilation.kind" />
          </Label>
          {KINDS.map((one) => (
            <Radio key={one} value={one} isDisabled={one !== "WHOLE" && followable.length === 0}>
              <FormattedMessage id={`compilation.kind.${one}`} />
              <span className={style.means}>
                <FormattedMessage id={`compilation.means.${one}`} />
              </span>
            </Radio>
          ))}
          {followable.length === 0 && (
            <Text slot="description">
              <FormattedMessage id="compilation.nothingToFollow" />
            </Text>
          )}
        </RadioGroup>
        {isWhole ? (
          <>
            <RadioGroup value={readers} onChange={(value) => change({ readers: value as CompilationReaders })}>
              <Label>
                <FormattedMessage id="compilation.readers" />
              </Label>
              {READERS.map((one) => (
                <Radio key={one} value={one}>
                  <FormattedMessage id={`compilation.readers.${one}`} />
                  <span className={style.means}>
                    <FormattedMessage id={`compilation.readersMean.${one}`} />
                  </span>
                </Radio>
              ))}
            </RadioGroup>
            <TextField
              value={symbol}
              onChange={(text) => change({ symbol: text })}
              maxLength={60}
              validationBehavior="aria"
              isInvalid={hasTried && wrong.symbol}
            >
              <Label>
                <FormattedMessage id="compilation.symbol" />
              </Label>
              <Text slot="description">
                <FormattedMessage id="compilation.symbolHint" />
              </Text>
              <Input ref={fields.symbol} dir="ltr" autoComplete="off" spellCheck={false} />
              <FieldError>{formatMessage({ id: "compilation.noSymbol" })}</FieldError>
            </TextField>
          </>
        ) : (
          followed && (
            <>
              <Choice
                label={formatMessage({ id: "compilation.follows" })}
                items={followable.map(({ key, first }) => ({
                  code: key,
                  label: formatMessage(
                    { id: "compilation.followed" },
                    {
                      name: nameOf(first),
                      position: first.asOf,
                      readers: formatMessage({ id: `compilation.for.${first.readers}` }),
                    },
                  ),
                }))}
                value={followed.key}
                onChoose={(key) => {
                  const chosen = followable.find((one) => one.key === key);
                  if (chosen) change({ follows: chosen.first.id });
                }}
              />
              <p className={style.note}>
                <FormattedMessage id="compilation.followedMeans" />
              </p>
            </>
          )
        )}
        <CheckboxGroup
          isRequired
          value={[...languages]}
          onChange={(chosen) => change({ languages: LANGUAGES.filter((one) => chosen.includes(one)) as Tongue[] })}
        >
          <Label>
            <FormattedMessage id="compilation.languages" />
          </Label>
          <div className={style.choices}>
            {LANGUAGES.map((tongue) => (
              <Checkbox key={tongue} value={tongue}>
                <span lang={tongue} dir={directionOf(tongue)}>
                  {OWN_NAMES[tongue]}
                </span>
              </Checkbox>
            ))}
          </div>
          <FieldError>{formatMessage({ id: "compilation.noLanguage" })}</FieldError>
        </CheckboxGroup>
        <CheckboxGroup
          isRequired
          value={[...formats]}
          onChange={(chosen) => change({ formats: chosen as DocumentFormat[] })}
        >
          <Label>
            <FormattedMessage id="compilation.formats" />
          </Label>
          <div className={style.choices}>
            {(Object.keys(FORMATS) as DocumentFormat[]).map((format) => (
              <Checkbox key={format} value={format}>
                {FORMATS[format]}
              </Checkbox>
            ))}
          </div>
          <FieldError>{formatMessage({ id: "compilation.noFormat" })}</FieldError>
        </CheckboxGroup>
        <TextField
          value={asOf}
          onChange={(text) => change({ asOf: text })}
          validationBehavior="aria"
          isInvalid={hasTried && wrong.asOf}
        >
          <Label>
            <FormattedMessage id="compilation.position" />
          </Label>
          <Text slot="description">
            <FormattedMessage id="compilation.positionHint" values={{ newest }} />
          </Text>
          <Input ref={fields.asOf} inputMode="numeric" dir="ltr" autoComplete="off" />
          <FieldError>{formatMessage({ id: "compilation.noPosition" }, { earliest, newest })}</FieldError>
        </TextField>
        {refusal !== null && (
          <p role="alert" className={style.alert}>
            <FormattedMessage id={refusal} />
          </p>
        )}
        {refusal === null && (
          <FaultNote
            error={error}
            title={
              <FormattedMessage
                id={done.length > 0 ? "compilation.askedSome" : "compilation.notAsked"}
                values={{ done: done.length, all: inputs.length }}
              />
            }
          />
        )}
        <div className={style.buttons}>
          <Button type="submit" data-variant="primary" isPending={isBusy}>
            <FormattedMessage id="compilation.askNow" values={{ count: inputs.length - done.length }} />
          </Button>
          <Button onPress={onClose}>
            <FormattedMessage id="compilation.cancel" />
          </Button>
        </div>
      </Form>
    </>
  );
}

/** What tells the documents that are asked for together apart. */
function nameIn({ language, format }: CompileRoundInput): string {
  return `${language} ${format}`;
}
