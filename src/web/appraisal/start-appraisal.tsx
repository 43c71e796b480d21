import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { namesQuery } from '#web/ledger/ledger-queries.ts';
import { staffQuery } from '#web/staff/staff-queries.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { forgetAppraisals, type Schemes } from './appraisal-queries.ts';

/** Begins an appraisal of everyone, or of some, by the latest version of a scheme. */
export function StartAppraisal({ id, schemes }: { id: string; schemes: Schemes }) {
  const navigate = useNavigate();
  const lastYear = new Date().getFullYear() - 1;
  const [schemeId, setScheme] = useState('');
  const [title, setTitle] = useState('');
  const [fromDay, setFrom] = useState(`${lastYear}-01-01`);
  const [toDay, setTo] = useState(`${lastYear}-12-31`);
  const [subjects, setSubjects] = useState<readonly string[]>([]);
  const start = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/appraisals', {
          params: { path: { id } },
          body: { schemeId, title, fromDay, toDay, ...(subjects.length === 0 ? {} : { subjects: [...subjects] }) },
        }),
      ),
    onSuccess: async (made) => {
      await forgetAppraisals();
      await navigate({ to: '/consortia/$id/appraisals/$appraisalId', params: { id, appraisalId: made.id } });
    },
  });
  const subject = schemes.items.find((each) => each.id === schemeId)?.subject;
  return (
    <InlineForm
      title="开始考核"
      aside="按方案的最新版本；考核期在同一年内"
      button="开始考核"
      isPrimary
      sending={start}
      onSubmit={() => start.mutate()}
      outcome={false}
    >
      <InlineSelect
        label="方案"
        choices={schemes.items.map((each) => ({ id: each.id, label: each.title }))}
        value={schemeId}
        onChange={(chosen) => {
          setScheme(chosen);
          setSubjects([]);
        }}
      />
      <InlineInput required label="考核名称" maxLength={100} size={24} value={title} onChange={setTitle} />
      <InlineInput required label="考核期自" type="date" value={fromDay} onChange={setFrom} />
      <InlineInput required label="至" type="date" value={toDay} onChange={setTo} />
      {subject && <Subjects id={id} subject={subject} chosen={subjects} onChoose={setSubjects} />}
    </InlineForm>
  );
}

function Subjects(props: {
  id: string;
  subject: 'member' | 'staff';
  chosen: readonly string[];
  onChoose: (chosen: readonly string[]) => void;
}) {
  const { id, subject, chosen, onChoose } = props;
  const members = useQuery({ ...namesQuery(id), enabled: subject === 'member' }).data ?? [];
  const staff = useQuery({ ...staffQuery(id), enabled: subject === 'staff' }).data?.items ?? [];
  const all = subject === 'member' ? members : staff;
  return (
    <details className="appraised-choice">
      <summary>
        {chosen.length === 0 ? `考核对象：考核期内的全部（${all.length}）` : `考核对象：选定的${chosen.length}个`}
      </summary>
      <div>
        {all.map(({ id: one, name }) => (
          <label key={one}>
            <input
              type="checkbox"
              checked={chosen.includes(one)}
              onChange={(event) =>
                onChoose(event.target.checked ? [...chosen, one] : chosen.filter((each) => each !== one))
              }
            />
            {name}
          </label>
        ))}
      </div>
    </details>
  );
}
