import { checkForm, recheck } from '#core/check/recheck.ts';
import { fieldOf } from '#core/check/subject.ts';
import { type Answers, withValue } from '#core/form/answers.ts';
import type { Database, Tx } from '#server/db/database.ts';
import type { Packs } from '#server/pack/packs.ts';
import { readApplication } from './application-row.ts';
import { type FormState, formState } from './form-state.ts';

type Known = { id: string; consortium_id: string; pack_digest: string; sequence: number };

export type Change = { cell: string; value: unknown; baseVersion: number };

export type ApplicationCache = {
  /** Forms as they stand at the sequences given, by application id; those not remembered are read in one query. */
  at: (tx: Tx, rows: readonly Known[]) => Promise<ReadonlyMap<string, FormState>>;
  /** The form after a save that the database took as `sequence`. */
  afterSave: (
    actor: { personId: string },
    id: string,
    sequence: number,
    changes: readonly Change[],
    versions: Readonly<Record<string, number>>,
  ) => Promise<FormState>;
  /** Throws `Refusal('not-found')` where the actor may not see the form. */
  mustSee: (actor: { personId: string }, id: string) => Promise<void>;
  /** Whatever is remembered of a form, for a look at its pack; the first look reads it as the actor and may refuse. */
  peek: (actor: { personId: string }, id: string) => Promise<FormState>;
};

const keepAtMost = 3000;

/**
 * Remembers forms so that a save costs one trip to the database: a remembered form is good exactly while the application's sequence is
 * its own. It holds no permission: who may see a form is decided by the row that the caller read.
 */
export function readApplications(db: Database, packs: Packs): ApplicationCache {
  const forms = new Map<string, FormState>();

  function keep(id: string, form: FormState): FormState {
    const known = forms.get(id);
    if (known && known.sequence > form.sequence) return form;
    forms.delete(id);
    forms.set(id, form);
    if (forms.size > keepAtMost) for (const oldest of forms.keys()) if (forms.delete(oldest)) break;
    return form;
  }

  async function read(tx: Tx, rows: readonly Known[]): Promise<readonly [string, FormState][]> {
    if (rows.length === 0) return [];
    const answers = await tx
      .selectFrom('answer')
      .select(['application_id', 'cell', 'value', 'version'])
      .where(
        'consortium_id',
        'in',
        rows.map((row) => row.consortium_id),
      )
      .where(
        'application_id',
        'in',
        rows.map((row) => row.id),
      )
      .execute();
    const byApplication = Map.groupBy(answers, (row) => row.application_id);
    const read: [string, FormState][] = [];
    for (const row of rows) {
      const { pack } = await packs.byDigest(row.pack_digest);
      const cells = byApplication.get(row.id) ?? [];
      const values = cells.reduce<Answers>((all, { cell, value }) => withValue(all, cell, value ?? undefined), {});
      const versions = Object.fromEntries(cells.map(({ cell, version }) => [cell, version]));
      const saved = { packDigest: row.pack_digest, sequence: row.sequence, versions };
      read.push([row.id, keep(row.id, formState(pack, saved, checkForm(pack, values)))]);
    }
    return read;
  }

  async function at(tx: Tx, rows: readonly Known[]): Promise<ReadonlyMap<string, FormState>> {
    const known = new Map<string, FormState>();
    const missing: Known[] = [];
    for (const row of rows) {
      const form = forms.get(row.id);
      if (form?.sequence === row.sequence) known.set(row.id, form);
      else missing.push(row);
    }
    for (const [id, form] of await read(tx, missing)) known.set(id, form);
    return known;
  }

  async function readAs(actor: { personId: string }, id: string): Promise<FormState> {
    return db.readAs(actor, async (tx) => {
      const row = await readApplication(tx, id);
      const form = (await at(tx, [row])).get(id);
      if (!form) throw new Error('a form that was read is missing');
      return form;
    });
  }

  return {
    at,
    mustSee: async (actor, id) => {
      await db.readAs(actor, (tx) => readApplication(tx, id));
    },
    peek: async (actor, id) => forms.get(id) ?? readAs(actor, id),
    afterSave: async (actor, id, sequence, changes, versions) => {
      const known = forms.get(id);
      if (known?.sequence !== sequence - 1) return readAs(actor, id);
      const { pack } = await packs.byDigest(known.packDigest);
      const answers = changes.reduce((all, { cell, value }) => withValue(all, cell, value ?? undefined), known.answers);
      const fields = changes.map(({ cell }) => fieldOf(cell));
      const checked = recheck(pack, known.checked, answers, fields);
      const saved = { packDigest: known.packDigest, sequence, versions: { ...known.versions, ...versions } };
      return keep(id, formState(pack, saved, checked));
    },
  };
}
