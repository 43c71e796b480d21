/** Neighbouring tokens of one fate, joined. */
export type Edit = { kind: 'same' | 'added' | 'removed'; text: string };

/** Beyond so many tokens taken out and put in, two texts have little to do with each other, and the one simply takes the other's place. */
const mostEdits = 1000;

/**
 * The fewest tokens that must be taken out of one list and put in to make another (Myers, An O(ND) Difference Algorithm, 1986), in memory
 * that grows with the square of what changed and not with the length. Past 1000 edits all is replaced.
 */
export function shortestEdits(before: readonly string[], after: readonly string[]): readonly Edit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  return [
    ...editOf('same', before.slice(0, start)),
    ...editsBetween(old, now),
    ...editOf('same', before.slice(before.length - end)),
  ];
}

const editOf = (kind: Edit['kind'], tokens: readonly string[]): readonly Edit[] =>
  tokens.length === 0 ? [] : [{ kind, text: tokens.join('') }];

function editsBetween(old: readonly string[], now: readonly string[]): readonly Edit[] {
  const trace = old.length === 0 || now.length === 0 ? undefined : furthestPaths(old, now);
  return trace ? walkBack(old, now, trace) : [...editOf('removed', old), ...editOf('added', now)];
}

/**
 * For each number of edits how far into `old` one gets on each diagonal (place in `old` less place in `now`), until both ends are reached.
 * Diagonal k of round d stands at k + d.
 */
function furthestPaths(old: readonly string[], now: readonly string[]): readonly Int32Array[] | undefined {
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= Math.min(mostEdits, old.length + now.length); edits++) {
    const reached = new Int32Array(2 * edits + 1).fill(-1);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let at = stepOf(trace.at(-1), edits, diagonal).to;
      while (at < old.length && at - diagonal < now.length && old[at] === now[at - diagonal]) at++;
      reached[diagonal + edits] = at;
      if (at >= old.length && at - diagonal >= now.length) return [...trace, reached];
    }
    trace.push(reached);
  }
  return undefined;
}

/** The last edit on the best way to a diagonal: a token put in comes from the diagonal above, one taken out from the one below. */
function stepOf(before: Int32Array | undefined, edits: number, diagonal: number): { isAdded: boolean; to: number } {
  if (!before) return { isAdded: true, to: 0 };
  const reach = (from: number) => (Math.abs(from) > edits - 1 ? -1 : (before[from + edits - 1] ?? -1));
  const [put, taken] = [reach(diagonal + 1), reach(diagonal - 1)];
  const isAdded = diagonal === -edits || (diagonal !== edits && taken < put);
  return { isAdded, to: isAdded ? put : taken + 1 };
}

function walkBack(old: readonly string[], now: readonly string[], trace: readonly Int32Array[]): readonly Edit[] {
  const backwards: { kind: Edit['kind']; token: string }[] = [];
  let [x, y] = [old.length, now.length];
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const { isAdded, to } = stepOf(trace[edits - 1], edits, x - y);
    for (; x > to; x--, y--) backwards.push({ kind: 'same', token: old[x - 1] ?? '' });
    if (edits === 0) break;
    if (isAdded) backwards.push({ kind: 'added', token: now[--y] ?? '' });
    else backwards.push({ kind: 'removed', token: old[--x] ?? '' });
  }
  const edits: Edit[] = [];
  for (const { kind, token } of backwards.reverse()) {
    const last = edits.at(-1);
    if (last?.kind === kind) last.text += token;
    else edits.push({ kind, text: token });
  }
  return edits;
}
