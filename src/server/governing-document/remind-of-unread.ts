import { sql } from 'kysely';
import type { NoticeContext } from '#server/notice/deliver-notices.ts';
import { versionLabel } from './document-row.ts';
import { askReaders } from './readers.ts';

type Unread = { consortium_id: string; id: string; title: string; version_id: string; number: number };

const mostAtOnce = 200;

/**
 * Reminds those who have left a version that holds unread for the configured days, once in as many days: in the app, and by mail where that is configured.
 * Several servers may sweep at once: one of them reminds. Gives how many people it reminded.
 */
export async function remindOfUnread(
  { db, config, mailer }: Pick<NoticeContext, 'db' | 'config' | 'mailer'>,
  now: Date,
): Promise<number> {
  const days = config.remindAfterDays;
  if (days === 0) return 0;
  const since = new Date(now.getTime() - days * 86_400_000);
  const people = await db.asOwner(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('unread documents', 0))`.execute(tx);
    const { rows } = await sql<Unread>`
      select d.consortium_id, d.id, d.title, v.id as version_id, v.number
      from governing_document_version v join governing_document d on (d.consortium_id, d.id) = (v.consortium_id, v.document_id)
      where v.state = 'approved' and v.approved_at < ${since} and exists (select from governing_readers(v.id) r where r.read_at is null)
        and not exists (select from notice n where n.consortium_id = d.consortium_id and n.created_at > ${since}
          and n.link = '/consortia/' || d.consortium_id || '/documents/' || d.id)
      order by v.approved_at limit ${mostAtOnce}`.execute(tx);
    let told = 0;
    for (const { version_id, number, ...document } of rows) {
      const text = `《${document.title}》${versionLabel(number)}您还没有确认阅读，请阅读并确认。`;
      told += (await askReaders({ config, mailer }, tx, document, { versionId: version_id, text })).people;
    }
    return told;
  });
  if (people > 0) db.bus.tell('lianheti_notice', '');
  return people;
}
