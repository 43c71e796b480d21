import type { Random } from '#server/example/ledgers/random.ts';

/** A consortium's own words by slot: one is picked where there are several. */
export type Words = Readonly<Record<string, string | readonly string[]>>;

const slot = /\{(?:(\d+)-(\d+)|([a-zA-Z0-9]+))\}/g;

/**
 * Fills the slots of a phrase: `{12-40}` is a number drawn between both, `{trade}` one of the words of that name. `{trade2}` differs from
 * `{trade}` where both stand in one phrase. Throws `RangeError` for a slot without words.
 */
export function fillPhrase(phrase: string, words: Words, random: Random): string {
  const taken = new Set<string>();
  return phrase.replaceAll(slot, (_, from: string | undefined, to: string | undefined, name = '') => {
    if (from !== undefined) return String(random.whole(Number(from), Number(to)));
    const known = words[name] ?? words[name.replace(/\d+$/, '')] ?? [];
    const word = random.pick(typeof known === 'string' ? [known] : known.filter((one) => !taken.has(one)));
    taken.add(word);
    return word;
  });
}
