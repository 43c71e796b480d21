import { z } from 'zod';
import { longText } from '#server/http/text.ts';
import { Version } from '#server/member/member-views.ts';
import { Section } from '#server/public/open-consortium.ts';

const Sections = z.array(Section).max(10);

/** `version`: the one that was seen, 0 before the first. */
export const FrontPageBody = z.object({
  introduction: longText(5000),
  contact: longText(500).default(''),
  sections: Sections,
  version: z.int().min(0).max(1e9),
});
export type FrontPageBody = z.infer<typeof FrontPageBody>;

export const PublishBody = z.object({ version: Version });
export const WithdrawBody = z.object({ number: z.int().min(1).max(1e9) });

export const FrontPageView = z.object({
  canManage: z.boolean(),
  /** What is being written. */
  introduction: z.string(),
  contact: z.string(),
  sections: Sections,
  version: z.int(),
  /** What may be shown, and how it is called. */
  choices: z.array(z.object({ id: Section, label: z.string() })),
  /** Where anybody sees it, once it is published. */
  path: z.string(),
  /** The number of the edition that anybody sees now; null where none. */
  published: z.int().nullable(),
  /** Whether what is being written differs from what anybody sees. */
  isChanged: z.boolean(),
  /** The latest first. */
  editions: z.array(z.object({ number: z.int(), publishedAt: z.string(), withdrawnAt: z.string().nullable() })),
});
export type FrontPageView = z.infer<typeof FrontPageView>;
