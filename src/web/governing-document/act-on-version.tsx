import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { resolutionsQuery } from '#web/vote/vote-queries.ts';
import type { DocumentVersion, GoverningDocument } from './document-queries.ts';

type Action = 'submit' | 'discard' | 'return' | 'approve-by-council' | 'approve-by-secretariat' | 'repeal';

const sure: Readonly<Partial<Record<string, string>>> = {
  discard: '作废后不能恢复，确定？',
  repeal: '废止后不能恢复，确定？',
};

/** The steps that the reader may take with a version, with what each of them needs to be told. */
export function ActOnVersion({ document, shown }: { document: GoverningDocument; shown: DocumentVersion }) {
  const queryClient = useQueryClient();
  const [said, setSaid] = useState({ text: '', day: '', resolution: '', reason: '' });
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
            reason: said.reason,
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
          <ApprovedBy id={document.consortium.id} resolution={said.resolution} onChange={set('resolution')} />
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
      {act.error instanceof ApiProblem && act.error.code === 'year-closed' && (
        <InlineInput label="更正理由" maxLength={500} value={said.reason} onChange={set('reason')} />
      )}
    </section>
  );
}

const elsewhere = 'elsewhere';

/** The council's resolution: one of those that are kept here, or the number of another. */
function ApprovedBy(props: { id: string; resolution: string; onChange: (resolution: string) => void }) {
  const { id, resolution, onChange } = props;
  const kept = useQuery(resolutionsQuery(id)).data?.items ?? [];
  const [chosen, setChosen] = useState('');
  const isTyped = kept.length === 0 || chosen === elsewhere;
  return (
    <>
      {kept.length > 0 && (
        <InlineSelect
          label="理事会决议"
          choices={[
            ...kept.map(({ number, title }) => ({ id: number, label: `${number}　${title}` })),
            { id: elsewhere, label: '其他决议（填写文号）' },
          ]}
          value={chosen}
          onChange={(next) => {
            setChosen(next);
            onChange(next === elsewhere ? '' : next);
          }}
        />
      )}
      {isTyped && <InlineInput label="决议文号（理事会通过）" maxLength={100} value={resolution} onChange={onChange} />}
    </>
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
