import { createStore, del, entries, set } from 'idb-keyval';
import { useSyncExternalStore } from 'react';
import { ApiProblem, answered, client, requested } from '#web/api/client.ts';

/** A finding as it was written on site, with its photographs: kept in this browser until the server has all of it. */
export type WaitingFinding = {
  id: string;
  /** Where it was seen: as the province verifies, or on a site visit. One kept before there were visits is of the province. */
  stage?: 'verification' | 'visit';
  applicationId: string;
  revision: number;
  cell?: string;
  text: string;
  place: string;
  seenAt: string;
  files: readonly { name: string; blob: Blob }[];
  /** Why the server refused it; it waits for its writer then. */
  refused?: string;
};

const store = createStore('lianheti-findings', 'findings');
const retryMs = 15_000;
const listeners = new Set<() => void>();
let waiting: readonly WaitingFinding[] = [];
let isSending = false;
let sent = 0;

function change(next: readonly WaitingFinding[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}

/** Keeps a finding on this device first, then sends it as soon as there is a network. */
export async function keepFinding(finding: WaitingFinding): Promise<void> {
  await set(finding.id, finding, store);
  change([...waiting.filter(({ id }) => id !== finding.id), finding]);
  sendFindings();
}

/** Takes a finding back that the server refuses. */
export async function dropFinding(id: string): Promise<void> {
  await del(id, store);
  change(waiting.filter((each) => each.id !== id));
}

/** Sends what waits, one after the other. Each is taken from the device only when the server has the text and every file. */
export function sendFindings(): void {
  if (isSending) return;
  isSending = true;
  void sendAll().finally(() => {
    isSending = false;
    if (waiting.some(({ refused }) => refused === undefined)) setTimeout(sendFindings, retryMs);
  });
}

async function sendAll(): Promise<void> {
  for (const finding of waiting.filter(({ refused }) => refused === undefined)) {
    try {
      await sendOne(finding);
      await del(finding.id, store);
      sent += 1;
      change(waiting.filter(({ id }) => id !== finding.id));
    } catch (error) {
      // Without an answer it waits for the network; with one, for its writer.
      if (!(error instanceof ApiProblem) || error.status >= 500 || error.status === 401) return;
      const refused = { ...finding, refused: error.message };
      await set(finding.id, refused, store);
      change(waiting.map((each) => (each.id === finding.id ? refused : each)));
    }
  }
}

async function sendOne({ id, applicationId, files, stage, ...finding }: WaitingFinding): Promise<void> {
  const { revision, text, place, seenAt, cell } = finding;
  const path = { id: applicationId, findingId: id };
  const body = { revision, text, place, seenAt, ...(cell === undefined ? {} : { cell }) };
  await answered(
    stage === 'visit'
      ? client.PUT('/api/applications/{id}/visit/findings/{findingId}', { params: { path }, body })
      : client.PUT('/api/applications/{id}/findings/{findingId}', { params: { path }, body }),
  );
  for (const { name, blob } of files) {
    const form = new FormData();
    form.set('file', blob, name);
    await requested('POST', `/api/applications/${applicationId}/findings/${id}/files`, form);
  }
}

export type FindingStage = NonNullable<WaitingFinding['stage']>;

/** What waits on this device for an application, and how many were sent since the page was opened. */
export function useWaitingFindings(
  applicationId: string,
  stage: FindingStage,
): { waiting: readonly WaitingFinding[]; sent: number } {
  const all = useSyncExternalStore(listen, () => waiting);
  const own = all.filter((each) => each.applicationId === applicationId && (each.stage ?? 'verification') === stage);
  return { waiting: own, sent };
}

let isRead = false;

function listen(listener: () => void): () => void {
  listeners.add(listener);
  if (!isRead) {
    isRead = true;
    addEventListener('online', sendFindings);
    void entries<string, WaitingFinding>(store).then((kept) => {
      change(kept.map(([, finding]) => finding));
      sendFindings();
    });
  }
  return () => listeners.delete(listener);
}
