import { z } from 'zod';
import { givenOf } from '#core/exchange/talent-book.ts';
import { checkEntry } from '#core/ledger/check-entry.ts';
import type { EntryValues } from '#core/ledger/entry.ts';
import { kindOf } from '#core/ledger/kind.ts';
import type { LedgerRow, SheetFinding } from '#documents/xlsx/ledger/ledger-workbook.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import type { Judge, JudgedRow } from '#server/ledger-import/judge-rows.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { mustKnowTalent, type TalentRight } from '#server/talent/talent-right.ts';
import { currentTalentBook } from './current-talent-book.ts';
import { outsideNouns } from './outside-views.ts';
import { type OutsideRow, type Taken, takeOutside } from './take-outside.ts';

type JudgeContext = Pick<Context, 'db' | 'catalogues'>;
type Read = { row: LedgerRow; faults: SheetFinding[]; given: OutsideRow | undefined };

/** Judges the rows of a file of positions or cohorts as `judgeRows` does those of ledgers: each alone, against the rows before it, and against what stands here. */
export function judgeTalentRows(
  context: JudgeContext,
  actor: Actor,
  consortiumId: string,
  directory: Directory,
): Judge {
  const book = currentTalentBook();
  /** Of each number that was seen: its row, and what it says. */
  const seen = new Map<string, { row: number; said: string }>();

  function readRow(row: LedgerRow, right: Pick<TalentRight, 'manages' | 'own'>): Read {
    const values = withIds(row.values, directory);
    const wrong = row.findings.filter(({ severity }) => severity === 'error');
    const found = checkEntry(book, kindOf(book, row.kind.id), values, {
      categoryOf: (member) => directory.byId.get(member)?.category,
      isListed: context.catalogues.isListed,
    });
    // What no list knows is kept in a ledger as it was typed; a position of no occupation is found by nobody.
    const faults = found.flatMap(({ check, severity, field, message }) =>
      severity === 'error' || check === 'code'
        ? [faultOf(row, check, [field], message.replace('，已按原文保留', ''))]
        : [],
    );
    const member = directory.byId.get(String(values.member));
    if (member && !right.manages && !right.own.includes(member.id))
      faults.push(faultOf(row, 'member', ['member'], `只能替本单位导入，不能替“${member.name}”导入`));
    if (wrong.length + faults.length > 0) return { row, faults: [...wrong, ...faults], given: undefined };
    const isOver = typeof values.expiresOn === 'string' && values.expiresOn < beijingToday();
    const note = {
      ...faultOf(row, 'order', ['expiresOn'], `“招收截止”${values.expiresOn}已过，不会列为招收中`),
      severity: 'warning',
    } as const;
    return readGiven(context, isOver ? { ...row, findings: [...row.findings, note] } : row, values);
  }

  function repetitionOf({ row, given }: Read): 'same' | SheetFinding | undefined {
    if (!given) return undefined;
    const { columns, ...number } = given;
    const [key, said] = [JSON.stringify([row.kind.id, number]), JSON.stringify(columns)];
    const before = seen.get(key);
    if (!before) {
      seen.set(key, { row: row.row, said });
      return undefined;
    }
    if (before.said === said) return 'same';
    return faultOf(row, 'duplicate', ['externalId'], `与第${before.row}行的外部编号相同而内容不一致，请只保留一行`);
  }

  return {
    remember: (rows) => {
      for (const row of rows) repetitionOf(readRow(row, { manages: true, own: [] }));
    },
    judge: async (rows, { mode, dryRun = false, after }) => {
      // The chunk before is written first: a row may speak of what it adds.
      await after;
      return context.db.asActor(actor, async (tx) => {
        const right = await mustKnowTalent(tx, consortiumId);
        const read = rows.map((row) => {
          const one = readRow(row, right);
          const repetition = repetitionOf(one);
          if (repetition && repetition !== 'same') one.faults.push(repetition);
          return { ...one, isRepeated: repetition === 'same' };
        });
        const open = read.filter(({ faults, isRepeated }) => faults.length === 0 && !isRepeated);
        const isStopped = mode === 'all' && read.some(({ faults }) => faults.length > 0);
        const noun = rows[0]?.kind.id === 'programme' ? 'programme' : 'position';
        const order = { consortiumId, noun, dryRun: dryRun || isStopped } as const;
        const taken = await takeOutside(
          tx,
          actor,
          order,
          open.flatMap(({ given }) => given ?? []),
        );
        const outcomes = new Map(open.map(({ row }, at) => [row, taken[at]]));
        return read.map(({ row, faults }) => judged(row, faults, outcomes.get(row)));
      });
    },
  };
}

/** What becomes of a row; what the file has said before is a repetition. */
function judged(row: LedgerRow, faults: readonly SheetFinding[], taken: Taken | undefined): JudgedRow {
  const warnings = row.findings.filter(({ severity }) => severity !== 'error');
  if (faults.length > 0) return { row, outcome: 'refused', findings: [...faults, ...warnings] };
  if (taken?.outcome === 'refused')
    return { row, outcome: 'refused', findings: [faultOf(row, 'duplicate', taken.fields, taken.detail), ...warnings] };
  return { row, outcome: taken?.outcome ?? 'repeated', findings: warnings };
}

/** A row that is right in itself, by columns; or what its columns cannot hold. */
function readGiven(context: JudgeContext, row: LedgerRow, values: EntryValues): Read {
  const { member: memberId, source = '', externalId, ...said } = values;
  const label = (id: string) => row.kind.fields[id]?.label ?? '月薪';
  try {
    const noun = row.kind.id === 'programme' ? 'programme' : 'position';
    const columns = outsideNouns[noun](context, givenOf(said));
    if (columns instanceof z.ZodError) {
      const ids = [...new Set(columns.issues.map(({ path }) => String(path[0])))];
      const faults = ids.map((id) => faultOf(row, 'type', [id], `“${label(id)}”太长或超出范围`));
      return { row, faults, given: undefined };
    }
    const number = { memberId: String(memberId), source: String(source), externalId: String(externalId) };
    const tooLong = number.externalId.length > 100 || number.source.length > 50;
    const faults = tooLong
      ? [faultOf(row, 'type', ['externalId', 'source'], '“外部编号”不超过100字，“来源系统”不超过50字')]
      : [];
    return { row, faults, given: { ...number, columns } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const fields = Array.isArray(error.facts.fields) ? error.facts.fields.map(String) : [];
    return { row, faults: [faultOf(row, 'type', fields, String(error.facts.detail))], given: undefined };
  }
}

function withIds(values: EntryValues, directory: Directory): EntryValues {
  const { member } = values;
  return typeof member === 'string' ? { ...values, member: directory.find(member)?.id ?? member } : values;
}

function faultOf({ sheet, row }: LedgerRow, check: string, fields: readonly string[], message: string): SheetFinding {
  return { check, severity: 'error', sheet, row, fields, message };
}
