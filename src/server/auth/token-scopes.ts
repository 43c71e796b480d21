import type { FastifyRequest } from 'fastify';

const dashboards = [
  'overview',
  'tiles',
  'trend',
  'ranking',
  'distribution',
  'funnel',
  'compare',
  'band',
  'fulfilment',
  'members',
  'member',
];

/** What a token can be made for, and the routes that each scope opens. Whatever is not listed, no token reaches. */
export const tokenScopes = {
  'ledger:read': {
    label: '读取台账',
    routes: [
      'GET /api/me',
      'GET /api/me/tasks',
      'GET /api/ledgers',
      'GET /api/consortia/:id/ledgers',
      'GET /api/consortia/:id/ledgers/:kind/entries',
      'GET /api/entries/:id',
    ],
  },
  'ledger:write': {
    label: '填报台账',
    routes: [
      'GET /api/ledgers',
      'POST /api/consortia/:id/ledgers/:kind/entries',
      'POST /api/consortia/:id/ledgers/:kind/reports',
      'POST /api/entries/confirmations',
      'POST /api/entries/:id/confirmation',
      'POST /api/entries/:id/withdrawal',
    ],
  },
  'talent:read': {
    label: '读取岗位、专业、需求和共享资源',
    routes: [
      'GET /api/consortia/:id/talent',
      'GET /api/consortia/:id/resources',
      'GET /api/consortia/:id/positions',
      ...['positions', 'programmes', 'demands', 'resources'].flatMap((noun) =>
        ['csv', 'xlsx'].map((format) => `GET /api/consortia/:id/${noun}.${format}`),
      ),
    ],
  },
  'talent:write': {
    label: '写入岗位和专业',
    routes: [
      'PUT /api/consortia/:id/members/:memberId/positions/:externalId',
      'PUT /api/consortia/:id/members/:memberId/programmes/:externalId',
    ],
  },
  'monitoring:read': {
    label: '读取监测数据',
    routes: dashboards.flatMap((path) => ['', '.csv', '.xlsx'].map((format) => `GET /api/monitoring/${path}${format}`)),
  },
} as const satisfies Record<string, { label: string; routes: readonly string[] }>;

export type TokenScope = keyof typeof tokenScopes;

export function isTokenScope(text: string): text is TokenScope {
  return Object.hasOwn(tokenScopes, text);
}

/** True where one of the scopes opens the route that the request was led to. */
export function mayReach(
  scopes: readonly string[],
  { method, routeOptions }: Pick<FastifyRequest, 'method' | 'routeOptions'>,
): boolean {
  const route = `${method === 'HEAD' ? 'GET' : method} ${routeOptions.url ?? ''}`;
  return scopes.some((scope) => {
    const routes: readonly string[] = isTokenScope(scope) ? tokenScopes[scope].routes : [];
    return routes.includes(route);
  });
}
