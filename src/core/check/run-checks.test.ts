import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answers, withValue } from '#core/form/answers.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { toyClub } from '#packs/toy-club/pack.ts';
import { someAnswers } from '#test/arbitrary-answers.ts';
import { exampleAnswers } from '#test/example-answers.ts';
import { type Finding, findingKey } from './finding.ts';
import { runChecks } from './run-checks.ts';

const perfect = exampleAnswers('perfect');

/** The perfect form with some cells changed; `undefined` empties one. */
function but(changes: Record<string, unknown>): Answers {
  return Object.entries(changes).reduce((answers, [path, value]) => withValue(answers, path, value), perfect);
}

function found(answers: Answers, check: string): readonly Finding[] {
  return runChecks(moe202315, answers).filter((finding) => finding.check === check);
}

/** Each check: a change to the perfect form that trips it, and the fields it must name. */
const faults: readonly [check: string, changes: Record<string, unknown>, fields: readonly string[]][] = [
  ['required', { park: undefined }, ['park']],
  ['required', { park: ' 　' }, ['park']],
  ['required', { 'demandReports.2023': undefined }, ['demandReports']],
  ['required', { members: {} }, ['members']],
  ['required', { staffNames: [] }, ['staffNames']],
  ['type', { officeArea: '260' }, ['officeArea']],
  ['type', { staffTotal: 8.5 }, ['staffTotal']],
  ['type', { staffTotal: -1 }, ['staffTotal']],
  ['type', { 'employmentRate.2022': 100.01 }, ['employmentRate']],
  ['type', { filledOn: '2023-02-29' }, ['filledOn']],
  ['type', { foundedOn: '2023-13' }, ['foundedOn']],
  ['type', { province: '不存在省' }, ['province']],
  ['type', { staffNames: ['甲', 2] }, ['staffNames']],
  ['type', { coBuiltMajors: 18 }, ['coBuiltMajors']],
  ['type', { 'coBuiltMajors.2031': 18 }, ['coBuiltMajors']],
  ['type', { park: { a: 1 } }, ['park']],
  ['type', { parkOutput: Number.POSITIVE_INFINITY }, ['parkOutput']],
  ['text-limit', { leadingIndustries: '产'.repeat(201) }, ['leadingIndustries']],
  ['text-limit', { 'talentPlatformProgress.2023': '产'.repeat(201) }, ['talentPlatformProgress']],
  ['staff-sum', { staffPartTime: 4 }, ['staffTotal', 'staffFullTime', 'staffPartTime']],
  ['staff-names', { staffNames: ['甲', '乙'] }, ['staffNames', 'staffTotal']],
  [
    'fund-sum',
    { fundsFromOthers: 29.52 },
    ['operatingFunds', 'fundsFromLeadUnits', 'fundsFromGovernment', 'fundsFromMembers', 'fundsFromOthers'],
  ],
  ['member-names', { 'members.other.names': ['甲', '甲'] }, ['members']],
  ['member-names', { 'members.other.names': ['甲', '乙', '丙'] }, ['members']],
  ['member-names-missing', { 'members.other.count': 3 }, ['members']],
  ['member-students', { 'members.university.students': 0 }, ['members']],
  ['composition', { 'members.university': { count: 0, names: [] } }, ['members']],
  ['council-parties', { 'members.researchInstitute': { count: 0, names: [] } }, ['members']],
  ['lead-is-member', { leadEnterprise: '别处有限公司（虚构）' }, ['leadEnterprise', 'members']],
  ['no-violations', { noViolations: false }, ['noViolations']],
  ['enterprise-counts', { aboveScaleEnterprises: 22 }, ['aboveScaleEnterprises', 'aboveQuotaEnterprises', 'members']],
  ['commitment-regress', { 'apprentices.2023': 1 }, ['apprentices']],
];

describe('checks of the 2023 form (A2-1-01, A2-1-02, A2-2-02, A3-1-03, A3-1-04, A3-2-04, C-0-02, C-0-03, C-0-04, C-1-01, C-1-02, C-1-03, C-2-02, C-3-02)', () => {
  test('the perfect form has no finding', () => {
    expect(runChecks(moe202315, perfect)).toEqual([]);
  });

  test.each(faults)('%s is found after %j', (check, changes, fields) => {
    const [finding] = found(but(changes), check);
    expect(finding?.fields).toEqual(fields);
    expect(finding?.message).toMatch(/[\u4e00-\u9fff].*。$/);
  });

  test('the severity of each check is the one its definition gives', () => {
    const tripped = faults.flatMap(([check, changes]) => found(but(changes), check));
    const warnings = new Set(
      tripped.filter((finding) => finding.severity === 'warning').map((finding) => finding.check),
    );
    expect([...warnings].sort()).toEqual(['commitment-regress', 'council-parties', 'member-names-missing']);
  });

  test('the examples with warnings and with errors show every check between them', () => {
    const ids = ['warnings', 'errors'].flatMap((name) =>
      runChecks(moe202315, exampleAnswers(name === 'errors' ? 'errors' : 'warnings'), {
        submittedAt: '2023-05-30T00:00:00+08:00',
        deadline: moe202315.batch.deadline,
      }).map((finding) => finding.check),
    );
    expect(new Set(ids)).toEqual(new Set(moe202315.checks.map((check) => check.id)));
  });

  test('sources that differ from the total by a hundredth are let pass, by more are not', () => {
    expect(found(but({ fundsFromOthers: 29.51 }), 'fund-sum')).toEqual([]);
    expect(found(but({ fundsFromOthers: 29.5101 }), 'fund-sum')).toHaveLength(1);
  });

  test('zero is an answer, and names may be missing where the count is zero', () => {
    const answers = but({ staffTotal: 0, staffFullTime: 0, staffPartTime: 0, staffNames: undefined });
    expect(runChecks(moe202315, answers)).toEqual([]);
  });

  test('a lead unit typed with a space inside is still the member', () => {
    expect(found(but({ leadSchool: '云泽智造 职业技术学院（虚构）' }), 'lead-is-member')).toEqual([]);
  });

  test('the last second of the deadline is in time, the next is late', () => {
    const at = (submittedAt: string) =>
      runChecks(moe202315, perfect, { submittedAt, deadline: moe202315.batch.deadline }).map(
        (finding) => finding.check,
      );
    expect(at('2023-05-29T15:59:59Z')).toEqual([]);
    expect(at('2023-05-29T16:00:00Z')).toEqual(['deadline']);
  });

  test('the example province passes, but is never offered', () => {
    expect(runChecks(moe202315, but({ province: '示例省' }))).toEqual([]);
    expect(moe202315.regions).not.toContain('示例省');
  });

  test('answers of any shape make findings, never a crash', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(moe202315.form.fields)), fc.jsonValue()), (answers) => {
        expect(Array.isArray(runChecks(moe202315, answers))).toBe(true);
      }),
    );
  });

  test('well-typed answers have no fault of type, whichever cells are answered', () => {
    fc.assert(
      fc.property(someAnswers(moe202315.form), (answers) => {
        expect(found(answers, 'type')).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test('each finding of a form has a key of its own, for its written reason', () => {
    const findings = runChecks(moe202315, exampleAnswers('errors')).filter((finding) => finding.severity === 'warning');
    expect(new Set(findings.map(findingKey)).size).toBe(findings.length);
  });
});

describe('the same engine on a club', () => {
  test('an empty report is asked for every field', () => {
    const fields = runChecks(toyClub, {})
      .filter((finding) => finding.check === 'required')
      .flatMap((finding) => finding.fields);
    expect(fields).toEqual(Object.keys(toyClub.form.fields));
  });

  test('sums, limits and commitments are judged by the club’s own numbers', () => {
    const answers = { income: 10, fees: 4, grants: 5, story: '棋'.repeat(101), games: { '2031': 9, '2032': 8 } };
    const ids = runChecks(toyClub, answers).map((finding) => finding.check);
    expect(ids).toEqual(expect.arrayContaining(['income-sum', 'text-limit', 'more-games']));
  });
});
