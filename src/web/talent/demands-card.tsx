import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { occupationText } from '#core/talent/position.ts';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetTalent, type Talent } from './talent-queries.ts';

type Demand = Talent['demands'][number];
type Typed = { memberId: string; position: string; occupation: string; level: string; years: Record<number, string> };

/** How many the enterprises will need, by position and year; each year stands in the ledger of demand as it is said here. */
export function DemandsCard({ id, talent }: { id: string; talent: Talent }) {
  const [typed, setTyped] = useState<Typed>();
  const { demands, years, enterprises } = talent;
  const own = new Set(enterprises.map((each) => each.id));
  const shown = [...new Set([...years, ...demands.flatMap((row) => row.years.map(({ year }) => year))])].sort();
  const edit = (demand?: Demand) =>
    setTyped({
      memberId: demand?.member.id ?? (enterprises.length === 1 ? (enterprises[0]?.id ?? '') : ''),
      position: demand?.position ?? '',
      occupation: demand?.occupation ?? '',
      level: demand?.level ?? '',
      years: Object.fromEntries(demand?.years.map(({ year, headcount }) => [year, String(headcount)]) ?? []),
    });
  const total = (year: number) =>
    demands.reduce((sum, row) => sum + (row.years.find((each) => each.year === year)?.headcount ?? 0), 0);
  return (
    <section className="card" aria-label="需求预测">
      <div className="talent-head">
        <h2>需求预测</h2>
        <span className="soft">年度和五年需求，同时记入“人才需求”台账</span>
        {own.size > 0 && typed === undefined && <Button onClick={() => edit()}>填报需求</Button>}
      </div>
      {typed !== undefined && (
        <DemandForm id={id} talent={talent} typed={typed} onType={setTyped} onClose={() => setTyped(undefined)} />
      )}
      {demands.length === 0 ? (
        <p className="soft">还没有企业填报需求。填报后按岗位和年度汇总在这里，学校据此安排专业和招生。</p>
      ) : (
        <div className="scroll">
          <table className="data">
            <thead>
              <tr>
                <th>岗位</th>
                <th>企业</th>
                <th>学历</th>
                {shown.map((year) => (
                  <th key={year}>{year}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {demands.map((demand) => (
                <tr key={`${demand.member.id} ${demand.position} ${demand.level}`}>
                  <td>
                    {own.has(demand.member.id) ? (
                      <button type="button" className="plain" onClick={() => edit(demand)}>
                        {demand.position}
                      </button>
                    ) : (
                      demand.position
                    )}
                    <div className="soft">{occupationText(demand)}</div>
                  </td>
                  <td>{demand.member.name}</td>
                  <td>{demand.level}</td>
                  {shown.map((year) => (
                    <td key={year} className="number">
                      {demand.years.find((each) => each.year === year)?.headcount}
                    </td>
                  ))}
                </tr>
              ))}
              <tr>
                <th colSpan={3}>合计（人）</th>
                {shown.map((year) => (
                  <td key={year} className="number">
                    <strong>{total(year)}</strong>
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function DemandForm(props: {
  id: string;
  talent: Talent;
  typed: Typed;
  onType: (typed: Typed) => void;
  onClose: () => void;
}) {
  const { id, talent, typed, onType, onClose } = props;
  const save = useMutation({
    mutationFn: () => {
      const years = Object.entries(typed.years).flatMap(([year, headcount]) =>
        headcount === '' ? [] : [{ year: Number(year), headcount: Number(headcount) }],
      );
      return answered(
        client.PUT('/api/consortia/{id}/demands', { params: { path: { id } }, body: { ...typed, years } }),
      );
    },
    onSuccess: async () => {
      await forgetTalent();
      onClose();
    },
  });
  const set = (name: keyof Typed) => (value: string) => onType({ ...typed, [name]: value });
  return (
    <form
      aria-label="填报需求"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className="actions">
        <InlineSelect
          label="企业"
          choices={talent.enterprises.map((each) => ({ id: each.id, label: each.name }))}
          value={typed.memberId}
          onChange={set('memberId')}
        />
        <InlineInput label="岗位" required maxLength={100} value={typed.position} onChange={set('position')} />
        <InlineInput
          label="职业（代码或名称）"
          required
          maxLength={100}
          value={typed.occupation}
          onChange={set('occupation')}
        />
        <InlineSelect
          label="学历"
          choices={talent.levels.map((level) => ({ id: level, label: level }))}
          value={typed.level}
          onChange={set('level')}
        />
        {talent.years.map((year) => (
          <InlineInput
            key={year}
            label={`${year}年（人）`}
            size={5}
            inputMode="numeric"
            pattern="0|[1-9][0-9]*"
            value={typed.years[year] ?? ''}
            onChange={(headcount) => onType({ ...typed, years: { ...typed.years, [year]: headcount } })}
          />
        ))}
      </div>
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存
        </Button>
        <Button onClick={onClose}>取消</Button>
        <span className="soft">填0表示收回这一年的预测；不填的年份不变。</span>
      </p>
      {save.error && <ProblemText error={save.error} />}
    </form>
  );
}
