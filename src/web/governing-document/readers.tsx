import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type DocumentVersion, type GoverningDocument, readersQuery } from './document-queries.ts';

/** Who of those it concerns has read a version, and reminding the others. */
export function Readers({ document, version }: { document: GoverningDocument; version: DocumentVersion }) {
  const path = { documentId: document.id, versionId: version.id };
  const readers = useQuery(readersQuery(document.id, version.id));
  const remind = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/governing-documents/{documentId}/versions/{versionId}/reminders', { params: { path } }),
      ),
  });
  return (
    <section className="card">
      <h2>{version.label}的阅读情况</h2>
      <Loaded query={readers}>
        {({ items }) => {
          const waiting = items.filter(({ readAt }) => readAt === null).length;
          if (items.length === 0)
            return <p className="soft">还没有与它有关的账号：成员单位接受邀请、建立账号后，列在这里。</p>;
          return (
            <>
              <p className="actions">
                <span>
                  {items.length}人中{items.length - waiting}人已阅读。
                </span>
                {waiting > 0 && version.state === 'approved' && (
                  <Button loading={remind.isPending} onClick={() => remind.mutate()}>
                    提醒未读的{waiting}人
                  </Button>
                )}
                <span role="status" className="good">
                  {remind.data && remindedText(remind.data)}
                </span>
              </p>
              {remind.error && <ProblemText error={remind.error} />}
              <details open={items.length <= 20}>
                <summary>名单</summary>
                <table className="data stacks">
                  <thead>
                    <tr>
                      <th>单位</th>
                      <th>姓名</th>
                      <th>身份</th>
                      <th>阅读</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map(({ name, role, unit, readAt }) => (
                      <tr key={`${unit} ${name} ${role}`}>
                        <td data-label="单位">{unit}</td>
                        <td data-label="姓名">{name}</td>
                        <td data-label="身份">{role}</td>
                        <td data-label="阅读" className={readAt === null ? 'warning' : 'good'}>
                          {readAt === null ? '未读' : momentText(readAt)}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </details>
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function remindedText({ people, mails }: { people: number; mails: number }): string {
  if (people === 0) return '今天都已提醒过，明天可再次提醒。';
  return `已提醒${people}人${mails > 0 ? `，并发送${mails}封邮件` : ''}。`;
}
