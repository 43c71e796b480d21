import { createHash } from 'node:crypto';
import type { Answers } from '#core/form/answers.ts';
import { canonicalJson } from '#core/form/canonical-json.ts';

/** The digest that names a frozen revision: SHA-256 (64 hex digits) over the canonical JSON of `{ answers, pack }`. */
export function digestAnswers(packId: string, answers: Answers): string {
  return sha256(canonicalJson({ answers, pack: packId }));
}

/** The digest that a draft carries: SHA-256 over the canonical JSON of the answers alone, as they stand at that moment. */
export function digestDraft(answers: Answers): string {
  return sha256(canonicalJson(answers));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
