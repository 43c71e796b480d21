import { useEffect, useState } from 'react';
import type { Finding } from '#core/check/finding.ts';
import type { Form } from '#core/form/form.ts';
import type { FormPart } from '#core/form/layout.ts';
import { groupId } from './form-part.tsx';
import { useForm, useSummary } from './use-form.ts';

/** The parts with how far each is filled in and how many errors it has; the one being read also with its groups. */
export function Outline() {
  const { pack } = useForm();
  const summary = useSummary();
  const parts = pack.form.parts.filter((part) => part.groups.length > 0);
  const reading = usePartInView(pack.form);
  return (
    <nav className="outline" aria-label="各部分">
      <ol className="plain-list">
        {parts.map((part) => (
          <OutlineItem key={part.id} part={part} findings={summary.findings} isReading={part.id === reading} />
        ))}
      </ol>
      <p className="outline-progress">
        <progress value={summary.answered} max={summary.total} aria-label="填写进度" />
        已填 {summary.answered}/{summary.total}
      </p>
    </nav>
  );
}

function OutlineItem({
  part,
  findings,
  isReading,
}: {
  part: FormPart;
  findings: readonly Finding[];
  isReading: boolean;
}) {
  const { store } = useForm();
  const fields = new Set(part.groups.flatMap((group) => group.fields));
  const total = [...store.cells.values()].filter((cell) => fields.has(cell.field)).length;
  const here = findings.filter((finding) => fields.has(finding.fields[0] ?? ''));
  const missing = here.filter(({ check }) => check === 'required').reduce((sum, { cells }) => sum + cells.length, 0);
  const errors = here.filter(({ check, severity }) => severity === 'error' && check !== 'required').length;
  const warnings = here.filter(({ severity }) => severity === 'warning').length;
  return (
    <li>
      <a href={`#part-${part.id}`} aria-current={isReading ? 'location' : undefined}>
        <span>{part.title.replace(/\s/g, '')}</span>
        <span className={missing === 0 ? 'outline-count good' : 'outline-count'}>
          {total - missing}/{total}
        </span>
      </a>
      {(errors > 0 || warnings > 0) && (
        <span className="outline-counts">
          {errors > 0 && <span className="error">{errors}处错误</span>}
          {warnings > 0 && <span className="warning">{warnings}处提醒</span>}
        </span>
      )}
      {isReading && part.groups.length > 1 && (
        <ol className="plain-list outline-groups">
          {part.groups.map((group, at) => (
            <li key={group.title}>
              <a href={`#${groupId(part, at)}`}>{group.title}</a>
            </li>
          ))}
        </ol>
      )}
    </li>
  );
}

/** The id of the part under the upper third of the window. */
function usePartInView({ parts }: Form): string | undefined {
  const [inView, setInView] = useState(parts.find((part) => part.groups.length > 0)?.id);
  useEffect(() => {
    const watcher = new IntersectionObserver(
      (entries) => {
        const entered = entries.find((entry) => entry.isIntersecting);
        if (entered) setInView(entered.target.id.slice('part-'.length));
      },
      { rootMargin: '-25% 0px -74% 0px' },
    );
    for (const { id } of parts) {
      const section = document.getElementById(`part-${id}`);
      if (section) watcher.observe(section);
    }
    return () => watcher.disconnect();
  }, [parts]);
  return inView;
}
