import { z } from 'zod';
import { admissionStates, opennesses } from '#core/technology/need.ts';
import { longText, text } from '#server/http/text.ts';
import { Day, Version } from '#server/member/member-views.ts';

export const NeedParams = z.object({ id: z.uuid(), needId: z.uuid() });
export const NeedFileParams = NeedParams.extend({ fileId: z.uuid() });
export const AdmissionParams = NeedParams.extend({ memberId: z.uuid() });
export const CapabilityParams = z.object({ id: z.uuid(), capabilityId: z.uuid() });

/** Yuan with at most two decimals. */
export const Yuan = z.string().regex(/^\d{1,10}(\.\d{1,2})?$/);
const Keywords = z.array(text(50)).max(20).default([]);
/** A file that stands with a need or a bid. */
export const AttachedFile = z.object({ id: z.string(), name: z.string(), bytes: z.int(), at: z.string() });
export const Named = z.object({ id: z.string(), name: z.string() });

const needFields = {
  title: text(100),
  field: text(100),
  kind: z.string().max(50),
  keywords: Keywords,
  budget: Yuan,
  openness: z.enum(opennesses),
  summary: text(1000),
  detail: longText(10_000).default(''),
};
/** Why a closed year of the ledger is restated; asked for only then. */
const reason = text(500).or(z.literal('')).default('');

export const NeedBody = z.object({ memberId: z.uuid(), ...needFields, reason });
export type NeedBody = z.infer<typeof NeedBody>;
export const NeedChange = z.object({ ...needFields, closedOn: Day.nullable().default(null), reason, version: Version });
export type NeedChange = z.infer<typeof NeedChange>;
export const CheckBody = z.object({ version: Version });

export const AdmissionBody = z.object({
  memberId: z.uuid(),
  reason: text(500).or(z.literal('')).default(''),
});
export const AdmissionAnswer = z.object({ admits: z.boolean() });

const capabilityFields = {
  name: text(100),
  field: text(100),
  keywords: Keywords,
  serves: z.array(z.string().max(50)).max(20).default([]),
  description: longText(2000).default(''),
  openedOn: Day,
};
export const CapabilityBody = z.object({ memberId: z.uuid(), kind: z.string().max(50), ...capabilityFields, reason });
export type CapabilityBody = z.infer<typeof CapabilityBody>;
export const CapabilityChange = z.object({
  ...capabilityFields,
  closedOn: Day.nullable().default(null),
  reason,
  version: Version,
});
export type CapabilityChange = z.infer<typeof CapabilityChange>;

const NeedHead = z.object({
  id: z.string(),
  member: Named,
  title: z.string(),
  field: z.string(),
  kind: z.string(),
  keywords: z.array(z.string()),
  budget: z.string(),
  openness: z.enum(opennesses),
  opennessLabel: z.string(),
  summary: z.string(),
  publishedOn: z.string(),
  closedOn: z.string().nullable(),
  isChecked: z.boolean(),
  version: z.int(),
});
export type NeedHead = z.infer<typeof NeedHead>;

export const NeedPage = z.object({
  consortium: Named,
  kinds: z.array(z.string()),
  opennesses: z.array(z.object({ id: z.enum(opennesses), label: z.string() })),
  /** Enterprises that the reader may post a need for. */
  enterprises: z.array(Named),
  /** Members that the reader reports for. */
  members: z.array(Named),
  items: z.array(
    NeedHead.extend({
      /** Whether the reader may open it in full. */
      isOpen: z.boolean(),
      /** How the reader's own members stand to a confidential one. */
      admissions: z.array(z.object({ memberId: z.string(), state: z.enum(admissionStates), label: z.string() })),
      /** What the reader's own members have that suits it. */
      fits: z.array(z.object({ capability: z.string(), reasons: z.array(z.string()) })),
    }),
  ),
  total: z.int(),
});

const CapabilityView = z.object({
  id: z.string(),
  member: Named,
  kind: z.string(),
  kindLabel: z.string(),
  name: z.string(),
  field: z.string(),
  keywords: z.array(z.string()),
  serves: z.array(z.string()),
  description: z.string(),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
  /** Whether a ledger of the notice follows it. */
  isKept: z.boolean(),
  isChecked: z.boolean(),
  canChange: z.boolean(),
  version: z.int(),
});
export type CapabilityView = z.infer<typeof CapabilityView>;

export const CapabilityPage = z.object({
  manages: z.boolean(),
  members: z.array(Named),
  kinds: z.array(z.object({ id: z.string(), label: z.string() })),
  needs: z.array(z.string()),
  items: z.array(CapabilityView),
  total: z.int(),
});

export const NeedView = NeedHead.extend({
  kinds: z.array(z.string()),
  opennesses: z.array(z.object({ id: z.enum(opennesses), label: z.string() })),
  detail: z.string(),
  files: z.array(AttachedFile),
  admissions: z.array(
    z.object({ member: Named, state: z.enum(admissionStates), label: z.string(), reason: z.string(), at: z.string() }),
  ),
  matches: z.array(z.object({ capability: CapabilityView, score: z.int(), reasons: z.array(z.string()) })),
  /** Members that the enterprise may admit without being asked. */
  others: z.array(Named),
  canChange: z.boolean(),
  canCheck: z.boolean(),
  /** The open call for it that is not over yet. */
  callId: z.string().nullable(),
  canCall: z.boolean(),
});

export const PublicNeeds = z.object({
  items: z.array(
    z.object({
      consortium: z.string(),
      member: z.string(),
      title: z.string(),
      field: z.string(),
      kind: z.string(),
      keywords: z.array(z.string()),
      budget: z.string(),
      summary: z.string(),
      detail: z.string(),
      publishedOn: z.string(),
    }),
  ),
});
