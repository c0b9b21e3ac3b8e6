import { lazy, Suspense, useDeferredValue, useEffect, useState } from "react";
import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import { keepPart, type KeptPart, keptPart } from "../../app/offline/file";
import { session } from "../../app/session";
import type { AskedProvisionFragment, SectionProvisionsQuery } from "../../gql/graphql";
import { AdoptionBadge, FaultNote, Localised } from "../../widgets";
import { useSurvey } from "./context";
import { SectionProvisions } from "./documents";
import styles from "./provisions.module.css";

export interface Asked {
  /** Every provision that the section or one of its questions is about. */
  provisions: AskedProvisionFragment[];
  /** Paragraphs of single questions, where they are others than the section's. */
  about: ReadonlyMap<string, string>;
  note: React.ReactNode;
}

const KeptTexts = lazy(async () => ({ default: (await import("../../app/offline/note")).KeptTexts }));

type Texts = NonNullable<NonNullable<SectionProvisionsQuery["submission"]>["section"]>["section"];

/** The texts of a section as this device read them last, for as long as nobody else tells them; what is told is kept. */
function useKept(section: string, told: Texts | null | undefined, isUntold: boolean): KeptPart<Texts> | null {
  const {
    file: { id, reader },
  } = useSurvey();
  const { subject } = reader;
  const [kept, setKept] = useState<KeptPart<Texts> | null>(null);
  useEffect(() => {
    if (subject === null) return;
    if (told != null && session.tokens() !== null)
      void keepPart(subject, id, ["texts", section], told).catch(() => undefined);
    if (!isUntold) return;
    let isWanted = true;
    keptPart<Texts>(subject, id, ["texts", section]).then(
      (found) => isWanted && setKept(found),
      () => undefined,
    );
    return () => {
      isWanted = false;
      setKept(null);
    };
  }, [id, subject, section, told, isUntold]);
  return kept;
}

/** The provisions that a section asks about. */
export function useAsked(id: string, section: string): Asked {
  const [read, again] = useQuery({ query: SectionProvisions, variables: { id, section } });
  const told = read.data?.submission?.section?.section;
  // Whoever goes on without a session is told nothing.
  const kept = useKept(section, told, !read.fetching && told == null);
  // In pieces, between which the page can be scrolled.
  const asked = useDeferredValue(told ?? kept?.read);
  const all = new Map((asked?.provisions ?? []).map((provision) => [provision.code, provision]));
  const own = [...all.keys()].join();
  const about = new Map<string, string>();
  for (const question of asked?.questions ?? []) {
    for (const provision of question.provisions) all.set(provision.code, provision);
    if (question.provisions.length > 0 && question.provisions.map(({ code }) => code).join() !== own) {
      about.set(question.code, question.provisions.map(reference).join("; "));
    }
  }
  const fault = read.error ? <FaultNote error={read.error} retry={() => again()} /> : null;
  const note = kept ? (
    <Suspense>
      <KeptTexts at={kept.at} />
    </Suspense>
  ) : (
    fault
  );
  return { provisions: [...all.values()], about, note };
}

function reference(provision: AskedProvisionFragment): string {
  return [provision.instrument?.symbol, provision.paragraph].filter(Boolean).join(", ");
}

/** The agreed text, with what became of it; our own words never stand in for it unsaid. */
export function Provisions({ provisions }: { provisions: AskedProvisionFragment[] }) {
  return provisions.map((provision) => (
    <article key={provision.code} className={styles.provision}>
      <h4>
        <bdi>{reference(provision)}</bdi> {provision.adoption && <AdoptionBadge adoption={provision.adoption} />}
      </h4>
      <Localised text={provision.title} as="p" className={`${styles.title}`} isPlain />
      {/* Where the wording is not kept in the reader's language, our statement helps to find one's way in it. */}
      {(!provision.text || provision.text.isFallback) && provision.statement && (
        <>
          <p className={styles.ownWords}>
            <FormattedMessage id="survey.inOurWords" />
          </p>
          <Localised text={provision.statement} as="p" isPlain />
        </>
      )}
      {provision.text && (
        <>
          {provision.text.isFallback && (
            <p className={styles.ownWords}>
              <FormattedMessage id="survey.theTextItself" />
            </p>
          )}
          <Localised text={provision.text} as="blockquote" className="official" />
        </>
      )}
    </article>
  ));
}
