import { DiscFault } from './disc-fault.ts';

/** A longer name does not fit a directory record of a Joliet volume; Windows, Linux and macOS read names of this length, beyond the 64 that Joliet promises. */
const longestName = 103;
const deepest = 100;

/** Throws `DiscFault` for a path (parts joined by `/`) that a Joliet volume cannot hold, or that leads anywhere but down. */
export function requireDiscPath(path: string): void {
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) throw new DiscFault('unsafe-path', path);
  if (parts.length > deepest) throw new DiscFault('too-deep', path);
  for (const part of parts) {
    if (part.includes('\ufffd') || !part.isWellFormed()) throw new DiscFault('not-utf8', path);
    if (isForbidden(part)) throw new DiscFault('bad-name', path);
    if (part.length > longestName) throw new DiscFault('long-name', path);
  }
}

function isForbidden(name: string): boolean {
  return /[*/:;?\\]/.test(name) || [...name].some((letter) => letter < ' ' || letter === '\u007f');
}

/**
 * Names for the plain ISO 9660 tree of one folder, each unique: capitals, digits and underscores, 27 for the name and 3 for the suffix; a
 * Chinese name becomes a number, since no such letter may stand there. The order of `names` decides the numbers.
 */
export function isoNames(names: readonly string[], isFolder: (name: string) => boolean): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  const found = new Map<string, string>();
  for (const name of names) {
    const folder = isFolder(name);
    const dot = folder ? -1 : name.lastIndexOf('.');
    const suffix = dot < 0 ? '' : plain(name.slice(dot + 1)).slice(0, 3);
    const stem = plain(dot < 0 ? name : name.slice(0, dot)).slice(0, 27);
    const isTelling = stem !== '';
    let base = isTelling ? stem : `${folder ? 'D' : 'F'}1`;
    const key = `${isTelling ? stem : folder}.${suffix}`;
    while (taken.has(`${base}.${suffix}`)) {
      const count = (counts.get(key) ?? 1) + 1;
      counts.set(key, count);
      base = isTelling ? `${stem.slice(0, 27 - String(count).length)}${count}` : `${folder ? 'D' : 'F'}${count}`;
    }
    taken.add(`${base}.${suffix}`);
    found.set(name, folder ? base : `${base}.${suffix};1`);
  }
  return found;
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

/** What `names` are worth a warning for: Windows opens only one of two names that differ in capitals alone, and no path beyond 240 letters. */
export function doubtfulPaths(paths: readonly string[]): readonly { path: string; why: string }[] {
  const seen = new Map<string, string>();
  return paths.flatMap((path) => {
    const folded = path.normalize('NFC').toLowerCase();
    const other = seen.get(folded);
    seen.set(folded, path);
    if (other !== undefined) return [{ path, why: `与“${other}”只有大小写或字形不同，Windows只能打开其中一个` }];
    return path.length > 240 ? [{ path, why: '路径超过240字，Windows可能打不开' }] : [];
  });
}

const keptLetters = 45;

/** A name for a file or folder of a disc from any text: what may not stand in one becomes `_`, long texts are cut; room stays for a number before and a suffix behind. */
export function discNameOf(text: string): string {
  const letters = [...text.normalize('NFC').toWellFormed()].map((letter) =>
    isForbidden(letter) || /[<>|"\ufffd\p{Bidi_Control}]/u.test(letter) ? '_' : letter,
  );
  const name = letters
    .slice(0, keptLetters)
    .join('')
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  return name === '' ? '未命名' : name;
}
