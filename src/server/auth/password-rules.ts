import { commonPasswords } from './common-passwords.ts';

const classes = [/\p{Lu}/u, /\p{Ll}/u, /\d/, /[^\p{L}\d]/u];

/** At least 10 characters, three of four kinds of characters, and not one that everybody tries first, however it is decorated. */
export function isAcceptablePassword(password: string): boolean {
  if ([...password].length < 10 || password.length > 128) return false;
  if (classes.filter((kind) => kind.test(password)).length < 3) return false;
  const plain = password
    .toLowerCase()
    .replaceAll('0', 'o')
    .replaceAll('@', 'a')
    .replaceAll('$', 's')
    .replace(/[^a-z]/g, '');
  return !commonPasswords.has(plain) && !/(.)\1{4}/.test(password);
}
