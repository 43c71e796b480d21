import { apprenticeshipBodies } from './keep-apprenticeship.ts';
import { demandBodies } from './keep-demand.ts';
import { fairBodies } from './keep-fair.ts';
import { marketBodies } from './keep-market.ts';
import { peopleBodies } from './keep-people.ts';
import { policyBodies } from './keep-policy.ts';
import { resourceBodies } from './keep-resource.ts';
import { technologyBodies } from './keep-technology.ts';
import { trainingBodies } from './keep-training.ts';

const entryRef = { id: crypto.randomUUID(), version: 1 };

const intruder = { name: '侵入', category: 'other', joinedOn: '2023-01-01' };

const charterRules = {
  parties: [],
  quorum: { count: 1 },
  majorities: [{ kind: 'ordinary', of: 'present', threshold: { count: 1 } }],
  noticeDays: 0,
  mostProxies: 0,
  doProxiesCount: false,
  termYears: 1,
};

const meeting = { kind: 'remote', title: '侵入', opensAt: '2090-01-01T00:00:00Z', agenda: [] };

const acceptance = { batchId: crypto.randomUUID(), version: 0 };

/** Bodies that are right in shape, so that a refusal is about the person and not about the body. */
export const bodies: Readonly<Record<string, unknown>> = {
  ...peopleBodies,
  ...policyBodies,
  ...fairBodies,
  ...marketBodies,
  ...resourceBodies,
  ...apprenticeshipBodies,
  ...technologyBodies,
  ...demandBodies,
  ...trainingBodies,
  'POST /api/consortia/{id}/changes/{changeId}/acts': { version: 1, action: 'withdraw', text: '侵入' },
  'POST /api/consortia/{id}/governing-documents': { kind: '其他', title: '侵入', readers: [] },
  'PUT /api/governing-documents/{documentId}': { kind: '其他', title: '侵入', readers: [] },
  'PUT /api/governing-documents/{documentId}/versions/{versionId}': { version: 1, text: '侵入' },
  'POST /api/governing-documents/{documentId}/versions/{versionId}/acts': { version: 1, action: 'submit' },
  'PUT /api/consortia/{id}/returns/{collectionId}/cells/{cell}': { value: '侵入', version: 0 },
  'POST /api/consortia/{id}/returns/{collectionId}/acts': { action: 'send', version: 0 },
  'POST /api/collections/{id}/levels': {
    level: 'consortium',
    dueAt: '2090-01-01T00:00:00Z',
    closesAt: '2090-02-01T00:00:00Z',
    reason: '侵入',
    version: 1,
  },
  'PUT /api/applications/{id}/answers/{cell}': { value: '侵入', baseVersion: 1 },
  'POST /api/applications/{id}/answers': { changes: [{ cell: 'park', value: '侵入', baseVersion: 1 }] },
  'PUT /api/applications/{id}/presence': { cell: 'park' },
  'POST /api/applications/{id}/submission': { reasons: {}, sequence: 1 },
  'POST /api/applications/{id}/revisions/{n}/confirmation': { digest: 'a'.repeat(64) },
  'POST /api/applications/{id}/return': { text: '侵入', remarks: [] },
  'POST /api/applications/{id}/look': { revision: 1 },
  'POST /api/applications/{id}/verdicts': { revision: 1, verdicts: [{ cell: 'officeArea', verdict: 'true' }] },
  'POST /api/applications/{id}/spot-check': { revision: 1, atRisk: 1, random: 1 },
  'PUT /api/applications/{id}/spot-check/{entryId}': { revision: 1, verdict: 'true', version: 0 },
  'PUT /api/applications/{id}/findings/{findingId}': { revision: 1, text: '侵入', seenAt: '2023-05-01T00:00:00Z' },
  'POST /api/applications/{id}/findings/{findingId}/answer': { text: '侵入' },
  'POST /api/applications/{id}/verification': { revision: 1 },
  'PUT /api/applications/{id}/formal/items/{item}': { result: 'met', version: 0 },
  'POST /api/applications/{id}/formal/items/{item}/answer': { text: '侵入', version: 1 },
  'POST /api/applications/{id}/formal/decision': { decision: 'rejected', reason: '侵入' },
  'PUT /api/applications/{id}/reading/scores/{point}': { score: 1, reason: '侵入', baseVersion: 0 },
  'PUT /api/applications/{id}/reading/notes/{point}': { text: '侵入', baseVersion: 0 },
  'POST /api/applications/{id}/reading/questions': { id: crypto.randomUUID(), text: '侵入' },
  'POST /api/applications/{id}/readers/{expertId}/unlocking': { reason: '侵入' },
  'POST /api/applications/{id}/readers': { expertId: crypto.randomUUID(), reason: '侵入' },
  'POST /api/applications/{id}/deductions': { points: 1, reason: '侵入' },
  'POST /api/applications/{id}/deductions/{deductionId}/withdrawal': { reason: '侵入' },
  'PUT /api/consortia/{id}/commitments/{figure}/{year}/shares': { version: 0, shares: [] },
  'PUT /api/consortia/{id}/commitments/{figure}/{year}/explanation': { version: 0, text: '侵入' },
  'POST /api/consortia/{id}/commitments/{figure}/{year}/requests': { version: 0, value: '1', reason: '侵入' },
  'POST /api/commitment-requests/{id}/opinion': { version: 0, opinion: 'support', text: '侵入' },
  'POST /api/commitment-requests/{id}/decision': { version: 1, decision: 'approved', text: '侵入' },
  'POST /api/commitment-requests/{id}/withdrawal': { version: 0 },
  'POST /api/consortia/{id}/meetings/{meetingId}/motions': {
    itemId: crypto.randomUUID(),
    kind: 'ordinary',
    title: '侵入',
    text: '侵入',
  },
  'PUT /api/consortia/{id}/meetings/{meetingId}/motions/{motionId}': {
    version: 1,
    kind: 'ordinary',
    title: '侵入',
    text: '侵入',
  },
  'POST /api/consortia/{id}/meetings/{meetingId}/motions/{motionId}/withdrawal': { version: 1 },
  'POST /api/consortia/{id}/meetings/{meetingId}/motions/{motionId}/amendments': {
    version: 1,
    text: '侵入',
    proposer: '侵入',
  },
  'POST /api/consortia/{id}/meetings/{meetingId}/motions/{motionId}/amendments/{amendmentId}/acts': { action: 'adopt' },
  'PUT /api/consortia/{id}/meetings/{meetingId}/motions/{motionId}/recusals/{seatId}': { reason: '侵入' },
  'POST /api/consortia/{id}/meetings/{meetingId}/motions/{motionId}/votes': { version: 1, manner: 'secret' },
  'POST /api/consortia/{id}/meetings/{meetingId}/minutes': { base: 0, discussions: [], dueOn: '2090-01-01' },
  'POST /api/consortia/{id}/resolutions/{resolutionId}/tasks': { title: '侵入', dueOn: '2090-01-01' },
  'POST /api/consortia/{id}/fund-years': { year: 2023 },
  'POST /api/consortia/{id}/funds': { year: 2022, source: '其他途径', payer: '侵入', planned: '1' },
  'PUT /api/consortia/{id}/funds/{planId}': { source: '其他途径', payer: '侵入', planned: '1', version: 1 },
  'POST /api/consortia/{id}/funds/{planId}/removal': { version: 1 },
  'POST /api/consortia/{id}/funds/{planId}/receipts': { receivedOn: '2022-06-01', amount: '1', voucher: '侵入' },
  'POST /api/consortia/{id}/funds/{planId}/receipts/{receiptId}/reversal': { reason: '侵入' },
  'POST /api/consortia/{id}/budget-lines': {
    year: 2022,
    name: '侵入',
    department: '侵入',
    amount: '1',
    reason: '侵入',
  },
  'POST /api/consortia/{id}/budget-lines/{lineId}/changes': { amount: '1', reason: '侵入' },
  'POST /api/consortia/{id}/budget-changes/{changeId}/decision': { approve: true, authority: 'secretariat' },
  'POST /api/consortia/{id}/fund-deputies': { deputyId: crypto.randomUUID(), from: '2090-01-01', to: '2090-02-01' },
  'POST /api/consortia/{id}/spendings': { lineId: crypto.randomUUID(), title: '侵入', payee: '侵入', amount: '1' },
  'POST /api/consortia/{id}/spendings/{spendingId}/acts': { version: 1, action: 'cancel', text: '侵入' },
  'POST /api/consortia/{id}/tasks': { title: '侵入', dueOn: '2090-01-01' },
  'PUT /api/consortia/{id}/tasks/{taskId}': {
    title: '侵入',
    startsOn: '2089-01-01',
    dueOn: '2090-01-01',
    version: 1,
  },
  'POST /api/consortia/{id}/tasks/{taskId}/acts': { action: 'start', version: 1 },
  'POST /api/consortia/{id}/tasks/{taskId}/notes': { text: '侵入' },
  'PUT /api/consortia/{id}/tasks/{taskId}/checks/{checkId}': { done: true },
  'POST /api/batches/{id}/text-comparison': {},
  'POST /api/applications/{id}/inquiries': { questionId: crypto.randomUUID(), text: '侵入' },
  'PUT /api/applications/{id}/inquiries/{inquiryId}/answer': { text: '侵入' },
  'PUT /api/applications/{id}/visit': { how: 'manual', reason: '侵入' },
  'POST /api/applications/{id}/visit/removal': { reason: '侵入', version: 1 },
  'PUT /api/applications/{id}/visit/team': { people: [], version: 1 },
  'PUT /api/applications/{id}/visit/day': { day: '2023-07-03', version: 1 },
  'POST /api/applications/{id}/visit/points': { text: '侵入' },
  'PUT /api/applications/{id}/visit/points/{pointId}': { outcome: 'settled', version: 0 },
  'PUT /api/applications/{id}/visit/findings/{findingId}': {
    revision: 1,
    text: '侵入',
    seenAt: '2023-05-01T00:00:00Z',
  },
  'PUT /api/applications/{id}/visit/conclusion': { text: '侵入', version: 1 },
  'POST /api/applications/{id}/visit/end': { version: 1 },
  'POST /api/batches/{id}/visits/plan': { days: ['2023-07-03'], perDay: 1 },
  'PUT /api/batches/{id}/recommendations/{unitId}': { version: 0, items: [], opinion: '侵入' },
  'POST /api/batches/{id}/recommendations/{unitId}/submission': { version: 0 },
  'POST /api/batches/{id}/packages/{unitId}/jobs': { as: 'disc' },
  'POST /api/batches/{id}/intakes': { uploadId: crypto.randomUUID() },
  'POST /api/batches/{id}/experts': { expertIds: [crypto.randomUUID()] },
  'POST /api/batches/{id}/experts/departures': { expertIds: [crypto.randomUUID()], reason: '侵入' },
  'POST /api/batches/{id}/experts/replacements': { expertId: crypto.randomUUID(), reason: '侵入' },
  'POST /api/batches/{id}/assignment/solution': { version: 0, fixed: [], forbidden: [] },
  'POST /api/batches/{id}/assignment/acceptance': { version: 0 },
  'POST /api/batches/{id}/draws': { strata: [{ field: '', count: 1 }] },
  'PUT /api/batches/{id}/participation': { answer: 'accepted', load: 1, version: 0 },
  'POST /api/units/{id}/experts': { name: '侵入', email: 'qinru@ceshi.example' },
  'PUT /api/experts/{expertId}': { name: '侵入', email: 'qinru@ceshi.example', version: 0 },
  'PUT /api/experts/{expertId}/retirement': { retired: true, version: 0 },
  'POST /api/batches/{id}/scenarios': { name: '侵入', rules: { places: 1, by: 'score' } },
  'PUT /api/batches/{id}/decision': { version: 0, items: [], reason: '侵入' },
  'POST /api/batches/{id}/publicity': { version: 0, title: '侵入', text: '侵入' },
  'POST /api/batches/{id}/objections': {
    consortiumId: null,
    text: '侵入',
    name: '侵入',
    contact: '侵入',
    receivedOn: '2023-06-01',
  },
  'POST /api/batches/{id}/objections/{objectionId}/answer': { answer: '侵入', decision: 'dismissed', shown: false },
  'POST /api/batches/{id}/list': { version: 0, number: '1', title: '侵入', text: '侵入', publishedOn: '2023-06-01' },
  'POST /api/batches/{id}/notices': { title: '侵入', text: '侵入' },
  'POST /api/batches/{id}/extensions': { stage: 'list', closesAt: '2099-01-01T00:00:00Z', reason: '侵入' },
  'POST /api/quality/runs': { unitId: crypto.randomUUID() },
  'POST /api/consortia/{id}/quality/findings/{findingId}/answer': { text: '侵入', version: 1 },
  'POST /api/consortia/{id}/quality/findings/{findingId}/decision': { decision: 'accept', text: '侵入', version: 1 },
  'PUT /api/consortia/{id}/quality/findings/{findingId}/assignee': { memberId: null, version: 1 },
  'POST /api/acceptances': {
    batchId: crypto.randomUUID(),
    title: '侵入',
    year: 2023,
    deadline: '2099-01-01T00:00:00Z',
    readers: 1,
  },
  'POST /api/acceptances/{id}/publicity': { title: '侵入', text: '侵入' },
  'POST /api/acceptances/{id}/list': { title: '侵入', number: '1', text: '侵入', publishedOn: '2024-03-01' },
  'POST /api/acceptances/{id}/uses': { use: 'double-high', provinceId: crypto.randomUUID(), recipient: '侵入' },
  'PUT /api/consortia/{id}/acceptance/texts': { ...acceptance, texts: { summary: '侵入' } },
  'POST /api/consortia/{id}/acceptance/report': acceptance,
  'POST /api/consortia/{id}/acceptance/opinion': { ...acceptance, supports: true, text: '侵入' },
  'POST /api/consortia/{id}/acceptance/rectification': {
    ...acceptance,
    text: '侵入',
    evidence: [crypto.randomUUID()],
  },
  'PUT /api/consortia/{id}/acceptance/look': {
    batchId: acceptance.batchId,
    seen: 0,
    reason: '侵入',
    day: '2024-03-01',
    place: '侵入',
    people: '侵入',
  },
  'POST /api/consortia/{id}/acceptance/look/end': { batchId: acceptance.batchId, seen: 0 },
  'POST /api/consortia/{id}/acceptance/outcomes': {
    batchId: acceptance.batchId,
    seen: 0,
    act: 'decision',
    outcome: 'fail',
    reason: '侵入',
  },
  'POST /api/consortia/{id}/members': intruder,
  'PUT /api/consortia/{id}/members/{memberId}': { ...intruder, version: 0 },
  'POST /api/consortia/{id}/members/{memberId}/departure': { leftOn: '2023-01-01', version: 0 },
  'POST /api/consortia/{id}/members/{memberId}/rejoining': { joinedOn: '2023-01-01', version: 0 },
  'POST /api/consortia/{id}/members/{memberId}/certificates': {},
  'POST /api/consortia/{id}/ledgers/{kind}/entries': { values: { title: '侵入' } },
  'POST /api/consortia/{id}/ledgers/{kind}/reports': { reports: [{ values: { title: '侵入' } }] },
  'POST /api/consortia/{id}/ledgers/{kind}/merges': { keep: entryRef, drop: entryRef, reason: '侵入' },
  'POST /api/consortia/{id}/ledgers/{kind}/distinctions': { first: entryRef.id, second: crypto.randomUUID() },
  'PUT /api/consortia/{id}/filing/{member}/{year}': { complete: true },
  'PUT /api/consortia/{id}/webhooks/{webhookId}': { active: false },
  'POST /api/consortia/{id}/ledger-imports/{importId}/acceptance': { mode: 'good' },
  'POST /api/consortia/{id}/talent-imports/{importId}/acceptance': { mode: 'good' },
  'POST /api/consortia/{id}/volumes': {},
  'POST /api/entries/{id}/confirmation': { version: 1 },
  'POST /api/entries/{id}/settlement': { version: 1, values: {}, reason: '侵入' },
  'POST /api/entries/{id}/withdrawal': { version: 1, reason: '侵入' },
  'POST /api/entries/{id}/comments': { text: '侵入' },
  'POST /api/consortia/{id}/evidence': { uploadId: crypto.randomUUID() },
  'PATCH /api/evidence/{id}': { title: '侵入' },
  'POST /api/evidence/{id}/withdrawal': { reason: '侵入' },
  'POST /api/entries/confirmations': { entries: [entryRef] },
  'POST /api/entries/returns': { entries: [entryRef], text: '侵入' },
  'POST /api/consortia/{id}/charters': {
    base: 0,
    inForceFrom: '2023-01-01',
    rules: charterRules,
    reference: '侵入',
  },
  'POST /api/consortia/{id}/council-seats': {
    party: 'school',
    role: 'chair',
    organisation: '侵入',
    name: '侵入',
    from: '2023-01-01',
    to: '2025-01-01',
    reference: '侵入',
  },
  'POST /api/consortia/{id}/council-seats/{seatId}/end': { version: 1, on: '2023-01-01', reference: '侵入' },
  'POST /api/consortia/{id}/council-seats/{seatId}/substitutes': {
    name: '侵入',
    from: '2023-01-01',
    to: '2025-01-01',
  },
  'POST /api/consortia/{id}/meetings': meeting,
  'PUT /api/consortia/{id}/meetings/{meetingId}': { ...meeting, version: 1 },
  'POST /api/consortia/{id}/meetings/{meetingId}/acts': { action: 'cancel', version: 1 },
  'POST /api/consortia/{id}/meetings/{meetingId}/passes': {},
  'PUT /api/consortia/{id}/meetings/{meetingId}/item': { itemId: null, version: 1 },
  'PUT /api/consortia/{id}/meetings/{meetingId}/seats/{seatId}/attendance': { isPresent: true },
  'POST /api/consortia/{id}/violations': { origin: 'audit', text: '侵入' },
  'POST /api/consortia/{id}/changes': { kind: 'leader', to: '侵入', fromDay: '2025-01-01', reason: '侵入' },
  'POST /api/consortia/{id}/standing/lifting': { fromDay: '2025-01-01', reason: '侵入' },
};

/** The document that a route of this path gives. */
export function documentOf(path: string): string {
  if (/\/(task-reports|fund-years|talent-reports)\//.test(path)) return 'report.docx';
  if (path.includes('/apprenticeships/')) return 'agreement.docx';
  if (path.includes('/training/')) return path.includes('/plans/') ? 'plan.xlsx' : 'certificate.docx';
  return path.includes('/packages/') ? 'opinion.pdf' : 'summary.xlsx';
}

/** The queries with which a route of this path is asked; one that says nothing where it needs none. */
export function queriesFor(
  path: string,
  { secret, consortiumId, memberId }: { secret: string; consortiumId: string; memberId: string },
): readonly string[] {
  if (path === '/api/search') return [`?q=${encodeURIComponent(secret)}`, '?q=%25', '?q=_'];
  if (path === '/api/governing-documents/search') return [`?q=${encodeURIComponent(secret)}`];
  if (path === '/api/people') return ['', `?unit=${consortiumId}`, `?unit=${memberId}`];
  if (path.endsWith('/changes')) return ['?since=0'];
  if (path.endsWith('/talent-balance/records')) return ['?year=2026&by=level'];
  if (path.includes('/resource-use')) return ['?from=2026-01-01&to=2027-12-31'];
  if (/\/(filing|indicators)$/.test(path)) return ['?year=2022'];
  if (path.endsWith('/papers')) return ['?kind=letter'];
  if (path.endsWith('/fitting')) return [`?clause=${crypto.randomUUID()}`];
  return path.endsWith('/documented') ? ['?points=1&reason=x&reference=y'] : [''];
}

/** A council of one seat. */
export const councilCharter = {
  base: 0,
  inForceFrom: '2023-01-01',
  rules: {
    parties: [{ party: 'school', seats: 1, quorum: null }],
    quorum: { count: 1 },
    majorities: [{ kind: 'ordinary', of: 'present', threshold: { count: 1 } }],
    noticeDays: 0,
    mostProxies: 0,
    doProxiesCount: false,
    termYears: 3,
  },
};
export const councilSeat = { party: 'school', role: 'chair', from: '2023-01-01', to: '2099-01-01' };
