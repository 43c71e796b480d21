import { readFileSync } from 'node:fs';
import { type Answers, isRecord } from '#core/form/answers.ts';

/** One of the made-up forms of `examples/`. */
export function exampleAnswers(name: 'perfect' | 'warnings' | 'errors' | 'empty'): Answers {
  const answers: unknown = JSON.parse(readFileSync(new URL(`../examples/${name}.json`, import.meta.url), 'utf8'));
  if (!isRecord(answers)) throw new TypeError(`examples/${name}.json is no object`);
  return answers;
}
