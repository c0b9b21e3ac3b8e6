import type { Client, CombinedError } from "urql";

import { refusalIn, unreached } from "../app/refusal";
import { graphql } from "../gql";
import type { DocumentFormat, Language } from "../gql/graphql";
import { apiLanguage, type Tongue } from "../i18n/language";

/** What is made to be printed, read and sent on. */
export type Printable =
  /** The empty form of an edition, by its code. */
  | { is: "form"; edition: string }
  /** What a working file says now. */
  | { is: "draft"; submission: string }
  /** The form that a draft of an edition would be. */
  | { is: "drafted"; draft: string }
  /** What is on record at a position of the register. */
  | { is: "extract"; position: number }
  /** What a State says, as of a position of the register; none is the newest. */
  | { is: "profile"; state: string; asOf: number | null };

const FormDocument = graphql(`
  query FormDocument($edition: String!, $format: DocumentFormat!, $language: Language!) {
    edition(code: $edition) {
      id
      document(format: $format, language: $language) {
        url
        mediaType
      }
    }
  }
`);

const DraftDocument = graphql(`
  query DraftDocument($id: ID!, $format: DocumentFormat!, $language: Language!) {
    submission(id: $id) {
      id
      document(format: $format, language: $language) {
        url
        mediaType
      }
    }
  }
`);

const DraftedDocument = graphql(`
  query DraftedDocument($id: ID!, $format: DocumentFormat!, $language: Language!) {
    editionDraft(id: $id) {
      id
      preview {
        id
        document(format: $format, language: $language) {
          url
          mediaType
        }
      }
    }
  }
`);

const ExtractDocument = graphql(`
  query ExtractDocument($position: Int!, $format: DocumentFormat!, $language: Language!) {
    filing(position: $position) {
      id
      document(format: $format, language: $language) {
        url
        mediaType
      }
    }
  }
`);

const ProfileDocument = graphql(`
  query ProfileDocument($state: String!, $asOf: Int, $format: DocumentFormat!, $language: Language!) {
    stateProfile(state: $state, asOf: $asOf) {
      document(format: $format, language: $language) {
        url
        mediaType
      }
    }
  }
`);

/** Where a document is made for whoever has the link: a few minutes, so each is asked for anew. */
async function linkTo(client: Client, what: Printable, format: DocumentFormat, language: Language) {
  const asked = { format, language };
  const anew = { requestPolicy: "network-only" } as const;
  switch (what.is) {
    case "form": {
      const { data, error } = await client.query(FormDocument, { ...asked, edition: what.edition }, anew);
      return { link: data?.edition?.document, error };
    }
    case "draft": {
      const { data, error } = await client.query(DraftDocument, { ...asked, id: what.submission }, anew);
      return { link: data?.submission?.document, error };
    }
    case "drafted": {
      const { data, error } = await client.query(DraftedDocument, { ...asked, id: what.draft }, anew);
      return { link: data?.editionDraft?.preview?.document, error };
    }
    case "extract": {
      const { data, error } = await client.query(ExtractDocument, { ...asked, position: what.position }, anew);
      return { link: data?.filing?.document, error };
    }
    case "profile": {
      const { state, asOf } = what;
      const { data, error } = await client.query(ProfileDocument, { ...asked, state, asOf }, anew);
      return { link: data?.stateProfile?.document, error };
    }
  }
}

/** A document with its name, or why there is none. */
export type Print =
  { file: Blob; name: string; error?: never } | { file?: never; name?: never; error: CombinedError | null };

interface Wanted {
  what: Printable;
  format: DocumentFormat;
  /** The language of the document. */
  language: Tongue;
  /** The language of the page: refusals come in it. */
  tongue: Tongue;
}

/** Has a document made, and waits for it. */
export async function print(client: Client, { what, format, language, tongue }: Wanted): Promise<Print> {
  const { link, error } = await linkTo(client, what, format, apiLanguage(language));
  if (!link) return { error: error ?? null };
  return fetched(link.url, tongue, `normtrack-${what.is}.${format.toLowerCase()}`);
}

/** Fetches what a link offers, under the name that it is offered under, else under another one. */
export async function fetched(url: string, tongue: Tongue, otherwise: string): Promise<Print> {
  try {
    const answer = await fetch(url, { headers: { "Accept-Language": tongue } });
    if (!answer.ok) return { error: refusalIn(await answer.text()) };
    const name = nameIn(answer.headers.get("Content-Disposition")) ?? otherwise;
    return { file: await answer.blob(), name };
  } catch {
    return { error: unreached() };
  }
}

/** The name under which an attachment is offered (RFC 6266): in full, else what ASCII leaves of it. */
export function nameIn(disposition: string | null): string | null {
  const full = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  if (full !== undefined) return decodeURIComponent(full);
  return /filename="([^"]+)"/i.exec(disposition ?? "")?.[1] ?? null;
}
