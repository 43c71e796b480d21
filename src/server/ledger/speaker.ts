import type { EntryValues } from '#core/ledger/entry.ts';
import { secretariat } from '#core/ledger/join-voices.ts';
import type { LedgerKind } from '#core/ledger/kind.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { Directory } from './member-directory.ts';

/** For whom the actor may speak in a consortium's ledgers. The database decides again when it is written. */
export type Speaker = { secretariat: boolean; members: ReadonlySet<string> };

/** Throws `Refusal('not-found')` where the actor does not know the consortium, `Refusal('forbidden')` where it speaks for nobody in it. */
export async function speakerIn(
  context: Pick<Context, 'db'>,
  actor: Actor,
  consortiumId: string,
  directory: Directory,
): Promise<Speaker> {
  const members = actor.roles.flatMap(({ role, unit }) =>
    role === 'member-reporter' && directory.byId.has(unit.id) ? [unit.id] : [],
  );
  const isSecretariat = actor.roles.some(({ role, unit }) => role === 'secretariat' && unit.id === consortiumId);
  if (members.length > 0 || isSecretariat) return { secretariat: isSecretariat, members: new Set(members) };
  const known = await context.db.readAs(actor, (tx) =>
    tx
      .selectFrom('unit')
      .select('id')
      .where('id', '=', consortiumId)
      .where('kind', '=', 'consortium')
      .executeTakeFirst(),
  );
  throw new Refusal(known ? 'forbidden' : 'not-found');
}

/**
 * The side that speaks when the actor records these values: the one asked for, else the reporter where the actor may speak for it, else whichever
 * of the event's members the actor speaks for. The secretariat records for members. None where the event is not the actor's.
 */
export function sideOf(
  kind: LedgerKind,
  values: EntryValues,
  speaker: Speaker,
  directory: Directory,
  asked?: string,
): string | undefined {
  const may = (side: string) =>
    side === secretariat
      ? speaker.secretariat
      : speaker.members.has(side) || (speaker.secretariat && directory.byId.has(side));
  const named = Object.entries(kind.fields).flatMap(([id, field]) => {
    const value = values[id];
    return field.type !== 'member' || value === undefined || typeof value === 'number'
      ? []
      : typeof value === 'string'
        ? [value]
        : [...value];
  });
  const sides =
    kind.reporter === undefined ? [secretariat] : [...new Set([String(values[kind.reporter] ?? ''), ...named])];
  if (asked !== undefined) return (sides.includes(asked) || asked === secretariat) && may(asked) ? asked : undefined;
  return sides.find((side) => speaker.members.has(side)) ?? sides.find(may);
}
