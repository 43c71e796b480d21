import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { whatIf } from '#core/selection/what-if.ts';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import type { Scenario, Selection } from './selection-queries.ts';

type Rules = Scenario['rules'];

const rankedBy = [
  { id: 'score', label: '原始平均' },
  { id: 'calibrated', label: '校准后的平均' },
] as const;

/** What if: other places, a cut line, a balance of provinces or industries. Its outcome is shown while one types, and kept by name. */
export function ScenarioMaker({ selection }: { selection: Selection }) {
  const { batch, candidates, scenarios } = selection;
  const [name, setName] = useState('');
  const [by, setBy] = useState<Rules['by']>('score');
  const [numbers, setNumbers] = useState({ places: String(selection.places), cut: '', ...noBalance });
  const queryClient = useQueryClient();
  const again = () => queryClient.invalidateQueries({ queryKey: ['selection', batch.id] });
  const rules = rulesOf(numbers, by);
  const result = whatIf(candidates, rules);
  const keep = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/batches/{id}/scenarios', { params: { path: { id: batch.id } }, body: { name, rules } }),
      ),
    onSuccess: () => {
      setName('');
      return again();
    },
  });
  const drop = useMutation({
    mutationFn: (scenarioId: string) =>
      answered(
        client.DELETE('/api/batches/{id}/scenarios/{scenarioId}', { params: { path: { id: batch.id, scenarioId } } }),
      ),
    onSuccess: again,
  });
  const namesOf = (ids: readonly string[]) =>
    ids.map((id) => candidates.find((each) => each.id === id)?.consortium.name ?? '').join('、') || '无';
  const number = (label: string, key: keyof typeof numbers, isRequired = false) => (
    <InlineInput
      label={label}
      type="number"
      size={4}
      required={isRequired}
      value={numbers[key]}
      onChange={(value) => setNumbers({ ...numbers, [key]: value })}
    />
  );
  return (
    <>
      <InlineForm
        title="假设方案"
        button="保存方案"
        sending={keep}
        onSubmit={() => keep.mutate()}
        outcome={
          <>
            按现在的条件列入{result.listed.length}家；比按排名取前{rules.places}名增加：{namesOf(result.added)}；减少：
            {namesOf(result.dropped)}。
            {result.unmet.length > 0 &&
              `不能满足：${result.unmet.map(({ name: of, least, got }) => `${of}至少${least}家，只有${got}家`).join('；')}。`}
          </>
        }
      >
        <InlineInput label="方案名称" size={16} required maxLength={200} value={name} onChange={setName} />
        {number('名额', 'places', true)}
        <InlineSelect label="依据" choices={rankedBy} value={by} onChange={setBy} />
        {number('最低分', 'cut')}
        {number('每省至少', 'provinceLeast')}
        {number('每省至多', 'provinceMost')}
        {number('每产业至少', 'industryLeast')}
        {number('每产业至多', 'industryMost')}
      </InlineForm>
      {scenarios.length > 0 && (
        <section className="card">
          <h2>保存的方案</h2>
          <ul className="plain-list">
            {scenarios.map((scenario) => (
              <li key={scenario.id} className="scenario">
                <strong>{scenario.name}</strong>
                <span className="soft">{rulesText(scenario.rules)}</span>
                <span>
                  列入{scenario.result.listed.length}家，增加：{namesOf(scenario.result.added)}；减少：
                  {namesOf(scenario.result.dropped)}
                </span>
                <Button
                  size="small"
                  aria-label={`删除方案${scenario.name}`}
                  onClick={() => confirm(`删除方案“${scenario.name}”？`) && drop.mutate(scenario.id)}
                >
                  删除
                </Button>
              </li>
            ))}
          </ul>
          {drop.error && (
            <p role="alert" className="error">
              {drop.error.message}
            </p>
          )}
        </section>
      )}
    </>
  );
}

const noBalance = { provinceLeast: '', provinceMost: '', industryLeast: '', industryMost: '' };

function rulesOf(typed: typeof noBalance & { places: string; cut: string }, by: Rules['by']): Rules {
  const number = <Key extends string>(key: Key, text: string) =>
    (text === '' ? {} : { [key]: Number(text) }) as Partial<Record<Key, number>>;
  return {
    places: Number(typed.places),
    by,
    ...number('cut', typed.cut),
    province: { ...number('least', typed.provinceLeast), ...number('most', typed.provinceMost) },
    industry: { ...number('least', typed.industryLeast), ...number('most', typed.industryMost) },
  };
}

function rulesText({ places, by, cut, province, industry }: Rules): string {
  const balance = (of: string, limits: typeof province) => [
    ...(limits?.least === undefined ? [] : [`每${of}至少${limits.least}家`]),
    ...(limits?.most === undefined ? [] : [`每${of}至多${limits.most}家`]),
  ];
  return [
    `名额${places}`,
    rankedBy.find(({ id }) => id === by)?.label ?? by,
    ...(cut === undefined ? [] : [`不低于${cut}分`]),
    ...balance('省', province),
    ...balance('产业', industry),
  ].join('，');
}
