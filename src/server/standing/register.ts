import { z } from 'zod';
import { type Standing, spanOn, standings } from '#core/standing/standing.ts';
import { currentPack } from '#packs/packs.ts';

/** A consortium that has or had a standing, with all that was recorded of it, in the order in which it became known. */
export const RegisterEntry = z.object({
  consortiumId: z.string(),
  name: z.string(),
  province: z.string(),
  /** Of the latest list that names it; null where no list does. */
  batch: z.string().nullable(),
  events: z
    .array(
      z.object({
        standing: z.enum(standings),
        from: z.string(),
        until: z.string().nullable(),
        reason: z.string(),
        document: z.string(),
        at: z.coerce.date(),
      }),
    )
    .readonly(),
});
export type RegisterEntry = z.infer<typeof RegisterEntry>;

export type RegisterQuestion = {
  /** `YYYY-MM-DD` */
  on: string;
  /** The last day whose knowledge counts, `YYYY-MM-DD`; all that is known where there is none. */
  known?: string | undefined;
  standing?: Standing | undefined;
  province?: string | undefined;
};

export const RegisterItem = z.object({
  consortiumId: z.string(),
  name: z.string(),
  province: z.string(),
  batch: z.string().nullable(),
  standing: z.enum(standings),
  label: z.string(),
  since: z.string().meta({ description: '这一状态连续至该日的起始日' }),
});
export type RegisterItem = z.infer<typeof RegisterItem>;

/** The consortia that have a standing on a day, in the order of the entries: all of them, or those of one standing or province. */
export function registerOn(
  entries: readonly RegisterEntry[],
  { on, known, standing, province }: RegisterQuestion,
): readonly RegisterItem[] {
  return entries.flatMap((entry) => {
    if (province !== undefined && entry.province !== province) return [];
    const span = spanOn(knownBy(entry.events, known), on);
    if (!span?.standing || (standing !== undefined && span.standing !== standing)) return [];
    const { consortiumId, name, batch } = entry;
    const item = { consortiumId, name, province: entry.province, batch, since: span.from };
    return [{ ...item, standing: span.standing, label: standingLabel(span.standing) }];
  });
}

/** What was recorded by the end of a day in Beijing. */
function knownBy(events: RegisterEntry['events'], known: string | undefined): RegisterEntry['events'] {
  if (known === undefined) return events;
  const end = Date.parse(`${known}T24:00:00+08:00`);
  return events.filter(({ at }) => at.getTime() < end);
}

/** What the notice calls it; its id where the notice knows no standings. */
export function standingLabel(standing: Standing): string {
  return currentPack.monitoring?.standings[standing].label ?? standing;
}

const collator = new Intl.Collator('zh');

/** By province and name, as a reader looks for them. */
export function inOrder(entries: readonly RegisterEntry[]): readonly RegisterEntry[] {
  return entries.toSorted(
    (one, other) => collator.compare(one.province, other.province) || collator.compare(one.name, other.name),
  );
}
