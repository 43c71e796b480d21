import type { FastifyBaseLogger } from 'fastify';
import { type DestinationStream, pino } from 'pino';

/**
 * Structured logs, one JSON object a line. Of a request: method, route with its placeholders, status, time. Of an error: its kind, message and
 * stack; what a database or a library hangs on it besides (rows, values, queries) may hold personal data and is left out.
 */
export function openLog(level: string, destination?: DestinationStream): FastifyBaseLogger {
  const options = { level, base: null, serializers: { err: describeError } };
  return destination ? pino(options, destination) : pino(options);
}

function describeError(error: unknown) {
  if (!(error instanceof Error)) return { message: 'not an error' };
  const { name, message, stack } = error;
  return { name, message, stack, ...('code' in error ? { code: error.code } : {}) };
}
