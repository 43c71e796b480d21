import { z } from 'zod';
import { decisionStates } from './decisions.ts';
import { ObjectionDecision } from './objections.ts';
import { ScenarioResult, ScenarioRules } from './scenarios.ts';

const Standing = z.object({
  rank: z.int(),
  low: z.int(),
  high: z.int(),
  above: z.number(),
  places: z.array(z.object({ place: z.int(), share: z.number() })).readonly(),
});

const Candidate = z.object({
  id: z.string(),
  consortium: z.object({ id: z.string(), name: z.string() }),
  province: z.string(),
  city: z.string(),
  industry: z.string(),
  totals: z.array(z.number()),
  score: z.number().nullable(),
  calibrated: z.number().nullable(),
  spread: z.number().nullable(),
  deduction: z.number(),
  waiting: z.int(),
  standing: Standing.nullable(),
  within: z.array(
    z.object({
      grouping: z.enum(['province', 'industry', 'city']),
      name: z.string(),
      rank: z.int(),
      of: z.int(),
      first: z.number(),
    }),
  ),
});

const DecisionVersion = z.object({
  version: z.int(),
  state: z.enum(decisionStates),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  digest: z.string(),
});

const PublicationView = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  publishedOn: z.string(),
  text: z.string(),
  digest: z.string(),
  listed: z.int(),
});

export const ObjectionView = z.object({
  id: z.string(),
  consortiumId: z.string().nullable(),
  consortium: z.string().nullable(),
  text: z.string(),
  name: z.string(),
  contact: z.string(),
  receivedOn: z.string(),
  isRecorded: z.boolean(),
  at: z.string(),
  answer: z.string().nullable(),
  decision: ObjectionDecision.nullable(),
  shown: z.boolean(),
  by: z.string().nullable(),
  answeredAt: z.string().nullable(),
});

export const SelectionView = z.object({
  batch: z.object({ id: z.string(), title: z.string(), commentsShown: z.boolean() }),
  places: z.int(),
  samples: z.int(),
  seed: z.string(),
  candidates: z.array(Candidate),
  scenarios: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      rules: ScenarioRules,
      result: ScenarioResult,
      isCurrent: z.boolean(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  decision: DecisionVersion.extend({
    items: z.array(
      z.object({ applicationId: z.string(), rank: z.int().nullable(), listed: z.boolean(), reason: z.string() }),
    ),
  }).nullable(),
  history: z.array(DecisionVersion.extend({ listed: z.int() })),
  /** The applications of the draft list that was made public. */
  draftListed: z.array(z.string()).nullable(),
  publicity: PublicationView.nullable(),
  list: PublicationView.nullable(),
  publicityCloses: z.string().nullable(),
  isPublicityOpen: z.boolean(),
  objections: z.array(ObjectionView),
});

export const OutcomeView = z.object({
  batch: z.object({ id: z.string(), title: z.string() }),
  consortium: z.string(),
  listed: z.boolean(),
  list: z.object({ title: z.string(), number: z.string(), publishedOn: z.string() }),
  comments: z.array(z.object({ point: z.string(), text: z.string(), comments: z.array(z.string()) })),
});
