import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { certificatesQuery } from './members-query.ts';

/** The certificates of a member: issue one, download it, revoke it. */
export function Certificates({ consortiumId, memberId }: { consortiumId: string; memberId: string }) {
  const query = certificatesQuery(consortiumId, memberId);
  const certificates = useQuery(query);
  return (
    <section className="member-part">
      <h2>成员证明</h2>
      <Loaded query={certificates}>
        {({ canIssue, items }) => (
          <>
            {canIssue && <Issue consortiumId={consortiumId} memberId={memberId} />}
            {items.length === 0 && <p className="soft">还没有开具过证明。</p>}
            <ul className="plain-list certificates">
              {items.map(({ id, code, issuedAt, revokedAt, year }) => (
                <li key={id}>
                  <Link to="/verify/$code" params={{ code }} className="digest">
                    {code}
                  </Link>
                  <span className="soft">
                    {momentText(issuedAt)}
                    {year !== null && `　含${year}年工作记录`}
                  </span>
                  {revokedAt === null ? (
                    <span className="actions">
                      <a
                        href={`/api/consortia/${consortiumId}/members/${memberId}/certificates/${id}/certificate.pdf`}
                        download
                      >
                        下载PDF
                      </a>
                      {canIssue && <Revoke consortiumId={consortiumId} memberId={memberId} certificateId={id} />}
                    </span>
                  ) : (
                    <span className="error">已作废</span>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </section>
  );
}

function Issue({ consortiumId: id, memberId }: { consortiumId: string; memberId: string }) {
  const queryClient = useQueryClient();
  const [year, setYear] = useState('');
  const issue = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/members/{memberId}/certificates', {
          params: { path: { id, memberId } },
          body: year === '' ? {} : { year: Number(year) },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries(certificatesQuery(id, memberId)),
  });
  return (
    <p className="actions">
      <label>
        列入工作记录的年份（可不填）{' '}
        <input
          className="text inline year"
          inputMode="numeric"
          pattern="20[0-9]{2}"
          maxLength={4}
          value={year}
          onChange={(event) => setYear(event.target.value.replace(/\D/g, ''))}
        />
      </label>
      <Button loading={issue.isPending} onClick={() => issue.mutate()}>
        开具证明
      </Button>
      {issue.error && (
        <span role="alert" className="error">
          {issue.error.message}
        </span>
      )}
    </p>
  );
}

function Revoke({
  consortiumId: id,
  memberId,
  certificateId,
}: {
  consortiumId: string;
  memberId: string;
  certificateId: string;
}) {
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/members/{memberId}/certificates/{certificateId}/revocation', {
          params: { path: { id, memberId, certificateId } },
        }),
      ),
    onSettled: () => queryClient.invalidateQueries(certificatesQuery(id, memberId)),
  });
  return (
    <Button size="small" loading={revoke.isPending} onClick={() => revoke.mutate()}>
      作废
    </Button>
  );
}
