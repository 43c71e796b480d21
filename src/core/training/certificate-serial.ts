/** Digits before the two that check them: the year and twelve that nobody guesses. */
const drawn = 12;

/**
 * A certificate's serial, from the year and twelve random bytes: 18 digits. The last two are ISO 7064 MOD 97-10, which finds every single digit that was changed
 * and every two that were exchanged.
 */
export function certificateSerial(year: number, random: Uint8Array): string {
  if (random.length < drawn || year < 1000 || year > 9999)
    throw new RangeError('a serial takes a year and twelve bytes');
  const digits = `${year}${[...random.subarray(0, drawn)].map((byte) => byte % 10).join('')}`;
  const check = 98 - remainder(`${digits}00`);
  return digits + String(check).padStart(2, '0');
}

/** A serial as it is stored, from however it was typed (full width, spaces, dashes); undefined where a digit is wrong. */
export function readSerial(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s\-‐-―−]/g, '');
  return /^\d{18}$/.test(digits) && remainder(digits) === 1 ? digits : undefined;
}

/** `2026 1234 5678 9012 34`: how it is printed. */
export const printedSerial = (serial: string) => serial.replace(/(\d{4})(?=\d)/g, '$1 ');

const remainder = (digits: string) => [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
