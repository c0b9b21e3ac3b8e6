import type { CodegenConfig } from "@graphql-codegen/cli";

// One typed document for each operation in the pages, and the enums of the contract as unions of strings.
const config: CodegenConfig = {
  schema: "../schema.graphql",
  documents: ["src/**/*.{ts,tsx}", "!src/gql/**"],
  generates: {
    "src/gql/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: { DateTime: "string", NaiveDate: "string", JSON: "unknown" },
      },
    },
    // What the cache has to know about unions and interfaces.
    "src/gql/introspection.json": { plugins: ["introspection"], config: { minify: true, descriptions: false } },
  },
};

export default config;
