import { useMutation } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { requested } from '#web/api/client.ts';
import type { paths } from '#web/api/schema.generated.ts';
import { ImportedRows } from './imported-rows.tsx';
import { InvitationList } from './invitation-list.tsx';
import { forgetMembers } from './members-query.ts';
import './members.css';

export type Imported =
  paths['/api/consortia/{id}/members/imports']['post']['responses'][200]['content']['application/json'];

type Take = 'all' | 'good';

/** Members from Excel: a dry run tells each row's fate, then all or only the good rows are taken. */
export function ImportMembersPage() {
  const { id = '' } = useParams({ strict: false });
  const [file, setFile] = useState<File>();
  const [reason, setReason] = useState('');
  const send = useMutation({
    mutationFn: async ({ file, dryRun, take }: { file: File; dryRun: boolean; take: Take }): Promise<Imported> => {
      const body = new FormData();
      body.append('file', file);
      const query = new URLSearchParams({ dryRun: String(dryRun), take });
      if (reason.trim() !== '') query.set('creditCodeReason', reason.trim());
      return (await requested('POST', `/api/consortia/${id}/members/imports?${query}`, body)) as Imported;
    },
    onSuccess: ({ written }) => (written ? forgetMembers(id) : undefined),
  });
  const told = send.data;
  const hasDoubt = told?.rows.some(({ faults }) => faults.some(({ text }) => text.includes('校验位'))) ?? false;
  const added = told?.rows.filter(({ outcome }) => outcome === 'adds').map(({ memberId }) => memberId) ?? [];
  const take = (which: Take) => {
    if (file) send.mutate({ file, dryRun: false, take: which });
  };
  return (
    <>
      <title>导入成员单位 - 联合体</title>
      <div className="title-row">
        <h1>从Excel导入成员单位</h1>
        <Link to="/consortia/$id/members" params={{ id }}>
          返回成员单位
        </Link>
      </div>
      <section className="card">
        <p style={{ marginTop: 0 }}>
          <a href={`/api/consortia/${id}/members/template.xlsx`} download>
            下载导入模板
          </a>
          。先逐行检查，确认后才保存；再次上传同一文件不会重复登记。
        </p>
        <label className="field" style={{ marginBottom: 0 }}>
          <span>选择填好的文件（.xlsx或.csv）</span>
          <input
            type="file"
            accept=".xlsx,.csv"
            onChange={(event) => {
              const chosen = event.target.files?.[0];
              if (!chosen) return;
              setFile(chosen);
              send.mutate({ file: chosen, dryRun: true, take: 'all' });
              event.target.value = '';
            }}
          />
        </label>
        {send.isPending && <p role="status">正在读取“{file?.name}”……</p>}
        {send.error && (
          <p role="alert" className="error">
            {send.error.message}已登记的内容没有改动。
          </p>
        )}
      </section>
      {told && !send.isPending && (
        <section className="card" aria-label="检查结果">
          <Counts told={told} />
          {hasDoubt && !told.written && (
            <label className="field">
              <span>校验位不符但确认无误的，写明理由后重新检查</span>
              <input
                className="text"
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </label>
          )}
          {!told.written && (
            <p className="actions">
              {hasDoubt && reason.trim() !== '' && file && (
                <Button onClick={() => send.mutate({ file, dryRun: true, take: 'all' })}>重新检查</Button>
              )}
              {told.counts.refused === 0 && told.counts.adds + told.counts.changes > 0 && (
                <Button type="primary" onClick={() => take('all')}>
                  全部导入
                </Button>
              )}
              {told.counts.refused > 0 && told.counts.adds + told.counts.changes > 0 && (
                <Button onClick={() => take('good')}>只导入没有问题的{told.counts.adds + told.counts.changes}行</Button>
              )}
            </p>
          )}
          {told.written && (
            <InvitationList
              consortiumId={id}
              memberIds={added}
              label={`为新增的${added.length}家生成邀请清单（Excel）`}
            />
          )}
          <ImportedRows rows={told.rows} />
        </section>
      )}
    </>
  );
}

function Counts({ told: { written, counts } }: { told: Imported }) {
  const nothing = counts.adds + counts.changes === 0;
  return (
    <p role="status" style={{ marginTop: 0 }}>
      <strong>{written && !nothing ? '已导入' : '检查结果（尚未保存）'}</strong>：新增{counts.adds}家，修改
      {counts.changes}家，重复{counts.repeats}家，
      <span className={counts.refused > 0 ? 'error' : ''}>不能导入{counts.refused}家</span>。
      {nothing && counts.refused === 0 && '文件中的内容均已登记，没有需要保存的。'}
      {counts.refused > 0 && !written && '请按提示改正文件后重新选择。'}
    </p>
  );
}
