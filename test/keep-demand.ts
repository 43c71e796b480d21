/** Bodies that are right in shape for supply and demand. */
export const demandBodies: Readonly<Record<string, unknown>> = {
  'PUT /api/consortia/{id}/industries': { industries: ['C34'] },
  'PUT /api/consortia/{id}/members/{memberId}/industry': { industry: 'C34' },
};
