import { z } from 'zod';
import type { Context } from '#server/context.ts';
import { text } from '#server/http/text.ts';
import { PositionBody, ProgrammeBody } from '#server/talent/talent-views.ts';
import { positionColumns } from '#server/talent/write-position.ts';
import { programmeColumns } from '#server/talent/write-programme.ts';

export const SourceId = text(50).or(z.literal(''));
export const ExternalId = text(100);

/** What another system says of a position; whether it is public or withdrawn stays as it was where it does not say. */
export const OutsidePosition = PositionBody.omit({ memberId: true }).extend({
  isPublic: z.boolean().optional(),
  isWithdrawn: z.boolean().optional(),
});
export const OutsideProgramme = ProgrammeBody.omit({ memberId: true });

type Catalogued = Pick<Context, 'catalogues'>;

/** The same by columns. Throws `Refusal('invalid')` with the fields at fault. */
export function outsidePositionColumns(context: Catalogued, said: z.infer<typeof OutsidePosition>) {
  const { isPublic, isWithdrawn, ...rest } = said;
  const { is_public: _, ...columns } = positionColumns(context, { ...rest, isPublic: false });
  return {
    ...columns,
    ...(isPublic === undefined ? {} : { is_public: isPublic }),
    ...(isWithdrawn === undefined ? {} : { is_withdrawn: isWithdrawn }),
  };
}

/** Both nouns: how each is read, and what it is by columns. */
export const outsideNouns = {
  position: (context: Catalogued, given: unknown) => {
    const said = OutsidePosition.safeParse(given);
    return said.success ? outsidePositionColumns(context, said.data) : said.error;
  },
  programme: (context: Catalogued, given: unknown) => {
    const said = OutsideProgramme.safeParse(given);
    return said.success ? programmeColumns(context, said.data) : said.error;
  },
} as const;
