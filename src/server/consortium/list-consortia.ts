import type { Role } from '#core/access/role.ts';
import { valueAt } from '#core/form/answers.ts';
import type { ApplicationState } from '#core/workflow/application-workflow.ts';
import { actionsFor } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { type ApplicationRow, selectApplications, stateOf } from '#server/application/application-row.ts';
import type { FormState } from '#server/application/form-state.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';

/** Consortia that the actor may see, by name, each with its latest application: the same few queries however many they are. */
export async function listConsortia(
  context: Context,
  actor: Actor,
  { limit, offset }: { limit: number; offset: number },
) {
  return context.db.readAs(actor, async (tx) => {
    const units = await tx
      .selectFrom('unit')
      .innerJoin('unit as province', 'province.id', 'unit.parent_id')
      .select(['unit.id', 'unit.name', 'unit.parent_id', 'province.name as province'])
      .select(({ fn }) => fn.countAll<number>().over().as('total'))
      .where('unit.kind', '=', 'consortium')
      .orderBy('unit.name')
      .orderBy('unit.id')
      .limit(limit)
      .offset(offset)
      .execute();
    const applications = await latestApplications(
      tx,
      units.map(({ id }) => id),
    );
    const forms = await context.forms.at(tx, [...applications.values()]);
    const cultivated = await cultivatedSince(tx);
    const items = [];
    for (const unit of units) {
      const row = applications.get(unit.id);
      const form = row && forms.get(row.id);
      const { pack } = row ? await context.packs.byDigest(row.pack_digest) : {};
      const park = pack && form ? valueAt(form.answers, pack.names.park) : undefined;
      const mine = actor.roles
        .filter(({ unit: mine }) => mine.kind === 'ministry' || mine.id === unit.parent_id || mine.id === unit.id)
        .map(({ role }) => role);
      items.push({
        id: unit.id,
        name: unit.name,
        province: unit.province,
        park: typeof park === 'string' ? park : null,
        cultivatedSince: cultivated.get(unit.id) ?? null,
        application: row && form ? await summarise(context, row, form, mine) : null,
      });
    }
    return { items, total: units[0]?.total ?? 0 };
  });
}

/** Every 培育单位 and since when: a few hundred in the nation, and public. */
async function cultivatedSince(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('cultivation')
    .select(({ fn }) => ['consortium_id', fn.min('since').as('since')])
    .groupBy('consortium_id')
    .execute();
  return new Map(rows.map(({ consortium_id, since }) => [consortium_id, since]));
}

async function latestApplications(tx: Tx, consortia: readonly string[]): Promise<Map<string, ApplicationRow>> {
  if (consortia.length === 0) return new Map();
  const rows = await selectApplications(tx)
    .distinctOn('application.consortium_id')
    .where('application.consortium_id', 'in', consortia)
    .where('batch.kind', '=', 'application')
    .orderBy('application.consortium_id')
    .orderBy('application.created_at', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.consortium_id, row]));
}

async function summarise(context: Context, row: ApplicationRow, form: FormState, mine: readonly Role[]) {
  const { pack } = await context.packs.byDigest(row.pack_digest);
  const state = stateOf(pack, row.state);
  const errors = form.findings.filter(({ severity }) => severity === 'error').length;
  const actions = actionsFor(pack.workflow, state, mine);
  return {
    id: row.id,
    state,
    stateLabel: pack.workflow.states[state].label,
    progress: form.progress,
    errors,
    warnings: form.findings.length - errors,
    deadline: row.deadline.toISOString(),
    next: nextStep(state, actions, form, errors),
    batch: { id: row.batch_id, title: row.batch },
  };
}

/** What the reader, with the actions open to it, should do next; or whom the application waits for. */
function nextStep(
  state: ApplicationState,
  actions: readonly string[],
  { progress }: FormState,
  errors: number,
): string {
  if (actions.includes('edit')) {
    const missing = progress.total - progress.answered;
    if (state === 'returned') return '按省级意见修改后重新提交';
    if (missing > 0) return `继续填写，还有 ${missing} 项`;
    return errors > 0 ? `改正 ${errors} 处错误` : '核对无误后提交';
  }
  if (actions.includes('confirm')) return '核对并确认已提交的版本';
  if (actions.includes('verify')) return '逐项核实，必要时退回';
  if (actions.includes('recommend')) return '排序并推荐';
  if (actions.includes('return')) return '等待牵头单位确认，可先行查阅';
  const waiting: Readonly<Record<ApplicationState, string>> = {
    draft: '秘书处填报中',
    returned: '秘书处修改中',
    submitted: '等待牵头单位确认',
    confirmed: '等待省级核实',
    verified: '等待省级推荐',
    recommended: '等待形式审查',
    rejected: '形式审查未通过',
    admitted: '审阅、考察和遴选中',
    listed: '已列入培育名单',
    unlisted: '未列入培育名单',
  };
  return waiting[state];
}
