import type { RosterCategory } from '#core/form/field.ts';
import { isCreditCode } from '#core/quantity/credit-code.ts';
import { directoryOf, findClash } from './directory.ts';
import { importColumns } from './import-columns.ts';
import {
  changeOf,
  checkMember,
  type MemberChange,
  type MemberFault,
  type MemberField,
  type MemberValues,
  memberFaultTexts,
  nameKey,
  type StoredMember,
} from './member.ts';

/** A row of the file: its number as Excel counts, and the text of each known column that stands in it. */
export type SheetRow = { row: number; cells: Readonly<Partial<Record<MemberField, string>>> };

export type PlannedRow = {
  row: number;
  name: string;
  outcome: 'adds' | 'changes' | 'repeats' | 'refused';
  /** Why it is refused, column by column, for its writer. */
  faults: readonly { column: string; text: string }[];
  change: MemberChange;
  id: string;
  /** The version that it changes; null adds a member. */
  base: number | null;
  values: MemberValues;
};

export type ImportSettings = {
  categories: readonly RosterCategory[];
  today: string;
  /** Why codes with a wrong check digit are accepted; undefined: they are refused. */
  creditCodeReason?: string;
  newId: () => string;
};

/**
 * Tells of each row whether it adds a member, changes one, repeats what is known, or is refused and why. A member is found by its credit
 * code, else by its name, short names or former names; an empty cell leaves what is known. A file planned and written, then planned again,
 * only repeats.
 */
export function planImport(
  members: readonly StoredMember[],
  rows: readonly SheetRow[],
  settings: ImportSettings,
): readonly PlannedRow[] {
  const directory = directoryOf(members);
  const known = new Set(settings.categories.map(({ id }) => id));
  const seen = new Map<string, number>();
  const contradicted = contradictions(rows);
  return rows.map(({ row, cells }) => {
    const code = tidyCode(cells.creditCode);
    const name = tidy(cells.name) ?? '';
    const coded = code === null ? undefined : directory.byCode(code);
    const member = coded ?? directory.byName(name);
    const values = valuesOf(cells, member, settings);
    const id = member?.id ?? settings.newId();
    const change = changeOf(member, values);
    const faults: MemberFault[] = [...checkMember(values, known)];
    if (faults.length === 0) faults.push(...findClash(directory, member?.id, values));
    // A name that is known with another code is another organisation, or a slip: a person decides.
    const isOther = member !== undefined && code !== null && member.creditCode !== null && member.creditCode !== code;
    const told = faults.map((fault) => ({ column: titleOf(fault.field), text: memberFaultTexts[fault.code] }));
    if (isOther) told.push({ column: titleOf('creditCode'), text: '与已登记的同名单位的统一社会信用代码不同' });
    const changes = Object.keys(change).length > 0;
    const other = contradicted.get(row) ?? (changes ? seen.get(id) : undefined);
    if (other !== undefined)
      told.push({ column: titleOf('name'), text: `与第${other}行是同一单位，内容却不同，请合为一行` });
    const base = member === undefined ? null : member.version;
    const planned = { row, name, faults: told, change, id, base, values };
    if (told.length > 0) return { ...planned, outcome: 'refused' };
    seen.set(id, row);
    if (!changes) return { ...planned, outcome: 'repeats' };
    directory.put({ ...values, id, version: base ?? 0 });
    return { ...planned, outcome: member === undefined ? 'adds' : 'changes' };
  });
}

/**
 * Rows of one name or one code that say different things, each with the other's number. Which of them is right, the file does not say: were the
 * first taken, the next upload would take the other.
 */
function contradictions(rows: readonly SheetRow[]): ReadonlyMap<number, number> {
  const first = new Map<string, { row: number; says: string }>();
  const found = new Map<number, number>();
  for (const { row, cells } of rows) {
    const code = tidyCode(cells.creditCode);
    const says = JSON.stringify(importColumns.map(({ field }) => tidy(cells[field])));
    for (const key of [nameKey(tidy(cells.name) ?? ''), ...(code === null ? [] : [`code ${code}`])]) {
      const before = first.get(key);
      if (before === undefined) first.set(key, { row, says });
      else if (before.says !== says) {
        found.set(row, before.row);
        if (!found.has(before.row)) found.set(before.row, row);
      }
    }
  }
  return found;
}

function valuesOf(cells: SheetRow['cells'], member: StoredMember | undefined, settings: ImportSettings): MemberValues {
  const code = tidyCode(cells.creditCode);
  const category = tidy(cells.category);
  return {
    ...namesOf(tidy(cells.name), member),
    category: category === null ? (member?.category ?? '') : categoryOf(category, settings.categories),
    creditCode: code ?? member?.creditCode ?? null,
    creditCodeOverride: overrideOf(code, member, settings.creditCodeReason),
    contactName: tidy(cells.contactName) ?? member?.contactName ?? null,
    contactPhone: tidy(cells.contactPhone) ?? member?.contactPhone ?? null,
    contactEmail: tidy(cells.contactEmail)?.toLowerCase() ?? member?.contactEmail ?? null,
    joinedOn: dayOf(tidy(cells.joinedOn)) ?? member?.joinedOn ?? settings.today,
    leftOn: dayOf(tidy(cells.leftOn)) ?? member?.leftOn ?? null,
  };
}

/** Called by a name that it has, a member keeps its full one; found by its code, it takes the file's, and the old one becomes a former name. */
function namesOf(written: string | null, member: StoredMember | undefined): Pick<MemberValues, 'name' | 'otherNames'> {
  if (!member) return { name: written ?? '', otherNames: [] };
  const { name, otherNames } = member;
  const isKnown = written === null || [name, ...otherNames].some((each) => nameKey(each) === nameKey(written));
  return isKnown ? { name, otherNames } : { name: written, otherNames: [...otherNames, name] };
}

function overrideOf(code: string | null, member: StoredMember | undefined, reason: string | undefined): string | null {
  if (code === null || member?.creditCode === code) return member?.creditCodeOverride ?? null;
  return isCreditCode(code) ? null : (reason ?? null);
}

function categoryOf(text: string, categories: readonly RosterCategory[]): string {
  const key = nameKey(text);
  const found = categories.find(({ id, label }) => {
    const whole = nameKey(label);
    return id === text || whole === key || whole.replace(/\(.*\)$/, '') === key;
  });
  return found?.id ?? text;
}

/** Half-width, trimmed; null where nothing stands there. */
function tidy(text: string | undefined): string | null {
  const tidied = (text ?? '').replace(unprintable, '').trim().slice(0, 200);
  return tidied === '' ? null : tidied;
}

const unprintable = /\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu;

function tidyCode(text: string | undefined): string | null {
  return tidy(text?.normalize('NFKC').replace(/\s/g, '').toUpperCase());
}

/** `2023年6月1日`, `2023/6/1`, `2023.6.1` and `20230601` are days too; whatever else stands there stays, to be refused. */
function dayOf(text: string | null): string | null {
  if (text === null) return null;
  const half = text.normalize('NFKC');
  const [, year, month, day] = /^(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?$/.exec(half) ?? [];
  if (year === undefined || month === undefined || day === undefined) return text;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function titleOf(field: MemberField): string {
  return importColumns.find((column) => column.field === field)?.title ?? field;
}
