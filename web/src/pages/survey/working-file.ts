import type { Client } from "urql";

import { keepStanding, type Standing } from "../../app/offline/file";
import { type Keeping, NOWHERE } from "../../app/offline/unsent";
import { session } from "../../app/session";
import type {
  FileAnswerFragment,
  FileFieldsFragment,
  SharingPartsFragment,
  UnmergedTextFragment,
} from "../../gql/graphql";
import { AnswerAuthor, FileProblems, SaveAnswers } from "./documents";
import { enabledQuestions, sources, type Told } from "./enablement";
import type { Form } from "./form";
import { mergeLate } from "./merging";
import { type Progress, progressOf } from "./progress";
import {
  byQuestion,
  type Meta,
  metaOf,
  type Read,
  readFile,
  type Reader,
  resultOf,
  toldBy,
  type Unmerged,
} from "./reading";
import { asAsked, isBlank, type Said, saidOf } from "./said";
import {
  call,
  currently,
  discard,
  type Entry,
  entryOf,
  fail,
  hold,
  inputOf,
  isUnsaved,
  keepMine,
  merged,
  nextCallAt,
  NOTHING_YET,
  type Outgoing,
  recall,
  remember,
  reread,
  type Result,
  resume,
  type Saving,
  settle,
  type Status,
  statusOf,
  type Summary,
  summaryOf,
  takeTheirs,
  type,
  type Unsent,
} from "./saving";
import { Topics } from "./topics";
import { troubleIn } from "./trouble";

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
  /** The texts that wait to be merged with it. */
  unmerged: readonly UnmergedTextFragment[];
  /** Carried from an earlier filing, and nobody has confirmed it. */
  isUnconfirmed: boolean;
}

/** What changes together, besides the single questions: the form's shape, the state of saving, the fields. */
export type Topic = "shape" | "saving" | "fields" | "kept";

/**
 * A working file in this tab. It outlives the page that shows it, so that saving goes on while somebody looks
 * elsewhere. Each question has its own listeners: a keystroke renders one question and nothing else.
 */
export class WorkingFile {
  readonly id: string;
  client: Client;
  #form: Form;
  #sources: ReadonlySet<string>;
  #saving: Saving = NOTHING_YET;
  #fields: FileFieldsFragment;
  #told: Told;
  #meta = new Map<string, Meta>();
  #problems = new Map<string, string[]>();
  #unmerged: Unmerged = new Map();
  /** What this tab wrote too late and somebody has still to decide about, by question. */
  #late = new Map<string, Said[]>();
  #enabled: ReadonlySet<string> = new Set();
  #progress: ReadonlyMap<string, Progress> = new Map();
  #summary: Summary = summaryOf(NOTHING_YET);
  #views = new Map<string, View>();
  #topics = new Topics();
  #callTimer: ReturnType<typeof setTimeout> | undefined;
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  /** What of each answer is kept on the device. */
  #written = new Map<string, Entry>();
  #isSuspended = false;

  constructor(
    client: Client,
    readonly reader: Reader,
    form: Form,
    read: Read,
    unmerged: Unmerged = new Map(),
    private readonly keeping: Keeping = NOWHERE,
  ) {
    this.id = read.id;
    this.client = client;
    this.#form = form;
    this.#sources = sources(form);
    this.#fields = read;
    this.#told = toldBy(read, this.reader);
    this.keeping.whenChanged(() => this.#topics.tell("kept"));
    this.take(client, form, read, unmerged);
  }

  /** What was read anew, possibly in another language. */
  take(client: Client, form: Form, read: Read, unmerged: Unmerged) {
    this.client = client;
    this.#isSuspended = false;
    this.#saving = resume(this.#saving, Date.now());
    this.#form = form;
    this.#fields = read;
    this.#told = toldBy(read, this.reader);
    this.#problems = byQuestion(read.problems);
    this.#unmerged = unmerged;
    this.#keepAnswers(read.answers);
    this.#reckon();
    this.#views.clear();
    this.#moved();
    this.#topics.tellAll();
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
      unmerged: this.#unmerged.get(question) ?? NO_TEXTS,
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
  /** The questions with texts to merge: of those that are shown, and where nobody is deciding about texts anyway. */
  unmerged = () =>
    [...this.#unmerged.keys()].filter(
      (question) => this.#enabled.has(question) && entryOf(this.#saving, question).conflict === null,
    );
  kindOf = (question: string): string => this.#form.questions.get(question)?.kind ?? "";

  /** The store of one question, or of a topic, as React subscribes to it. */
  on = this.#topics.on;

  // What people do.

  type(question: string, said: Said) {
    const before = this.#isAnswered(question);
    this.#saving = type(this.#saving, question, said, Date.now());
    this.#touch([question]);
    if (this.#sources.has(question) || before !== this.#isAnswered(question)) this.#reshape();
    this.#moved();
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
    this.#decideLate(question);
  }

  /** Its author gives up what the service does not take. */
  discard(question: string) {
    this.#saving = discard(this.#saving, question);
    this.#touch([question]);
    this.#reshape();
    this.#moved();
  }

  tryAgain = () => {
    // Without a session, asking for it comes first.
    if (this.#isSuspended && session.now().away !== null) void session.renew().catch(() => undefined);
    if (this.#isSuspended) return;
    this.#saving = resume(this.#saving, Date.now());
    this.#moved();
  };

  /** The session has ended, or cannot be renewed without a connection: nothing is sent until the same person is back. */
  suspend(why: "signedOut" | "unreached" = "signedOut") {
    if (this.#isSuspended && this.#saving.trouble?.kind === why) return;
    this.#isSuspended = true;
    const failed = fail(this.#saving, why, null, Date.now());
    this.#saving = { ...failed, trouble: failed.trouble && { ...failed.trouble, retryAt: null } };
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
    await this.#topics.until("saving", () => this.#summary.unsaved === 0 || this.#summary.trouble !== null, this.hurry);
    return this.#summary.unsaved === 0 && this.#summary.conflicts.length === 0 && this.#summary.refused.length === 0;
  }

  /** Who saved the answer that stands, and when. */
  async author(question: string): Promise<FileAnswerFragment | null> {
    const variables = { id: this.id, question };
    const read = await this.client.query(AnswerAuthor, variables, { requestPolicy: "network-only" }).toPromise();
    return read.data?.submission?.answer ?? null;
  }

  // What the device kept.

  /** What was typed before, in tabs that are gone. Returns what this tab knows better, and somebody else has to send. */
  recall(unsent: readonly [string, Unsent][]): string[] {
    const taken = unsent.map(([question]) => question).filter((question) => !isUnsaved(this.view(question).entry));
    this.#saving = recall(this.#saving, unsent);
    this.#touch(taken);
    this.#reshape();
    this.#moved();
    return unsent.map(([question]) => question).filter((question) => !taken.includes(question));
  }

  /** What stood last, where it is newer than what was read. */
  stand(standings: readonly [string, Standing<Said>][]) {
    for (const [question, { isConfirmed }] of standings) {
      this.#meta.set(question, { ownSharing: this.#meta.get(question)?.ownSharing ?? null, isConfirmed });
    }
    this.#saving = reread(this.#saving, standings);
    this.#reckon();
    this.#moved();
    this.#topics.tellAll();
  }

  /** Whether what is typed outlives the page. */
  isKept = () => this.keeping.isPossible();

  // What acts on the file tell it.

  /** The fields as they are now, and of answers who reads them. */
  takeFields(
    fields: FileFieldsFragment,
    answers: readonly { questionCode: string; ownSharing?: SharingPartsFragment | null }[] = [],
  ) {
    this.#fields = fields;
    if (answers.length === 0) return;
    for (const { questionCode, ownSharing } of answers) {
      const isConfirmed = this.#meta.get(questionCode)?.isConfirmed ?? true;
      this.#meta.set(questionCode, { isConfirmed, ownSharing: ownSharing ?? null });
    }
    this.#views.clear();
    this.#topics.tellAll();
  }

  tellFields = () => this.#topics.tell("fields");

  takeAnswers(answers: readonly FileAnswerFragment[]) {
    this.#keepAnswers(answers);
    this.#views.clear();
    this.#topics.tellAll();
  }

  /** Some answers as others have saved them: they come in where nobody here has typed. */
  takeSome(answers: readonly FileAnswerFragment[]) {
    this.#reread(answers);
    for (const answer of answers) this.#meta.set(answer.questionCode, metaOf(answer));
    this.#touch(answers.map(({ questionCode }) => questionCode));
    this.#reshape();
    this.#moved();
  }

  /** Waits until nothing is on its way, and sends nothing until `takeMerged`. */
  async hold() {
    await this.#topics.until("saving", () => !this.#saving.isCalling);
    clearTimeout(this.#callTimer);
    this.#saving = hold(this.#saving);
    this.#moved();
  }

  takeMerged(result: Result | null, question: string, taken: readonly string[]) {
    this.#saving = merged(this.#saving, result, Date.now());
    this.#drop(question, taken);
    this.#touch([question]);
    this.#reshape();
    this.#moved();
  }

  /** Reads the file anew. */
  async reread() {
    const { data, unmerged } = await readFile(this.client, this.id);
    if (data?.submission) this.take(this.client, this.#form, data.submission, unmerged);
  }

  // How it is done.

  #keepAnswers(answers: readonly FileAnswerFragment[]) {
    this.#meta = new Map(answers.map((answer) => [answer.questionCode, metaOf(answer)]));
    this.#reread(answers);
  }

  #reread(answers: readonly FileAnswerFragment[]) {
    const kept = answers.map(
      ({ questionCode, content, revision }): [string, { said: Said | null; revision: number }] => [
        questionCode,
        { said: asAsked(saidOf(content), this.kindOf(questionCode)), revision },
      ],
    );
    this.#saving = reread(this.#saving, kept);
  }

  /** These texts wait no longer. */
  #drop(question: string, taken: readonly string[]) {
    const left = (this.#unmerged.get(question) ?? []).filter(({ id }) => !taken.includes(id));
    if (left.length > 0) this.#unmerged.set(question, left);
    else this.#unmerged.delete(question);
  }

  /** Somebody has decided what stands: what was written too late is merged with it. */
  #decideLate(question: string) {
    const late = this.#late.get(question);
    if (!late || entryOf(this.#saving, question).conflict !== null) return;
    this.#late.delete(question);
    void mergeLate(this, question, late);
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
    this.#topics.tell("shape");
  }

  #touch(questions: Iterable<string>) {
    for (const question of questions) {
      this.#views.delete(question);
      this.#topics.tell(question);
    }
  }

  /** After each step of saving: the line of the page, what is remembered, and the next call. */
  #moved() {
    this.#keep();
    const summary = summaryOf(this.#saving);
    if (JSON.stringify(summary) !== JSON.stringify(this.#summary)) {
      const hadTrouble = this.#summary.trouble !== null || summary.trouble !== null;
      this.#summary = summary;
      this.#topics.tell("saving");
      if (hadTrouble)
        this.#touch([...this.#saving.entries].filter(([, entry]) => isUnsaved(entry)).map(([code]) => code));
    }
    clearTimeout(this.#callTimer);
    const at = nextCallAt(this.#saving);
    if (at !== null) this.#callTimer = setTimeout(() => this.#call(false), Math.max(0, at - Date.now()));
  }

  /** What is not acknowledged outlives this tab, and nothing else of it stays behind; what is, stands in what is kept of the file. */
  #keep() {
    for (const [question, entry] of this.#saving.entries) {
      const before = this.#written.get(question);
      if (before === entry) continue;
      this.#written.set(question, entry);
      const unsent = remember(entry);
      if (unsent !== null || (before && isUnsaved(before))) this.keeping.keep(question, unsent);
      const { subject } = this.reader;
      const { said, revision } = entry.kept;
      if (before && before.kept !== entry.kept && subject !== null) {
        const isConfirmed = entry.savedAt !== null || (this.#meta.get(question)?.isConfirmed ?? true);
        void keepStanding(subject, this.id, question, { said, revision, isConfirmed }).catch(() => undefined);
      }
    }
  }
  /** To be called when the page may end at once. */
  keep = () => this.hurry();

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
    // What may arrive is known by its key before it sets out.
    await this.keeping.written();
    if (this.#isSuspended) return;
    const lost = new Promise<null>((resolve) => setTimeout(() => resolve(null), TIMEOUT));
    const reply = await Promise.race([this.client.mutation(SaveAnswers, { input }).toPromise(), lost]);
    const now = Date.now();
    if (this.#isSuspended) return;
    if (reply?.data) {
      const results = reply.data.saveAnswers.results.map((result) => resultOf(result, this.kindOf(result.question)));
      this.#saving = settle(this.#saving, results, now);
      for (const { question, outcome } of results) {
        const meta = this.#meta.get(question);
        if (outcome === "STORED") this.#meta.set(question, { ownSharing: meta?.ownSharing ?? null, isConfirmed: true });
        const late = outcome === "UNMERGED" && outgoing.find((sent) => sent.question === question);
        if (late) this.#late.set(question, [...(this.#late.get(question) ?? []), late.said]);
        this.#decideLate(question);
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
    this.#topics.tell("shape");
  }
}

const NONE: readonly string[] = [];
const NO_TEXTS: readonly UnmergedTextFragment[] = [];
