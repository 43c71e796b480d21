import { sql } from 'kysely';
import type { TrainingRules } from '#core/training/training-rules.ts';
import { currentPack } from '#packs/packs.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import type { Directory } from '#server/ledger/member-directory.ts';

/** `own`: members of the consortium that the actor reports for. */
export type TrainingRight = { manages: boolean; own: readonly string[] };

/** What the actor may do about training. Throws `Refusal('not-found')` where neither it nor a member of its own has to do with the consortium. */
export async function mustKnowTraining(tx: Tx, consortiumId: string): Promise<TrainingRight> {
  const { rows } = await sql<TrainingRight & { reads: boolean; belongs: boolean }>`
    select has_right('manage-training', c.id) as manages, has_right('read-training', c.id) as reads,
      c.id in (select consortia_of_own_members()) as belongs,
      array(select m.id from unit m where m.parent_id = c.id and m.kind = 'member' and m.id in (select scope('run-training'))) as own
    from unit c where c.id = ${consortiumId}::uuid and c.kind = 'consortium'`.execute(tx);
  const [right] = rows;
  if (!right || !(right.reads || right.belongs)) throw new Refusal('not-found');
  return { manages: right.manages, own: right.own };
}

/** Throws `Refusal`: `not-found` as `mustKnowTraining`, `forbidden` for who is not the secretariat. */
export async function mustManageTraining(tx: Tx, consortiumId: string): Promise<void> {
  const { manages } = await mustKnowTraining(tx, consortiumId);
  if (!manages) throw new Refusal('forbidden');
}

/** Throws `Refusal('forbidden')` for who does not report for the member itself. */
export function mustReportFor({ own }: TrainingRight, memberId: string): void {
  if (!own.includes(memberId)) throw new Refusal('forbidden');
}

/** Throws `Refusal('invalid')` for what is no member of the consortium. */
export async function mustBeTrainingMember(
  { directories }: Pick<Context, 'directories'>,
  consortiumId: string,
  memberId: string,
): Promise<void> {
  if (!(await directories.of(consortiumId)).byId.has(memberId))
    throw new Refusal('invalid', { fields: ['memberId'], detail: '请选择本联合体的成员单位。' });
}

/** What the current notice says of training. Throws `Refusal('not-found')` where it asks for none. */
export function trainingRules(): TrainingRules {
  if (!currentPack.training) throw new Refusal('not-found');
  return currentPack.training;
}

/** 农民工、退役军人、下岗职工 and others, as the ledger calls them. */
export const audiences = () => optionsOf(trainingRules().groups, 'audience');

/** 岗前培训 and the other kinds of training of employees. */
export const trainingKinds = () => optionsOf(trainingRules().employees, 'kind');

/** 技能等级, as the ledger calls them. */
export const skillLevels = () => optionsOf(trainingRules().certification, 'level');

/** Throws `Refusal('invalid')` for what is not one of the choices; `field` is where it was typed. */
export function mustBeOneOf(choices: readonly string[], typed: string, field: string): void {
  if (!choices.includes(typed))
    throw new Refusal('invalid', { fields: [field], detail: `应为${choices.join('、')}之一。` });
}

function optionsOf(ledger: string, name: string): readonly string[] {
  const field = ledgerBook().kinds.find(({ id }) => id === ledger)?.fields[name];
  return field?.type === 'choice' ? field.options : [];
}

export const named = ({ byId }: Directory, id: string) => ({ id, name: byId.get(id)?.name ?? '' });
