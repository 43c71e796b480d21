import { z } from 'zod';
import { Opinion, RequestDecision } from './requests.ts';

/** An exact decimal text, as figures are told. */
const Value = z.string();
const Fulfilled = z.object({ state: z.enum(['none', 'unknown', 'kept', 'short']), percent: Value.nullable() });

const CommitmentView = z.object({
  value: Value,
  first: Value,
  verified: z.boolean(),
  version: z.int(),
  isAsked: z.boolean(),
  fulfilment: Fulfilled,
  split: z.object({ version: z.int(), members: z.int(), value: Value }).nullable(),
  explanation: z.object({ version: z.int(), text: z.string() }).nullable(),
});

const RunningView = z.object({
  year: z.int(),
  /** Share of the year that is over. */
  gone: z.number(),
  pace: z
    .object({
      done: z.number(),
      usual: z.number(),
      isUsualKnown: z.boolean(),
      standing: z.enum(['ahead', 'level', 'behind']),
    })
    .nullable(),
  /** Null where the data are too little to forecast from. */
  forecast: z
    .object({
      low: Value,
      middle: Value,
      high: Value,
      own: z.int(),
      peers: z.int(),
      /** The named group that all of these others belong to; null where they are of any sort. */
      peerGroup: z.string().nullable(),
      tested: z.object({ years: z.int(), within: z.int() }),
      outlook: z.enum(['likely', 'open', 'unlikely']).nullable(),
    })
    .nullable(),
});

export const CommitmentsView = z.object({
  dataYear: z.int(),
  years: z.array(z.int()),
  today: z.string(),
  /** How often a forecast's range is meant to hold. */
  confidence: z.number(),
  closing: z.object({ id: z.string(), closedAt: z.string(), digest: z.string() }).nullable(),
  figures: z.array(
    z.object({
      figure: z.string(),
      label: z.string(),
      unit: z.string(),
      isRate: z.boolean(),
      isMembers: z.boolean(),
      actualFigure: z.string(),
      actualLabel: z.string().nullable(),
      stated: Value.nullable(),
      years: z.array(
        z.object({
          year: z.int(),
          actual: z.object({ value: Value.nullable(), entries: z.int(), confirmed: z.int() }),
          commitment: CommitmentView.nullable(),
        }),
      ),
      running: RunningView,
    }),
  ),
});

export const SharesView = z.object({
  items: z.array(
    z.object({
      figure: z.string(),
      label: z.string(),
      unit: z.string(),
      year: z.int(),
      member: z.object({ id: z.string(), name: z.string() }),
      value: Value,
      actual: Value.nullable(),
      entries: z.int(),
      fulfilment: Fulfilled,
    }),
  ),
});

const said = { text: z.string(), by: z.string(), at: z.string() };

export const RequestsView = z.object({
  total: z.int(),
  items: z.array(
    z.object({
      id: z.string(),
      consortium: z.object({ id: z.string(), name: z.string() }),
      province: z.string(),
      figure: z.string(),
      label: z.string(),
      unit: z.string(),
      year: z.int(),
      before: Value,
      value: Value,
      reason: z.string(),
      evidence: z.array(z.object({ id: z.string(), title: z.string() })),
      asked: z.object({ by: z.string(), at: z.string() }),
      opinion: z.object({ ...said, opinion: Opinion }).nullable(),
      decision: z.object({ ...said, decision: RequestDecision }).nullable(),
      state: z.enum(['asked', 'advised', 'approved', 'refused', 'withdrawn']),
      version: z.int(),
    }),
  ),
});
