import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { TextAct } from '#web/ui/text-act.tsx';
import { type Appraised, forgetAppraisals, type OpenedAppraisal } from './appraisal-queries.ts';

/** An objection to one of one's own scores. */
export function ObjectForm({ id, data, subject }: { id: string; data: OpenedAppraisal; subject: Appraised }) {
  const open = new Set(subject.objections.filter(({ state }) => state === 'open').map(({ indicator }) => indicator));
  const choices = data.indicators
    .filter((indicator) => !open.has(indicator.id))
    .map((indicator) => ({ id: indicator.id, label: indicator.title }));
  const [chosen, choose] = useState('');
  if (choices.length === 0) return null;
  return (
    <details>
      <summary>对得分有异议（{data.objectionsUntil}以前）</summary>
      <p className="actions">
        <InlineSelect label="哪一项" choices={choices} value={chosen} onChange={choose} />
      </p>
      <TextAct
        label="异议和理由"
        most={2000}
        acts={[{ id: 'object', label: '提出异议' }]}
        send={(_, text) => {
          if (chosen === '') throw new Error('请先选择对哪一项得分有异议。');
          return answered(
            client.POST('/api/consortia/{id}/appraisals/{appraisalId}/objections', {
              params: { path: { id, appraisalId: data.id } },
              body: { subjectId: subject.id, indicator: chosen, text },
            }),
          );
        }}
        onDone={async () => {
          choose('');
          await forgetAppraisals();
        }}
      />
    </details>
  );
}
