import { decimalText } from './decimal.ts';

/** Money as whole fen (0.01 yuan): sums are exact. */

/** Fen of an amount in yuan with at most two decimals: `-12.3` is -1230. Throws `RangeError` where it is no such text. */
export function fenOf(yuan: string): bigint {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(yuan) ?? [];
  if (whole === '') throw new RangeError(`not an amount in yuan: ${yuan}`);
  const fen = BigInt(whole + fraction.padEnd(2, '0'));
  return sign === '-' ? -fen : fen;
}

/** `12.30`. Inverse of `fenOf`. */
export function yuanText(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** An amount from 0 in 万元 to four decimals, as ledgers and forms take it: exact for whole yuan, a half yuan or more rounded up. */
export function wanText(fen: bigint): string {
  // A fen is the last of a decimal's six places.
  return decimalText(((fen + 50n) / 100n) * 100n);
}

/** `1,234,567.80`, for people. */
export function groupedYuan(fen: bigint): string {
  return yuanText(fen).replace(/\B(?=(\d{3})+\.)/g, ',');
}
