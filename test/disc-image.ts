import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DiscKeys, newDiscKeys } from '#documents/disc/disc-keys.ts';
import { type DiscFile, makeDisc } from '#documents/disc/make-disc.ts';

/** What every disc of the tests is. */
export const aboutDisc = {
  title: '某省推荐材料',
  province: '某省',
  batch: '第一批',
  madeAt: new Date('2023-06-01T01:02:03Z'),
  set: { id: 'a-set', part: 1, of: 1 },
};

export const discKeys: DiscKeys = newDiscKeys();

/** A folder for images, and what is done in it. */
export function discFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'lianheti-disc-'));
  return {
    folder,
    at: (name: string) => join(folder, name),
    write: (name: string, bytes: Uint8Array | string) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    },
    /** An image of contents by path; resolves to its file. */
    image: async (name: string, contents: Readonly<Record<string, Uint8Array | string>>) => {
      await makeDisc(join(folder, name), discFiles(contents), aboutDisc, discKeys, { threads: 2 });
      return join(folder, name);
    },
    bytes: (name: string) => readFileSync(join(folder, name)),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Files that are read as streams: nothing of them need be on the machine. */
export function discFiles(contents: Readonly<Record<string, Uint8Array | string>>): readonly DiscFile[] {
  return Object.entries(contents).map(([path, content]) => {
    const bytes = Buffer.from(content);
    return {
      path,
      size: bytes.length,
      content: async function* () {
        yield bytes;
      },
    };
  });
}

/** Where a name stands among the Joliet names of an image; it must stand there once. */
export function jolietName(image: Buffer, name: string): number {
  const written = Buffer.from(name, 'utf16le').swap16();
  const found: number[] = [];
  for (let at = image.indexOf(written); at >= 0; at = image.indexOf(written, at + 1)) {
    // A directory record tells the length of its name in the byte before; a path table's entry has it elsewhere.
    if (image[at - 1] === written.length && (image[at - 33] ?? 0) >= 33 + written.length) found.push(at);
  }
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) throw new Error(`${name} stands ${found.length} times in the image`);
  return only;
}
