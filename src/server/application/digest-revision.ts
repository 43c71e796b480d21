import { createHash } from 'node:crypto';
import type { Answers } from '#core/form/answers.ts';

/** SHA-256 over the answers' JSON with the keys of each object in order. */
export function digestRevision(answers: Answers): string {
  return createHash('sha256')
    .update(JSON.stringify(ordered(answers)))
    .digest('hex');
}

function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, ordered(member)]),
  );
}
