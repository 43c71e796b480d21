const digits = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Whether a text is a unified social credit code: 18 characters without I, O, S, V and Z, the last being right for the others (GB 32100-2015). */
export function isCreditCode(text: string): boolean {
  const values = [...text].map((digit) => digits.indexOf(digit));
  if (values.length !== 18 || values.includes(-1)) return false;
  const sum = weights.reduce((total, weight, at) => total + weight * (values[at] ?? 0), 0);
  return (31 - (sum % 31)) % 31 === values[17];
}
