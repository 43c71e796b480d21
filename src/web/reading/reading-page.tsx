import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { answered, client } from '#web/api/client.ts';
import { meQuery } from '#web/api/queries.ts';
import { browserDrafts } from '#web/application/drafts.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText, remainingText } from '#web/ui/moment.ts';
import { PointCard } from './point-card.tsx';
import { ReadingMaterial } from './reading-material.tsx';
import { type Reading, readingQuery } from './reading-queries.ts';
import { ReadingStore, saveAtServer, type Typed } from './reading-store.ts';
import './reading.css';

/** Reads one application: the material on one side, the observation points with their scores on the other. */
export function ReadingPage() {
  const { id = '' } = useParams({ strict: false });
  // What is typed here is newer than what an answer would bring.
  const reading = useQuery({ ...readingQuery(id), refetchOnReconnect: false });
  const me = useQuery(meQuery);
  return (
    <Loaded query={reading}>
      {(data) => (
        <Loaded query={me}>
          {({ id: personId }) => <Room key={`${id}${data.submittedAt}`} reading={data} personId={personId} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Room({ reading, personId }: { reading: Reading; personId: string }) {
  const { application, points, figures, evidence, canChange } = reading;
  const [store] = useState(
    () =>
      new ReadingStore(
        savedOf(reading),
        saveAtServer(application.id),
        browserDrafts(`reading-${application.id}`, personId),
      ),
  );
  useEffect(() => {
    if (canChange) store.restoreDrafts();
  }, [store, canChange]);
  const scored = points.filter(({ isScored }) => isScored);
  const done = useSyncExternalStore(
    (listener) => store.listen(listener),
    () => scored.filter(({ id }) => (store.box(`score:${id}`).typed.score ?? '') !== '').length,
  );
  return (
    <>
      <Head reading={reading} done={done} all={scored.length} />
      <div className="reading">
        <ReadingMaterial reading={reading} />
        <div className="points">
          {points.map((point) => (
            <PointCard
              key={point.id}
              point={point}
              figures={figures.filter((figure) => figure.points.includes(point.id))}
              evidence={evidence.filter((one) => one.points.includes(point.id))}
              store={store}
              canChange={canChange}
            />
          ))}
          <Finish reading={reading} store={store} left={scored.length - done} />
        </div>
      </div>
    </>
  );
}

function Head({ reading, done, all }: { reading: Reading; done: number; all: number }) {
  const { application, batch, closesAt, submittedAt, points } = reading;
  const open = () => {
    const inputs = [...document.querySelectorAll<HTMLInputElement>('input.score')];
    inputs.find(({ value }) => value === '')?.focus();
  };
  return (
    <header className="reading-head">
      <title>{`审阅 - ${application.consortium.name} - 联合体`}</title>
      <div className="title-row">
        <h1>{application.consortium.name}</h1>
        <span className="soft">
          {application.province}　{batch.title}　{momentText(closesAt)}截止（{remainingText(closesAt, Date.now())}）
        </span>
        <span className="space" />
        {batch.isAcceptance && (
          <Link to="/consortia/$id/acceptance" params={{ id: application.consortium.id }} search={{ batch: batch.id }}>
            自评报告
          </Link>
        )}
        <Link to="/readings">我的审阅</Link>
      </div>
      <p className="actions">
        {submittedAt ? (
          <span className="good">已于{momentText(submittedAt)}提交</span>
        ) : (
          <>
            <label>
              已评{done}／{all} <progress max={all} value={done} />
            </label>
            {done < all && (
              <Button size="small" onClick={open}>
                下一个未评的
              </Button>
            )}
          </>
        )}
        <nav aria-label="观测点" className="point-links">
          {points.map(({ id }) => (
            <a key={id} href={`#point-${id}`}>
              {id}
            </a>
          ))}
        </nav>
      </p>
    </header>
  );
}

function Finish({ reading, store, left }: { reading: Reading; store: ReadingStore; left: number }) {
  const { application, canChange } = reading;
  const waiting = useSyncExternalStore(
    (listener) => store.listen(listener),
    () => store.waiting,
  );
  const queryClient = useQueryClient();
  const finish = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/applications/{id}/reading/submission', { params: { path: { id: application.id } } })),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  if (!canChange)
    return <p className="card soft">审阅已提交，评分和理由不能再改；确需修改的，请联系组织审阅的单位退回。</p>;
  return (
    <section className="card">
      <p className="actions">
        <Button
          type="primary"
          disabled={left > 0 || waiting > 0}
          loading={finish.isPending}
          onClick={() => confirm('提交后不能再改，现在提交？') && finish.mutate()}
        >
          提交审阅
        </Button>
        <span className="soft">
          {left > 0 ? `还有${left}个观测点没有评分。` : waiting > 0 ? `还有${waiting}处没有存到服务器。` : '全部评完。'}
        </span>
      </p>
      <p role="alert" className="error">
        {finish.error?.message}
      </p>
    </section>
  );
}

function savedOf({ points }: Reading): ReadonlyMap<string, { typed: Typed; version: number }> {
  const saved = new Map<string, { typed: Typed; version: number }>();
  for (const { id, score, reason, version, note, noteVersion } of points) {
    saved.set(`score:${id}`, { typed: { score: score === null ? '' : String(score), reason }, version });
    saved.set(`note:${id}`, { typed: { text: note }, version: noteVersion });
  }
  return saved;
}
