import { z } from 'zod';
import { rules } from '#core/review/assignment.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { acceptAssignment } from './accept-assignment.ts';
import { requestAssignment } from './request-assignment.ts';
import { viewAssignment, viewCandidates } from './view-assignment.ts';

const tags = ['评审分工'];
const BatchParams = z.object({ id: z.uuid() });
const Version = z.int().min(0);
const Pairs = z.array(z.tuple([z.uuid(), z.uuid()])).max(20_000);

const Place = z.object({ expertId: z.string(), name: z.string(), points: z.number(), because: z.string() });

const AssignmentView = z.object({
  batch: z.object({ id: z.string(), title: z.string() }),
  readers: z.int(),
  version: z.int(),
  /** [application, expert] */
  fixed: z.array(z.tuple([z.string(), z.string()])),
  forbidden: z.array(z.tuple([z.string(), z.string()])),
  state: z.enum(['none', 'solving', 'failed', 'solved', 'clash']),
  isAccepted: z.boolean(),
  worst: z.number().nullable(),
  total: z.number().nullable(),
  proven: z.boolean().nullable(),
  /** How much better worst and total would be without a rule. */
  costs: z.array(z.object({ rule: z.enum(rules), label: z.string(), worst: z.number(), total: z.number() })),
  clashes: z.array(z.string()),
  outdated: z.array(z.string()),
  experts: z.array(z.object({ id: z.string(), name: z.string(), load: z.int(), assigned: z.int() })),
  applications: z.array(
    z.object({
      id: z.string(),
      consortium: z.string(),
      province: z.string(),
      proposed: z.array(Place),
      reading: z.array(Place.extend({ isFurther: z.boolean(), hasBegun: z.boolean() })),
    }),
  ),
  places: z.object({ wanted: z.int(), offered: z.int() }),
});

const CandidatesView = z.object({
  consortium: z.string(),
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      province: z.string(),
      employer: z.string(),
      load: z.int(),
      points: z.number(),
      because: z.string(),
      bar: z.string().nullable(),
    }),
  ),
});

export async function assignmentRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/batches/:id/assignment', {
    schema: {
      tags,
      summary: '评审分工：人工指定、求得的方案、各条规则的代价和现在的审阅人',
      params: BatchParams,
      response: { 200: AssignmentView },
    },
    handler: async ({ actor, params }) => viewAssignment(context, actor, params.id),
  });

  app.get('/api/batches/:id/assignment/:applicationId', {
    schema: {
      tags,
      summary: '一份申报可选的专家：匹配程度和依据，或须回避的原因',
      params: BatchParams.extend({ applicationId: z.uuid() }),
      response: { 200: CandidatesView },
    },
    handler: async ({ actor, params }) => viewCandidates(context, actor, params.id, params.applicationId),
  });

  app.post('/api/batches/:id/assignment/solution', {
    schema: {
      tags,
      summary: '按指定和排除求解评审分工（后台进行）：先使最差的一份最好，再使总分最高，再尽量少改动',
      params: BatchParams,
      body: z.object({ version: Version, fixed: Pairs, forbidden: Pairs }),
      response: { 202: z.object({ version: z.int(), jobId: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(202).send(await requestAssignment(context, actor, params.id, body)),
  });

  app.post('/api/batches/:id/assignment/acceptance', {
    schema: {
      tags,
      summary: '采用求得的方案：专家从此可以审阅；重复请求不再改动',
      params: BatchParams,
      body: z.object({ version: Version }),
      response: { 200: z.object({ added: z.int(), removed: z.int() }) },
    },
    handler: async ({ actor, params, body }) => acceptAssignment(context, actor, params.id, body.version),
  });
}
