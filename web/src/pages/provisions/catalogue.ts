import { useAllPages, type AllPages } from "../../app/all-pages";
import { graphql } from "../../gql";
import type { ProvisionPageQuery } from "../../gql/graphql";

/** One page of the provisions, in document order. */
const ProvisionPage = graphql(`
  query ProvisionPage($after: String) {
    provisions(first: 100, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...InTree
      }
    }
  }
`);

/** What a list needs of a provision to put it into its place in the tree. */
export const InTree = graphql(`
  fragment InTree on Provision {
    id
    code
    label
    paragraph
    kind
    adoption
    parent {
      id
      code
    }
    instrument {
      id
      code
    }
    title {
      ...Localised
    }
    statement {
      ...Localised
    }
    themes {
      code
    }
  }
`);

/** What stands around the list: the instruments in order, and the words of the filters. */
export const ProvisionsFrame = graphql(`
  query ProvisionsFrame {
    instruments(first: 100) {
      nodes {
        id
        code
        symbol
        adoption
        date
        shortTitle {
          ...Localised
        }
      }
    }
    kinds: vocabulary(name: "provision_kinds") {
      code
      label {
        content
      }
    }
    themes: vocabulary(name: "themes") {
      code
      label {
        content
      }
    }
    adoptions: vocabulary(name: "adoptions") {
      code
      label {
        content
      }
    }
  }
`);

/** A provision as the browser lists it. */
export type Listed = ProvisionPageQuery["provisions"]["nodes"][number];

/** Every provision, as far as they have come. */
export function useCatalogue(): AllPages<Listed> {
  return useAllPages(ProvisionPage, {}, listed);
}

function listed(data: ProvisionPageQuery) {
  return data.provisions;
}
