import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { StudentPassRoom } from '#web/ui/student-pass-room.tsx';
import { enrolmentQuery } from './training-queries.ts';

/** Where a class's own link leads: one enrols by name, and gets a link of one's own. */
export function EnrolmentPage() {
  const { token = '' } = useParams({ strict: false });
  const open = useQuery(enrolmentQuery(token));
  const [name, setName] = useState('');
  const enrol = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/public/training-enrolments/{token}', { params: { path: { token } }, body: { name } })),
  });
  return (
    <StudentPassRoom query={open}>
      {(data) => (
        <>
          <title>{`报名：${data.className} - ${data.consortium}`}</title>
          <header>
            <p className="soft">{data.consortium}</p>
            <h1>{data.className}</h1>
            <p>
              {data.provider}　面向{data.audience}　{data.days[0]}至{data.days.at(-1)}，{data.shiftLabel}，
              {data.days.length}天
            </p>
          </header>
          {enrol.data ? (
            <section className="card" aria-label="报名成功">
              <p className="good" role="status">
                {name}，您已报名。
              </p>
              <p>
                <a href={enrol.data.link}>这是您自己的链接</a>
                ，用来签到、看成绩和证书。请打开它并收藏，离开本页后不再显示。
              </p>
            </section>
          ) : (
            <form
              className="card"
              aria-label="报名"
              onSubmit={(event) => {
                event.preventDefault();
                enrol.mutate();
              }}
            >
              <p className="soft">{data.seatsLeft > 0 ? `还有${data.seatsLeft}个名额。` : '名额已满。'}</p>
              <p className="actions">
                <InlineInput label="姓名（印在证书上）" required maxLength={50} value={name} onChange={setName} />
                <Button type="primary" htmlType="submit" disabled={data.seatsLeft <= 0} loading={enrol.isPending}>
                  报名
                </Button>
              </p>
              {enrol.error && <ProblemText error={enrol.error} />}
            </form>
          )}
        </>
      )}
    </StudentPassRoom>
  );
}
