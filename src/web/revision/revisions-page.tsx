import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { type Application, revisionsQuery } from '#web/api/queries.ts';
import { WithApplication } from '#web/application/with-application.tsx';
import { Receipt } from '#web/submission/receipt.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { Changes } from './changes.tsx';

/** Submitted revisions, the newest first: files, confirmations and what each changed. */
export function RevisionsPage() {
  return <WithApplication>{(application) => <Revisions application={application} />}</WithApplication>;
}

type Revision = {
  number: number;
  digest: string;
  takenAt: string;
  receiptNumber: string;
  by: { name: string };
  confirmations: readonly Confirmation[];
};
type Confirmation = { role: string; label: string; by: { name: string } | null; at: string | null };

function Revisions({ application }: { application: Application }) {
  const revisions = useQuery(revisionsQuery(application.id));
  return (
    <Loaded query={revisions}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="card">还没有提交过。填写完成后在“提交”页提交，每次提交冻结为一个版本。</p>
        ) : (
          [...items]
            .sort((a, b) => b.number - a.number)
            .map((revision) => <RevisionCard key={revision.number} application={application} revision={revision} />)
        )
      }
    </Loaded>
  );
}

function RevisionCard({ application, revision }: { application: Application; revision: Revision }) {
  const { number, digest } = revision;
  const isLatest = number === application.latestRevision;
  const files = `/api/applications/${application.id}/revisions/${number}`;
  const [showsReceipt, setShowsReceipt] = useState(false);
  return (
    <section className="card" aria-label={`第${number}版`}>
      <div className="title-row">
        <h2>第{number}版</h2>
        <span>
          {momentText(revision.takenAt)} 由 {revision.by.name} 提交
        </span>
        <button type="button" className="plain" onClick={() => setShowsReceipt(!showsReceipt)}>
          {showsReceipt ? '收起' : ''}回执 {revision.receiptNumber}
        </button>
        <span className="space" />
        <a href={`${files}/form.docx`} download>
          下载Word
        </a>
        <a href={`${files}/form.pdf`} target="_blank" rel="noreferrer">
          PDF（新窗口）
        </a>
      </div>
      <p className="digest soft" style={{ marginTop: 0 }}>
        摘要 {digest}
      </p>
      {showsReceipt && (
        <Receipt
          receipt={{ ...revision, revision: number, deadline: application.batch.deadline }}
          consortium={application.consortium.name}
          batch={application.batch.title}
          next=""
        />
      )}
      <ul className="plain-list">
        {revision.confirmations.map(({ role, label, by, at }) => (
          <li key={role}>
            {label}：
            {by && at ? (
              <span className="good">
                {by.name} 于 {momentText(at)} 确认
              </span>
            ) : (
              <span className="soft">尚未确认</span>
            )}
          </li>
        ))}
      </ul>
      {isLatest && application.actions.some(({ action }) => action === 'confirm') && (
        <Confirm id={application.id} number={number} digest={digest} />
      )}
      {number > 1 && <Changes id={application.id} number={number} />}
    </section>
  );
}

function Confirm({ id, number, digest }: { id: string; number: number; digest: string }) {
  const queryClient = useQueryClient();
  const confirm = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/applications/{id}/revisions/{n}/confirmation', {
          params: { path: { id, n: number } },
          body: { digest },
        }),
      ),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['revisions', id] }),
        queryClient.invalidateQueries({ queryKey: ['application', id] }),
      ]),
  });
  return (
    <p className="actions">
      <Button type="primary" loading={confirm.isPending} onClick={() => confirm.mutate()}>
        确认第{number}版属实
      </Button>
      {confirm.error && (
        <span role="alert" className="error">
          {confirm.error.message}
        </span>
      )}
    </p>
  );
}
