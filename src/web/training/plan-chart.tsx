import { useState } from 'react';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import type { PlanClass, TrainingPlan } from './training-queries.ts';

type By = 'roomId' | 'teacherId';

/** The weeks of the year across, a row for each room or teacher and shift: when which class is held. */
export function PlanChart(props: { plan: TrainingPlan; openId: string | undefined; onOpen: (id: string) => void }) {
  const { plan, openId, onOpen } = props;
  const [by, setBy] = useState<By>('roomId');
  const rows = (by === 'roomId' ? plan.rooms : plan.teachers).flatMap(({ id, name }) =>
    plan.shifts.map((label, shift) => ({
      key: `${id} ${shift}`,
      name,
      label,
      held: plan.classes.filter(({ choice }) => choice?.[by] === id && choice.shift === shift),
    })),
  );
  const used = rows.filter(({ held }) => held.length > 0);
  if (used.length === 0) return null;
  return (
    <section className="card" aria-label="周历">
      <div className="training-head">
        <h2>周历</h2>
        <InlineSelect
          label="按"
          choices={[
            { id: 'roomId', label: '场地' },
            { id: 'teacherId', label: '教师' },
          ]}
          value={by}
          onChange={setBy}
        />
        <span className="soft">点班次看详情；深色为手工选定</span>
      </div>
      <div className="scroll">
        <table className="plan-chart">
          <thead>
            <tr>
              <th>{by === 'roomId' ? '场地' : '教师'}</th>
              <th>时段</th>
              {months(plan.weeks).map(({ month, span }) => (
                <th key={month} colSpan={span}>
                  {month}月
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {used.map(({ key, name, label, held }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                <td>{label}</td>
                {cells(held, plan.weeks.length).map(({ week, span, one }) =>
                  one === undefined ? (
                    <td key={week} />
                  ) : (
                    <td key={week} colSpan={span} className="is-held">
                      <button
                        type="button"
                        className={[one.isPinned ? 'is-pinned' : '', one.id === openId ? 'is-open' : ''].join(' ')}
                        title={`${one.name}，${plan.weeks[week]}起${one.weeks}周，${one.people}人`}
                        aria-label={`${one.name}，${plan.weeks[week]}起`}
                        onClick={() => onOpen(one.id)}
                      />
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function months(weeks: readonly string[]): readonly { month: number; span: number }[] {
  return [...Map.groupBy(weeks, (monday) => Number(monday.slice(5, 7)))].map(([month, all]) => ({
    month,
    span: all.length,
  }));
}

/** A row's weeks in order: a class takes as many as it lasts. */
function cells(held: readonly PlanClass[], weeks: number) {
  const all: { week: number; span: number; one: PlanClass | undefined }[] = [];
  for (let week = 0; week < weeks; ) {
    const one = held.find(({ choice }) => choice?.week === week);
    const span = Math.max(1, one?.weeks ?? 1);
    all.push({ week, span, one });
    week += span;
  }
  return all;
}
