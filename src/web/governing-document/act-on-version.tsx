import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { DocumentVersion, GoverningDocument } from './document-queries.ts';

type Action = 'submit' | 'discard' | 'return' | 'approve-by-council' | 'approve-by-secretariat' | 'repeal';

const sure: Readonly<Partial<Record<string, string>>> = {
  discard: '作废后不能恢复，确定？',
  repeal: '废止后不能恢复，确定？',
};

/** The steps that the reader may take with a version, with what each of them needs to be told. */
export function ActOnVersion({ document, shown }: { document: GoverningDocument; shown: DocumentVersion }) {
  const queryClient = useQueryClient();
  const [said, setSaid] = useState({ text: '', day: '', resolution: '' });
  const act = useMutation({
    mutationFn: (action: Action) =>
      answered(
        client.POST('/api/governing-documents/{documentId}/versions/{versionId}/acts', {
          params: { path: { documentId: document.id, versionId: shown.id } },
          body: {
            version: shown.version,
            action,
            text: said.text,
            resolution: said.resolution,
            ...(said.day === '' ? {} : { day: said.day }),
          },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['documents'] }),
  });
  const actions = shown.actions.filter(({ action }) => mayKind(document, action));
  if (actions.length === 0) return null;
  const has = (...wanted: readonly string[]) => actions.some(({ action }) => wanted.includes(action));
  const set = (name: keyof typeof said) => (value: string) => setSaid({ ...said, [name]: value });
  return (
    <section aria-label={`办理${shown.label}`}>
      <div className="actions document-act">
        {has('approve-by-council', 'approve-by-secretariat') && (
          <InlineInput label="施行日期" type="date" value={said.day} onChange={set('day')} />
        )}
        {has('approve-by-council') && (
          <InlineInput
            label="决议文号（理事会通过）"
            maxLength={100}
            value={said.resolution}
            onChange={set('resolution')}
          />
        )}
        {has('repeal') && <InlineInput label="废止日期" type="date" value={said.day} onChange={set('day')} />}
        {!has('submit') && (
          <InlineInput label="意见（选填）" maxLength={2000} value={said.text} onChange={set('text')} />
        )}
        {actions.map(({ action, label }, at) => (
          <Button
            key={action}
            type={at === 0 && action === 'submit' ? 'primary' : 'default'}
            loading={act.isPending && act.variables === action}
            onClick={() =>
              isAction(action) && (sure[action] === undefined || confirm(sure[action])) && act.mutate(action)
            }
          >
            {label}
          </Button>
        ))}
      </div>
      {act.error && <ProblemText error={act.error} />}
    </section>
  );
}

/** A kind that is the council's alone is not offered to the secretariat. */
function mayKind({ kind, kinds }: GoverningDocument, action: string): boolean {
  const by = kinds.find(({ label }) => label === kind)?.approvedBy ?? [];
  if (action === 'approve-by-council') return by.includes('council');
  return action !== 'approve-by-secretariat' || by.includes('secretariat');
}

const isAction = (action: string): action is Action =>
  ['submit', 'discard', 'return', 'approve-by-council', 'approve-by-secretariat', 'repeal'].includes(action);
