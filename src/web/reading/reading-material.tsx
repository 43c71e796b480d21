import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { EvidenceViewer } from '#web/evidence/evidence-viewer.tsx';
import { ReadFigures } from './read-figures.tsx';
import type { ReadEvidence, Reading } from './reading-queries.ts';
import { ReadingQuestions } from './reading-questions.tsx';
import { RepeatedPassages } from './repeated-passages.tsx';

const PdfPages = lazy(() => import('#web/application/pdf-pages.tsx').then((module) => ({ default: module.PdfPages })));

type Room = 'form' | 'figures' | 'texts' | 'evidence' | 'repeated' | 'questions';

/** What there is to read: the printed form, its figures and texts, evidence, what it has of others, and answers from the secretariat. */
export function ReadingMaterial({ reading }: { reading: Reading }) {
  const [room, setRoom] = useState<Room>('texts');
  const rooms: readonly (readonly [Room, string])[] = [
    ['texts', '文字'],
    ['figures', '数据'],
    ['evidence', `材料（${reading.evidence.length}）`],
    ['form', '推荐书'],
    ['repeated', `重复文字（${reading.repeated.length}）`],
    ['questions', `提问（${reading.inquiries.length}）`],
  ];
  return (
    <section className="card" aria-label="申报材料">
      <div className="actions" role="tablist" aria-label="申报材料">
        {rooms.map(([id, label]) => (
          <Button
            key={id}
            role="tab"
            aria-selected={room === id}
            size="small"
            type={room === id ? 'primary' : 'default'}
            onClick={() => setRoom(id)}
          >
            {label}
          </Button>
        ))}
      </div>
      <div role="tabpanel" aria-label={rooms.find(([id]) => id === room)?.[1]}>
        {room === 'texts' && <Texts reading={reading} />}
        {room === 'figures' && <ReadFigures figures={reading.figures} />}
        {room === 'evidence' && <Evidence evidence={reading.evidence} />}
        {room === 'form' && (
          <Suspense fallback={<p role="status">正在生成预览……</p>}>
            <PdfPages address={`/api/applications/${reading.application.id}/reading/form.pdf`} />
          </Suspense>
        )}
        {room === 'repeated' && <Repeated reading={reading} />}
        {room === 'questions' && <ReadingQuestions reading={reading} />}
      </div>
    </section>
  );
}

function Texts({ reading: { texts } }: { reading: Reading }) {
  // What is told at length is what is read; names and dates stand below.
  const ordered = texts.toSorted((a, b) => Number(b.isLong) - Number(a.isLong));
  return (
    <dl className="read-texts">
      {ordered.map(({ cell, label, text, isLong }) => (
        <div key={cell} className={isLong ? 'long' : ''}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Evidence({ evidence }: { evidence: readonly ReadEvidence[] }) {
  const [opened, setOpened] = useState<ReadEvidence>();
  if (evidence.length === 0) return <p className="soft">申报单位没有把证据材料标注到观测点。</p>;
  return (
    <ul>
      {evidence.map((one) => (
        <li key={one.id}>
          <Button type="link" size="small" onClick={() => setOpened(one)}>
            {one.title}
          </Button>
          <span className="soft">
            观测点{one.points.join('、')}
            {one.pages !== null && `，${one.pages}页`}
          </span>
        </li>
      ))}
      {opened && <EvidenceViewer evidence={opened} onClose={() => setOpened(undefined)} />}
    </ul>
  );
}

function Repeated({ reading: { repeated, texts } }: { reading: Reading }) {
  const labelOf = (cell: string) => texts.find((each) => each.cell === cell)?.label ?? '其他文字';
  if (repeated.length === 0) return <p className="soft">没有发现与本批次其他申报相同的文字，或者部里还没有比对。</p>;
  return (
    <RepeatedPassages
      passages={repeated}
      titles={({ cell, otherCell }) => [`本申报·${labelOf(cell)}`, `本批次另一份申报·${labelOf(otherCell)}`]}
    />
  );
}
