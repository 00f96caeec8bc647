// node lint.mjs SDL_FILE: the schema judged by graphql-eslint's recommended and Relay rules. Exit code 1 on any finding.
import { readFile } from "node:fs/promises";
import path from "node:path";

import graphql from "@graphql-eslint/eslint-plugin";
import { ESLint } from "eslint";

const [file] = process.argv.slice(2);
if (!file) {
  console.error("usage: node lint.mjs SDL_FILE");
  process.exit(2);
}

const eslint = new ESLint({
  overrideConfigFile: true,
  baseConfig: {
    files: ["**/*.graphql"],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: path.resolve(file) } } },
    plugins: { "@graphql-eslint": graphql },
    rules: {
      ...graphql.configs["flat/schema-recommended"].rules,
      ...graphql.configs["flat/schema-relay"].rules,
      // Everything is described, not only types and root fields.
      "@graphql-eslint/require-description": [
        "error",
        {
          types: true,
          rootField: true,
          DirectiveDefinition: true,
          EnumValueDefinition: true,
          FieldDefinition: true,
          InputValueDefinition: true,
        },
      ],
      // Values without an identity (a problem, a check, a period) are plain types here, not entities.
      "@graphql-eslint/strict-id-in-types": "off",
      // Plain lists are allowed where they carry a stated cap; history is read forwards only.
      "@graphql-eslint/relay-edge-types": ["error", { withEdgeSuffix: true, listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false }],
      "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
      // Operations are values of an enum spelt as the mutations they name.
      "@graphql-eslint/naming-convention": "off",
    },
  },
});

const results = await eslint.lintText(await readFile(file, "utf8"), { filePath: "schema.graphql" });
const findings = results.flatMap(({ messages }) => messages);
for (const { line, ruleId, message } of findings) {
  console.error(`${path.basename(file)}:${line} ${ruleId} ${message}`);
}
console.log(JSON.stringify({ findings: findings.length }));
process.exit(findings.length > 0 ? 1 : 0);
