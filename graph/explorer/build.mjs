// Builds graph/static/graphiql.{js,css,LICENSES.txt} from this folder and its lock: same lock, same bytes.
// `node build.mjs [FOLDER]` writes elsewhere, for the test that compares.
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.resolve(process.argv[2] ?? path.join(here, "..", "static"));

// GraphiQL's style sheet embeds 370 kB of fonts; the reader's own do as well.
const withoutFonts = {
  name: "without-fonts",
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, "utf8")).replace(/@font-face\s*\{[^}]*\}/g, ""),
      loader: "css",
    }));
  },
};

const result = await build({
  absWorkingDir: here,
  entryPoints: [{ in: "entry.jsx", out: "graphiql" }],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  jsx: "automatic",
  charset: "utf8",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
  metafile: true,
  write: false,
  outdir: target,
  plugins: [withoutFonts],
  logLevel: "warning",
});

await mkdir(target, { recursive: true });
for (const file of result.outputFiles) {
  await writeFile(file.path, file.contents);
}
await writeFile(path.join(target, "graphiql.LICENSES.txt"), await licences(Object.keys(result.metafile.inputs)));

/** The licence of every package that the bundle holds a file of. */
async function licences(inputs) {
  const folders = new Set(inputs.map((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]));
  folders.delete(undefined);
  const texts = await Promise.all([...folders].sort().map(licenceOf));
  return `Third-party packages inside graphiql.js and graphiql.css\n\n${[...new Set(texts)].join("\n")}`;
}

async function licenceOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(path.join(here, folder, "package.json"), "utf8"));
  const file = (await readdir(path.join(here, folder))).sort().find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? await readFile(path.join(here, folder, file), "utf8") : `Licence: ${license}`;
  return `${"-".repeat(79)}\n${name} ${version} (${license})\n\n${text.replaceAll("\r\n", "\n").trim()}\n`;
}
