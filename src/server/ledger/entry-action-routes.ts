import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { text } from '#server/http/text.ts';
import { actOnEntries } from './act-on-entry.ts';
import { EntryParams, Reason, tags, Version } from './entry-routes.ts';

const Ref = z.object({ id: z.uuid(), version: Version });
const Side = z.string().max(60).optional();

/** What the sides of an event and the secretariat do with an entry that is there. */
export async function entryActionRoutes(app: App, context: Context): Promise<void> {
  app.post('/api/entries/:id/confirmation', {
    schema: {
      tags,
      summary: '确认一条记录与实际相符',
      params: EntryParams,
      body: z.object({ version: Version, side: Side, reason: Reason.optional() }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body: { version, side, reason } }, reply) => {
      await actOnEntries(context, actor, [{ id: params.id, version }], { type: 'confirm', side }, reason);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/entries/confirmations', {
    bodyLimit: 2_000_000,
    schema: {
      tags,
      summary: '一并确认多条记录，全部成功或全部不变',
      body: z.object({ entries: z.array(Ref).min(1).max(5000), side: Side }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, body: { entries, side } }, reply) => {
      await actOnEntries(context, actor, entries, { type: 'confirm', side });
      return reply.code(204).send(null);
    },
  });

  app.post('/api/entries/:id/settlement', {
    schema: {
      tags,
      summary: '秘书处对有争议的记录作出裁定，须写明理由',
      params: EntryParams,
      body: z.object({ version: Version, values: z.record(z.string().max(60), z.unknown()), reason: Reason }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body: { version, values, reason } }, reply) => {
      await actOnEntries(context, actor, [{ id: params.id, version }], { type: 'settle', values, reason });
      return reply.code(204).send(null);
    },
  });

  app.post('/api/entries/:id/withdrawal', {
    schema: {
      tags,
      summary: '撤回本方填报；秘书处撤回整条记录。须写明理由，记录和经过仍可查',
      params: EntryParams,
      body: z.object({ version: Version, side: Side, reason: Reason }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body: { version, side, reason } }, reply) => {
      await actOnEntries(context, actor, [{ id: params.id, version }], { type: 'withdraw', side, reason });
      return reply.code(204).send(null);
    },
  });

  app.post('/api/entries/returns', {
    bodyLimit: 500_000,
    schema: {
      tags,
      summary: '秘书处退回记录请填报单位核对，须写明意见',
      body: z.object({ entries: z.array(Ref).min(1).max(1000), text: text(2000) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, body: { entries, text } }, reply) => {
      await actOnEntries(context, actor, entries, { type: 'return', text });
      return reply.code(204).send(null);
    },
  });

  app.post('/api/entries/:id/comments', {
    schema: {
      tags,
      summary: '对一条记录写意见',
      params: EntryParams,
      body: z.object({ text: text(2000), field: z.string().max(60).optional() }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await context.db.asActor(actor, async (tx) => {
        const entry = await tx
          .selectFrom('ledger_entry')
          .select('consortium_id')
          .where('id', '=', params.id)
          .executeTakeFirst();
        if (!entry) throw new Refusal('not-found');
        const row = {
          ...entry,
          entry_id: params.id,
          kind: 'comment',
          field: body.field ?? null,
          text: body.text,
          person_id: actor.personId,
        };
        await tx.insertInto('ledger_remark').values(row).execute();
      });
      return reply.code(204).send(null);
    },
  });
}
