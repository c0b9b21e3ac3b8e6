import { readFileSync } from "node:fs";

import {
  buildClientSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type DocumentNode,
  type GraphQLInputType,
  type IntrospectionQuery,
  type OperationDefinitionNode,
  type SelectionSetNode,
  print,
  typeFromAST,
  visit,
} from "graphql";
import { formatDocument } from "urql";
import { expect, test } from "vitest";

import * as generated from "../src/gql/graphql";
import introspection from "../src/gql/introspection.json";
import { house } from "./harness/house";
import { asks, tokenOf } from "./harness/people";

const schema = buildClientSchema(introspection as unknown as IntrospectionQuery);

/** What the service allows, from where it says so. */
const limits = new Map(
  [
    ...readFileSync(new URL("../../api/src/http/limits.rs", import.meta.url), "utf8").matchAll(
      /^ {12}(\w+): ([\d_]+),$/gm,
    ),
  ].map(([, name = "", most = ""]) => [name, Number(most.replaceAll("_", ""))]),
);

const operationOf = ({ definitions }: DocumentNode) =>
  definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION)!;

/** All documents of the console by name, with what the cache adds to them. */
const documents = Object.values(generated as unknown as Record<string, unknown>)
  .filter((one): one is DocumentNode => (one as DocumentNode | null)?.kind === Kind.DOCUMENT)
  .map((document) => formatDocument(document) as DocumentNode)
  .filter((document) => document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION))
  .map((document) => ({ name: operationOf(document).name?.value ?? "", document }));

/** A value of the right kind. What is to be changed is not there, so that no story after this one meets a change. */
function valueOf(type: GraphQLInputType, name: string, known: Record<string, unknown>): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType as GraphQLInputType, name, known);
  if (isListType(type)) return [valueOf(type.ofType as GraphQLInputType, name, known)];
  const plain = getNamedType(type);
  if (isInputObjectType(plain)) {
    const fields = Object.values(plain.getFields());
    const given = plain.isOneOf ? fields.slice(0, 1) : fields.filter((field) => isNonNullType(field.type));
    return Object.fromEntries(given.map((field) => [field.name, valueOf(field.type, field.name, known)]));
  }
  if (isEnumType(plain)) return plain.getValues()[0]?.name;
  if (name in known) return known[name];
  return { Int: 1, Boolean: true, Float: 1 }[plain.name] ?? "nothing";
}

function variablesOf(document: DocumentNode, known: Record<string, unknown>) {
  const { variableDefinitions = [], operation } = operationOf(document);
  return Object.fromEntries(
    variableDefinitions
      .filter(({ type, variable }) => type.kind === Kind.NON_NULL_TYPE || variable.name.value in known)
      .map(({ variable: { name }, type }) => [
        name.value,
        valueOf(typeFromAST(schema, type) as GraphQLInputType, name.value, operation === "query" ? known : {}),
      ]),
  );
}

interface Problem {
  message: string;
  extensions?: { code?: string; limit?: string; maximum?: number; actual?: number };
}

/** What the service has against a call. */
async function send(token: string, call: { query: string; variables: object; operationName: string }) {
  const answer = await fetch(`${house().server}/graphql`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: call.query.startsWith("subscription") ? "text/event-stream" : "application/json",
      Authorization: `Bearer ${token}`,
    },
    body: JSON.stringify(call),
  });
  if (answer.headers.get("Content-Type")?.startsWith("text/event-stream")) {
    // It stands, and tells things until somebody ends it.
    await answer.body?.cancel();
    return [];
  }
  const { errors = [] } = (await answer.json()) as { errors?: Problem[] };
  return errors;
}

const isLimit = ({ extensions }: Problem) => extensions?.code === "LIMIT";
/** Whatever the service understands and does not do has a code; what it does not understand has none. */
const isNotUnderstood = ({ extensions }: Problem) => extensions?.code === undefined;

/** More than the limit allows by itself. */
const HEAVY = 90;

/**
 * How much of the limit of complexity a document takes, as a share: by how much of something heavy still goes with it. The
 * service measures all operations of a document and does the named one, which is neither of the two.
 */
async function complexity(token: string, text: string, variables: object): Promise<number> {
  const room = async (query: string) => {
    let [fits, breaks] = [0, HEAVY];
    while (breaks - fits > 1) {
      const times = Math.floor((fits + breaks) / 2);
      const weight = `query Weight { rounds(first: ${times}) { nodes { invited(first: 50) { nodes { __typename } } } } }`;
      const call = { query: `${query} query Light { __typename } ${weight}`, variables, operationName: "Light" };
      if ((await send(token, call)).some(isLimit)) breaks = times;
      else fits = times;
    }
    return fits;
  };
  whole ??= await room("");
  return 1 - (await room(text)) / whole;
}

let whole: number | undefined;

/** What can be counted in a document itself, as shares of the limits. */
function counted(document: DocumentNode, text: string): [string, number][] {
  const fragments = new Map(
    document.definitions.flatMap((one) => ("typeCondition" in one ? [[one.name.value, one]] : [])),
  );
  let fields = 0;
  visit(document, { Field: () => void (fields += 1) });
  const extent = ({ selections }: SelectionSetNode): { size: number; depth: number; levels: number } => {
    const all = selections.map((one) => {
      const inner = one.kind === Kind.FRAGMENT_SPREAD ? fragments.get(one.name.value)?.selectionSet : one.selectionSet;
      const { size, depth, levels } = inner ? extent(inner) : { size: 0, depth: 0, levels: 0 };
      return { size: size + 1, depth: depth + (one.kind === Kind.FIELD ? 1 : 0), levels };
    });
    const most = (of: "depth" | "levels") => Math.max(0, ...all.map((one) => one[of]));
    return { size: all.reduce((sum, { size }) => sum + size, 0), depth: most("depth"), levels: most("levels") + 1 };
  };
  const counts = {
    query: text.length,
    fields,
    fragments: fragments.size,
    ...extent(operationOf(document).selectionSet),
  };
  return Object.entries(counts).map(([name, count]) => [name, count / (limits.get(name) ?? NaN)]);
}

test("every document of the console is within the limits of the service", async () => {
  const token = await tokenOf("focal-point.qma@example.org");
  const { submissions } = await asks<{ submissions: { id: string }[] }>(token, "{ submissions { id } }");
  const known = {
    id: submissions[0]?.id,
    state: "QMA",
    round: "fictional-survey-1",
    edition: "national-implementation/1",
    section: "N13A",
    question: "N13A.status",
    code: "A-70-174/13",
    eleven: "A-70-174/13",
  };
  expect(documents.length).toBeGreaterThan(80);
  // A document is weighed in some calls, and all of them are more than one account may make in a minute.
  const weighing = await Promise.all(
    ["qmb", "qmc", "qmd", "qme", "qmf", "qmg"].map((state) => tokenOf(`focal-point.${state}@example.org`)),
  );

  const refused: string[] = [];
  const shares: { name: string; limit: string; share: number }[] = [];
  for (const [place, { name, document }] of documents.entries()) {
    const text = print(document);
    const variables = variablesOf(document, known);
    const problems = await send(token, { query: text, variables, operationName: name });
    for (const { message, extensions } of problems.filter((one) => isLimit(one) || isNotUnderstood(one)))
      refused.push(`${name}: ${message} ${JSON.stringify(extensions ?? {})}`);
    for (const [limit, share] of counted(document, text)) shares.push({ name, limit, share });
    if (!problems.some(isLimit))
      shares.push({
        name,
        limit: "complexity",
        share: await complexity(weighing[place % weighing.length]!, text, variables),
      });
  }
  const nearest = shares.toSorted((one, other) => other.share - one.share).slice(0, 3);
  console.log(`${documents.length} documents; nearest to a limit:`);
  for (const { name, limit, share } of nearest)
    console.log(`  ${name}: ${Math.round(100 * share)} % of ${limits.get(limit)} (${limit})`);
  expect(refused).toEqual([]);
  expect(nearest.every(({ share }) => share <= 1)).toBe(true);
});
