import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { everything, evidenceQuery } from '#web/evidence/evidence-queries.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextAct } from '#web/ui/text-act.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { forgetMajors, type MajorCase } from './major-queries.ts';

type FileProps = { id: string; file: MajorCase };

/** What may be done with a file now: findings until it is closed, a decision once, and what came of it a year after. */
export function CaseActs({ id, file }: FileProps) {
  return (
    <section className="card" aria-label="办理">
      <h2>办理</h2>
      <AddFinding id={id} file={file} />
      {file.state === 'open' && <Decide id={id} file={file} />}
      {file.effectFrom !== null && file.effectFrom <= file.today && (
        <TextAct
          label="调整一年后的成效（对照立档时的数据）"
          most={2000}
          acts={[{ id: 'close', label: '登记成效并办结', sure: '办结后不再变动。确定吗？' }]}
          send={(_, effect) =>
            answered(
              client.POST('/api/consortia/{id}/major-cases/{caseId}/acts', {
                params: { path: { id, caseId: file.id } },
                body: { act: 'close', version: file.version, effect },
              }),
            )
          }
          onDone={() => forgetMajors(id)}
        />
      )}
    </section>
  );
}

const none = 'none';

function AddFinding({ id, file }: FileProps) {
  const [evidenceId, setEvidenceId] = useState(none);
  const choices = useQuery(evidenceQuery(id, everything)).data?.items ?? [];
  return (
    <>
      {choices.length > 0 && (
        <InlineSelect
          label="附证据材料"
          choices={[{ id: none, label: '不附' }, ...choices.map((each) => ({ id: each.id, label: each.title }))]}
          value={evidenceId}
          onChange={setEvidenceId}
        />
      )}
      <TextAct
        label="论证意见"
        most={1000}
        acts={[{ id: 'add', label: '增加论证意见' }]}
        send={(_, text) =>
          answered(
            client.POST('/api/consortia/{id}/major-cases/{caseId}/findings', {
              params: { path: { id, caseId: file.id } },
              body: { text, evidenceId: evidenceId === none ? null : evidenceId },
            }),
          )
        }
        onDone={async () => {
          setEvidenceId(none);
          await forgetMajors(id);
        }}
      />
    </>
  );
}

const nothing = '不调整';
const deciders = [
  { id: 'school', label: '学校决定' },
  { id: 'council', label: '理事会决议' },
] as const;

function Decide({ id, file }: FileProps) {
  const [typed, setTyped] = useState({ action: '', on: file.today, reference: '', basis: '' });
  const [decidedBy, setDecidedBy] = useState<(typeof deciders)[number]['id']>('school');
  const decide = useMutation({
    mutationFn: () => {
      const { action, on, reference, basis } = typed;
      const said = { action: action === nothing ? null : action, decidedBy, decidedOn: on, reference, basis };
      return answered(
        client.POST('/api/consortia/{id}/major-cases/{caseId}/acts', {
          params: { path: { id, caseId: file.id } },
          body: { act: 'decide', version: file.version, ...said },
        }),
      );
    },
    onSuccess: () => forgetMajors(id),
  });
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  return (
    <form
      aria-label="登记决定"
      onSubmit={(event) => {
        event.preventDefault();
        decide.mutate();
      }}
    >
      <div className="actions">
        <InlineSelect
          label="决定"
          choices={[...file.actions, nothing].map((each) => ({ id: each, label: each }))}
          value={typed.action}
          onChange={set('action')}
        />
        <InlineSelect label="由" choices={deciders} value={decidedBy} onChange={setDecidedBy} />
        <InlineInput label="决定日期" type="date" required value={typed.on} onChange={set('on')} />
        <InlineInput
          label="文号或文件名称"
          required
          maxLength={200}
          value={typed.reference}
          onChange={set('reference')}
        />
      </div>
      <TextField label="依据" required rows={3} most={1000} value={typed.basis} onChange={set('basis')} />
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={decide.isPending}>
          登记决定
        </Button>
        <span className="soft">调整的决定同时计入“专业动态调整”台账；决定不调整的，档案随即办结。</span>
      </p>
      {decide.error && <ProblemText error={decide.error} />}
    </form>
  );
}
