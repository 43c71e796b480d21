import { Button } from 'antd';

type Step = { from: string; share: string };

/** The steps of a rule, from low to high: from which value on, which part of the points. */
export function StepsInput({ steps, onChange }: { steps: readonly Step[]; onChange: (steps: Step[]) => void }) {
  const set = (at: number, more: Partial<Step>) =>
    onChange(steps.map((step, place) => (place === at ? { ...step, ...more } : step)));
  const ranked = steps.map((step, at) => ({ ...step, at }));
  return (
    <>
      {ranked.map(({ from, share, at }) => (
        <span key={at} className="step-input">
          <input
            className="text inline"
            aria-label={`第${at + 1}档的起点`}
            inputMode="decimal"
            size={5}
            value={from}
            onChange={(event) => set(at, { from: event.target.value })}
          />
          及以上得
          <input
            className="text inline"
            aria-label={`第${at + 1}档的得分比例`}
            inputMode="decimal"
            size={4}
            value={share}
            onChange={(event) => set(at, { share: event.target.value })}
          />
          ％
        </span>
      ))}
      <Button onClick={() => onChange([...steps, { from: '', share: '100' }])}>加一档</Button>
      {steps.length > 1 && <Button onClick={() => onChange(steps.slice(0, -1))}>减一档</Button>}
    </>
  );
}
