import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import { meQuery } from '#web/api/queries.ts';
import { BatchHead } from '#web/batch/batch-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText, remainingText } from '#web/ui/moment.ts';

function readRecommendation(id: string, unitId: string) {
  return answered(client.GET('/api/batches/{id}/recommendations/{unitId}', { params: { path: { id, unitId } } }));
}

type Recommendation = Awaited<ReturnType<typeof readRecommendation>>;
type Item = Recommendation['items'][number];

/** A province orders what it verified and hands in at most its quota. */
export function RecommendationPage() {
  const { id = '' } = useParams({ strict: false });
  const unit = useQuery(meQuery).data?.roles.find(({ role }) => role === 'provincial-officer')?.unit;
  const recommendation = useQuery({
    queryKey: ['recommendation', id, unit?.id],
    queryFn: () => readRecommendation(id, unit?.id ?? ''),
    enabled: unit !== undefined,
  });
  return (
    <>
      <BatchHead id={id} title="排序推荐" />
      <Loaded query={recommendation}>{(data) => <Ranking key={data.version} recommendation={data} />}</Loaded>
    </>
  );
}

function Ranking({ recommendation }: { recommendation: Recommendation }) {
  const { batch, unit, quota, closesAt, isOpen, version, submittedAt, candidates } = recommendation;
  const [items, setItems] = useState<readonly Item[]>(recommendation.items);
  const [opinion, setOpinion] = useState(recommendation.opinion);
  const queryClient = useQueryClient();
  const path = { id: batch.id, unitId: unit.id };
  const key = ['recommendation', batch.id, unit.id];
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/batches/{id}/recommendations/{unitId}', {
          params: { path },
          body: { version, items: [...items], opinion },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: key }),
  });
  const submit = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/batches/{id}/recommendations/{unitId}/submission', { params: { path }, body: { version } }),
      ),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  const nameOf = (applicationId: string) => candidates.find((each) => each.id === applicationId)?.name ?? '';
  const left = candidates.filter(
    (each) => each.state === 'verified' && !items.some((item) => item.applicationId === each.id),
  );
  const isChanged = JSON.stringify([items, opinion]) !== JSON.stringify([recommendation.items, recommendation.opinion]);
  const move = (at: number, by: number) => {
    const next = [...items];
    const [item] = next.splice(at, 1);
    if (item) next.splice(at + by, 0, item);
    setItems(next);
  };
  const stale = save.error instanceof ApiProblem && save.error.code === 'stale';
  return (
    <>
      <p>
        {unit.name}：名额{quota}个，{momentText(closesAt)}截止（{remainingText(closesAt, Date.now())}）。
        {submittedAt && <strong className="good">已于{momentText(submittedAt)}提交，名单不再改动。</strong>}
      </p>
      <section className="card">
        <h2>
          推荐名单（{items.length}／{quota}）
        </h2>
        {items.length === 0 && (
          <p className="soft">
            {left.length > 0 ? '从下面已核实的申报中选入，排在前面的名次在前。' : '还没有已核实的申报：请先逐项核实。'}
          </p>
        )}
        {items.length > 0 && (
          <table className="data stacks">
            <thead>
              <tr>
                <th className="number">名次</th>
                <th>联合体</th>
                <th>推荐意见</th>
                {isOpen && <th>调整</th>}
              </tr>
            </thead>
            <tbody>
              {items.map((item, at) => (
                <tr key={item.applicationId} className={at >= quota ? 'error' : ''}>
                  <td data-label="名次" className="number">
                    {at + 1}
                    {at >= quota && '（超出名额）'}
                  </td>
                  <td data-label="联合体">{nameOf(item.applicationId)}</td>
                  <td data-label="推荐意见">
                    {isOpen ? (
                      <textarea
                        className="text"
                        rows={2}
                        maxLength={2000}
                        aria-label={`对${nameOf(item.applicationId)}的推荐意见`}
                        value={item.opinion}
                        onChange={(event) =>
                          setItems(
                            items.map((each, place) =>
                              place === at ? { ...each, opinion: event.target.value } : each,
                            ),
                          )
                        }
                      />
                    ) : (
                      item.opinion
                    )}
                  </td>
                  {isOpen && (
                    <td data-label="调整">
                      <div className="actions">
                        <Button
                          size="small"
                          disabled={at === 0}
                          aria-label={`${nameOf(item.applicationId)}上移`}
                          onClick={() => move(at, -1)}
                        >
                          上移
                        </Button>
                        <Button
                          size="small"
                          disabled={at === items.length - 1}
                          aria-label={`${nameOf(item.applicationId)}下移`}
                          onClick={() => move(at, 1)}
                        >
                          下移
                        </Button>
                        <Button
                          size="small"
                          aria-label={`移出${nameOf(item.applicationId)}`}
                          onClick={() => setItems(items.filter((_, place) => place !== at))}
                        >
                          移出
                        </Button>
                      </div>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {isOpen ? (
          <label className="field" style={{ marginTop: 12 }}>
            <span>总的意见（写入推荐函）</span>
            <textarea
              className="text"
              rows={3}
              maxLength={5000}
              value={opinion}
              onChange={(event) => setOpinion(event.target.value)}
            />
          </label>
        ) : (
          opinion && <p>总的意见：{opinion}</p>
        )}
        {isOpen && (
          <p className="actions">
            <Button
              type={isChanged ? 'primary' : 'default'}
              disabled={!isChanged}
              loading={save.isPending}
              onClick={() => save.mutate()}
            >
              保存排序
            </Button>
            <Button
              type={isChanged ? 'default' : 'primary'}
              disabled={isChanged || items.length === 0 || items.length > quota}
              loading={submit.isPending}
              onClick={() => confirm('提交后名单不能再改，确定提交？') && submit.mutate()}
            >
              提交推荐名单
            </Button>
            {isChanged && <span className="warning">有改动尚未保存。</span>}
          </p>
        )}
        {stale && (
          <div role="alert" className="error">
            同事刚刚改动了名单，您的排序还没有保存，仍保留在本页；核对后可以先记下，再
            <button
              type="button"
              className="plain"
              onClick={() => void queryClient.invalidateQueries({ queryKey: key })}
            >
              载入现在的名单
            </button>
            。
          </div>
        )}
        {!stale && (save.error ?? submit.error) && (
          <p role="alert" className="error">
            {(save.error ?? submit.error)?.message}
          </p>
        )}
      </section>
      {left.length > 0 && isOpen && (
        <section className="card">
          <h2>已核实，尚未选入</h2>
          <ul className="plain-list">
            {left.map((each) => (
              <li key={each.id} className="actions">
                <Link to="/applications/$id/verification" params={{ id: each.id }}>
                  {each.name}
                </Link>
                <span className="soft">
                  更正{each.corrected}项，不认可{each.rejected}项
                </span>
                <Button
                  size="small"
                  aria-label={`选入${each.name}`}
                  onClick={() => setItems([...items, { applicationId: each.id, opinion: '' }])}
                >
                  选入
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {recommendation.items.length > 0 && (
        <section className="card">
          <h2>报送材料</h2>
          <ul>
            {[
              ['summary.xlsx', '推荐名单汇总表（Excel）'],
              ['summary.docx', '推荐名单汇总表（Word）'],
              ['letter.docx', '推荐函（Word）'],
            ].map(([file, name]) => (
              <li key={file}>
                <a href={`/api/batches/${batch.id}/recommendations/${unit.id}/${file}`} download>
                  {name}
                </a>
              </li>
            ))}
          </ul>
          <Link to="/batches/$id/package" params={{ id: batch.id }}>
            全部报送材料、打印和光盘
          </Link>
        </section>
      )}
    </>
  );
}
