import { type Edit, shortestEdits } from './shortest-edits.ts';

/** A piece of two versions of a text: in both of them, in the new one alone, or in the old one alone. */
export type Change = { kind: 'same' | 'added' | 'removed'; text: string };

/** A run of Latin letters or digits counts as one word, of Chinese each character. */
const word = /[\p{Script=Latin}\p{N}]+|\p{Zs}+|./gsu;

/** Fewer characters in common between two changes are chance, and are read more easily as changed with them. */
const leastShared = 3;

/**
 * How a text became another: paragraph by paragraph, then within what changed word by word. The pieces that are not `added` make the old text, those
 * that are not `removed` the new one.
 */
export function differenceOf(before: string, after: string): readonly Change[] {
  const paragraphs = shortestEdits(before.split(/(?<=\n)/), after.split(/(?<=\n)/));
  return joined(blocksOf(paragraphs).flatMap(({ same, removed, added }) => [...within(removed, added), asSame(same)]));
}

const asSame = (text: string): Change => ({ kind: 'same', text });

function within(removed: string, added: string): readonly Change[] {
  if (removed === '' || added === '') return replaced(removed, added);
  const edits = shortestEdits(removed.match(word) ?? [], added.match(word) ?? []);
  return blocksOf(edits, leastShared).flatMap((block) => [...replaced(block.removed, block.added), asSame(block.same)]);
}

const replaced = (removed: string, added: string): readonly Change[] => [
  { kind: 'removed', text: removed },
  { kind: 'added', text: added },
];

type Block = { removed: string; added: string; same: string };

/** What was taken out and put in at one place, and what follows unchanged. Shared pieces shorter than `least` between changes are part of them. */
function blocksOf(edits: readonly Edit[], least = 0): readonly Block[] {
  const blocks: Block[] = [];
  let open: Block = { removed: '', added: '', same: '' };
  edits.forEach(({ kind, text }, at) => {
    const isChance =
      kind === 'same' && at > 0 && at < edits.length - 1 && [...text].length < least && !text.includes('\n');
    if (kind === 'same' && !isChance) {
      open.same += text;
      return;
    }
    if (open.same !== '') {
      blocks.push(open);
      open = { removed: '', added: '', same: '' };
    }
    if (kind !== 'added') open.removed += text;
    if (kind !== 'removed') open.added += text;
  });
  return [...blocks, open];
}

/** Neighbours of one kind are one piece; nothing is none. */
function joined(changes: readonly Change[]): readonly Change[] {
  const pieces: Change[] = [];
  for (const { kind, text } of changes) {
    const last = pieces.at(-1);
    if (text === '') continue;
    if (last?.kind === kind) last.text += text;
    else pieces.push({ kind, text });
  }
  return pieces;
}
