import { getRouteApi } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { graphql } from "../../gql";
import type { OpenDataFormat, OpenDataPageQuery } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { FaultNote, Page, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { AsOfNote, Keep } from "../coverage/keep";
import styles from "./open-data.module.css";

const route = getRouteApi("/$tongue/open-data");

const OpenData = graphql(`
  query OpenDataPage($asOf: Int) {
    openData(asOf: $asOf) {
      asOf
      address
      datasets {
        name
        title
        meaning
        columns {
          name
          type
          isRequired
          meaning
        }
        files {
          format
          address
        }
      }
    }
  }
`);

type Dataset = OpenDataPageQuery["openData"]["datasets"][number];

const FORMATS: Record<OpenDataFormat, string> = { CSV: "CSV", JSON_LINES: "JSON Lines", PARQUET: "Parquet" };

/** Everything public, to be taken away as files. */
export function OpenDataPage() {
  const { formatMessage } = useIntl();
  return (
    <Words of="open-data">
      <Page
        title={formatMessage({ id: "shell.openData" })}
        intro={
          <p>
            <FormattedMessage id="openData.intro" />
          </p>
        }
      >
        <Tables />
      </Page>
    </Words>
  );
}

function Tables() {
  const { formatMessage } = useIntl();
  const { asOf } = route.useSearch();
  const [{ data, error, fetching }, again] = useQuery({
    query: OpenData,
    variables: { asOf: asOf ?? null },
    requestPolicy: "cache-and-network",
  });
  const found = data?.openData;
  return (
    <>
      <AsOfNote asOf={asOf} />
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {fetching && !found && <Waiting />}
      {found && (
        <>
          <p>
            <FormattedMessage id="openData.asOf" values={{ position: found.asOf }} />
          </p>
          <p className="muted small">
            <FormattedMessage id="openData.use" />
          </p>
          <section aria-labelledby="about">
            <h2 id="about">
              <FormattedMessage id="openData.about" />
            </h2>
            <ul role="list" className={styles.files}>
              {(
                [
                  [found.address, "openData.catalogue"],
                  ["/open-data/dictionary.json", "openData.dictionary"],
                  ["/open-data/csv-metadata.json", "openData.csvw"],
                ] satisfies [string, MessageId][]
              ).map(([address, label]) => (
                <li key={label}>
                  <a href={address}>
                    <FormattedMessage id={label} />
                  </a>
                </li>
              ))}
            </ul>
          </section>
          {found.datasets.map((dataset) => (
            <Table key={dataset.name} dataset={dataset} />
          ))}
          {found.asOf > 0 && (
            <Keep
              position={found.asOf}
              citation={(values) => formatMessage({ id: "openData.citation" }, values)}
              about={{}}
              file="open-data"
              sheet={null}
              hasFigures={false}
            />
          )}
        </>
      )}
    </>
  );
}

function Table({ dataset: { name, title, meaning, columns, files } }: { dataset: Dataset }) {
  const { formatMessage } = useIntl();
  return (
    <section aria-labelledby={name} className={styles.dataset}>
      <h2 id={name}>{title}</h2>
      <p className={styles.meaning}>
        <Meaning text={meaning} />
      </p>
      <ul role="list" className={styles.files}>
        {files.map(({ format, address }) => (
          <li key={format}>
            <a
              href={address}
              download
              aria-label={formatMessage({ id: "openData.download" }, { table: title, format: FORMATS[format] })}
            >
              {FORMATS[format]}
            </a>
          </li>
        ))}
      </ul>
      <details>
        <summary>
          <FormattedMessage id="openData.columns" />
        </summary>
        <div className={styles.scroll} role="region" aria-labelledby={name} tabIndex={0}>
          <table>
            <thead>
              <tr>
                {(["column", "type", "required", "meaning"] as const).map((heading) => (
                  <th key={heading} scope="col">
                    <FormattedMessage id={`openData.${heading}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {columns.map((column) => (
                <tr key={column.name}>
                  <th scope="row">
                    <code>{column.name}</code>
                  </th>
                  <td>
                    <code>{column.type.toLowerCase()}</code>
                  </td>
                  <td>
                    <FormattedMessage id={column.isRequired ? "openData.yes" : "openData.no"} />
                  </td>
                  <td>
                    <Meaning text={column.meaning} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

/** A sentence in the reader's language; what stands between backticks is code, from left to right in every language. */
function Meaning({ text }: { text: string }) {
  return text.split("`").map((part, place) =>
    place % 2 === 0 ? (
      part
    ) : (
      <code key={place} dir="ltr">
        {part}
      </code>
    ),
  );
}
