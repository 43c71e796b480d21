import { z } from 'zod';
import { warningKinds } from '#core/major/major-warning.ts';
import { text } from '#server/http/text.ts';
import { ConsortiumParams, Day, Version } from '#server/member/member-views.ts';

export const MajorCaseParams = ConsortiumParams.extend({ caseId: z.uuid() });
export const OutcomeParams = ConsortiumParams.extend({ programmeId: z.uuid() });
export const caseStates = ['open', 'adjusted', 'kept', 'closed'] as const;
export const CaseStateId = z.enum(caseStates);
export const deciders = ['school', 'council'] as const;

const People = z.int().min(0).max(100_000);
const OutcomeFields = {
  planned: People.nullable(),
  admitted: People.nullable(),
  graduates: People.nullable(),
  employed: People.nullable(),
};
/** `version` 0 where nothing was told yet. */
export const OutcomeBody = z.object({ ...OutcomeFields, version: z.int().min(0) });
export type OutcomeBody = z.infer<typeof OutcomeBody>;

const Named = z.object({ id: z.string(), name: z.string() });
const Share = z.object({ year: z.int(), part: z.int(), whole: z.int() });
/** A major as it stood: of the case's first and last day these are kept. */
export const MajorStandView = z.object({
  day: z.string(),
  grade: z.enum(['warned', 'watched', 'none']),
  reasons: z.array(z.object({ kind: z.enum(warningKinds), text: z.string() })).readonly(),
  unknown: z.array(z.string()).readonly(),
  students: z.int(),
  supply: z.int(),
  demand: z.int(),
  leading: z.int().nullable(),
  admission: Share.nullable(),
  employment: Share.nullable(),
});
export type MajorStandView = z.infer<typeof MajorStandView>;

export const MajorsView = z.object({
  manages: z.boolean(),
  year: z.int(),
  years: z.int(),
  limits: z.object({
    surplus: z.int(),
    employment: z.int(),
    admission: z.int(),
    match: z.int(),
    warned: z.int(),
  }),
  majors: z.array(
    z.object({
      school: Named,
      major: z.string(),
      label: z.string(),
      level: z.string(),
      occupations: z.array(z.string()),
      stand: MajorStandView,
      /** The case that is running, if any. */
      caseId: z.string().nullable(),
      isOwn: z.boolean(),
    }),
  ),
  programmes: z.array(
    z.object({
      id: z.string(),
      school: Named,
      label: z.string(),
      enrolledIn: z.int(),
      graduatesIn: z.int(),
      ...OutcomeFields,
      version: z.int(),
      isOwn: z.boolean(),
    }),
  ),
  cases: z.array(
    z.object({
      id: z.string(),
      school: Named,
      label: z.string(),
      state: CaseStateId,
      action: z.string(),
      openedOn: z.string(),
      decidedOn: z.string().nullable(),
      closedOn: z.string().nullable(),
    }),
  ),
});
export type MajorsView = z.infer<typeof MajorsView>;

export const OpenCaseBody = z.object({ memberId: z.uuid(), major: text(100), why: text(1000) });
export type OpenCaseBody = z.infer<typeof OpenCaseBody>;
export const FindingBody = z.object({ text: text(1000), evidenceId: z.uuid().nullable().default(null) });
export type FindingBody = z.infer<typeof FindingBody>;
export const CaseActBody = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('decide'),
    version: Version,
    /** Null: nothing is changed. */
    action: z.string().max(20).nullable(),
    decidedBy: z.enum(deciders),
    decidedOn: Day,
    /** 文号 or name of the document; a resolution of the council is found by its number. */
    reference: text(200),
    basis: text(1000),
  }),
  z.object({ act: z.literal('close'), version: Version, effect: text(2000) }),
]);
export type CaseActBody = z.infer<typeof CaseActBody>;

export const MajorCaseView = z.object({
  id: z.string(),
  school: Named,
  major: z.string(),
  label: z.string(),
  state: CaseStateId,
  why: z.string(),
  openedOn: z.string(),
  openedWith: MajorStandView,
  /** As it stands today, while the case is running. */
  now: MajorStandView.nullable(),
  findings: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      at: z.string(),
      person: z.string(),
      evidence: z.object({ id: z.string(), title: z.string() }).nullable(),
    }),
  ),
  action: z.string(),
  decidedBy: z.enum(deciders).nullable(),
  decidedOn: z.string().nullable(),
  reference: z.string(),
  resolutionId: z.string().nullable(),
  basis: z.string(),
  /** The first day on which what came of it can be told. */
  effectFrom: z.string().nullable(),
  effect: z.string(),
  closedWith: MajorStandView.nullable(),
  closedOn: z.string().nullable(),
  version: z.int(),
  actions: z.array(z.string()),
  mayAct: z.boolean(),
  today: z.string(),
});
export type MajorCaseView = z.infer<typeof MajorCaseView>;
