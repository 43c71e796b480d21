/** What a dashboard shows, as it stands in its address: a view is a link. */
export type View = {
  /** Figure id; the pack's first where it names none. */
  figure?: string;
  year?: number;
  /** Live ledgers, or what the ministry approved. */
  basis?: Basis;
  /** Whose figures: a province's or a consortium's instead of all that one may see. */
  province?: string;
  consortium?: string;
  /** Up to six consortia beside one another. */
  ids?: readonly string[];
  /** Rows of the ranking: provinces or consortia. */
  by?: RankedBy;
  /** Those alone that are or were on the cultivation list; without it, all. */
  only?: 'listed';
};

export const bases = { ledger: '台账实时', approved: '部级核定' } as const;
export type Basis = keyof typeof bases;

export const rankedBy = { province: '省份', consortium: '联合体' } as const;
export type RankedBy = keyof typeof rankedBy;

/** Most consortia beside one another. */
export const mostCompared = 6;

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const word = /^[A-Za-z][\w.]{0,79}$/;

/** Reads a view from the fields of an address, whatever they hold: what a view does not know or cannot be is left out. */
export function readView(fields: Readonly<Record<string, unknown>>): View {
  const text = (key: string) => {
    const value = fields[key];
    const parts = Array.isArray(value) ? value : [value];
    return parts.filter((part) => typeof part === 'string' || typeof part === 'number').join();
  };
  const year = Number(text('year'));
  const ids = [
    ...new Set(
      text('ids')
        .split(',')
        .filter((id) => uuid.test(id)),
    ),
  ].slice(0, mostCompared);
  const [basis, by] = [text('basis'), text('by')];
  return {
    ...(word.test(text('figure')) && { figure: text('figure') }),
    ...(Number.isInteger(year) && year >= 1900 && year <= 2999 && { year }),
    ...(isBasis(basis) && { basis }),
    ...(uuid.test(text('province')) && { province: text('province') }),
    ...(uuid.test(text('consortium')) && { consortium: text('consortium') }),
    ...(ids.length > 0 && { ids }),
    ...(isRankedBy(by) && { by }),
    ...(text('only') === 'listed' && { only: 'listed' as const }),
  };
}

/** A view as plain fields of an address; `readView` reads it back. */
export function viewFields({ ids, year, ...rest }: View): Readonly<Record<string, string>> {
  return {
    ...rest,
    ...(year !== undefined && { year: String(year) }),
    ...(ids && ids.length > 0 && { ids: ids.join(',') }),
  };
}

const isBasis = (text: string): text is Basis => Object.hasOwn(bases, text);
const isRankedBy = (text: string): text is RankedBy => Object.hasOwn(rankedBy, text);
