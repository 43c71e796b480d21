import type { ByteRange } from '#server/files/file-store.ts';

/**
 * The one range that a `Range` header asks for, of a file of so many bytes. None where the whole is to be sent: no header, several ranges,
 * or what nobody can read (RFC 9110, 14.2); `unsatisfiable` where it begins behind the end.
 */
export function readByteRange(header: string | undefined, bytes: number): ByteRange | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const range =
    first === ''
      ? { from: Math.max(0, bytes - Number(last)), to: bytes - 1 }
      : { from: Number(first), to: last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1) };
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  return range.from >= bytes || range.to < range.from ? 'unsatisfiable' : range;
}
