import { describe, expect, test } from 'vitest';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { kindOf, type LedgerKind } from './kind.ts';
import { type Candidate, isNearlySame, likelyDuplicates } from './likely-duplicates.ts';

function kind(id: string): LedgerKind {
  if (!moe202315.ledgers) throw new Error('no ledgers');
  return kindOf(moe202315.ledgers, id);
}
const because = (id: string, ...entries: Candidate['values'][]) =>
  likelyDuplicates(
    kind(id),
    entries.map((values, at) => ({ id: String(at), values })),
  ).map((pair) => pair.because);

describe('entries that look like one event', () => {
  test('a name typed two ways', () => {
    const course = { school: 'a', enterprises: ['b'], hours: '32', startedOn: '2022-03-01' };
    expect(
      because(
        'co-built-course',
        { ...course, name: '工业机器人编程（上）' },
        { ...course, name: '工业机器人编程(上)' },
      ),
    ).toEqual([]);
    expect(
      because(
        'co-built-course',
        { ...course, name: '工业机器人编程与调试' },
        { ...course, name: '工业机器人编程及调试' },
      ),
    ).toEqual([]);
    expect(
      because(
        'co-built-course',
        { ...course, name: '工业机器人离线编程与调试技术' },
        { ...course, name: '《工业机器人离线编程与调试技术》' },
      ),
    ).toEqual(['“课程名称”写法不同（工业机器人离线编程与调试技术／《工业机器人离线编程与调试技术》），其余相同']);
  });

  test('dates a day apart, and not a term apart', () => {
    const one = { school: 'a', enterprise: 'b', major: '460101', headcount: 30 };
    expect(because('apprenticeship', { ...one, startedOn: '2022-09-01' }, { ...one, startedOn: '2022-09-02' })).toEqual(
      ['“开始日期”只相差1天，其余相同'],
    );
    expect(because('apprenticeship', { ...one, startedOn: '2022-02-20' }, { ...one, startedOn: '2022-09-01' })).toEqual(
      [],
    );
  });

  test('one certificate under two kinds', () => {
    const result = { owner: 'a', title: '甲', certificate: 'ZL 2022-0001', grantedOn: '2022-05-01' };
    expect(
      because(
        'research-result',
        { ...result, kind: '发明专利' },
        { ...result, kind: '其他', certificate: 'ZL20220001' },
      ),
    ).toEqual(['“证书号”相同（ZL 2022-0001）']);
  });

  test('one teacher in two enterprises at once; one after the other is no doubt', () => {
    const practice = { school: 's', person: '示例甲' };
    const first = { ...practice, enterprise: 'a', startedOn: '2022-07-01', endedOn: '2022-08-31' };
    expect(
      because('teacher-practice', first, {
        ...practice,
        enterprise: 'b',
        startedOn: '2022-08-01',
        endedOn: '2022-09-30',
      }),
    ).toEqual(['同名（示例甲）同一时间出现在不同的企业']);
    expect(
      because('teacher-practice', first, {
        ...practice,
        enterprise: 'b',
        startedOn: '2022-09-01',
        endedOn: '2022-09-30',
      }),
    ).toEqual([]);
  });

  test('the first and the second phase are two', () => {
    expect(isNearlySame('智能产线数字孪生平台一期', '智能产线数字孪生平台二期')).toBe(false);
    expect(isNearlySame('智能产线数字孪生平台', '智能产线数字孪生 平台')).toBe(true);
  });

  test('twenty thousand entries are compared without comparing all with all', () => {
    const entries = Array.from({ length: 20_000 }, (_, at) => ({
      id: String(at),
      values: {
        school: `s${at % 7}`,
        enterprise: `e${at % 400}`,
        major: String(460_000 + (at % 50)),
        startedOn: `20${10 + (at % 12)}-09-01`,
      },
    }));
    expect(likelyDuplicates(kind('apprenticeship'), entries)).toEqual([]);
  });
});
