import type { Finding } from '#core/check/finding.ts';
import type { FormPart } from '#core/form/layout.ts';
import { useForm, useSummary } from './use-form.ts';

/** The parts with how far each is filled in and how many errors it has. */
export function Outline() {
  const { pack } = useForm();
  const summary = useSummary();
  return (
    <nav className="outline" aria-label="推荐书各部分">
      <ol className="plain-list">
        {pack.form.parts
          .filter((part) => part.groups.length > 0)
          .map((part) => (
            <OutlineItem key={part.id} part={part} findings={summary.findings} />
          ))}
      </ol>
      <p className="outline-progress">
        <progress value={summary.answered} max={summary.total} aria-label="填写进度" />
        已填 {summary.answered}/{summary.total}
      </p>
    </nav>
  );
}

function OutlineItem({ part, findings }: { part: FormPart; findings: readonly Finding[] }) {
  const { store } = useForm();
  const fields = new Set(part.groups.flatMap((group) => group.fields));
  const total = [...store.cells.values()].filter((cell) => fields.has(cell.field)).length;
  const here = findings.filter((finding) => fields.has(finding.fields[0] ?? ''));
  const missing = here.filter(({ check }) => check === 'required').reduce((sum, { cells }) => sum + cells.length, 0);
  const errors = here.filter(({ check, severity }) => severity === 'error' && check !== 'required').length;
  return (
    <li>
      <a href={`#part-${part.id}`}>
        {part.title.replace(/\s/g, '')}
        <span className="outline-count">
          {total - missing}/{total}
        </span>
        {errors > 0 && <span className="outline-errors">{errors}处错误</span>}
      </a>
    </li>
  );
}
