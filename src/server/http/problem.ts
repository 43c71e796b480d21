import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import pg from 'pg';
import { z } from 'zod';
import { Refusal } from './refusal.ts';
import type { RefusalCode } from './refusal-codes.ts';
import { refusalTexts } from './refusal-texts.ts';

/** RFC 9457 problem document; further members are the refusal's facts. */
const Problem = z.looseObject({
  type: z.string().meta({ description: 'urn:lianheti:<code>' }),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  fields: z.array(z.string()).optional(),
});

/** Answers any error as a problem document. What is not a refusal is a bug: logged in full, told as nothing but that. */
export function sendProblem(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error);
  if (refusal.code === 'internal') request.log.error({ err: error }, 'unexpected error');
  return reply
    .code(refusal.status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problemOf(refusal));
}

function problemOf({ code, status, facts }: Refusal): z.infer<typeof Problem> {
  return { type: `urn:lianheti:${code}`, title: refusalTexts[code], status, ...facts };
}

/** The refusal that an error is told as. */
export function refusalOf(error: FastifyError | Error): Refusal {
  if (error instanceof Refusal) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    // A path that names nothing is answered alike whether or not it could ever name something.
    if (error.validationContext === 'params') return new Refusal('not-found');
    const fields = error.validation.map((issue) => issue.instancePath.slice(1).replaceAll('/', '.'));
    return new Refusal('invalid', { fields: [...new Set(fields)].slice(0, 50) });
  }
  if (error instanceof pg.DatabaseError) return new Refusal(codeOfDatabaseError(error.code));
  if ('statusCode' in error && typeof error.statusCode === 'number') return new Refusal(codeOfStatus(error.statusCode));
  return new Refusal('internal');
}

function codeOfDatabaseError(code: string | undefined): RefusalCode {
  switch (code) {
    case '42501':
      return 'forbidden';
    case '40001':
    case '40P01':
    case '23505':
      return 'try-again';
    case '22021':
    case '22P05':
    case '23514':
      return 'invalid';
    case '57P01':
    case '53300':
      return 'unavailable';
    default:
      return 'internal';
  }
}

function codeOfStatus(status: number): RefusalCode {
  switch (status) {
    case 404:
      return 'not-found';
    case 413:
      return 'too-large';
    case 415:
      return 'wrong-media-type';
    case 429:
      return 'too-many-requests';
    case 503:
      return 'unavailable';
    default:
      return status >= 400 && status < 500 ? 'bad-request' : 'internal';
  }
}
