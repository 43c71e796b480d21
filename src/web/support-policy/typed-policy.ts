import type { Condition, OpenPolicy } from './policy-queries.ts';

/** A policy as it is typed; empty texts are no answer. */
export type TypedClause = {
  key: string;
  id: string | null;
  clause: string;
  measure: string;
  beneficiaries: string;
  conditions: readonly { key: string; condition: Condition }[];
  limits: string;
  howToApply: string;
  contact: string;
  appliesFrom: string;
  appliesUntil: string;
};

export type TypedPolicy = {
  field: string;
  title: string;
  number: string;
  issuer: string;
  issuedOn: string;
  endsOn: string;
  clauses: readonly TypedClause[];
};

export function emptyClause(): TypedClause {
  return {
    ...{ key: crypto.randomUUID(), id: null, clause: '', measure: '', beneficiaries: '', conditions: [], limits: '' },
    ...{ howToApply: '', contact: '', appliesFrom: '', appliesUntil: '' },
  };
}

export function emptyPolicy(): TypedPolicy {
  return { field: '', title: '', number: '', issuer: '', issuedOn: '', endsOn: '', clauses: [emptyClause()] };
}

/** A policy as it stands, to be typed over. */
export function typedPolicy({ field, title, number, issuer, issuedOn, endsOn, clauses }: OpenPolicy): TypedPolicy {
  return {
    ...{ field, title, number, issuer, issuedOn, endsOn: endsOn ?? '' },
    clauses: clauses.map(({ id, clause, measure, beneficiaries, limits, howToApply, contact, ...rest }) => ({
      ...{ key: id, id, clause, measure, beneficiaries, limits, howToApply, contact },
      conditions: rest.conditions.map((condition) => ({ key: crypto.randomUUID(), condition })),
      appliesFrom: rest.appliesFrom ?? '',
      appliesUntil: rest.appliesUntil ?? '',
    })),
  };
}

/** What a typed policy is sent as. */
export function sentPolicy({ endsOn, clauses, ...policy }: TypedPolicy) {
  return {
    ...policy,
    endsOn: endsOn || null,
    clauses: clauses.map(({ key: _, conditions, appliesFrom, appliesUntil, ...clause }) => ({
      ...clause,
      conditions: conditions.map(({ condition }) => sentCondition(condition)),
      appliesFrom: appliesFrom || null,
      appliesUntil: appliesUntil || null,
    })),
  };
}

function sentCondition(condition: Condition): Condition {
  return condition.about === 'size'
    ? { ...condition, atLeast: condition.atLeast || null, atMost: condition.atMost || null }
    : condition;
}
