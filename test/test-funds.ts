import { expect } from 'vitest';
import type { TestClient } from './test-client.ts';

/** A year of a consortium's funds with one of everything; `words` stand wherever somebody writes. */
export async function testFunds(
  secretary: TestClient,
  consortiumId: string,
  words: string,
): Promise<Readonly<Record<'planId' | 'receiptId' | 'lineId' | 'changeId', string>>> {
  const url = `/api/consortia/${consortiumId}`;
  const make = async (path: string, body: Record<string, unknown>): Promise<string> => {
    const made = await secretary.post(`${url}${path}`, body);
    expect([made.status, made.text]).toEqual([201, made.text]);
    return made.body.id;
  };
  const year = 2022;
  await secretary.post(`${url}/fund-years`, { year, opening: '0' });
  const planId = await make('/funds', { year, source: '其他途径', payer: words, planned: '100', note: words });
  const receiptId = await make(`/funds/${planId}/receipts`, {
    receivedOn: `${year}-05-01`,
    amount: '100',
    voucher: words,
  });
  const lineId = await make('/budget-lines', { year, name: words, department: words, amount: '0', reason: words });
  const { lines } = (await secretary.get(`${url}/funds?year=${year}`)).body;
  const changeId = lines[0].changes[0].id;
  return { planId, receiptId, lineId, changeId };
}
