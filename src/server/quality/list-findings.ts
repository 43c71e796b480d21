import { sql } from 'kysely';
import type { QualityRules } from '#core/quality/quality-rules.ts';
import { actionsFor } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Tx } from '#server/db/database.ts';
import { rolesOverFinding, severityOf, stateOf } from './finding-row.ts';
import { examinationNow, labelOf, ruleOf } from './quality-book.ts';

export type FindingFilter = {
  consortiumId?: string | undefined;
  year?: number | undefined;
  rule?: string | undefined;
  severity?: string | undefined;
  state?: string | undefined;
  province?: string | undefined;
};

/** Findings that the actor may see, each with its acts and whom it equals: four queries, however many they are. Gone ones only where they are asked for. */
export async function listFindings(
  tx: Tx,
  actor: Actor,
  book: QualityRules,
  filter: FindingFilter,
  { limit, offset }: { limit: number; offset: number },
) {
  const rows = await selectFindings(tx, filter)
    .innerJoin('unit as assignee', 'assignee.id', 'f.assignee_id')
    .select([
      'f.id',
      'f.consortium_id',
      'f.rule',
      'f.severity',
      'f.year',
      'f.text',
      'f.figures',
      'f.state',
      'f.version',
    ])
    .select(['f.assignee_id', 'f.first_found_at', 'assignee.name as assignee', 'unit.name as consortium'])
    .select(['province.id as province_id', 'province.name as province', 'province.parent_id as ministry_id'])
    .select(({ fn }) => fn.countAll<number>().over().as('total'))
    .orderBy(sql`array_position(array['serious', 'usual', 'slight'], f.severity)`)
    .orderBy('f.year', 'desc')
    .orderBy('unit.name')
    .orderBy('f.rule')
    .orderBy('f.subject')
    .limit(limit)
    .offset(offset)
    .execute();
  const ids = rows.map(({ id }) => id);
  const acts = await actsOf(tx, ids);
  const others = await othersOf(tx, ids);
  const label = labelOf(examinationNow(book));
  const { states, actions } = book.workflow;
  const actLabels: Readonly<Record<string, { label: string }>> = {
    ...actions,
    found: { label: '发现' },
    gone: states.gone,
  };
  const items = rows.map((row) => {
    const { id, consortium_id, rule, state, assignee_id } = row;
    const { label: ruleLabel, settle } = ruleOf(book, rule);
    const severity = severityOf(book, row.severity);
    const above = new Set([row.province_id, row.ministry_id ?? '']);
    const roles = rolesOverFinding(actor, consortium_id, above, assignee_id);
    return {
      id,
      consortium: { id: consortium_id, name: row.consortium },
      province: row.province,
      rule,
      ruleLabel,
      severity,
      severityLabel: book.severities[severity].label,
      year: row.year,
      text: row.text,
      settle,
      figures: row.figures.map((figure) => ({ id: figure, label: label(figure) })),
      state: stateOf(book, state),
      stateLabel: states[stateOf(book, state)].label,
      assignee: { id: assignee_id, name: row.assignee, isMember: assignee_id !== consortium_id },
      version: row.version,
      firstFoundAt: row.first_found_at.toISOString(),
      actions: actionsFor(book.workflow, stateOf(book, state), roles).map((action) => ({ action, ...actions[action] })),
      acts: acts
        .filter(({ finding_id }) => finding_id === id)
        .map(({ act, text, by, at }) => ({ act, label: actLabels[act]?.label ?? act, text, by, at: at.toISOString() })),
      others: others
        .filter(({ finding_id }) => finding_id === id)
        .map((other) => ({ id: other.other_consortium_id, name: other.name, what: other.what })),
    };
  });
  return { items, total: rows[0]?.total ?? 0 };
}

/** Findings that fit, with their consortium and its province. */
export function selectFindings(tx: Tx, { consortiumId, year, rule, severity, state, province }: FindingFilter) {
  let found = tx
    .selectFrom('quality_finding as f')
    .innerJoin('unit', 'unit.id', 'f.consortium_id')
    .innerJoin('unit as province', 'province.id', 'unit.parent_id');
  if (consortiumId !== undefined) found = found.where('f.consortium_id', '=', consortiumId);
  if (year !== undefined) found = found.where('f.year', '=', year);
  if (rule !== undefined) found = found.where('f.rule', '=', rule);
  if (severity !== undefined) found = found.where('f.severity', '=', severity);
  if (province !== undefined) found = found.where('province.id', '=', province);
  return state === undefined ? found.where('f.state', '<>', 'gone') : found.where('f.state', '=', state);
}

async function actsOf(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return tx
    .selectFrom('quality_act')
    .select(['finding_id', 'act', 'text', 'at', sql<string>`coalesce(name_of(person_id), '')`.as('by')])
    .where('finding_id', 'in', [...ids])
    .orderBy('at')
    .execute();
}

async function othersOf(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return tx
    .selectFrom('quality_match')
    .innerJoin('unit', 'unit.id', 'quality_match.other_consortium_id')
    .select(['finding_id', 'other_consortium_id', 'unit.name', 'what'])
    .where('finding_id', 'in', [...ids])
    .orderBy('unit.name')
    .execute();
}
