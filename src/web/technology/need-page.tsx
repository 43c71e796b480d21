import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { inChina, yuan } from './keywords.ts';
import { NeedAdmissions } from './need-admissions.tsx';
import { NeedFiles } from './need-files.tsx';
import { NeedForm } from './need-form.tsx';
import { TechnologyHead } from './technology-head.tsx';
import { forgetTechnology, type Need, needQuery } from './technology-queries.ts';

/** One need in full: its files, who may see it, who could serve it, and the way to an open call. */
export function NeedPage() {
  const { id = '', needId = '' } = useParams({ strict: false });
  const need = useQuery(needQuery(id, needId));
  return (
    <>
      <TechnologyHead id={id} title="技术需求" />
      <Loaded query={need}>
        {(data) => (
          <>
            <NeedCard id={id} need={data} />
            <Matches need={data} />
            {data.openness === 'confidential' && data.canChange && <NeedAdmissions id={id} need={data} />}
            {data.canCall && <PublishCall id={id} need={data} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function NeedCard({ id, need }: { id: string; need: Need }) {
  const [isEdited, setEdited] = useState(false);
  const check = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/technology-needs/{needId}/check', {
          params: { path: { id, needId: need.id } },
          body: { version: need.version },
        }),
      ),
    onSettled: forgetTechnology,
  });
  const rows = [
    ['企业', need.member.name],
    ['领域', need.field],
    ['类型', need.kind],
    ['关键词', need.keywords.join('、')],
    ['预算', yuan(need.budget)],
    ['公开范围', need.opennessLabel],
    ['发布', need.publishedOn],
    ['结束', need.closedOn ?? ''],
    ['台账', need.isChecked ? '秘书处已核对' : '企业的话，待秘书处核对'],
    ['摘要', need.summary],
    ['详细内容', need.detail],
  ] as const;
  return (
    <section className="card" aria-label="需求">
      <div className="technology-head">
        <h2>{need.title}</h2>
        {need.closedOn !== null && <span className="warning">已结束</span>}
        {need.callId !== null && (
          <Link to="/consortia/$id/technology/calls/$callId" params={{ id, callId: need.callId }}>
            揭榜
          </Link>
        )}
        {need.closedOn === null && need.openness === 'public' && (
          <a href={`/public/consortia/${id}/technology-needs/${need.id}`} target="_blank" rel="noreferrer">
            公开页面
          </a>
        )}
        {need.canChange && !isEdited && <Button onClick={() => setEdited(true)}>修改</Button>}
        {need.canCheck && (
          <Button loading={check.isPending} onClick={() => check.mutate()}>
            核对无误
          </Button>
        )}
      </div>
      {check.error && <ProblemText error={check.error} />}
      {isEdited ? (
        <NeedForm
          key={need.version}
          id={id}
          choices={need}
          enterprises={[]}
          need={need}
          onClose={() => setEdited(false)}
        />
      ) : (
        <dl className="entry-values">
          {rows.map(
            ([name, value]) =>
              value !== '' && (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd className="technology-text">{value}</dd>
                </div>
              ),
          )}
        </dl>
      )}
      <NeedFiles id={id} need={need} />
    </section>
  );
}

function Matches({ need }: { need: Need }) {
  return (
    <section className="card" aria-label="相符的能力">
      <div className="technology-head">
        <h2>相符的能力</h2>
        <span className="soft">按领域、关键词、服务类型比对联合体内登记的能力</span>
      </div>
      {need.matches.length === 0 && (
        <p className="soft">没有相符的能力。可以补充关键词，或请学校、科研机构登记服务能力。</p>
      )}
      <ul className="technology-list">
        {need.matches.map(({ capability, score, reasons }) => (
          <li key={capability.id}>
            <strong>{capability.name}</strong>　{capability.member.name}
            <span className="soft">
              　{capability.kindLabel}　{capability.field}　相符程度{score}
            </span>
            <p className="good">{reasons.join('；')}</p>
            {capability.description !== '' && <p className="technology-text">{capability.description}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function PublishCall({ id, need }: { id: string; need: Need }) {
  const navigate = useNavigate();
  const [requirements, setRequirements] = useState('');
  const [closesAt, setClosesAt] = useState('');
  const publish = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/technology-calls', {
          params: { path: { id } },
          body: { needId: need.id, requirements, closesAt: inChina(closesAt) },
        }),
      ),
    onSuccess: async (made) => {
      await forgetTechnology();
      await navigate({ to: '/consortia/$id/technology/calls/$callId', params: { id, callId: made.id } });
    },
  });
  return (
    <form
      className="card"
      aria-label="发布揭榜"
      onSubmit={(event) => {
        event.preventDefault();
        publish.mutate();
      }}
    >
      <div className="technology-head">
        <h2>发布揭榜</h2>
        <span className="soft">能力相符的单位会收到消息；标书密封到截止时间</span>
      </div>
      <TextField
        label="要求（联合体内都能看到，不要写保密内容）"
        required
        most={5000}
        rows={3}
        value={requirements}
        onChange={setRequirements}
      />
      <div className="actions">
        <InlineInput label="截止时间" type="datetime-local" required value={closesAt} onChange={setClosesAt} />
        <Button type="primary" htmlType="submit" loading={publish.isPending}>
          发布揭榜
        </Button>
      </div>
      {publish.error && <ProblemText error={publish.error} />}
    </form>
  );
}
