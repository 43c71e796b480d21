import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Loaded } from '#web/ui/loaded.tsx';
import { CheckNow } from './check-now.tsx';
import { FindingItem } from './finding-item.tsx';
import { qualityQuery } from './quality-queries.ts';
import './quality.css';

/** What the rules find of the year that a return is about, where it is filled in and where it is judged. */
export function ReturnQuality(props: { consortiumId: string; year: number; isBeforeSending: boolean }) {
  const { consortiumId, year, isBeforeSending } = props;
  const quality = useQuery(qualityQuery(consortiumId, year));
  return (
    <Loaded query={quality}>
      {(found) => {
        const unsettled = found.findings.filter(({ state }) => state === 'open' || state === 'answered');
        const open = unsettled.filter(({ state }) => state === 'open').length;
        return (
          <section className="card" aria-label="数据质量">
            <h2>数据质量（{year}年）</h2>
            <p>
              {found.score
                ? `得分${found.score.points}；待说明${open}项，已说明待审核${unsettled.length - open}项。`
                : '这个年度还没有检查过。'}{' '}
              <Link to="/consortia/$id/quality" params={{ id: consortiumId }}>
                得分的构成和全部发现
              </Link>
            </p>
            <div className="actions">
              <CheckNow quality={found} {...(isBeforeSending && { label: '报送前检查' })} />
            </div>
            {isBeforeSending && <p className="soft">检查台账数据、已报送的文字，和这里正在填写、还没有报送的文字。</p>}
            {unsettled.length > 0 && (
              <details open={isBeforeSending && unsettled.length <= 5}>
                <summary>需要核对或说明的（{unsettled.length}）</summary>
                <ul className="findings">
                  {unsettled.map((finding) => (
                    <FindingItem key={finding.id} finding={finding} linksFigures={found.score !== null} />
                  ))}
                </ul>
              </details>
            )}
          </section>
        );
      }}
    </Loaded>
  );
}
