import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import './apprenticeship.css';
import {
  type Apprenticeships,
  apprenticeshipsQuery,
  forgetApprenticeships,
  pageSize,
} from './apprenticeship-queries.ts';
import { TermsFields } from './terms-fields.tsx';
import { termsOf, typedOf } from './typed-terms.ts';

/** Agreements of three parties: for a school and an enterprise their own, for offices all of the consortium. */
export function ApprenticeshipsPage() {
  const { id = '' } = useParams({ strict: false });
  const [page, setPage] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const all = useQuery(apprenticeshipsQuery(id, page));
  return (
    <>
      <ConsortiumHead id={id} title="学徒与实习" />
      <Loaded query={all}>
        {(data) => (
          <section className="card" aria-label="三方协议">
            <div className="apprenticeship-head">
              <h2>三方协议</h2>
              <span className="soft">{data.total}份　学校起草，企业、学生签署，上岗后自动计入台账</span>
              {data.schools.length > 0 && !isOpen && <Button onClick={() => setOpen(true)}>起草协议</Button>}
            </div>
            {isOpen && <PrepareForm id={id} all={data} onClose={() => setOpen(false)} />}
            {data.total === 0 && (
              <p className="soft">
                还没有协议。
                {data.schools.length > 0
                  ? '点“起草协议”，选定企业、岗位和期限，再登记学生。'
                  : '由学校成员起草，送企业和学生签署。'}
              </p>
            )}
            {data.items.length > 0 && <AgreementTable id={id} items={data.items} />}
            <Pager page={page} pages={Math.ceil(data.total / pageSize)} onPage={setPage} />
          </section>
        )}
      </Loaded>
    </>
  );
}

function AgreementTable({ id, items }: { id: string; items: Apprenticeships['items'] }) {
  return (
    <div className="scroll">
      <table className="data stacks">
        <thead>
          <tr>
            <th>岗位</th>
            <th>类型</th>
            <th>学校</th>
            <th>企业</th>
            <th>期限</th>
            <th>状态</th>
            <th>学生</th>
            <th>预警</th>
          </tr>
        </thead>
        <tbody>
          {items.map((each) => (
            <tr key={each.id}>
              <td data-label="岗位">
                <Link to="/consortia/$id/apprenticeships/$apprenticeshipId" params={{ id, apprenticeshipId: each.id }}>
                  {each.post}
                </Link>
                <div className="soft">{each.major}</div>
              </td>
              <td data-label="类型">{each.kindLabel}</td>
              <td data-label="学校">{each.school.name}</td>
              <td data-label="企业">{each.enterprise.name}</td>
              <td data-label="期限" className="number">
                {each.startsOn}—{each.endsOn}
              </td>
              <td data-label="状态">{each.stateLabel}</td>
              <td data-label="学生">{countsText(each.counts)}</td>
              <td data-label="预警">
                {each.alerts.length === 0 ? '无' : <strong className="warning">{each.alerts.length}项</strong>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function countsText({ called, begun, completed, left }: Apprenticeships['items'][number]['counts']): string {
  const parts = [
    [called, '待上岗'],
    [begun, '在岗'],
    [completed, '结业'],
    [left, '提前结束'],
  ] as const;
  const said = parts.flatMap(([count, label]) => (count > 0 ? [`${label}${count}`] : []));
  return said.length === 0 ? '未登记' : said.join('，');
}

function PrepareForm({ id, all, onClose }: { id: string; all: Apprenticeships; onClose: () => void }) {
  const navigate = useNavigate();
  const [terms, setTerms] = useState(() => typedOf());
  const [typed, setTyped] = useState({
    kind: '',
    schoolId: all.schools.length === 1 ? (all.schools[0]?.id ?? '') : '',
    enterpriseId: '',
    major: '',
    startsOn: '',
    endsOn: '',
  });
  const prepare = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/apprenticeships', {
          params: { path: { id } },
          body: { ...typed, terms: termsOf(terms) },
        }),
      ),
    onSuccess: async (made) => {
      await forgetApprenticeships();
      await navigate({
        to: '/consortia/$id/apprenticeships/$apprenticeshipId',
        params: { id, apprenticeshipId: made.id },
      });
    },
  });
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  const named = (members: Apprenticeships['schools']) => members.map((each) => ({ id: each.id, label: each.name }));
  return (
    <form
      aria-label="起草协议"
      onSubmit={(event) => {
        event.preventDefault();
        prepare.mutate();
      }}
    >
      <div className="actions">
        <InlineSelect label="类型" choices={all.kinds} value={typed.kind} onChange={set('kind')} />
        <InlineSelect label="学校" choices={named(all.schools)} value={typed.schoolId} onChange={set('schoolId')} />
        <InlineSelect
          label="企业"
          choices={named(all.enterprises)}
          value={typed.enterpriseId}
          onChange={set('enterpriseId')}
        />
        <InlineInput label="专业代码" required maxLength={100} value={typed.major} onChange={set('major')} />
        <InlineInput label="开始日期" type="date" required value={typed.startsOn} onChange={set('startsOn')} />
        <InlineInput label="结束日期" type="date" required value={typed.endsOn} onChange={set('endsOn')} />
      </div>
      <TermsFields typed={terms} onType={setTerms} />
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={prepare.isPending}>
          保存草稿
        </Button>
        <Button onClick={onClose}>取消</Button>
        <span className="soft">期限在送签后不再更改；提前结束的逐人登记，延长的另签一份。</span>
      </p>
      {prepare.error && <ProblemText error={prepare.error} />}
    </form>
  );
}
