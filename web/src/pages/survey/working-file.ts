import type { Client, CombinedError, OperationResult } from "urql";

import { PLAIN } from "../../app/plain";
import type {
  FileAnswerFragment,
  FileFieldsFragment,
  SetDraftVisibilityInput,
  SetSubmissionFieldsInput,
  SharingPartsFragment,
} from "../../gql/graphql";
import {
  AnswerAuthor,
  ConfirmAnswer,
  ConfirmSection,
  FileProblems,
  SaveAnswers,
  SetDraftVisibility,
  SetSubmissionFields,
  WorkingFileQuery,
} from "./documents";
import { enabledQuestions, sources, type Told } from "./enablement";
import type { Form } from "./form";
import { type Progress, progressOf } from "./progress";
import { byQuestion, type Meta, metaOf, type Read, type Reader, resultOf, toldBy } from "./reading";
import { asAsked, isBlank, type Said, saidOf } from "./said";
import {
  call,
  currently,
  type Entry,
  entryOf,
  fail,
  inputOf,
  isUnsaved,
  keepMine,
  nextCallAt,
  NOTHING_YET,
  type Outgoing,
  recall,
  remember,
  reread,
  resume,
  type Saving,
  settle,
  type Status,
  statusOf,
  type Summary,
  summaryOf,
  takeTheirs,
  type,
} from "./saving";
import { troubleIn } from "./trouble";
import { readUnsaved, writeUnsaved } from "./unsaved";

/** A call that has not come back after this long is taken for lost; its key makes it safe to send again. */
const TIMEOUT = 20_000;
/** Problems are asked for when saving has come to rest. */
const REST = 600;

/** What one question of the form shows; the same object until something of it changes. */
export interface View {
  entry: Entry;
  said: Said | null;
  status: Status;
  problems: readonly string[];
  ownSharing: SharingPartsFragment | null;
  /** Carried from an earlier filing, and nobody has confirmed it. */
  isUnconfirmed: boolean;
}

/** What changes together, besides the single questions: the form's shape, the state of saving, the fields. */
export type Topic = "shape" | "saving" | "fields";

/**
 * A working file in this tab. It outlives the page that shows it, so that saving goes on while somebody looks
 * elsewhere. Each question has its own listeners: a keystroke renders one question and nothing else.
 */
export class WorkingFile {
  readonly id: string;
  client: Client;
  readonly reader: Reader;
  #form: Form;
  #sources: ReadonlySet<string>;
  #saving: Saving = NOTHING_YET;
  #fields: FileFieldsFragment;
  #told: Told;
  #meta = new Map<string, Meta>();
  #problems = new Map<string, string[]>();
  #enabled: ReadonlySet<string> = new Set();
  #progress: ReadonlyMap<string, Progress> = new Map();
  #summary: Summary = summaryOf(NOTHING_YET);
  #views = new Map<string, View>();
  #listeners = new Map<string, Set<() => void>>();
  #callTimer: ReturnType<typeof setTimeout> | undefined;
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  #rememberTimer: ReturnType<typeof setTimeout> | undefined;
  #changes: Promise<unknown> = Promise.resolve();
  #isSuspended = false;

  constructor(client: Client, reader: Reader, form: Form, read: Read) {
    this.id = read.id;
    this.client = client;
    this.reader = reader;
    this.#form = form;
    this.#sources = sources(form);
    this.#fields = read;
    this.#told = toldBy(read, this.reader);
    this.#saving = recall(NOTHING_YET, readUnsaved(this.#place), Date.now());
    this.take(client, form, read);
  }

  /** What was read anew, possibly in another language. */
  take(client: Client, form: Form, read: Read) {
    this.client = client;
    this.#isSuspended = false;
    this.#saving = resume(this.#saving, Date.now());
    this.#form = form;
    this.#fields = read;
    this.#told = toldBy(read, this.reader);
    this.#problems = byQuestion(read.problems);
    this.#takeAnswers(read.answers);
    this.#reckon();
    this.#views.clear();
    this.#moved();
    this.#listeners.forEach((listeners) => listeners.forEach((listener) => listener()));
  }

  // What the pages read.

  view(question: string): View {
    const known = this.#views.get(question);
    if (known) return known;
    const entry = entryOf(this.#saving, question);
    const meta = this.#meta.get(question);
    const view: View = {
      entry,
      said: currently(entry),
      status: statusOf(entry, this.#saving),
      problems: isUnsaved(entry) ? NONE : (this.#problems.get(question) ?? NONE),
      ownSharing: meta?.ownSharing ?? null,
      isUnconfirmed: meta !== undefined && !meta.isConfirmed && entry.savedAt === null && !isUnsaved(entry),
    };
    this.#views.set(question, view);
    return view;
  }

  enabled = () => this.#enabled;
  progress = () => this.#progress;
  summary = () => this.#summary;
  fields = () => this.#fields;
  sees = (section: string) => this.#told.seen.has(section);
  problemCount = (section: string) =>
    [...this.#problems.keys()].filter((question) => {
      return this.#form.questions.get(question)?.section === section && this.#enabled.has(question);
    }).length;

  /** The store of one question, or of a topic, as React subscribes to it. */
  on = (topic: string) => (listener: () => void) => {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  };

  // What people do.

  type(question: string, said: Said) {
    const before = this.#isAnswered(question);
    this.#saving = type(this.#saving, question, said, Date.now());
    this.#touch([question]);
    if (this.#sources.has(question) || before !== this.#isAnswered(question)) this.#reshape();
    this.#moved();
  }

  /** Stands behind a carried answer as it is; what it returns is why not. */
  async confirm(question: string): Promise<CombinedError | null> {
    const variables = { input: { submission: this.id, question } };
    const { data, error } = await this.client.mutation(ConfirmAnswer, variables).toPromise();
    return this.#confirmed(data?.confirmAnswer.submission.answers, error);
  }

  async confirmSection(section: string): Promise<CombinedError | null> {
    const variables = { input: { submission: this.id, section } };
    const { data, error } = await this.client.mutation(ConfirmSection, variables).toPromise();
    return this.#confirmed(data?.confirmSection.submission.answers, error);
  }

  keepMine(question: string) {
    this.#saving = keepMine(this.#saving, question, Date.now());
    this.#touch([question]);
    this.#moved();
  }

  takeTheirs(question: string) {
    this.#saving = takeTheirs(this.#saving, question);
    this.#touch([question]);
    this.#reshape();
    this.#moved();
  }

  tryAgain = () => {
    if (this.#isSuspended) return;
    this.#saving = resume(this.#saving, Date.now());
    this.#moved();
  };

  /** The session has ended: nothing is sent until the same person is back. */
  suspend() {
    if (this.#isSuspended) return;
    this.#isSuspended = true;
    this.#saving = fail(this.#saving, "signedOut", null, Date.now());
    this.#moved();
  }

  release() {
    if (!this.#isSuspended) return;
    this.#isSuspended = false;
    this.tryAgain();
  }

  /** Sends what waits without waiting for a pause in typing. */
  hurry = () => this.#call(true);

  /** Waits until everything typed is saved, or says that it is not. */
  async settled(): Promise<boolean> {
    this.hurry();
    while (this.#summary.unsaved > 0 && this.#summary.trouble === null) {
      await new Promise<void>((resolve) => {
        const stop = this.on("saving")(() => {
          stop();
          resolve();
        });
      });
      this.hurry();
    }
    return this.#summary.unsaved === 0 && this.#summary.conflicts.length === 0 && this.#summary.refused.length === 0;
  }

  /** Who saved the answer that stands, and when. */
  async author(question: string): Promise<FileAnswerFragment | null> {
    const variables = { id: this.id, question };
    const read = await this.client.query(AnswerAuthor, variables, { requestPolicy: "network-only" }).toPromise();
    return read.data?.submission?.answer ?? null;
  }

  /** Sets fields of the file; what it returns is why not. */
  setFields(input: Omit<SetSubmissionFieldsInput, "submission" | "revision">): Promise<CombinedError | null> {
    return this.#change(async (revision) => {
      const variables = { input: { ...input, submission: this.id, revision } };
      const result = await this.client.mutation(SetSubmissionFields, variables).toPromise();
      if (result.data) this.#fields = result.data.setSubmissionFields.submission;
      return result;
    });
  }

  /** Sets who is to read answers; what it returns is why not. */
  share(input: Omit<SetDraftVisibilityInput, "submission" | "revision">): Promise<CombinedError | null> {
    return this.#change(async (revision) => {
      const variables = { input: { ...input, submission: this.id, revision } };
      const result = await this.client.mutation(SetDraftVisibility, variables).toPromise();
      const file = result.data?.setDraftVisibility.submission;
      if (file) {
        this.#fields = file;
        for (const { questionCode, ownSharing } of file.answers) {
          const meta = this.#meta.get(questionCode);
          this.#meta.set(questionCode, { isConfirmed: meta?.isConfirmed ?? true, ownSharing: ownSharing ?? null });
        }
        this.#views.clear();
        this.#tellAll();
      }
      return result;
    });
  }

  // How it is done.

  get #place() {
    return `normtrack.unsaved.${this.reader.account}.${this.id}`;
  }

  #takeAnswers(answers: readonly FileAnswerFragment[]) {
    this.#meta = new Map(answers.map((answer) => [answer.questionCode, metaOf(answer)]));
    const kept = answers.map(
      ({ questionCode, content, revision }): [string, { said: Said | null; revision: number }] => [
        questionCode,
        { said: asAsked(saidOf(content), this.#kind(questionCode)), revision },
      ],
    );
    this.#saving = reread(this.#saving, kept);
  }

  #confirmed(answers: readonly FileAnswerFragment[] | undefined, error: CombinedError | undefined) {
    if (answers) {
      this.#takeAnswers(answers);
      this.#views.clear();
      this.#tellAll();
    }
    return error ?? null;
  }

  #kind(question: string): string {
    return this.#form.questions.get(question)?.kind ?? "";
  }

  #say = (question: string) => this.view(question).said?.answer ?? null;

  #isAnswered(question: string): boolean {
    const said = currently(entryOf(this.#saving, question));
    return said !== null && !isBlank(said.answer);
  }

  #reckon() {
    this.#views.clear();
    this.#enabled = enabledQuestions(this.#form, this.#say, this.#told);
    this.#progress = progressOf(this.#form, this.#enabled, this.#say);
  }

  #reshape() {
    const before = [...this.#enabled].join();
    const enabled = enabledQuestions(this.#form, this.#say, this.#told);
    if (before !== [...enabled].join()) this.#enabled = enabled;
    this.#progress = progressOf(this.#form, this.#enabled, this.#say);
    this.#tell("shape");
  }

  #touch(questions: Iterable<string>) {
    for (const question of questions) {
      this.#views.delete(question);
      this.#tell(question);
    }
  }

  #tell(topic: string) {
    this.#listeners.get(topic)?.forEach((listener) => listener());
  }

  #tellAll() {
    for (const listeners of this.#listeners.values()) listeners.forEach((listener) => listener());
  }

  /** After each step of saving: the line of the page, what is remembered, and the next call. */
  #moved() {
    const summary = summaryOf(this.#saving);
    if (JSON.stringify(summary) !== JSON.stringify(this.#summary)) {
      const hadTrouble = this.#summary.trouble !== null || summary.trouble !== null;
      this.#summary = summary;
      this.#tell("saving");
      if (hadTrouble)
        this.#touch([...this.#saving.entries].filter(([, entry]) => isUnsaved(entry)).map(([code]) => code));
    }
    this.#rememberTimer ??= setTimeout(this.#keep, 250);
    clearTimeout(this.#callTimer);
    const at = nextCallAt(this.#saving);
    if (at !== null) this.#callTimer = setTimeout(() => this.#call(false), Math.max(0, at - Date.now()));
  }

  /** What is not acknowledged outlives a reload of this tab, and nothing else stays behind. */
  #keep = () => {
    clearTimeout(this.#rememberTimer);
    this.#rememberTimer = undefined;
    writeUnsaved(this.#place, remember(this.#saving));
  };
  /** To be called when the page may end at once. */
  keep = () => {
    this.hurry();
    this.#keep();
  };

  #call(isHurried: boolean) {
    if (this.#isSuspended) return;
    const [saving, outgoing] = call(this.#saving, Date.now(), () => crypto.randomUUID(), isHurried);
    if (outgoing.length === 0) return;
    this.#saving = saving;
    this.#touch(outgoing.map(({ question }) => question));
    this.#moved();
    void this.#post(outgoing);
  }

  async #post(outgoing: Outgoing[]) {
    const input = { submission: this.id, answers: outgoing.map(inputOf) };
    const lost = new Promise<null>((resolve) => setTimeout(() => resolve(null), TIMEOUT));
    const reply = await Promise.race([this.client.mutation(SaveAnswers, { input }).toPromise(), lost]);
    const now = Date.now();
    if (this.#isSuspended) return;
    if (reply?.data) {
      const results = reply.data.saveAnswers.results.map((result) => resultOf(result, this.#kind(result.question)));
      this.#saving = settle(this.#saving, results, now);
      for (const { question, outcome } of results) {
        const meta = this.#meta.get(question);
        if (outcome === "STORED") this.#meta.set(question, { ownSharing: meta?.ownSharing ?? null, isConfirmed: true });
      }
      clearTimeout(this.#restTimer);
      this.#restTimer = setTimeout(() => void this.#readProblems(), REST);
    } else {
      const [kind, message] = troubleIn(reply?.error);
      this.#saving = fail(this.#saving, kind, message, now);
    }
    this.#touch(outgoing.map(({ question }) => question));
    this.#moved();
  }

  async #readProblems() {
    const options = { requestPolicy: "network-only" } as const;
    const read = await this.client.query(FileProblems, { id: this.id }, options).toPromise();
    const problems = read.data?.submission?.problems;
    if (!problems) return;
    const before = [...this.#problems.keys()];
    this.#problems = byQuestion(problems);
    this.#touch(new Set([...before, ...this.#problems.keys()]));
    this.#tell("shape");
  }

  /** One change at a time, each on the revision of the one before. */
  #change(act: (revision: number) => Promise<OperationResult>): Promise<CombinedError | null> {
    const done = this.#changes.then(async () => {
      const result = await act(this.#fields.revision);
      if (result.error?.graphQLErrors.some(({ extensions }) => extensions["code"] === "CONFLICT")) await this.#reread();
      this.#tell("fields");
      return result.error ?? null;
    });
    this.#changes = done;
    return done;
  }

  async #reread() {
    const read = await this.client.query(WorkingFileQuery, { id: this.id }, PLAIN).toPromise();
    if (read.data?.submission) this.take(this.client, this.#form, read.data.submission);
  }
}

const NONE: readonly string[] = [];
