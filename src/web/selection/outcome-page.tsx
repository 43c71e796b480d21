import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';

/** What became of an application, and what its readers said where the batch shows it. */
export function OutcomePage() {
  const { id = '' } = useParams({ strict: false });
  const outcome = useQuery({
    queryKey: ['outcome', id],
    queryFn: () => answered(client.GET('/api/applications/{id}/outcome', { params: { path: { id } } })),
  });
  return (
    <>
      <title>遴选结果 - 联合体</title>
      <Loaded query={outcome}>
        {({ batch, consortium, listed, list, comments }) => (
          <>
            <div className="title-row">
              <h1>{consortium}：遴选结果</h1>
              <span className="space" />
              <Link to="/applications/$id" params={{ id }}>
                推荐书
              </Link>
            </div>
            <section className="card">
              <p>
                {batch.title}：
                <strong className={listed ? 'good' : ''}>{listed ? '已列入培育名单' : '未列入培育名单'}</strong>。
              </p>
              <p>
                {list.title}（{list.number}），{list.publishedOn}。
                <a href={`/api/batches/${batch.id}/publications/list.pdf`} download>
                  名单文件（PDF）
                </a>
              </p>
            </section>
            {comments.length > 0 && (
              <section className="card">
                <h2>专家意见（不含姓名）</h2>
                <dl>
                  {comments.map(({ point, text, comments: said }) => (
                    <div key={point}>
                      <dt>
                        <strong>{point}</strong> {text}
                      </dt>
                      {said.map((comment) => (
                        <dd key={comment} className="said">
                          {comment}
                        </dd>
                      ))}
                    </div>
                  ))}
                </dl>
              </section>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}
