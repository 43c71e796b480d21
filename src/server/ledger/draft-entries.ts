import type { EntryValues } from '#core/ledger/entry.ts';
import { changedFields, withVoice } from '#core/ledger/join-voices.ts';
import type { FoundEntry } from './find-entries.ts';
import type { Desk } from './record-entries.ts';
import type { Outcome, ReadReport, Recorded, ReportFinding } from './report.ts';
import { type EntryRow, entryOf, type SpokenVoice, sameValues, spokenVoices } from './stored-entry.ts';
import { uuidV7 } from './uuid-v7.ts';

export type Drafts = { results: readonly Recorded[]; rows: readonly EntryRow[] };

/** An entry while reports of one order are laid on it, one after the other. */
type State = {
  id: string;
  base: number;
  identity: string;
  voices: readonly SpokenVoice[];
  values: EntryValues;
  touched: Set<string>;
};

/**
 * What the entries become when these reports are laid on what was found, and what to tell of each report. Nothing is written here; a dry run
 * has no rows.
 */
export function draftEntries(
  desk: Desk,
  reports: readonly ReadReport[],
  found: readonly FoundEntry[],
  isDry = false,
): Drafts {
  const states = found.map(stateOf);
  const byId = new Map(states.map((state) => [state.id, state]));
  const byIdentity = new Map(states.map((state) => [state.identity, state]));
  const rows = new Map<string, EntryRow>();
  const results = reports.map((report): Recorded => {
    if (hasErrors(report.findings)) return refused(report, report.findings);
    const state = report.id === undefined ? byIdentity.get(report.identity) : byId.get(report.id);
    if (report.id !== undefined && !state)
      return refused(report, [finding(desk, 'identity', '这条记录不存在，可能已经撤回')]);
    if (
      state &&
      report.version !== undefined &&
      report.id !== undefined &&
      report.version !== state.base &&
      !state.touched.has(report.side)
    )
      return { outcome: 'stale', id: state.id, version: state.base, findings: [] };
    const fault = state && faultOfReport(desk, report, state, byIdentity);
    if (fault) return refused(report, [fault], state.id);
    const { row, outcome, next } = !state && isDry ? foresee(desk, report) : lay(desk, report, state);
    byId.set(next.id, next);
    byIdentity.set(next.identity, next);
    if (row) rows.set(row.id, row);
    return { outcome, id: next.id, version: next.base + (rows.has(next.id) ? 1 : 0), findings: report.findings };
  });
  return { results, rows: [...rows.values()] };
}

function lay(
  desk: Desk,
  report: ReadReport,
  state: State | undefined,
): { row?: EntryRow; outcome: Outcome; next: State } {
  const { side, values } = report;
  const said = state?.voices.find((voice) => voice.side === side)?.values;
  if (state && said && sameValues(said, values)) return { outcome: 'repeated', next: state };
  const voice: SpokenVoice = { side, values, by: desk.actor.personId, at: new Date().toISOString() };
  const voices = withVoice(desk.kind, state?.voices ?? [], voice);
  const entry = entryOf(desk.book, desk.kind, voices, values, {
    categoryOf: (id) => desk.directory.byId.get(id)?.category,
  });
  const id = state?.id ?? uuidV7();
  const base = state?.base ?? 0;
  const action = said ? 'changed' : state && state.voices.length > 0 ? 'joined' : 'recorded';
  const row: EntryRow = {
    ...entry,
    id,
    base,
    kind: desk.kind.id,
    side,
    warnings: report.findings.filter(({ severity }) => severity === 'warning'),
    personKey: report.personKey,
    returned: false,
    action,
    change: changeOf(desk, said ?? {}, values),
  };
  const touched = new Set([...(state?.touched ?? []), side]);
  const next = { id, base, identity: entry.identity, voices, values: entry.values, touched };
  return { row, outcome: outcomeOf(action, entry.standing), next };
}

/** An event that nobody has spoken of becomes an entry as it is told: what it adds to figures is not asked of a dry run. */
function foresee(
  desk: Desk,
  { side, values, identity }: ReadReport,
): { row?: EntryRow; outcome: Outcome; next: State } {
  const voices = [{ side, values, by: desk.actor.personId, at: '' }];
  return { outcome: 'added', next: { id: uuidV7(), base: 0, identity, voices, values, touched: new Set([side]) } };
}

function outcomeOf(action: 'changed' | 'joined' | 'recorded', standing: EntryRow['standing']): Outcome {
  if (action === 'recorded') return 'added';
  if (standing === 'disputed') return 'disputed';
  if (action === 'changed') return 'changed';
  return standing === 'confirmed' ? 'confirmed' : 'joined';
}

function faultOfReport(
  desk: Desk,
  report: ReadReport,
  state: State,
  byIdentity: ReadonlyMap<string, State>,
): ReportFinding | undefined {
  const said = state.voices.find(({ side }) => side === report.side)?.values;
  if (state.touched.has(report.side) && said && !sameValues(said, report.values))
    return finding(desk, 'duplicate', '同一单位对同一件事填报了两次，内容不一致，请只保留一条');
  if (report.id === undefined && said && desk.how === 'typed' && !sameValues(said, report.values))
    return finding(desk, 'duplicate', '这件事已经填报过，请在原记录上修改');
  if (report.id === undefined || report.identity === state.identity) return undefined;
  if (byIdentity.get(report.identity) !== undefined)
    return finding(desk, 'duplicate', '改动后与另一条记录是同一件事，请在那条记录上填报，并撤回这一条');
  if (state.voices.some(({ side }) => side !== report.side))
    return finding(
      desk,
      'identity',
      `另一方已就这条记录填报，不能再改“${identityLabels(desk)}”；如确属填错，请撤回后重新填报`,
    );
  return undefined;
}

/** `{field: [from, to]}` of what a side says. */
export function changeOf({ kind }: Pick<Desk, 'kind'>, before: EntryValues, after: EntryValues): EntryRow['change'] {
  return Object.fromEntries(
    changedFields(kind, before, after).map((field) => [field, [before[field] ?? null, after[field] ?? null] as const]),
  );
}

function stateOf({ id, version, identity, voices, values }: FoundEntry): State {
  return { id, base: version, identity, voices: spokenVoices(voices, values), values, touched: new Set() };
}

function refused(
  report: ReadReport,
  findings: readonly ReportFinding[],
  id: string | null = report.id ?? null,
): Recorded {
  return { outcome: 'refused', id, version: report.version ?? 0, findings };
}

function finding({ kind }: Desk, check: 'duplicate' | 'identity', message: string): ReportFinding {
  return { check, severity: 'error', field: kind.identity[0] ?? '', message };
}

const identityLabels = ({ kind }: Desk) => kind.identity.map((id) => kind.fields[id]?.label ?? id).join('、');
const hasErrors = (findings: readonly ReportFinding[]) => findings.some(({ severity }) => severity === 'error');
