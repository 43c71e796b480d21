/** Exact decimals: a whole number of 10⁻⁶ units. Sums of money, hours and rates never pass through floating point. */

const places = 6;
const unit = 1_000_000n;

/** The largest magnitude a number of a form may have; one hundred thousand million keeps four decimals exact in a JSON number. */
export const largestNumber = 1e11;

/** Units of 10⁻⁶ of a finite number or a plain decimal text. Throws `RangeError` where it is neither, or has more than six decimals. */
export function decimalOf(value: number | string): bigint {
  if (Number.isSafeInteger(value)) return BigInt(value) * unit;
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plainDigits(value));
  const [, sign, whole = '', fraction = ''] = match ?? [];
  if (!match || fraction.length > places) throw new RangeError(`not an exact decimal: ${value}`);
  const units = BigInt(whole + fraction.padEnd(places, '0'));
  return sign === '-' ? -units : units;
}

/** The shortest plain text of a decimal: `12`, `0.05`, `-3.5`. Inverse of `decimalOf`. */
export function decimalText(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -places)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A number as plain digits, never in scientific notation. */
export function plainDigits(value: number | string): string {
  if (typeof value === 'string') return value;
  const text = String(value);
  return text.includes('e') ? value.toFixed(places + 14).replace(/\.?0+$/, '') : text;
}

/** How many digits stand after the point. */
export function decimalPlaces(value: number): number {
  if (Number.isSafeInteger(value)) return 0;
  return plainDigits(value).split('.')[1]?.length ?? 0;
}
