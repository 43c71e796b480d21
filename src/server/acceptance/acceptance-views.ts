import { z } from 'zod';
import { acceptanceOutcomes, acceptanceStates } from '#core/acceptance/acceptance-rules.ts';
import { BatchStageId } from '#server/batch/batch-stage-id.ts';
import { ObjectionView } from '#server/selection/selection-views.ts';
import { LookPoint } from './look-row.ts';
import { Judgement } from './outcomes.ts';
import { AcceptanceRecord } from './read-record.ts';

export const OutcomeId = z.enum(acceptanceOutcomes);
const StateId = z.enum(acceptanceStates);

const Stage = z.object({
  id: BatchStageId,
  label: z.string(),
  closesAt: z.string(),
  isClosed: z.boolean(),
  isCurrent: z.boolean(),
});

const OutcomeView = z.object({
  version: z.int(),
  act: z.enum(['decision', 'second-look', 'appeal']),
  outcome: OutcomeId,
  label: z.string(),
  reason: z.string(),
  /** `YYYY-MM-DD`, the last day of a rectification. */
  dueOn: z.string().nullable(),
  /** A draft until the list is out. */
  isPublished: z.boolean(),
  by: z.string(),
  at: z.string(),
});

const PublicationView = z.object({
  id: z.string(),
  title: z.string(),
  number: z.string(),
  publishedOn: z.string(),
  digest: z.string(),
});

const Choice = z.object({ id: z.string(), label: z.string() });

export const AcceptanceList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      ofBatch: z.object({ id: z.string(), title: z.string() }),
      year: z.int(),
      consortia: z.int(),
      reported: z.int(),
      decided: z.int(),
      isPublished: z.boolean(),
    }),
  ),
  /** Batches of which an acceptance can be opened by the actor, with what it begins with. */
  open: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      listed: z.int(),
      readers: z.int(),
      stages: z.array(z.object({ id: BatchStageId, label: z.string(), days: z.int() })),
      criteria: z.array(Choice.extend({ unit: z.string(), threshold: z.int() })),
    }),
  ),
});

export const AcceptanceView = z.object({
  id: z.string(),
  title: z.string(),
  issuer: z.string(),
  ofBatch: z.object({ id: z.string(), title: z.string() }),
  year: z.int(),
  isOffice: z.boolean(),
  stages: z.array(Stage),
  criteria: z.array(Choice.extend({ unit: z.string(), threshold: z.int(), kind: z.string() })),
  outcomes: z.array(z.object({ id: OutcomeId, label: z.string() })),
  uses: z.array(Choice),
  items: z.array(
    z.object({
      consortiumId: z.string(),
      consortium: z.string(),
      province: z.object({ id: z.string(), name: z.string() }),
      state: StateId,
      stateLabel: z.string(),
      /** Whose turn it is, in Chinese. */
      next: z.string(),
      reportedAt: z.string().nullable(),
      supports: z.boolean().nullable(),
      met: z.int(),
      notMet: z.int(),
      unknown: z.int(),
      suggested: OutcomeId.nullable(),
      applicationId: z.string().nullable(),
      /** Of the expert readings, for the office: the calibrated score, and how many have finished. */
      score: z.number().nullable(),
      readers: z.int(),
      finished: z.int(),
      visit: z.enum(['none', 'planned', 'ended']),
      outcome: OutcomeView.nullable(),
    }),
  ),
  publicity: PublicationView.nullable(),
  list: PublicationView.nullable(),
  isPublicityOpen: z.boolean(),
  objections: z.array(ObjectionView),
  handedOn: z.array(
    z.object({
      id: z.string(),
      use: z.string(),
      province: z.string(),
      recipient: z.string(),
      consortia: z.int(),
      digest: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  todo: z.array(z.object({ text: z.string(), link: z.string() })),
});

export const CaseView = z.object({
  /** All acceptances of the consortium, the latest first. */
  acceptances: z.array(z.object({ id: z.string(), title: z.string() })),
  /** Nothing where it is in none yet. */
  acceptance: z
    .object({
      id: z.string(),
      title: z.string(),
      year: z.int(),
      version: z.int(),
      province: z.string(),
      state: StateId,
      stateLabel: z.string(),
      next: z.string(),
      stages: z.array(Stage),
      texts: z.array(z.object({ id: z.string(), label: z.string(), limit: z.int(), text: z.string() })),
      record: AcceptanceRecord,
      judgements: z.array(Judgement),
      suggested: OutcomeId.nullable(),
      report: z.object({ digest: z.string(), by: z.string(), at: z.string() }).nullable(),
      applicationId: z.string().nullable(),
      opinion: z.object({ supports: z.boolean(), text: z.string(), by: z.string(), at: z.string() }).nullable(),
      outcomes: z.array(OutcomeView),
      outcomeLabels: z.array(z.object({ id: OutcomeId, label: z.string() })),
      rectificationDays: z.int(),
      rectifications: z.array(
        z.object({
          version: z.int(),
          text: z.string(),
          evidence: z.array(z.object({ id: z.string(), title: z.string() })),
          by: z.string(),
          at: z.string(),
        }),
      ),
      /** Visits before a second look, by the act whose rectification they look at. */
      looks: z.array(
        z.object({
          version: z.int(),
          reason: z.string(),
          day: z.string(),
          place: z.string(),
          people: z.string(),
          points: z.array(LookPoint),
          conclusion: z.string(),
          edit: z.int(),
          by: z.string(),
          endedAt: z.string().nullable(),
        }),
      ),
      handedOn: z.array(z.object({ use: z.string(), recipient: z.string(), at: z.string() })),
      canReport: z.boolean(),
      canOpine: z.boolean(),
      canRectify: z.boolean(),
      canDecide: z.boolean(),
      canLookAgain: z.boolean(),
      canVisit: z.boolean(),
      canAppeal: z.boolean(),
    })
    .nullable(),
});
