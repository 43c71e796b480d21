import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { inquiriesQuery } from './reading-queries.ts';

/** What the ministry asks the applicant during the review, and its answers. */
export function InquiriesPage() {
  const { id = '' } = useParams({ strict: false });
  const inquiries = useQuery(inquiriesQuery(id));
  return (
    <>
      <header className="title-row">
        <title>部里的提问 - 联合体</title>
        <h1>部里的提问</h1>
        <span className="space" />
        <Link to="/applications/$id" params={{ id }}>
          推荐书
        </Link>
      </header>
      <Loaded query={inquiries}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card">审查期间部里没有提问。有问题时会出现在这里，由秘书处或园区管委会答复。</p>
          ) : (
            items.map(({ id: inquiryId, text, sentAt, answer, by, isReleased, canAnswer }) => (
              <article key={inquiryId} className="card">
                <p className="soft">{momentText(sentAt)}</p>
                <p>问：{text}</p>
                {answer !== null && (
                  <p>
                    答：{answer} <span className="soft">{by}</span>
                  </p>
                )}
                {isReleased && <p className="good">答复已被采用，不能再改。</p>}
                {canAnswer && <Answer key={answer} applicationId={id} inquiryId={inquiryId} before={answer ?? ''} />}
              </article>
            ))
          )
        }
      </Loaded>
    </>
  );
}

function Answer({ applicationId, inquiryId, before }: { applicationId: string; inquiryId: string; before: string }) {
  const [text, setText] = useState(before);
  const queryClient = useQueryClient();
  const answer = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/applications/{id}/inquiries/{inquiryId}/answer', {
          params: { path: { id: applicationId, inquiryId } },
          body: { text },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: inquiriesQuery(applicationId).queryKey }),
  });
  return (
    <>
      <label className="field">
        <span>{before === '' ? '答复' : '修改答复'}</span>
        <textarea
          className="text"
          rows={3}
          maxLength={5000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p className="actions">
        <Button
          disabled={text.trim() === '' || text === before}
          loading={answer.isPending}
          onClick={() => answer.mutate()}
        >
          提交答复
        </Button>
        <span role="alert" className="error">
          {answer.error?.message}
        </span>
      </p>
    </>
  );
}
