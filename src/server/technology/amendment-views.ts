import { z } from 'zod';
import { amendmentActions, amendmentStates } from '#core/technology/amendment.ts';
import { contractSides } from '#core/technology/contract.ts';
import { longText, text } from '#server/http/text.ts';
import { Day } from '#server/member/member-views.ts';
import { Yuan } from './need-views.ts';

export const AmendmentParams = z.object({ id: z.uuid(), contractId: z.uuid(), amendmentId: z.uuid() });

/** How the contract shall be: all its milestones, those that are new without a number, those accepted as they are. */
export const AmendmentBody = z.object({
  number: text(50),
  signedOn: Day,
  reason: longText(1000).min(1),
  amount: Yuan,
  milestones: z
    .array(z.object({ number: z.int().min(1).max(9999).nullable(), title: text(200), dueOn: Day }))
    .min(1)
    .max(50),
  /** A finished upload: the amendment as it was signed. */
  uploadId: z.uuid().nullable().default(null),
});
export type AmendmentBody = z.infer<typeof AmendmentBody>;

export const AmendmentActBody = z.object({ action: z.enum(amendmentActions) });

const Change = z.object({ was: z.string(), is: z.string() }).nullable();
const Stage = z.object({ title: z.string(), dueOn: z.string() }).nullable();

export const AmendmentView = z.object({
  id: z.string(),
  number: z.string(),
  signedOn: z.string(),
  reason: z.string(),
  state: z.enum(amendmentStates),
  stateLabel: z.string(),
  proposedBy: z.enum(contractSides),
  at: z.string(),
  decided: z.object({ at: z.string(), by: z.string() }).nullable(),
  /** Null where it was written without its file. */
  fileName: z.string().nullable(),
  /** What was and what is, or shall be. */
  changes: z.object({
    amount: Change,
    endsOn: Change,
    milestones: z.array(z.object({ number: z.int(), was: Stage, is: Stage })),
  }),
  actions: z.array(z.object({ id: z.enum(amendmentActions), label: z.string() })),
});
export type AmendmentView = z.infer<typeof AmendmentView>;
