import type { TestConsortium } from './test-consortium.ts';
import type { TestServer } from './test-server.ts';

const span = { startsAt: '2027-01-01T01:00:00Z', endsAt: '2027-01-01T02:00:00Z' };

/** Bodies that are right in shape for shared resources. */
export const resourceBodies: Readonly<Record<string, unknown>> = {
  'POST /api/consortia/{id}/resources': { memberId: crypto.randomUUID(), kind: 'instrument', name: '侵入' },
  'PUT /api/consortia/{id}/resources/{resourceId}': { name: '侵入', version: 1 },
  'POST /api/consortia/{id}/resources/{resourceId}/closed-times': { ...span, reason: '侵入' },
  'POST /api/consortia/{id}/resources/{resourceId}/bookings': {
    ...span,
    memberId: crypto.randomUUID(),
    purpose: '侵入',
  },
  'POST /api/consortia/{id}/bookings/{bookingId}/acts': { version: 1, action: 'cancel' },
};

/** A resource of a member with a booking and a closed time, all called by a secret; answers what a route's address names. */
export async function keepResource(
  server: TestServer,
  { consortiumId, secretary: { personId } }: TestConsortium,
  { memberId, secret }: { memberId: string; secret: string },
): Promise<Readonly<Record<string, string>>> {
  const [resourceId, bookingId, blackoutId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const whose = { consortium_id: consortiumId, person_id: personId };
  const times = { starts_at: new Date('2090-01-01T01:00:00Z'), ends_at: new Date('2090-01-01T02:00:00Z') };
  const shared = { member_id: memberId, kind: 'instrument', name: secret, capacity: 1, needs_approval: false };
  const booked = { resource_id: resourceId, member_id: memberId, purpose: secret, amount: '0', state: 'approved' };
  await server.context.db.asOwner(async (tx) => {
    await tx
      .insertInto('resource')
      .values({ ...whose, ...shared, id: resourceId })
      .execute();
    await tx
      .insertInto('resource_booking')
      .values({ ...whose, ...booked, ...times, id: bookingId })
      .execute();
    await tx
      .insertInto('resource_blackout')
      .values({ ...whose, id: blackoutId, resource_id: resourceId, reason: secret, ...times })
      .execute();
  });
  return { resourceId, bookingId, blackoutId };
}
