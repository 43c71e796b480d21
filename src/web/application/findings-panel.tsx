import { type Finding, findingKey } from '#core/check/finding.ts';
import { inputId } from './cell-input.tsx';
import { useSummary } from './use-form.ts';

/** Every finding, errors first; each leads to its cell. */
export function FindingsPanel() {
  const { findings } = useSummary();
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  return (
    <details className="findings" open>
      <summary>
        问题：<span className={errors.length > 0 ? 'error' : 'good'}>{errors.length}处错误</span>，
        <span className="warning">{warnings.length}处提醒</span>
      </summary>
      {findings.length === 0 && <p className="good">没有问题，可以提交。</p>}
      <ul className="plain-list">
        {[...errors, ...warnings].map((finding) => (
          <FindingItem key={findingKey(finding) + finding.message} finding={finding} />
        ))}
      </ul>
    </details>
  );
}

function FindingItem({ finding }: { finding: Finding }) {
  const [cell] = finding.cells;
  const content = (
    <>
      <span className={`finding-mark ${finding.severity}`}>{finding.severity === 'error' ? '错误' : '提醒'}</span>
      {finding.message}
    </>
  );
  return (
    <li className="finding">
      {cell ? (
        <button type="button" onClick={() => jumpTo(cell)}>
          {content}
        </button>
      ) : (
        <p>{content}</p>
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
