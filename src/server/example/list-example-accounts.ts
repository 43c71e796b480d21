import type { Database } from '#server/db/database.ts';
import { exampleAccounts } from './example-accounts.ts';
import { nationAccounts } from './nation/nation-accounts.ts';

export type ExampleSignIn = { email: string; label: string };

const shownReaders = 3;

/** Accounts of whichever example was loaded, a few for each role: what people are told where they sign in. */
export async function listExampleAccounts({ asOwner }: Pick<Database, 'asOwner'>): Promise<readonly ExampleSignIn[]> {
  const fixed: readonly ExampleSignIn[] = [...exampleAccounts, ...nationAccounts];
  return asOwner(async (tx) => {
    const there = await tx
      .selectFrom('person')
      .select('email')
      .where(
        'email',
        'in',
        fixed.map(({ email }) => email),
      )
      .execute();
    // Who reads is drawn by chance.
    const readers = await tx
      .selectFrom('expert')
      .select('email')
      .where(({ exists, selectFrom }) =>
        exists(selectFrom('reader').select('expert_id').whereRef('reader.expert_id', '=', 'expert.id')),
      )
      .orderBy('email')
      .limit(shownReaders)
      .execute();
    const known = new Set(there.map(({ email }) => email));
    return [
      ...fixed.filter(({ email }) => known.has(email)),
      ...readers.map(({ email }, at) => ({ email, label: `审阅专家${at + 1}` })),
    ].map(({ email, label }) => ({ email, label }));
  });
}
