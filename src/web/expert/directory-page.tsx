import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { meQuery } from '#web/api/queries.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { ExpertForm } from './expert-form.tsx';
import { directoryQuery, type Expert } from './expert-queries.ts';
import { ImportExperts } from './import-experts.tsx';
import './expert.css';

const mostShown = 200;

/** An office's directory of experts. */
export function DirectoryPage() {
  const unit = useQuery(meQuery).data?.roles.find(({ role }) => role === 'ministry-officer')?.unit;
  const directory = useQuery(directoryQuery(unit?.id ?? ''));
  const [opened, setOpened] = useState<'new' | Expert>();
  const [wanted, setWanted] = useState('');
  const unitId = unit?.id ?? '';
  const fits = ({ name, province, employer, fields }: Expert) =>
    [name, province, employer, ...fields].some((text) => text.includes(wanted.trim()));
  return (
    <>
      <title>专家库 - 联合体</title>
      <div className="title-row">
        <h1>专家库</h1>
        <span className="space" />
        <Button type="primary" onClick={() => setOpened('new')}>
          登记专家
        </Button>
      </div>
      {opened !== undefined && (
        <ExpertForm
          key={opened === 'new' ? 'new' : opened.id}
          unitId={unitId}
          {...(opened === 'new' ? {} : { expert: opened })}
          onDone={() => setOpened(undefined)}
        />
      )}
      <ImportExperts unitId={unitId} />
      <Loaded query={directory}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card">专家库还是空的。逐人登记，或下载模板填好后导入。</p>
          ) : (
            <>
              <div className="filters">
                <label className="inline-field">
                  查找
                  <input
                    className="text inline"
                    placeholder="姓名、省份、单位或领域"
                    value={wanted}
                    onChange={(event) => setWanted(event.target.value)}
                  />
                </label>
                <span className="soft">
                  共{items.length}人，符合{items.filter(fits).length}人
                  {items.filter(fits).length > mostShown && `，列出前${mostShown}人`}
                </span>
              </div>
              <table className="data stacks">
                <thead>
                  <tr>
                    <th>姓名</th>
                    <th>省份</th>
                    <th>工作单位</th>
                    <th>专业领域</th>
                    <th className="number">份数上限</th>
                    <th>账号和操作</th>
                  </tr>
                </thead>
                <tbody>
                  {items
                    .filter(fits)
                    .slice(0, mostShown)
                    .map((expert) => (
                      <Row key={expert.id} unitId={unitId} expert={expert} onOpen={() => setOpened(expert)} />
                    ))}
                </tbody>
              </table>
            </>
          )
        }
      </Loaded>
    </>
  );
}

function Row({ unitId, expert, onOpen }: { unitId: string; expert: Expert; onOpen: () => void }) {
  const { id, name, province, employer, fields, load, retired, hasAccount, version } = expert;
  const queryClient = useQueryClient();
  const retire = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/experts/{expertId}/retirement', {
          params: { path: { expertId: id } },
          body: { retired: !retired, version },
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: directoryQuery(unitId).queryKey }),
  });
  const invite = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/experts/{expertId}/invitation', { params: { path: { expertId: id } } })),
  });
  return (
    <tr>
      <td data-label="姓名">
        {name}
        {retired && <span className="warning">（已停用）</span>}
      </td>
      <td data-label="省份">{province || '—'}</td>
      <td data-label="工作单位">{employer || '—'}</td>
      <td data-label="专业领域">{fields.join('、') || '—'}</td>
      <td data-label="份数上限" className="number">
        {load}
      </td>
      <td data-label="账号和操作">
        <div className="actions">
          {hasAccount ? (
            <span className="good">已有账号</span>
          ) : (
            !retired && (
              <Button
                size="small"
                loading={invite.isPending}
                aria-label={`邀请${name}`}
                onClick={() => invite.mutate()}
              >
                邀请
              </Button>
            )
          )}
          <Button size="small" aria-label={`修改${name}`} onClick={onOpen}>
            修改
          </Button>
          <Button
            size="small"
            loading={retire.isPending}
            aria-label={`${retired ? '恢复' : '停用'}${name}`}
            onClick={() => retire.mutate()}
          >
            {retired ? '恢复' : '停用'}
          </Button>
        </div>
        {invite.data && (
          <p className="good">
            {invite.data.mailed ? '已寄到其邮箱。' : '请把链接转交本人，只能用一次：'}
            <span className="digest">{invite.data.link}</span>
          </p>
        )}
        <ProblemText error={invite.error ?? retire.error} />
      </td>
    </tr>
  );
}
