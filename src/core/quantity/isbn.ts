/** Whether a text is an ISBN whose check digit is right: 13 digits (ISO 2108), or 10 with a last X; hyphens, spaces and width do not matter. */
export function isIsbn(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .replace(/^ISBN[:：]?/i, '')
    .replace(/[\s\-‐–—]/g, '')
    .toUpperCase();
  const digits = [...plain].map((character) => (character === 'X' ? 10 : Number(character)));
  if (/^97[89]\d{10}$/.test(plain))
    return digits.reduce((sum, digit, at) => sum + digit * (at % 2 === 0 ? 1 : 3), 0) % 10 === 0;
  return /^\d{9}[\dX]$/.test(plain) && digits.reduce((sum, digit, at) => sum + digit * (10 - at), 0) % 11 === 0;
}
