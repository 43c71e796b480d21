import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { CheckNow } from './check-now.tsx';
import { FindingItem } from './finding-item.tsx';
import { type Quality, qualityQuery } from './quality-queries.ts';
import { Score } from './score.tsx';
import './quality.css';

/** The quality of a consortium's figures and texts in a year: its score, and what has to be settled or said. */
export function QualityPage() {
  const { id = '' } = useParams({ strict: false });
  const [year, setYear] = useState<number>();
  const quality = useQuery(qualityQuery(id, year));
  return (
    <>
      <ConsortiumHead id={id} title="数据质量" />
      <Loaded query={quality}>
        {(found) => (
          <>
            <Head quality={found} onYear={setYear} />
            <Findings quality={found} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Head({ quality, onYear }: { quality: Quality; onYear: (year: number) => void }) {
  const { year, years, group, comparedAt, score, canCheck } = quality;
  return (
    <section className="card" aria-label="得分">
      <div className="actions">
        {years.length > 0 && (
          <label>
            年度{' '}
            <select className="text inline" value={year} onChange={(event) => onYear(Number(event.target.value))}>
              {(years.includes(year) ? years : [year, ...years]).map((each) => (
                <option key={each} value={each}>
                  {each}年
                </option>
              ))}
            </select>
          </label>
        )}
        <CheckNow quality={quality} />
      </div>
      {score ? (
        <>
          <Score score={score} />
          <p className="soft">
            {comparedAt && group
              ? `与“${group}”比较（${momentText(comparedAt)}全面检查）。`
              : '还没有与同类联合体比较过；上级部门全面检查之后才有比较的结果。'}
          </p>
        </>
      ) : (
        canCheck && (
          <p className="soft">
            还没有检查过{years.length > 0 ? '这个年度' : ''}
            。台账有了记录之后，点“立即检查”，几秒内列出需要核对或说明的数据。
          </p>
        )
      )}
    </section>
  );
}

const shown = { all: '全部', open: '待说明', answered: '待审核', accepted: '已关闭' } as const;
type Shown = keyof typeof shown;

function Findings({ quality }: { quality: Quality }) {
  const { findings, score, year } = quality;
  const [wanted, setWanted] = useState<Shown>('all');
  const list = findings.filter(({ state }) => wanted === 'all' || state === wanted);
  return (
    <section className="card">
      <h2>发现（{findings.length}）</h2>
      {findings.length === 0 ? (
        <p className={score ? 'good' : 'soft'}>
          {score ? `${year}年没有需要核对或说明的数据。` : '没有需要您核对或说明的数据。'}
        </p>
      ) : (
        <>
          <div className="filters">
            <label>
              状态{' '}
              <select
                className="text"
                value={wanted}
                onChange={(event) => {
                  const chosen = event.target.value;
                  if (isShown(chosen)) setWanted(chosen);
                }}
              >
                {Object.entries(shown).map(([id, label]) => (
                  <option key={id} value={id}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <ul className="findings">
            {list.map((finding) => (
              <FindingItem key={finding.id} finding={finding} linksFigures={score !== null} />
            ))}
          </ul>
          {list.length === 0 && <p className="soft">没有这样的发现。</p>}
        </>
      )}
    </section>
  );
}

const isShown = (id: string): id is Shown => Object.hasOwn(shown, id);
