import { type RefusalCode, refusalStatuses } from './refusal-codes.ts';

/** Something asked for that is not allowed or not possible. Becomes a problem document; `facts` are told to the one who asked. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: RefusalCode, facts: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.status = refusalStatuses[code];
    this.facts = facts;
  }
}
