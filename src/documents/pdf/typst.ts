import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** The face that comes with the packages, for machines without the official one. */
const ownFace = 'Noto Serif SC';
const ownFaceWeights = ['400Regular', '700Bold'];

/** The names under which machines know a face. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  仿宋_GB2312: ['FangSong_GB2312', '仿宋', 'FangSong'],
};

/** Results older than so many documents leave the cache: memory stays bounded, the template stays warm. */
const cachedDocuments = 4;

type Typst = { compiler: NodeCompiler; template: string; faces: Map<string, string | undefined> };

let started: Typst | undefined;

/** The one compiler of the process: reads nothing but this folder and the fonts, and never the network. */
function typst(): Typst {
  started ??= {
    compiler: NodeCompiler.create({
      workspace: fileURLToPath(new URL('.', import.meta.url)),
      fontArgs: [{ fontPaths: ownFaceWeights.map((weight) => join(ownFaceFolder(), weight)) }],
    }),
    template: readFileSync(new URL('form.typ', import.meta.url), 'utf8'),
    faces: new Map(),
  };
  return started;
}

function ownFaceFolder(): string {
  return dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-serif-sc/package.json')));
}

/** What a form is set in: the official face where the machine has it, else the one that comes with the packages. */
export type Faces = { faces: readonly string[]; thicken: boolean };

export function facesFor(face: string): Faces {
  const { faces } = typst();
  if (!faces.has(face)) faces.set(face, [face, ...(otherNames[face] ?? [])].find(isInstalled));
  const found = faces.get(face);
  return { faces: found === undefined ? [ownFace] : [found, ownFace], thicken: found !== undefined };
}

function isInstalled(face: string): boolean {
  const width = `#context [#metadata(measure(text(font: sys.inputs.face, fallback: false)[永]).width.pt()) <width>]`;
  const { compiler } = typst();
  const found: unknown = compiler.query(
    { mainFileContent: width, inputs: { face } },
    { selector: '<width>', field: 'value' },
  );
  return Array.isArray(found) && typeof found[0] === 'number' && found[0] > 0;
}

/** Sets the form's template with its data. */
export function setForm(data: unknown): Uint8Array {
  return set(typst().template, { form: JSON.stringify(data) });
}

/** Sets another template, which reads its data from `sys.inputs.data`. */
export function setTemplate(template: string, data: unknown): Uint8Array {
  return set(template, { data: JSON.stringify(data) });
}

/** The same data gives the same bytes on the same machine. Throws `Error` where Typst refuses: a bug of ours. */
function set(template: string, inputs: Record<string, string>): Uint8Array {
  const { compiler } = typst();
  try {
    return new Uint8Array(compiler.pdf({ mainFileContent: template, inputs }));
  } catch (cause) {
    throw new Error(`Typst refused the document: ${reasonOf(cause)}`, { cause });
  } finally {
    compiler.evictCache(cachedDocuments);
  }
}

/** Typst's own words stand in the `code` of its errors. */
function reasonOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
}
