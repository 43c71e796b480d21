import { useState } from 'react';
import { type Finding, findingKey } from '#core/check/finding.ts';
import { inputId } from './cell-input.tsx';
import { useSummary } from './use-form.ts';

/** More than this many of one sort are told by their number first. */
const few = 12;

/** Every finding in the order of the form, what is wrong before what is missing; each leads to its cell. */
export function FindingsPanel() {
  const { findings } = useSummary();
  const [isWide] = useState(() => matchMedia('(min-width: 701px)').matches);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const missing = errors.filter(({ check }) => check === 'required');
  const wrong = errors.filter(({ check }) => check !== 'required');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  return (
    <details className="findings" open={isWide}>
      <summary>
        问题：<span className={errors.length > 0 ? 'error' : 'good'}>{errors.length}处错误</span>，
        <span className="warning">{warnings.length}处提醒</span>
      </summary>
      {findings.length === 0 && <p className="good">没有问题。</p>}
      <Section title="应改正" findings={wrong} />
      <Section title="未填写" findings={missing} />
      <Section title="提醒（可以提交，须写明原因）" findings={warnings} />
    </details>
  );
}

function Section({ title, findings }: { title: string; findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <details className="findings-section" open={findings.length <= few}>
      <summary>
        {title}　{findings.length}
      </summary>
      <ul className="plain-list">
        {findings.map((finding) => (
          <FindingItem key={findingKey(finding) + finding.message} finding={finding} />
        ))}
      </ul>
    </details>
  );
}

function FindingItem({ finding }: { finding: Finding }) {
  const [cell] = finding.cells;
  return (
    <li className={`finding is-${finding.severity}`}>
      {cell ? (
        <button type="button" onClick={() => jumpTo(cell)}>
          {finding.message}
        </button>
      ) : (
        <p>{finding.message}</p>
      )}
    </li>
  );
}

/** Brings a cell into view and the focus into it. */
function jumpTo(path: string): void {
  const input = document.getElementById(inputId(path));
  input?.scrollIntoView({ block: 'center' });
  input?.focus({ preventScroll: true });
}
