import { type PositionKind, positionKinds } from './position.ts';

/** What positions of all consortia are looked for by, as it stands in an address: a search is a link. */
export type PositionSearch = {
  q?: string;
  /** A code of the national list of occupations, or what it begins with. */
  occupation?: string;
  kind?: PositionKind;
  place?: string;
  level?: string;
  /** 元 a month that it reaches. */
  pay?: number;
  /** Also those that are over or withdrawn. */
  all?: true;
  /** From 1; the first is not written. */
  page?: number;
};

const lastPage = 1000;
const mostPay = 1_000_000;
const occupationCode = /^\d(-\d{2}){0,3}$/;

/** Reads a search from the fields of an address, whatever they hold: what cannot be is left out. */
export function readPositionSearch(fields: Readonly<Record<string, unknown>>): PositionSearch {
  const text = (key: string, most: number) => {
    const value = fields[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim().slice(0, most) : '';
  };
  const whole = (key: string, most: number) => {
    const value = Number(text(key, 10));
    return Number.isInteger(value) && value > 0 && value <= most ? value : undefined;
  };
  const [q, place, level, occupation] = [text('q', 100), text('place', 100), text('level', 20), text('occupation', 10)];
  const kind = positionKinds.find((each) => each === fields.kind);
  const [pay, page] = [whole('pay', mostPay), whole('page', lastPage)];
  return {
    ...(q !== '' && { q }),
    ...(occupationCode.test(occupation) && { occupation }),
    ...(kind && { kind }),
    ...(place !== '' && { place }),
    ...(level !== '' && { level }),
    ...(pay !== undefined && { pay }),
    ...((fields.all === true || fields.all === 'true') && { all: true as const }),
    ...(page !== undefined && page > 1 && { page }),
  };
}

/** How many positions were found, as far as they were counted. */
export function foundText({ total, isMore }: { total: number; isMore: boolean }): string {
  return isMore ? `至少${total}个` : `${total}个`;
}
