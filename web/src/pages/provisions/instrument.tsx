import { useMemo } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useQuery } from "urql";

import { graphql } from "../../gql";
import { AdoptionBadge, Day, Localised, Page, useTongue } from "../../widgets";
import { Branches } from "./instrument-group";
import { BackToAll, NotThere } from "./not-there";
import { treesOf } from "./tree";
import { useLanguageName } from "./wording";
import style from "./provision.module.css";

const InstrumentDetail = graphql(`
  query InstrumentDetail($code: String!) {
    instrument(code: $code) {
      id
      code
      symbol
      date
      adoption
      officialLanguage
      session
      certainty
      notes
      kind {
        code
        label {
          content
        }
      }
      title {
        ...Localised
      }
      shortTitle {
        ...Localised
      }
      agendaItem {
        ...Localised
      }
      sponsors {
        id
        code
        name {
          ...Localised
        }
      }
      documentRelations {
        isGeneralKnowledge
        note
        kind {
          code
          label {
            content
          }
        }
        document {
          symbol
          description
          instrument {
            id
            code
          }
        }
      }
      provisions {
        ...InTree
      }
    }
    kinds: vocabulary(name: "provision_kinds") {
      code
      label {
        content
      }
    }
  }
`);

const route = getRouteApi("/$tongue/instruments/$code");

/** A text: what it is, what it says about other documents, and its provisions. */
export function InstrumentPage() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const languageName = useLanguageName();
  const { code } = route.useParams();
  const [{ data, error, fetching }, askAgain] = useQuery({ query: InstrumentDetail, variables: { code } });
  const instrument = data?.instrument;
  const branches = useMemo(() => {
    const provisions = instrument?.provisions ?? [];
    return treesOf(provisions, provisions).get(instrument?.code ?? "") ?? [];
  }, [instrument]);
  const kinds = useMemo(() => new Map((data?.kinds ?? []).map(({ code, label }) => [code, label?.content])), [data]);
  if (!instrument) {
    return (
      <NotThere
        code={code}
        unknown="provisions.unknownInstrument"
        isWaiting={fetching}
        error={error}
        onRetry={askAgain}
      />
    );
  }
  const { symbol, title, shortTitle, officialLanguage, documentRelations, sponsors } = instrument;
  return (
    <Page
      title={symbol}
      heading={<Localised text={shortTitle} isPlain={!shortTitle?.isFallback} />}
      above={
        <nav aria-label={formatMessage({ id: "provisions.trail" })}>
          <ol role="list" className={style.trail}>
            <li>
              <BackToAll />
            </li>
            <li aria-current="page">
              <bdi>{symbol}</bdi>
            </li>
          </ol>
        </nav>
      }
      intro={
        <>
          <p className={style.facts}>
            <bdi>{symbol}</bdi>
            <span>{instrument.kind.label?.content}</span>
            {instrument.date && <Day on={instrument.date} />}
            <AdoptionBadge adoption={instrument.adoption} />
          </p>
          <Localised text={title} as="p" />
        </>
      }
    >
      <p className="muted">
        {officialLanguage ? (
          <FormattedMessage id="provisions.wordingIn" values={{ language: languageName(officialLanguage) }} />
        ) : (
          <FormattedMessage id="provisions.statementsOnly" />
        )}
      </p>
      {sponsors.length > 0 && (
        <p>
          <FormattedMessage
            id="provisions.sponsors"
            values={{
              states: new Intl.ListFormat(tongue).format(sponsors.map((state) => state.name?.content ?? state.code)),
            }}
          />
        </p>
      )}
      <section>
        <h2>
          <FormattedMessage id="provisions.provisionsOf" values={{ count: instrument.provisions.length }} />
        </h2>
        <Branches branches={branches} kinds={kinds} />
      </section>
      {documentRelations.length > 0 && (
        <section className={style.asked}>
          <h2>
            <FormattedMessage id="provisions.documents" />
          </h2>
          <div className="wide">
            <table>
              <thead>
                <tr>
                  <th scope="col">{formatMessage({ id: "provisions.relation" })}</th>
                  <th scope="col">{formatMessage({ id: "provisions.document" })}</th>
                </tr>
              </thead>
              <tbody>
                {documentRelations.map(({ kind, document, note, isGeneralKnowledge }, place) => (
                  <tr key={`${document?.symbol}-${place}`}>
                    <td>{kind.label?.content ?? kind.code}</td>
                    <td>
                      {document?.instrument ? (
                        <Link to="/$tongue/instruments/$code" params={{ tongue, code: document.instrument.code }}>
                          <bdi>{document.symbol}</bdi>
                        </Link>
                      ) : (
                        <bdi>{document?.symbol}</bdi>
                      )}
                      <div className="small muted" lang="en" dir="ltr">
                        {document?.description}
                        {note && <div>{note}</div>}
                      </div>
                      {isGeneralKnowledge && (
                        <div className="small muted">
                          <FormattedMessage id="provisions.generalKnowledge" />
                        </div>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </Page>
  );
}
