import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { DiscFault, faultOf } from './disc-fault.ts';
import { readImage, readImageFile } from './read-image.ts';

/**
 * Copies an image's files into a new folder; an image in which anything is refused is not unpacked at all, and nothing is written anywhere else. Throws `DiscFault`.
 */
export async function unpackImage(image: string, folder: string): Promise<void> {
  const { files, faults } = await readImage(image);
  const [fault] = faults;
  if (fault) throw new DiscFault('unsafe-image', fault.path);
  try {
    await mkdir(folder);
    for (const file of files) {
      const target = path.join(folder, ...file.path.split('/'));
      await mkdir(path.dirname(target), { recursive: true });
      const handle = await open(target, 'wx');
      try {
        for await (const piece of readImageFile(image, file)) await handle.write(piece);
      } finally {
        await handle.close();
      }
    }
  } catch (cause) {
    throw faultOf(cause, folder, 'unwritable');
  }
}
