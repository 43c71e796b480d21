/** The significant digits of a number: of 12,300 three, of 0.05 one; none of 0. */
export function significantDigits(value: number): number {
  const digits = value.toExponential().replace(/e.*$/, '').replace(/[-.]/g, '');
  return digits.replace(/0+$/, '').length;
}
