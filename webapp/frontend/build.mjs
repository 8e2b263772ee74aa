// Bundles every top-level src/*.ts and src/*.css, with the licences of the packages that went in.
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const destination = path.join(here, "../plangraph_web/static/dist");
const licences = "THIRD-PARTY-LICENSES.txt";

async function bundle() {
  const sources = await readdir(path.join(here, "src"));
  return build({
    absWorkingDir: here,
    entryPoints: sources.filter((name) => /(?<!\.d)\.(ts|css)$/.test(name)).map((name) => `src/${name}`),
    outdir: destination,
    bundle: true,
    format: "esm",
    splitting: true, // what a page may not need is a file of its own
    target: "es2022",
    minify: true,
    charset: "utf8",
    legalComments: "none", // the whole texts are in the licence file
    metafile: true,
    write: false,
    logLevel: "warning",
  });
}

/** The folders, below node_modules, of the packages whose code or style is in the bundle. */
function packages(metafile) {
  const used = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  const folders = used.map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]);
  return [...new Set(folders.filter(Boolean))].sort();
}

async function licence(folder) {
  const at = path.join(here, folder);
  const { name, version, license } = JSON.parse(await readFile(path.join(at, "package.json"), "utf8"));
  const files = (await readdir(at)).filter((file) => /^licen[cs]e/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(at, file), "utf8")));
  return [`${name} ${version} (${license})`, ...texts.map((text) => text.trim())].join("\n\n");
}

async function put(file, contents) {
  await writeFile(`${file}.part`, contents);
  await rename(`${file}.part`, file);
}

const { metafile, outputFiles } = await bundle();
const texts = await Promise.all(packages(metafile).map(licence));
await mkdir(destination, { recursive: true });
for (const file of outputFiles) await put(file.path, file.contents);

const made = new Set([...outputFiles.map((file) => path.basename(file.path)), licences]);
for (const name of await readdir(destination)) {
  if (!made.has(name)) await rm(path.join(destination, name), { recursive: true });
}
// Last, because this file tells make that the bundle is whole.
await put(path.join(destination, licences), `${texts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
