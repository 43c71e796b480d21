import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';

export async function documentRoutes(_app: App, _context: Context): Promise<void> {}
