import { opendir, stat } from 'node:fs/promises';
import path from 'node:path';
import { faultOf } from './disc-fault.ts';

/** A file of a folder: its path within (joined by `/`), its size, and where it is. */
export type FolderFile = { path: string; size: number; file: string };

/** Every file below a folder, in the order of their paths; links are not followed and, as devices are, named apart. Throws `DiscFault`. */
export async function listFolder(folder: string): Promise<{ files: readonly FolderFile[]; others: readonly string[] }> {
  const files: FolderFile[] = [];
  const others: string[] = [];
  const waiting = [''];
  for (let within = waiting.pop(); within !== undefined; within = waiting.pop()) {
    const place = path.join(folder, ...within.split('/'));
    try {
      for await (const entry of await opendir(place)) {
        const found = within === '' ? entry.name : `${within}/${entry.name}`;
        const file = path.join(place, entry.name);
        if (entry.isDirectory()) waiting.push(found);
        else if (entry.isFile() && !entry.name.includes('\ufffd'))
          files.push({ path: found, size: (await stat(file)).size, file });
        else others.push(found);
      }
    } catch (cause) {
      throw faultOf(cause, place, 'unreadable');
    }
  }
  const inOrder = (a: string, b: string) => (a < b ? -1 : 1);
  return { files: files.sort((a, b) => inOrder(a.path, b.path)), others: others.sort(inOrder) };
}
