import type { Client, CombinedError } from "urql";

import { PLAIN } from "../../app/plain";
import { session } from "../../app/session";
import { subjectOf } from "../../app/token";
import type { MovedStateFragment } from "../../gql/graphql";
import { troubleIn } from "../survey/trouble";
import { ConfirmCarried, ConfirmCarriedTwo } from "./documents";
import { type Extent, lose, nextAt, NOTHING_YET, press, refuse, resume, type Sending, settle, take } from "./sending";

/** A call that has not come back after this long is taken for lost. */
const TIMEOUT = 40_000;

export interface Confirmed {
  sending: Sending;
  /** What the service said last of the file. */
  state: MovedStateFragment;
}

type Answer = { state: MovedStateFragment } | { error: CombinedError | undefined };

/** Whom this tab acts for. */
function subject(): string | null {
  const tokens = session.tokens();
  return tokens === null ? null : subjectOf(tokens.accessToken);
}

/** Says for one reader of the page which sections hold still. What stands as confirmed, the service has said. */
export class Confirming {
  #now: Confirmed;
  #isHurried = false;
  readonly #subject = subject();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly client: Client,
    /** The working file. */
    private readonly submission: string,
    state: MovedStateFragment,
    /** The sections with something carried. */
    private readonly sections: readonly string[],
  ) {
    this.#now = { sending: NOTHING_YET, state };
  }

  now = () => this.#now;

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  press = (section: string) => this.#become(press(this.#now.sending, section, Date.now()));

  /** Tries at once what did not go out. */
  tryAgain = () => this.#become(resume(this.#now.sending, Date.now()));

  /** Sends what waits without waiting for more: the reader goes elsewhere. */
  hurry = () => {
    this.#isHurried = true;
    this.#plan();
  };

  get isUnsent() {
    const { waiting, flying } = this.#now.sending;
    return waiting.length + flying.length > 0;
  }

  left(section: string): number {
    return this.#now.state.sections.find((one) => one.section?.code === section)?.unconfirmedCount ?? 0;
  }

  #become(sending: Sending, state = this.#now.state) {
    this.#now = { sending, state };
    this.#listeners.forEach((listener) => listener());
    this.#plan();
  }

  get #extent(): Extent {
    const { waiting, flying } = this.#now.sending;
    const open = this.sections.filter((section) => this.left(section) > 0);
    const untouched = open.filter((section) => !waiting.includes(section) && !flying.includes(section));
    return { sections: this.sections.length, untouched: untouched.length };
  }

  #plan() {
    clearTimeout(this.#timer);
    const { sending } = this.#now;
    if (sending.waiting.length === 0) this.#isHurried = false;
    const extent = this.#isHurried ? { ...this.#extent, untouched: 0 } : this.#extent;
    const at = nextAt(sending, extent);
    if (at === null) return;
    const wait = at - Date.now();
    if (wait <= 0) void this.#send();
    else this.#timer = setTimeout(() => void this.#send(), wait);
  }

  async #send() {
    // Whoever signs in next in this tab does not stand behind what somebody else said.
    if (subject() !== this.#subject) {
      this.#become(lose(this.#now.sending, "signedOut", Date.now()));
      return;
    }
    const [sending, sections] = take(this.#now.sending, Date.now());
    this.#become(sending);
    const answer = await this.#ask(sections);
    if ("state" in answer) {
      this.#become(settle(this.#now.sending), answer.state);
      return;
    }
    const [kind, reason] = troubleIn(answer.error);
    if (kind !== "halted") {
      this.#become(lose(this.#now.sending, kind, Date.now()));
      return;
    }
    // One of two may be refused for what is wrong with that one alone: each is asked for by itself.
    const refusals = sections.length === 1 ? [[sections[0]!, reason] as const] : await this.#oneByOne(sections);
    const settled = settle(this.#now.sending);
    this.#become(refusals.reduce((left, [section, why]) => refuse(left, section, why), settled));
  }

  async #oneByOne(sections: readonly string[]) {
    const refusals: [string, string | null][] = [];
    for (const section of sections) {
      const answer = await this.#ask([section]);
      if ("state" in answer) this.#now = { ...this.#now, state: answer.state };
      else refusals.push([section, troubleIn(answer.error)[1]]);
    }
    return refusals;
  }

  async #ask(sections: readonly string[]): Promise<Answer> {
    const { submission } = this;
    const [section, next] = sections.map((code) => ({ submission, section: code }));
    const reply =
      next === undefined
        ? this.client.mutation(ConfirmCarried, { section: section! }, PLAIN).toPromise()
        : this.client.mutation(ConfirmCarriedTwo, { section: section!, next }, PLAIN).toPromise();
    const lost = new Promise<null>((resolve) => setTimeout(() => resolve(null), TIMEOUT));
    const result = await Promise.race([reply, lost]);
    return result?.data ? { state: result.data.confirmSection.submission } : { error: result?.error };
  }
}
