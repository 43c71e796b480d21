import { readFile } from 'node:fs/promises';
import { isRecord } from '#core/form/answers.ts';

export type ExampleMember = { name: string; category: string };

/** What becomes of each example form: how far its application goes. */
export type ExampleForm = {
  name: string;
  answers: Record<string, unknown>;
  members: readonly ExampleMember[];
  goes: 'confirmed' | 'returned' | 'draft';
};

const folder = new URL('../../../examples/', import.meta.url);

const plan = [
  { file: 'perfect.json', otherwise: '云泽市青禾产教联合体（虚构示例）', goes: 'confirmed' },
  { file: 'warnings.json', otherwise: '星浦市望海产教联合体（虚构示例）', goes: 'returned' },
  { file: 'errors.json', otherwise: '雁川市临泽产教联合体（虚构示例）', goes: 'draft' },
  { file: 'empty.json', otherwise: '云泽市鹭洲产教联合体（虚构示例）', goes: 'draft' },
] as const;

/** The four example forms, each with its consortium's name and its members. */
export async function readExampleForms(): Promise<readonly ExampleForm[]> {
  return Promise.all(
    plan.map(async ({ file, otherwise, goes }) => {
      const parsed: unknown = JSON.parse(await readFile(new URL(file, folder), 'utf8'));
      const answers = isRecord(parsed) ? parsed : {};
      const name = typeof answers.consortiumName === 'string' ? answers.consortiumName : otherwise;
      return { name, answers, members: membersOf(answers), goes };
    }),
  );
}

function membersOf(answers: Record<string, unknown>): readonly ExampleMember[] {
  const categories = isRecord(answers.members) ? Object.entries(answers.members) : [];
  return categories.flatMap(([category, one]) =>
    isRecord(one) && Array.isArray(one.names)
      ? one.names.filter((name) => typeof name === 'string').map((name) => ({ name, category }))
      : [],
  );
}
