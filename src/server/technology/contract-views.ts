import { z } from 'zod';
import { contractActions, contractRecords, contractSides, contractStates } from '#core/technology/contract.ts';
import { text } from '#server/http/text.ts';
import { Day, Version } from '#server/member/member-views.ts';
import { AmendmentView } from './amendment-views.ts';
import { Named, Yuan } from './need-views.ts';

export const ContractParams = z.object({ id: z.uuid(), contractId: z.uuid() });
export const MilestoneParams = ContractParams.extend({ number: z.coerce.number().int().min(1).max(9999) });
export const RecordParams = ContractParams.extend({ record: z.enum(contractRecords), recordId: z.uuid() });

const optional = (most: number) => text(most).or(z.literal('')).default('');
/** Why a closed year of the ledger is restated; asked for only then. */
const reason = optional(500);

export const ContractBody = z.object({
  providerId: z.uuid(),
  enterpriseId: z.uuid(),
  /** The call that it follows from; none where two members agree directly. */
  callId: z.uuid().nullable().default(null),
  title: text(100),
  amount: Yuan,
  signedOn: Day,
  milestones: z
    .array(z.object({ title: text(200), dueOn: Day }))
    .min(1)
    .max(50),
});
export type ContractBody = z.infer<typeof ContractBody>;

export const ContractActBody = z.object({
  action: z.enum(contractActions),
  version: Version,
  /** The day of acceptance. */
  day: Day.optional(),
  reason,
});
export type ContractActBody = z.infer<typeof ContractActBody>;

/** Delivered by who provides, accepted by the enterprise. */
export const MilestoneBody = z.object({ step: z.enum(['deliver', 'accept']), day: Day });
export type MilestoneBody = z.infer<typeof MilestoneBody>;

export const ReceiptBody = z.object({
  voucher: text(100),
  amount: Yuan,
  receivedOn: Day,
  /** Evidence of the provider that shows it. */
  evidenceId: z.uuid(),
  reason,
});
export type ReceiptBody = z.infer<typeof ReceiptBody>;
export const ResultBody = z.object({
  kind: z.string().max(50),
  title: text(200),
  certificate: text(100),
  grantedOn: Day,
  reason,
});
export type ResultBody = z.infer<typeof ResultBody>;
export const TransferBody = z.object({ way: text(200), transferredOn: Day });
export type TransferBody = z.infer<typeof TransferBody>;
export const ConfirmationBody = z.object({
  /** Yuan that a transfer brought, and how it was reckoned. */
  benefit: Yuan.optional(),
  benefitNote: optional(1000),
  reason,
});
export type ConfirmationBody = z.infer<typeof ConfirmationBody>;

const ContractHead = z.object({
  id: z.string(),
  title: z.string(),
  provider: Named,
  enterprise: Named,
  amount: z.string(),
  signedOn: z.string(),
  state: z.enum(contractStates),
  stateLabel: z.string(),
  acceptedOn: z.string().nullable(),
});

export const ContractPage = z.object({
  consortium: Named,
  /** For whom the reader may draw one up; none cannot. */
  own: z.array(Named),
  providers: z.array(Named),
  enterprises: z.array(Named),
  items: z.array(ContractHead.extend({ received: z.string(), milestonesLeft: z.int(), isLate: z.boolean() })),
  total: z.int(),
});

export const ContractView = ContractHead.extend({
  callId: z.string().nullable(),
  sides: z.array(z.enum(contractSides)),
  resultKinds: z.array(z.string()),
  milestones: z.array(
    z.object({
      number: z.int(),
      title: z.string(),
      dueOn: z.string(),
      deliveredOn: z.string().nullable(),
      acceptedOn: z.string().nullable(),
      isLate: z.boolean(),
      /** What the reader may do with it now. */
      step: z.enum(['deliver', 'accept']).nullable(),
    }),
  ),
  /** With its last milestone. */
  endsOn: z.string(),
  amendments: z.array(AmendmentView),
  received: z.string(),
  receipts: z.array(
    z.object({
      id: z.string(),
      voucher: z.string(),
      amount: z.string(),
      receivedOn: z.string(),
      isConfirmed: z.boolean(),
      evidenceId: z.string(),
    }),
  ),
  results: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      title: z.string(),
      certificate: z.string(),
      grantedOn: z.string(),
      isConfirmed: z.boolean(),
    }),
  ),
  transfers: z.array(
    z.object({
      id: z.string(),
      way: z.string(),
      transferredOn: z.string(),
      benefit: z.string().nullable(),
      benefitNote: z.string(),
      isConfirmed: z.boolean(),
    }),
  ),
  actions: z.array(z.object({ id: z.enum(contractActions), label: z.string() })),
  canAmend: z.boolean(),
  canRecord: z.boolean(),
  canConfirm: z.boolean(),
  version: z.int(),
});

export const FiguresView = z.object({
  years: z.array(
    z.object({
      year: z.int(),
      receivedWan: z.string(),
      completed: z.int(),
      transferred: z.int(),
      rate: z.string().nullable(),
      results: z.int(),
      benefit: z.string(),
      projects: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          receivedWan: z.string(),
          isCompleted: z.boolean(),
          isTransferred: z.boolean(),
          results: z.int(),
          benefit: z.string(),
        }),
      ),
    }),
  ),
});
