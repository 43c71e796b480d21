import { open } from 'node:fs/promises';
import { DiscFault, faultOf } from './disc-fault.ts';

/** A file's bytes at these places, joined. Throws `DiscFault` where it ends before. */
export async function readPieces(file: string, pieces: readonly { at: number; bytes: number }[]): Promise<Uint8Array> {
  const whole = Buffer.alloc(pieces.reduce((sum, { bytes }) => sum + bytes, 0));
  const handle = await open(file).catch((cause: unknown) => {
    throw faultOf(cause, file, 'unreadable');
  });
  try {
    let done = 0;
    for (const { at, bytes } of pieces) {
      for (let read = 0; read < bytes; ) {
        const { bytesRead } = await handle.read(whole, done + read, bytes - read, at + read);
        if (bytesRead === 0) throw new DiscFault('truncated', file);
        read += bytesRead;
      }
      done += bytes;
    }
    return whole;
  } catch (cause) {
    throw faultOf(cause, file, 'unreadable');
  } finally {
    await handle.close();
  }
}
