import type { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight, mustOversee } from '#server/access/must-have-right.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { sectionLabels } from '#server/public/front-page.ts';
import { type Section, sections } from '#server/public/open-consortium.ts';
import { homePath } from '#server/public/open-paths.ts';
import type { FrontPageView } from './front-page-views.ts';

const shownEditions = 50;

/** A consortium's front page as it is being written, and its editions. Throws `Refusal('not-found')`. */
export async function viewFrontPage({ db }: Context, actor: Actor, consortiumId: string): Promise<FrontPageView> {
  return db.readAs(actor, async (tx) => {
    await mustOversee(tx, 'read-front-page', consortiumId);
    const canManage = await mustHaveRight(tx, 'manage-front-page', consortiumId).then(
      () => true,
      () => false,
    );
    const draft = await readDraft(tx, consortiumId);
    const editions = await tx
      .selectFrom('front_page_edition')
      .select(['number', 'introduction', 'contact', 'sections', 'published_at', 'withdrawn_at'])
      .where('consortium_id', '=', consortiumId)
      .orderBy('number', 'desc')
      .limit(shownEditions)
      .execute();
    const [latest] = editions;
    const current = latest && latest.withdrawn_at === null ? latest : undefined;
    const said = (one: typeof draft) => JSON.stringify([one?.introduction, one?.contact, one?.sections]);
    return {
      canManage,
      introduction: draft?.introduction ?? '',
      contact: draft?.contact ?? '',
      sections: sectionsOf(draft?.sections ?? sections),
      version: draft?.version ?? 0,
      choices: sections.map((id) => ({ id, label: sectionLabels[id] })),
      path: homePath(consortiumId),
      published: current?.number ?? null,
      isChanged: said(current && { ...current, version: 0 }) !== said(draft),
      editions: editions.map(({ number, published_at, withdrawn_at }) => ({
        number,
        publishedAt: published_at.toISOString(),
        withdrawnAt: withdrawn_at?.toISOString() ?? null,
      })),
    };
  });
}

export function readDraft(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('front_page')
    .select(['introduction', 'contact', 'sections', 'version'])
    .where('consortium_id', '=', consortiumId)
    .executeTakeFirst();
}

/** In the order in which a page shows them, whatever the order in which they were chosen. */
export function sectionsOf(chosen: readonly string[]): z.infer<typeof Section>[] {
  return sections.filter((section) => chosen.includes(section));
}
